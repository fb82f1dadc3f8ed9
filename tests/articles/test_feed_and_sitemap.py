"""/feed/ and /sitemap.xml: live editions only, at the address that the site has."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from tests.factories import make_article, make_organization, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client):
    return ElementTree.fromstring(client.get("/feed/").content).findall(f"{ATOM}entry")


def listed(client, section):
    """Days of the last change by address, of one file of the sitemap."""
    urls = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)
    return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in urls}


class TestFeed:
    def test_the_newest_edition_comes_first(self, client):
        make_published(title="Older", now=timezone.now() - timedelta(days=2)), make_published(title="Newer")
        assert [entry.findtext(f"{ATOM}title") for entry in entries(client)] == ["Newer", "Older"]

    def test_an_entry_leads_to_the_page_and_says_what_changed(self, client):
        edition = make_published()
        (entry,) = entries(client)
        assert entry.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/articles/{edition.slug}/"
        assert entry.findtext(f"{ATOM}summary") == edition.summary
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo

    def test_drafts_and_withdrawn_articles_are_not_in_it(self, client):
        make_signed(make_article(title="Draft"))
        edition = make_published(title="Gone")
        publishing.withdraw(edition.article, make_user("publisher"), reason="Wrong.")
        assert entries(client) == []

    def test_hostile_text_leaves_it_well_formed(self, client):
        make_published(title="<script>]]>&amp;</script>")
        assert entries(client)[0].findtext(f"{ATOM}title") == "<script>]]>&amp;</script>"

    def test_it_costs_the_same_for_few_and_many(self, client, django_assert_num_queries):
        make_published()
        entries(client)
        with django_assert_num_queries(1):
            entries(client)
        for _ in range(3):
            make_published()
        with django_assert_num_queries(1):
            entries(client)


class TestSitemap:
    def test_the_index_names_every_file(self, client):
        index = ElementTree.fromstring(client.get("/sitemap.xml").content)
        addresses = [entry.findtext(f"{SITEMAP}loc") for entry in index]
        assert f"{settings.SITE_URL}/sitemap-articles.xml" in addresses
        assert len(addresses) == 5

    def test_live_articles_are_listed_and_no_others(self, client):
        edition = make_published()
        make_article()
        gone = make_published()
        publishing.withdraw(gone.article, make_user("publisher"), reason="Wrong.")
        assert list(listed(client, "articles")) == [f"{settings.SITE_URL}/articles/{edition.slug}/"]

    def test_tags_and_categories_of_drafts_are_not_listed(self, client):
        make_published()
        make_article(tags=("drafts",), category="Drafts")
        assert set(listed(client, "topics")) == {
            f"{settings.SITE_URL}/tags/testing/",
            f"{settings.SITE_URL}/categories/tests/",
        }

    def test_the_day_follows_a_major_change_and_no_minor_one(self, client):
        first = make_published(now=timezone.now() - timedelta(days=60))
        article = first.article
        article.summary = "A page that tests read now and then."
        article.save()
        publisher = make_user("publisher")
        make_signed(article, now=timezone.now() - timedelta(days=30))
        minor = publishing.publish(article, publisher, change="minor", note="A word.")
        (day,) = listed(client, "articles").values()
        assert minor.number == 2
        assert day == first.published_at.date().isoformat()

    def test_only_listed_organizations_are_in_it(self, client):
        make_organization("helpers")
        make_organization("hidden", is_listed=False)
        assert list(listed(client, "organizations")) == [f"{settings.SITE_URL}/organizations/helpers/"]

    def test_fixed_pages_are_in_it(self, client):
        assert f"{settings.SITE_URL}/about/" in listed(client, "pages")
