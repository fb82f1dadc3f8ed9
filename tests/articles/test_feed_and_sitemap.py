"""/feed/ and /sitemap.xml: live editions only, at the address that the site has."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import LiveEdition
from articles.public.feeds import FEEDS, NewEditionsFeed
from tests.acting import misspell
from tests.articles.test_certify import certify
from tests.factories import (
    make_article,
    make_fixed_pages,
    make_organization,
    make_published,
    make_signed,
    make_user,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client, feed=""):
    return ElementTree.fromstring(client.get(f"/feed/{feed}").content).findall(f"{ATOM}entry")


def titles(client, feed=""):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, feed)]


def make_gone(title="Gone", cause="outdated"):
    edition = make_published(title=title)
    return publishing.withdraw(edition.article, make_user("publisher"), cause=cause)


def make_overdue(title="Overdue", days=1):
    """A live page that was due for review that many days ago."""
    due_on = timezone.localdate() - timedelta(days=days)
    reviewed_at = timezone.now() - timedelta(days=days + 366)
    article = make_article(title=title)
    article.review_interval = 12
    article.save()
    edition = make_published(article, now=reviewed_at)
    assert edition.next_review_on <= due_on
    return edition


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

    def test_a_note_on_the_edition_stands_before_the_summary(self):
        edition = LiveEdition(note="Corrected.", summary="What it is.")
        assert NewEditionsFeed().item_description(edition) == "Corrected. What it is."

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
        with django_assert_num_queries(2):
            entries(client)
        for _ in range(3):
            make_published()
        with django_assert_num_queries(2):
            entries(client)


class TestReviewedFeed:
    def test_the_last_review_comes_first_with_the_reviewer(self, client):
        make_published(title="Older", now=timezone.now() - timedelta(days=2))
        edition = make_published(title="Newer")
        assert titles(client, "reviewed/") == ["Newer", "Older"]
        summary = entries(client, "reviewed/")[0].findtext(f"{ATOM}summary")
        assert edition.sign_off.reviewer["name"] in summary

    def test_a_certified_slip_of_the_pen_is_no_review(self, client):
        edition = make_published(now=timezone.now() - timedelta(days=9))
        (before,) = entries(client, "reviewed/")
        article = misspell(edition.article)
        certify(article, make_user("reviewer"))
        publishing.publish(article, make_user("publisher"), change="minor")
        (after,) = entries(client, "reviewed/")
        for name in ("id", "updated"):
            assert after.findtext(f"{ATOM}{name}") == before.findtext(f"{ATOM}{name}")


class TestWithdrawnFeed:
    def test_the_newest_withdrawal_comes_first_with_its_reason(self, client):
        make_gone("First gone"), make_gone("Then gone")
        assert titles(client, "withdrawn/") == ["Withdrawn: Then gone", "Withdrawn: First gone"]
        entry = entries(client, "withdrawn/")[0]
        assert entry.findtext(f"{ATOM}summary") == "It is out of date."

    def test_it_says_nothing_of_what_the_page_said(self, client):
        edition = make_published(summary="It said qsecret.")
        publishing.withdraw(edition.article, make_user("publisher"), reason="Wrong.")
        assert "qsecret" not in client.get("/feed/withdrawn/").content.decode()

    def test_a_page_that_is_back_is_not_in_it(self, client):
        article = make_gone().article
        later = timezone.now() + timedelta(minutes=1)
        make_published(article, now=later)
        assert titles(client, "withdrawn/") == []

    def test_an_article_withdrawn_twice_is_there_once(self, client):
        article = make_gone(cause="error").article
        later = timezone.now() + timedelta(minutes=1)
        make_published(article, now=later)
        publishing.withdraw(article, make_user("publisher"), cause="checking", now=later)
        assert [entry.findtext(f"{ATOM}summary") for entry in entries(client, "withdrawn/")] == [
            "We are checking it again."
        ]


class TestOverdueFeed:
    def test_pages_past_their_day_are_in_it_and_no_others(self, client):
        make_published(title="Current")
        make_overdue("Long overdue", days=90), make_overdue("Overdue", days=3)
        assert titles(client, "overdue/") == [
            f"Overdue for review: {name}" for name in ("Overdue", "Long overdue")
        ]
        assert "was due for review on" in entries(client, "overdue/")[0].findtext(f"{ATOM}summary")

    def test_a_withdrawn_page_is_not_in_it(self, client):
        publishing.withdraw(make_overdue().article, make_user("publisher"), reason="Wrong.")
        assert titles(client, "overdue/") == []


OTHER_FEEDS = ["reviewed/", "withdrawn/", "overdue/"]


@pytest.fixture(scope="class")
def filled(rows_of_class):
    """A site with an entry or two in each feed."""
    rows_of_class(lambda: [make() for make in (make_overdue, make_overdue, make_gone, make_gone)])


@pytest.mark.parametrize("feed", OTHER_FEEDS)
class TestEveryOtherFeed:
    def test_a_draft_is_not_in_it(self, client, feed):
        make_signed(make_article(title="Draft"))
        assert titles(client, feed) == []

    def test_it_names_its_own_address(self, client, feed):
        root = ElementTree.fromstring(client.get(f"/feed/{feed}").content)
        own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert own == [f"{settings.SITE_URL}/feed/{feed}"]

    def test_hostile_text_leaves_it_well_formed(self, client, feed):
        make_overdue("<script>]]>&amp;</script>"), make_gone("<script>]]>&amp;</script>")
        assert titles(client, feed)[0].endswith("<script>]]>&amp;</script>")

    def test_it_rejects_post(self, client, feed):
        assert client.post(f"/feed/{feed}").status_code == 405


@pytest.mark.parametrize("feed", OTHER_FEEDS)
class TestEntriesOfEveryOtherFeed:
    def test_an_entry_leads_to_the_page_and_names_its_day_and_language(self, client, filled, feed):
        entry = entries(client, feed)[0]
        assert entry.find(f"{ATOM}link").get("href").startswith(f"{settings.SITE_URL}/articles/")
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
        assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"

    def test_it_costs_the_same_for_few_and_many(self, client, filled, feed, django_assert_num_queries):
        few = entries(client, feed)
        with django_assert_num_queries(2):
            entries(client, feed)
        make_overdue(), make_gone()
        with django_assert_num_queries(2):
            assert len(entries(client, feed)) > len(few)


@pytest.mark.parametrize("feed", FEEDS, ids=[feed.name for feed in FEEDS])
class TestEveryFeed:
    """What RFC 4287 asks of each."""

    def root(self, client, feed):
        return ElementTree.fromstring(client.get(reverse(feed.name)).content)

    @pytest.fixture(scope="class")
    def pages(self, rows_of_class):
        rows_of_class(make_fixed_pages)

    def test_its_author_is_the_publisher_of_the_site(self, client, pages, settings, feed):
        settings.SITE_PUBLISHER = "The Reading Trust"
        author = self.root(client, feed).find(f"{ATOM}author")
        assert author.findtext(f"{ATOM}name") == "The Reading Trust"
        assert author.findtext(f"{ATOM}uri") == f"{settings.SITE_URL}/about/"

    def test_no_other_feed_has_its_id(self, client, feed):
        identity = self.root(client, feed).findtext(f"{ATOM}id")
        others = [self.root(client, other).findtext(f"{ATOM}id") for other in FEEDS if other is not feed]
        assert identity.startswith(f"{settings.SITE_URL}/feed/")
        assert identity not in others

    def test_each_entry_has_an_id_that_no_other_has(self, client, filled, feed):
        ids = [entry.findtext(f"{ATOM}id") for entry in self.root(client, feed).findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)) == 2


class TestFeedList:
    def test_it_names_every_feed_and_lets_readers_find_them(self, client):
        html = client.get("/feeds/").content.decode()
        for feed in ("", "reviewed/", "withdrawn/", "overdue/"):
            assert f'<a href="/feed/{feed}">' in html
            assert f'href="/feed/{feed}">' in html.split("</head>")[0]

    def test_every_page_leads_to_it(self, client):
        assert '<a href="/feeds/">' in client.get("/glossary/").content.decode()


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
        article = misspell(first.article)
        publisher = make_user("publisher")
        make_signed(article, now=timezone.now() - timedelta(days=30))
        minor = publishing.publish(article, publisher, change="minor")
        (day,) = listed(client, "articles").values()
        assert minor.number == 2
        assert day == first.published_at.date().isoformat()

    def test_only_listed_organizations_are_in_it(self, client):
        make_organization("helpers")
        make_organization("hidden", is_listed=False)
        addresses = ["/organizations/helpers/", "/es/organizations/helpers/"]
        assert list(listed(client, "organizations")) == [settings.SITE_URL + address for address in addresses]

    def test_fixed_pages_are_in_it(self, client):
        make_fixed_pages()
        assert f"{settings.SITE_URL}/about/" in listed(client, "pages")
