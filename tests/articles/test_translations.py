"""Articles in several languages: what leads from one to the other, and what has fallen behind."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.conf import settings

from articles import publishing
from articles.editions.translations import stale_translations
from articles.models import Edition
from articles.publishing.live_repair import repair_live
from tests.acting import shown_article
from tests.factories import make_article, make_published, make_survey, make_term, make_user

pytestmark = pytest.mark.django_db


def pair(**fields):
    """An English live edition and its Spanish translation."""
    original = make_published(title="A page", **fields)
    return original, make_published(title="Una prueba", language="es", translation_of=original.article.slug)


@pytest.fixture(scope="class")
def published(rows_of_class):
    """A pair that the tests of a class share."""
    return rows_of_class(pair)


@pytest.fixture
def both(published):
    return [Edition.objects.get(pk=edition.pk) for edition in published]


def change(edition, **fields):
    """A new live edition of the article with another text."""
    article = edition.article
    article.apply(replace(article.content(), **fields))
    return make_published(article)


class TestLinks:
    def test_each_leads_to_the_other_in_the_words_of_its_reader(self, client, both):
        english, spanish = both
        link = '<a href="/articles/{}/" hreflang="{}" lang="{}" dir="ltr">{}</a>'
        to_spanish = link.format(spanish.slug, "es", "es", "Esta página en español")
        assert to_spanish in shown_article(client, english)
        assert link.format(english.slug, "en", "en", "This page in English") in shown_article(client, spanish)

    def test_both_name_both_in_their_heads(self, client, both):
        english, spanish = both
        for edition in (english, spanish):
            found = re.findall(
                r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', shown_article(client, edition)
            )
            assert sorted(found) == [
                ("en", f"{settings.SITE_URL}/articles/{english.slug}/"),
                ("es", f"{settings.SITE_URL}/articles/{spanish.slug}/"),
            ]

    def test_two_translations_of_one_page_lead_to_each_other(self, client, both):
        english, spanish = both
        french = make_published(title="Une page", language="fr", translation_of=spanish.article.slug)
        assert f'<a href="/articles/{french.slug}/" hreflang="fr" lang="fr"' in shown_article(client, spanish)
        assert f'<a href="/articles/{french.slug}/" hreflang="fr" lang="fr"' in shown_article(client, english)

    def test_the_header_names_the_other_language_only(self, client, both):
        spanish = both[1]
        header = re.search("<header>.*?</header>", shown_article(client, spanish), re.S)[0]
        assert re.findall(r'hreflang="(\w+)"', header) == ["en"]

    def test_the_sitemap_names_both(self, client, both):
        english, spanish = both
        make_published(title="Alone")
        tree = ElementTree.fromstring(client.get("/sitemap-articles.xml").content)
        by_page = {
            url[0].text: [link.get("hreflang") for link in url if link.tag.endswith("link")] for url in tree
        }
        assert by_page[f"{settings.SITE_URL}/articles/{english.slug}/"] == ["en", "es"]
        assert by_page[f"{settings.SITE_URL}/articles/{spanish.slug}/"] == ["en", "es"]
        assert sorted(map(len, by_page.values())) == [0, 2, 2]

    def test_machines_learn_which_is_the_original(self, client, both):
        english, spanish = both
        nodes = {}
        for edition in (english, spanish):
            page = shown_article(client, edition)
            script = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
            nodes[edition.language] = json.loads(script)["@graph"][0]
        assert nodes["es"]["inLanguage"] == "es"
        assert nodes["es"]["translationOfWork"][0]["url"] == f"{settings.SITE_URL}/articles/{english.slug}/"
        assert "workTranslation" not in nodes["es"]
        assert nodes["en"]["workTranslation"][0]["inLanguage"] == "es"
        assert "translationOfWork" not in nodes["en"]

    def test_the_feed_says_the_language_of_each_entry(self, client, both):
        tree = ElementTree.fromstring(client.get("/feed/").content)
        entries = tree.findall("{http://www.w3.org/2005/Atom}entry")
        languages = {entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in entries}
        assert languages == {"en", "es"}

    def test_the_api_says_the_language(self, client, both):
        found = client.get("/api/articles/").json()
        assert {article["language"] for article in found["results"]} == {"en", "es"}


class TestOtherLinks:
    def test_a_language_that_the_interface_lacks_is_called_by_its_own_name(self, client):
        english = make_published()
        arabic = make_published(title="صفحة", slug="rtl", language="ar", translation_of=english.article.slug)
        link = f'<a href="/articles/{arabic.slug}/" hreflang="ar" lang="ar" dir="rtl">العربيّة</a>'
        assert link in shown_article(client, english)

    def test_the_header_of_a_page_that_stands_alone_leads_to_the_home_of_the_other_language(self, client):
        alone = shown_article(client, make_published())
        assert '<li><a href="/es/" lang="es">Español</a></li>' in alone
        spanish = shown_article(client, make_published(title="Sola", language="es"))
        assert '<li><a href="/" lang="en">English</a></li>' in spanish

    def test_a_page_that_stands_alone_names_no_other(self, client):
        html = shown_article(client, make_published())
        assert "hreflang" not in html
        assert "This page in" not in html


class TestWhatIsNotLinked:
    def test_a_draft_translation(self, client):
        english = make_published()
        make_article(title="Borrador", language="es", translation_of=english.article.slug)
        assert "hreflang" not in shown_article(client, english)

    def test_a_draft_that_says_only_now_that_it_is_a_translation(self, client):
        english, other = make_published(), make_published(title="Otra", language="es")
        other.article.translation_of = english.article
        other.article.save()
        assert "hreflang" not in shown_article(client, english)
        assert "hreflang" not in shown_article(client, other)

    def test_an_original_that_is_not_published(self, client):
        draft = make_article(title="Secret draft")
        spanish = make_published(language="es", translation_of=draft.slug)
        html = shown_article(client, spanish)
        assert "hreflang" not in html
        assert draft.slug not in html


class TestWhatIsWithdrawn:
    def test_a_withdrawn_translation(self, client, both):
        english, spanish = both
        publishing.withdraw(spanish.article, make_user("publisher"), reason="Wrong.")
        assert "hreflang" not in shown_article(client, english)

    def test_a_withdrawn_original(self, client, both):
        english, spanish = both
        publishing.withdraw(english.article, make_user("publisher"), reason="Wrong.")
        assert "hreflang" not in shown_article(client, spanish)


class TestOriginalThatChanged:
    def test_a_translation_as_old_as_its_original_is_not_stale(self, client, both):
        _english, spanish = both
        assert list(stale_translations()) == []
        assert "El original ha cambiado" not in shown_article(client, spanish)

    def test_readers_and_editors_learn_of_a_major_change(self, client, both):
        english, spanish = both
        newer = change(english, main_message="Something else is true.")
        assert newer.change == Edition.Change.MAJOR
        assert [live.edition for live in stale_translations()] == [spanish]
        assert stale_translations()[0].original_changed_at == newer.published_at
        assert "El original ha cambiado" in shown_article(client, spanish)
        assert "The original has changed" not in shown_article(client, newer)

    def test_a_major_edition_of_the_translation_catches_up(self, client, both):
        english, spanish = both
        change(english, main_message="Something else is true.")
        newer = change(spanish, main_message="Otra cosa es verdad.")
        assert list(stale_translations()) == []
        assert "El original ha cambiado" not in shown_article(client, newer)

    def test_a_withdrawn_original_changes_nothing(self, client, both):
        english, spanish = both
        change(english, main_message="Something else is true.")
        publishing.withdraw(english.article, make_user("publisher"), reason="Wrong.")
        assert list(stale_translations()) == []
        assert "El original ha cambiado" not in shown_article(client, spanish)


def test_to_find_them_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    change(pair()[0], main_message="Something else is true.")
    with django_assert_num_queries(1):
        [(live.edition.title, live.translation_of.live.edition.title) for live in stale_translations()]
    for _ in range(3):
        change(pair()[0], main_message="Something else is true.")
    with django_assert_num_queries(1):
        assert len(stale_translations()) == 4


class TestPageInTheLanguageOfItsText:
    def test_labels_dates_and_frame_are_spanish(self, client):
        edition = make_published(language="es", surveys=[make_survey(sample_size=1204)])
        response = client.get(f"/articles/{edition.slug}/")
        html = response.content.decode()
        assert response["Content-Language"] == "es"
        assert '<html lang="es" dir="ltr">' in html
        for words in (
            "Última revisión",
            "En esta página",
            "Consejo no urgente",
            "Fuentes",
            "Todos los temas",
        ):
            assert words in html
        assert "1\xa0204" in html
        assert re.search(r"\d+ de [a-z]+ de 20\d\d", html)
        for words in ("Last reviewed", "On this page", "Number of people", "Available from"):
            assert words not in html

    def test_its_links_lead_to_spanish_pages(self, client):
        html = shown_article(client, make_published(language="es"))
        assert 'href="/es/organizations/"' in html
        assert 'href="/es/tags/testing/"' in html
        assert 'href="/organizations/"' not in html

    def test_terms_of_the_english_glossary_are_not_marked(self, client):
        make_term(name="mistake")
        assert 'class="term"' in shown_article(client, make_published())
        assert 'class="term"' not in shown_article(client, make_published(language="es"))

    @pytest.mark.parametrize("place", ["history/", "editions/1/"])
    def test_its_history_is_spanish_too(self, client, place):
        edition = make_published(language="es")
        response = client.get(f"/articles/{edition.slug}/{place}")
        assert response["Content-Language"] == "es"
        assert "Historial" in response.content.decode()

    def test_the_notice_of_a_withdrawal_is_spanish_too(self, client):
        edition = make_published(language="es")
        publishing.withdraw(edition.article, make_user("publisher"), reason="Errores.")
        response = client.get(f"/articles/{edition.slug}/")
        assert response.status_code == 410
        assert "Esta página fue retirada" in response.content.decode()

    def test_a_survey_page_is_in_the_language_of_its_text(self, client):
        make_published(language="es", surveys=[make_survey("poll", population="Personas")])
        assert "A quién se preguntó" in client.get("/surveys/poll/").content.decode()
        assert "Tamaño de la muestra" in client.get("/surveys/poll/data.csv").content.decode()
        assert 'href="/surveys/poll/"' in client.get("/es/surveys/").content.decode()
        assert 'href="/surveys/poll/"' not in client.get("/surveys/").content.decode()

    def test_a_text_from_right_to_left_says_so_within_an_english_frame(self, client):
        edition = make_published(title="صفحة", language="ar")
        response = client.get(f"/articles/{edition.slug}/")
        html = response.content.decode()
        assert response["Content-Language"] == "ar"
        assert '<html lang="en" dir="ltr">' in html
        assert '<article class="article" lang="ar" dir="rtl">' in html

    def test_with_its_language_in_the_interface_the_whole_page_runs_so(self, client, settings):
        settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
        edition = make_published(title="صفحة", language="ar")
        assert '<html lang="ar" dir="rtl">' in shown_article(client, edition)
        assert '<html lang="ar" dir="rtl">' in client.get("/ar/feeds/").content.decode()

    def test_a_kept_page_costs_one_query_with_translations_and_without(
        self, client, django_assert_num_queries
    ):
        editions = [make_published(), *pair()]
        repair_live()
        for edition in editions:
            with django_assert_num_queries(1):
                shown_article(client, edition)
