"""The table of pages: no address is forgotten in it, and what it says of each is so."""

import re

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse
from django.utils.translation import override

from articles.api.views import api_unknown
from articles.public import sitemaps
from articles.public.pages import EACH, FIXED, FOOT, FOUND, ONE, PAGES, TOP
from cancerinfo.web.languages import ONE_LANGUAGE
from tests.acting import shown
from tests.factories import make_fixed_pages

FIXED_PAGES = [page for page in PAGES if page.sitemap == FIXED]
# Something for each argument that an address may have, as `reverse` asks for it.
ARGUMENTS = {"slug": "a", "number": 1, "key": "a", "code": "a", "token": "a", "section": "articles"}
ARGUMENTS |= {"digest": "0" * 64, "ending": "svg"}


def patterns(resolver):
    """Every address of the project, without those of the admin."""
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            yield pattern
        elif pattern.namespace != "admin":
            yield from patterns(pattern)


SERVED = list(patterns(get_resolver()))


def address(page):
    pattern = next(pattern for pattern in SERVED if pattern.name == page.name)
    return reverse(page.name, kwargs={name: ARGUMENTS[name] for name in pattern.pattern.converters})


def links(html, part):
    """The addresses that the list of links in a part of the page, and its button, lead to, without other
    languages."""
    shown_there = html.partition(f"<{part}")[2].partition(f"</{part}>")[0]
    return re.findall(r'<(?:li><a|a class="button call") href="([^"]+)">', shown_there)


class TestPages:
    def test_every_address_is_in_the_table(self):
        named = {page.name for page in PAGES}
        assert sorted({pattern.name for pattern in SERVED if pattern.name} - named) == []

    def test_every_page_of_the_table_is_served(self):
        served = {pattern.name for pattern in SERVED}
        assert [page.name for page in PAGES if page.name not in served] == []

    def test_every_address_has_a_name(self):
        assert [pattern.callback for pattern in SERVED if not pattern.name] == [api_unknown]

    def test_a_page_is_in_the_table_once(self):
        assert len({page.name for page in PAGES}) == len(PAGES)

    def test_a_page_is_in_the_sitemap_or_says_why_not(self):
        assert [page.name for page in PAGES if bool(page.sitemap) == bool(page.unlisted)] == []
        assert {page.sitemap for page in PAGES if page.sitemap} == set(sitemaps.SECTIONS)

    @pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
    def test_it_has_an_address_in_the_languages_that_the_table_says(self, entry):
        with override("es"):
            in_spanish = address(entry)
        assert (in_spanish != address(entry)) == (entry.languages in (EACH, FOUND))
        assert entry.languages in (EACH, FOUND, ONE)
        assert (entry.languages == FOUND) == (entry.name in ONE_LANGUAGE)


@pytest.mark.django_db
class TestMenu:
    def test_the_header_leads_to_the_pages_of_the_table(self, client):
        found = links(shown(client, "/feeds/"), "header")
        assert sorted(found) == sorted(address(page) for page in PAGES if page.menu == TOP)

    def test_the_footer_leads_to_the_pages_of_the_table(self, client):
        make_fixed_pages()
        found = links(shown(client, "/about/"), "footer")
        assert sorted(found) == sorted(address(page) for page in PAGES if page.menu == FOOT)


@pytest.mark.django_db
class TestFixedPages:
    def test_the_sitemap_lists_each_in_every_language_and_no_other(self, client):
        make_fixed_pages()
        expected = []
        for code, _name in settings.LANGUAGES:
            with override(code):
                expected += [settings.SITE_URL + address(page) for page in FIXED_PAGES]
        listed = re.findall("<loc>([^<]+)</loc>", shown(client, "/sitemap-pages.xml"))
        assert sorted(listed) == sorted(expected)

    @pytest.mark.parametrize("entry", FIXED_PAGES, ids=lambda entry: entry.name)
    def test_each_is_shown_and_may_be_found(self, client, entry):
        make_fixed_pages()
        response = client.get(address(entry))
        assert response.status_code == 200
        assert 'content="noindex"' not in response.content.decode()
