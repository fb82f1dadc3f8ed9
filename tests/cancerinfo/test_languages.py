"""The address alone decides in which language a page is drawn."""

import re

import pytest
from django.utils import translation

from cancerinfo.web.languages import direction, interface_language, language_of_path, own_name
from tests.factories import make_published, make_term

# Pages of the site itself: once in every language.
SITE_PAGES = [
    "/",
    "/articles/",
    "/tags/",
    "/surveys/",
    "/search/",
    "/search/?q=page",
    "/organizations/",
    "/organizations/helpers/",
    "/glossary/",
    "/about/",
    "/editorial-policy/",
    "/check/",
]


@pytest.fixture
def site(db, public_site):
    """A site with something at every address."""


def shown(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response, response.content.decode()


@pytest.mark.parametrize("address", SITE_PAGES)
class TestEveryPageOfTheSite:
    def test_it_is_english_at_its_address_and_spanish_below_es(self, client, site, address):
        for prefix, language in (("", "en"), ("/es", "es")):
            response, html = shown(client, prefix + address)
            assert response["Content-Language"] == language
            assert f'<html lang="{language}" dir="ltr">' in html

    def test_neither_a_cookie_nor_accept_language_changes_it(self, client, site, address):
        plain = shown(client, address)[1]
        client.cookies["django_language"] = "es"
        response, html = shown(client, address, accept_language="es-MX,es;q=0.9")
        assert html == plain
        assert not response.cookies
        assert {"Cookie", "Accept-Language"}.isdisjoint(re.split(r",\s*", response.get("Vary", "")))

    def test_the_spanish_one_sets_no_cookie_and_varies_by_none(self, client, site, address):
        response, _html = shown(client, "/es" + address)
        assert not response.cookies
        assert {"Cookie", "Accept-Language"}.isdisjoint(re.split(r",\s*", response.get("Vary", "")))

    def test_both_name_each_other_for_search_engines_and_readers(self, client, site, settings, address):
        path = address.partition("?")[0]
        for prefix in ("", "/es"):
            html = shown(client, prefix + address)[1]
            for language, other in (("en", path), ("es", f"/es{path}")):
                link = f'<link rel="alternate" hreflang="{language}" href="{settings.SITE_URL}{other}">'
                assert link in html
        assert (
            f'<a href="/es{path}" hreflang="es" lang="es" dir="auto">Español</a>' in shown(client, address)[1]
        )
        assert f'<a href="{path}" hreflang="en" lang="en" dir="auto">English</a>' in html

    def test_its_links_stay_in_the_language(self, client, site, address):
        links = re.findall(r'<a [^>]*href="(/[^"#?]*)', shown(client, "/es" + address)[1])
        outside = {link for link in links if not link.startswith("/es/")}
        allowed = re.compile(r"/articles/[^/]+/(leaflet/)?|/surveys/[^/]+/|/feed/.*")
        path = address.partition("?")[0]
        assert {link for link in outside if not allowed.fullmatch(link)} <= {path}

    def test_spanish_costs_no_more_queries(self, client, site, address, django_assert_max_num_queries):
        # A search also asks the glossary, the topics and the directory.
        with django_assert_max_num_queries(18 if "search" in address else 12) as english:
            shown(client, address)
        with django_assert_max_num_queries(len(english)):
            shown(client, "/es" + address)


@pytest.mark.django_db
class TestOtherAddresses:
    def test_the_default_language_has_no_prefix(self, client):
        assert client.get("/en/").status_code == 404
        assert client.get("/es-mx/").status_code == 404

    def test_an_article_has_one_address(self, client):
        edition = make_published()
        assert client.get(f"/es/articles/{edition.slug}/").status_code == 404

    def test_what_is_missing_is_said_in_the_language_of_the_address(self, client):
        response = client.get("/es/nothing/")
        assert response.status_code == 404
        assert response["Content-Language"] == "es"
        assert "Página no encontrada" in response.content.decode()

    def test_a_missing_slash_is_mended(self, client):
        assert client.get("/es").headers["Location"] == "/es/"

    @pytest.mark.parametrize("address", ["/admin/login/", "/robots.txt", "/feed/", "/api/articles/"])
    def test_what_is_for_editors_and_machines_has_no_language_prefix(self, client, address):
        assert client.get(address).status_code == 200
        assert client.get("/es" + address).status_code == 404

    def test_the_language_does_not_stay_for_the_next_request(self, client):
        client.get("/es/")
        assert translation.get_language() == "en"
        assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.django_db
class TestLists:
    @pytest.mark.parametrize("address", ["/", "/articles/", "/tags/testing/", "/categories/tests/"])
    def test_a_list_shows_pages_in_its_language(self, client, address):
        make_published(title="English page", language="en")
        make_published(title="Página en español", language="es-MX")
        english, spanish = shown(client, address)[1], shown(client, "/es" + address)[1]
        assert "English page" in english
        assert "Página en español" not in english
        assert "Página en español" in spanish
        assert "English page" not in spanish

    def test_a_language_without_interface_is_listed_with_the_default_one(self, client):
        make_published(title="Seite auf Deutsch", language="de")
        assert '<a href="/articles/seite' in shown(client, "/articles/")[1]
        assert 'lang="de" dir="auto">Seite auf Deutsch' in shown(client, "/articles/")[1]
        assert "Seite auf Deutsch" not in shown(client, "/es/articles/")[1]

    def test_a_topic_without_a_page_in_the_language_is_not_found(self, client):
        make_published()
        assert client.get("/es/tags/testing/").status_code == 404

    def test_search_finds_pages_in_every_language_and_names_it(self, client):
        edition = make_published(title="Quokka", language="es")
        html = shown(client, "/search/?q=quokka")[1]
        assert f'<a href="/articles/{edition.slug}/" lang="es" dir="auto">' in html


@pytest.mark.django_db
class TestRecords:
    def test_what_was_entered_in_english_is_marked_as_english(self, client):
        make_term("reader")
        assert '<dt id="reader" lang="en">' in shown(client, "/es/glossary/")[1]
        assert '<dt id="reader">' in shown(client, "/glossary/")[1]


class TestLanguages:
    @pytest.mark.parametrize(
        ("code", "language"), [("es", "es"), ("es-MX", "es"), ("de", "en"), ("", "en"), ("x" * 600, "en")]
    )
    def test_labels_are_in_the_nearest_language(self, code, language):
        assert interface_language(code) == language

    @pytest.mark.parametrize(
        ("path", "language"), [("/es/a/", "es"), ("/", "en"), ("/essen/", "en"), ("/de/", "en"), ("", "en")]
    )
    def test_a_path_names_its_language(self, path, language):
        assert language_of_path(path) == language

    @pytest.mark.parametrize(("code", "way"), [("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("es", "ltr")])
    def test_a_language_has_a_direction(self, code, way):
        assert direction(code) == way

    def test_a_language_that_nobody_knows_is_called_by_its_code(self):
        assert own_name("es") == "español"
        assert own_name("xx") == "xx"
