"""What holds for every address that readers may open."""

import re

import pytest
from django.test import Client
from django.urls import resolve, reverse

from articles.public import pages
from cancerinfo.web.public_pages import SlugConverter

PAGES = [
    "/",
    "/articles/",
    "/articles/?order=reviewed",
    "/articles/{article}/",
    "/articles/{article}/leaflet/",
    "/articles/{article}/leaflet/?country=ES&size=large",
    "/articles/{article}/leaflet.pdf",
    "/articles/{article}/shared.png",
    "/articles/{article}/history/",
    "/articles/{article}/editions/1/",
    "/check/",
    "/tags/",
    "/tags/testing/",
    "/categories/tests/",
    "/surveys/",
    "/surveys/reading/",
    "/surveys/reading/data.csv",
    "/compare/",
    "/search/",
    "/search/?q=page",
    "/search/names/?q=page",
    "/organizations/",
    "/organizations/helpers/",
    "/glossary/",
    "/about/",
    "/unavailable/",
    "/editorial-policy/",
    "/feeds/",
    "/feed/",
    "/feed/reviewed/",
    "/feed/withdrawn/",
    "/feed/overdue/",
    "/sitemap.xml",
    "/sitemap-articles.xml",
    "/sitemap-topics.xml",
    "/sitemap-organizations.xml",
    "/sitemap-surveys.xml",
    "/sitemap-pages.xml",
    "/infobutton/?mainSearchCriteria.v.dn=A%20page",
    "/robots.txt",
    "/.well-known/security.txt",
    "/.well-known/cancerinfo-record.json",
]
# Opened by tests of their own: what may not be kept by caches, and what needs a code or a token.
ELSEWHERE = {
    "article_report",
    "article_report_thanks",
    "expert_review",
    "not_my_review",
    "check_detail",
    "picture",
}
HTML_PAGES = [page for page in PAGES if "." not in page and not page.startswith(("/feed/", "/search/names/"))]


@pytest.fixture
def site(db, public_site):
    """A site with something at every address; gives the address for a pattern of PAGES."""
    return lambda page: page.format(article=public_site.slug)


def test_every_page_of_the_site_is_opened_here():
    opened = {resolve(page.format(article="a").partition("?")[0]).url_name for page in PAGES}
    listed = {page.name for page in pages.PAGES if not page.name.startswith("api_")}
    assert listed - opened == ELSEWHERE


@pytest.mark.parametrize("address", PAGES)
class TestEveryPage:
    def test_it_is_shown(self, client, site, address):
        assert client.get(site(address)).status_code == 200

    def test_it_sets_no_cookie_and_does_not_vary_by_cookie(self, client, site, address):
        response = client.get(site(address))
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_it_only_shows_and_says_so_before_it_asks_for_a_token(self, site, address):
        client = Client(enforce_csrf_checks=True)
        for method in ("post", "put", "patch", "delete"):
            response = getattr(client, method)(site(address))
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")

    def test_it_answers_head(self, client, site, address):
        assert client.head(site(address)).status_code == 200

    def test_it_is_asked_for_again_every_time_and_then_confirmed_without_a_body(self, client, site, address):
        first = client.get(site(address))
        assert first["Cache-Control"] == "public, max-age=0, stale-if-error=604800"
        assert client.get(site(address), headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", HTML_PAGES)
class TestEveryHtmlPage:
    def test_it_has_one_main_heading_a_title_and_a_description(self, client, site, address):
        html = client.get(site(address)).content.decode()
        assert html.count("<h1") == 1
        assert 5 < len(html.split("<title>")[1].split("</title>")[0]) <= 75
        assert 40 < len(html.split('name="description" content="')[1].split('"')[0]) <= 200

    def test_it_asks_no_other_site_for_anything(self, client, site, address):
        html = client.get(site(address)).content.decode()
        for part in html.split(" src=")[1:] + html.split('rel="stylesheet" href=')[1:]:
            assert part.lstrip('"').startswith("/static/")

    def test_it_has_no_inline_style_and_no_script_but_the_one_file(self, client, site, address):
        response = client.get(site(address))
        html = response.content.decode()
        assert "script-src 'self';" in response["Content-Security-Policy"]
        assert " style=" not in html
        assert "<style" not in html
        scripts = set(re.findall(r"<script(.*?)>", html))
        allowed = {' type="application/ld+json"', ' type="module" src="/static/cancerinfo/page.js"'}
        assert scripts <= allowed

    def test_it_says_so_where_the_site_is_a_demonstration(self, client, site, address, settings):
        assert "<strong>Demonstration</strong>" not in client.get(site(address)).content.decode()
        settings.DEMONSTRATION = True
        assert "<strong>Demonstration</strong>" in client.get(site(address)).content.decode()


@pytest.mark.django_db
class TestHostileAddresses:
    @pytest.mark.parametrize(
        "name", ["article_detail", "tag_detail", "category_detail", "organization_detail"]
    )
    @pytest.mark.parametrize(
        "slug", ["%00", "a%00b", "x" * 201, "x" * 5000, "a%2Fb", "%FF%FE", "..%2F..%2Fetc", "<script>", "a b"]
    )
    def test_what_can_be_no_slug_is_not_found(self, client, name, slug):
        path = reverse(name, args=["s"]).replace("/s/", f"/{slug}/")
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("address", ["/articles/", "/surveys/", "/organizations/", "/search/"])
    @pytest.mark.parametrize("number", ["abc", "0", "-1", "1000000000", "9" * 5000, "%00", "1.5", "²", ""])
    def test_a_page_number_that_is_none_is_not_found(self, client, address, number):
        assert client.get(f"{address}?q=x&page={number}").status_code == 404

    @pytest.mark.parametrize(
        "address", ["/articles/", "/organizations/", "/search/", "/surveys/", "/glossary/"]
    )
    @pytest.mark.parametrize(
        "value", ["%00", "%FF%FE", "x" * 20000, "%F0%9F%92%8A", "'\"<script>", "%ED%A0%80"]
    )
    def test_any_text_in_the_query_gives_a_page(self, client, address, value):
        names = ("q", "letter", "order", "kind", "country", "language", "service", "tag", "category")
        query = "&".join(f"{name}={value}" for name in names)
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200
        assert "<script>x" not in response.content.decode()

    @pytest.mark.parametrize("section", ["nothing", "%00", "x" * 3000])
    def test_a_sitemap_that_is_none_is_not_found(self, client, section):
        assert client.get(f"/sitemap-{section}.xml").status_code == 404

    @pytest.mark.parametrize("number", ["abc", "0", "-1", "9" * 5000, "2"])
    def test_a_page_of_a_sitemap_that_is_none_is_not_found(self, client, number):
        assert client.get(f"/sitemap-articles.xml?p={number}").status_code == 404


class TestSlugConverter:
    @pytest.mark.parametrize("slug", ["lung-cancer", "ménière", "脳腫瘍", "a_1", "سرطان"])
    def test_it_takes_letters_of_any_script(self, slug):
        assert re.fullmatch(SlugConverter.regex, slug)
