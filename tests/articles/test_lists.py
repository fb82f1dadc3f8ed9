"""The pages that lead to articles: home, A to Z, topics, categories, search."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Article, Category, Edition, Tag, TagAlias
from tests.acting import shown
from tests.factories import make_article, make_organization, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db

LISTS = [
    "/",
    "/articles/",
    "/articles/?order=reviewed",
    "/articles/?letter=S",
    "/tags/testing/",
    "/categories/tests/",
    "/search/?q=secret",
]


class TestEveryList:
    """Each test makes its pages once and asks for all lists."""

    def test_a_live_edition_is_listed(self, client):
        edition = make_published(title="Secret of pages")
        assert lists_with(f'<a href="/articles/{edition.slug}/">Secret of pages</a>', client) == LISTS

    def test_a_draft_is_not_listed(self, client):
        make_published()
        make_signed(make_article(title="Secret of drafts"))
        assert lists_with("Secret of drafts", client) == []

    def test_a_withdrawn_article_is_not_listed(self, client):
        make_published()
        edition = make_published(title="Secret of the past")
        publishing.withdraw(edition.article, make_user("publisher"), reason="Wrong.")
        assert lists_with("Secret of the past", client) == []

    def test_the_title_is_that_of_the_edition_and_not_of_the_working_copy(self, client):
        edition = make_published(title="Secret of pages")
        edition.article.title = "Secret of tomorrow"
        edition.article.save()
        assert lists_with("tomorrow", client) == []

    def test_hostile_text_is_escaped(self, client):
        make_published(title="Secret <script>alert(1)</script>")
        assert lists_with("<script>alert", client) == []
        assert lists_with("Secret &lt;script&gt;alert(1)&lt;/script&gt;", client) == LISTS

    def test_it_costs_the_same_for_3_and_for_12_articles(self, client):
        for number in range(3):
            make_published(title=f"Secret of page {number}")
        few = {address: self.queries(client, address) for address in LISTS}
        # A search also asks the glossary, the topics and the directory.
        assert all(number <= (18 if "search" in address else 12) for address, number in few.items())
        for number in range(9):
            make_published(title=f"Secret of another page {number}")
        assert {address: self.queries(client, address) for address in LISTS} == few

    def queries(self, client, address):
        with CaptureQueriesContext(connection) as queries:
            shown(client, address)
        return len(queries)


def lists_with(text, client):
    return [address for address in LISTS if text in shown(client, address)]


class TestHome:
    def test_search_comes_first(self, client):
        html = shown(client, "/")
        assert (
            html.index('action="/search/"') < html.index("Newly diagnosed") < html.index("Recently reviewed")
        )

    def test_a_number_of_each_country_is_of_somebody_who_speaks_the_language_of_the_page(self, client):
        phone = {"kind": "phone", "value": "900 100 036", "international": "+34 900 100 036"}
        spanish = {"country": "ES", "languages": ["es"], "topics": ["all"], "contacts": [phone]}
        make_organization("anna", **spanish)
        make_organization("british", country="GB", languages=["en"], topics=["all"])
        make_organization("brains", country="US", languages=["en"], topics=["brain"])
        assert re.findall(r'href="(tel:[^"]+)"', shown(client, "/")) == ["tel:+44800000000"]
        assert re.findall(r'href="(tel:[^"]+)"', shown(client, "/es/")) == ["tel:+34900100036"]

    def test_a_category_is_named_once(self, client):
        make_published(), make_published()
        assert shown(client, "/").count('<a href="/categories/tests/">Tests</a>') == 1

    def test_a_category_without_a_live_page_is_not_named(self, client):
        make_article(category="Empty")
        assert "Empty" not in shown(client, "/")

    def test_the_last_reviewed_come_first(self, client):
        make_published(title="Older", now=timezone.now() - timedelta(days=40))
        make_published(title="Newer")
        recent = shown(client, "/").split("Recently reviewed")[1]
        assert recent.index("Newer") < recent.index("Older")

    def test_an_empty_site_says_so(self, client):
        assert "No page has been published yet." in shown(client, "/")


class TestArticleList:
    def test_letters_lead_to_their_articles(self, client):
        make_published(title="apple"), make_published(title="Banana"), make_published(title="Äpfel")
        assert 'href="?letter=B"' in shown(client, "/articles/")
        html = shown(client, "/articles/?letter=a")
        assert "apple" in html
        assert "Banana</a>" not in html

    def test_capitals_do_not_count_in_the_order(self, client):
        make_published(title="banana"), make_published(title="Apple"), make_published(title="avocado")
        html = shown(client, "/articles/")
        assert html.index("Apple</a>") < html.index("avocado</a>") < html.index("banana</a>")

    def test_a_letter_without_articles_says_so(self, client):
        make_published(title="Apple")
        assert "No article begins with Z." in shown(client, "/articles/?letter=z")

    def test_the_order_by_review_shows_the_newest_first(self, client):
        make_published(title="Apple", now=timezone.now() - timedelta(days=9)), make_published(title="Banana")
        html = shown(client, "/articles/?order=reviewed")
        assert html.index("Banana</a>") < html.index("Apple</a>")

    def test_a_long_list_is_read_page_by_page_and_back(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.onward.EDITIONS_A_PAGE", 2)
        for title in ("One", "Two", "Three", "Five", "Four"):
            make_published(title=title, tags=("numbers",))
        for start, order in (
            ("/articles/", "Five Four One Three Two"),
            ("/tags/numbers/", "Five Four One Three Two"),
            ("/categories/tests/", "Five Four One Three Two"),
            ("/articles/?order=reviewed", "Four Five Three Two One"),
        ):
            pages = list(follow(client, start, "next"))
            assert " ".join(title for _address, titles in pages for title in titles) == order
            assert [len(titles) for _address, titles in pages] == [2, 2, 1]
            back = list(follow(client, pages[-1][0], "prev"))
            assert [titles for _address, titles in back[1:]] == [pages[1][1]]
            first = client.get(back[-1][0].split("?")[0] + "?" + link(client, back[-1][0], "prev"))
            assert first["Location"] == start

    def test_numbers_of_pages_lead_to_where_they_begin(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.onward.EDITIONS_A_PAGE", 2)
        for title in ("One", "Three", "Two"):
            make_published(title=title)
        second = client.get("/articles/?page=2", follow=True)
        assert second.redirect_chain == [(f"/articles/?after={Edition.objects.get(title='Three').slug}", 302)]
        assert "Two</a>" in second.content.decode()
        assert "One</a>" not in second.content.decode()
        assert client.get("/articles/?page=1").status_code == 200
        for page in ("3", "0", "x"):
            assert client.get(f"/articles/?page={page}").status_code == 404

    def test_a_place_that_is_gone_leads_to_the_start(self, client):
        make_published(title="Apple")
        assert client.get("/articles/?after=nothing")["Location"] == "/articles/"
        assert client.get("/articles/?letter=A&before=nothing")["Location"] == "/articles/?letter=A"

    def test_pages_keep_what_was_chosen(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.onward.EDITIONS_A_PAGE", 1)
        first, second = make_published(title="Apple"), make_published(title="Ávocado")
        assert f'href="?letter=A&amp;after={first.slug}"' in shown(client, "/articles/?letter=%C3%A4")
        assert f'href="?order=reviewed&amp;after={second.slug}"' in shown(client, "/articles/?order=reviewed")


def link(client, address, rel):
    found = re.search(rf'rel="{rel}" href="\?([^"]+)"', shown(client, address))
    return html.unescape(found[1]) if found else ""


def follow(client, address, rel):
    """Addresses and titles of a list's pages, as far as there is one more in that direction."""
    while True:
        response = client.get(address)
        if response.status_code != 200:
            return
        yield address, re.findall(r'<h[23]><a href="/articles/[^"]+">([^<]+)</a>', response.content.decode())
        onward = link(client, address, rel)
        if not onward:
            return
        address = f"{address.split('?')[0]}?{onward}"


class TestOtherNames:
    def test_each_leads_from_its_letter_to_the_article(self, client):
        edition = make_published(title="Stomach cancer", aliases=("gastric cancer", "Stomach cancer"))
        line = f'Gastric cancer: see <a href="/articles/{edition.slug}/">Stomach cancer</a>'
        for address, number in {"/articles/": 1, "/articles/?letter=G": 1, "/articles/?letter=S": 0}.items():
            assert re.sub(r"\s+", " ", client.get(address).content.decode()).count(line) == number, address
        assert "Stomach cancer: see" not in client.get("/articles/").content.decode()
        publishing.withdraw(edition.article, make_user("publisher"))
        assert "Gastric" not in client.get("/articles/").content.decode()

    def test_those_of_a_draft_are_not_listed(self, client):
        article = make_published(title="Signed", aliases=("known",)).article
        Article.objects.filter(pk=article.pk).update(aliases=["secret"])
        page = client.get("/articles/").content.decode()
        assert ("Known" in page, "Secret" in page) == (True, False)

    def test_each_stands_on_one_page_of_a_long_list(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.onward.EDITIONS_A_PAGE", 2)
        names = ("aaa", "bbb", "ccc", "zzz")
        for title in ("B", "C", "D", "E", "F"):
            make_published(title=title, aliases=names if title == "D" else ())
        address, shown_names = "/articles/", []
        while address:
            page = client.get(address).content.decode()
            shown_names += re.findall(r"<li>(\w+): see", page)
            onward = re.search(r'href="(\?after=[^"]*)"', page)
            address = f"/articles/{onward[1]}" if onward else ""
        assert shown_names == ["Aaa", "Bbb", "Ccc", "Zzz"]


class TestTagList:
    def test_tags_are_counted_by_live_pages_alone(self, client):
        make_published(tags=("reading", "testing")), make_published(tags=("testing",))
        make_article(tags=("drafts", "testing"))
        html = shown(client, "/tags/")
        assert '/tags/testing/">testing <span class="soft">(2 pages)' in html
        assert '/tags/reading/">reading <span class="soft">(1 page)' in html
        assert "drafts" not in html

    def test_it_costs_the_same_for_few_and_many_tags(self, client, django_assert_num_queries):
        make_published(tags=("one",))
        with django_assert_num_queries(3):
            shown(client, "/tags/")
        make_published(tags=tuple(f"tag {number}" for number in range(10, 30)))
        with django_assert_num_queries(3):
            shown(client, "/tags/")


class TestTagDetail:
    def test_a_tag_of_drafts_alone_is_not_found(self, client):
        make_article(tags=("drafts",))
        assert client.get("/tags/drafts/").status_code == 404

    def test_an_old_name_leads_to_the_tag(self, client):
        make_published()
        TagAlias.objects.create(tag=Tag.objects.get(name="testing"), name="Checking", slug="checking")
        response = client.get("/tags/checking/")
        assert (response.status_code, response["Location"]) == (301, "/tags/testing/")


class TestCategoryDetail:
    def test_a_category_of_drafts_alone_is_not_found(self, client):
        make_article(category="Drafts")
        assert client.get(f"/categories/{Category.objects.get().slug}/").status_code == 404


class TestSearch:
    def test_without_words_it_offers_other_ways(self, client):
        html = shown(client, "/search/")
        assert 'href="/glossary/"' in html
        assert 'content="noindex"' not in html

    def test_nothing_found_says_so_and_offers_other_ways(self, client):
        html = shown(client, "/search/?q=zzzz")
        assert "Nothing found" in html
        assert 'href="/articles/"' in html

    def test_results_are_not_for_search_engines(self, client):
        assert '<meta name="robots" content="noindex">' in shown(client, "/search/?q=page")

    def test_what_was_typed_is_escaped_and_kept(self, client):
        html = shown(client, "/search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert "<script>alert" not in html
        assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html

    def test_a_topic_narrows_the_results_down(self, client):
        make_published(title="Secret one", tags=("reading",)), make_published(title="Secret two")
        html = shown(client, "/search/?q=secret&tag=reading")
        assert "Secret one</a>" in html
        assert "Secret two</a>" not in html

    def test_many_results_are_cut_into_pages(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.views.RESULTS_A_PAGE", 2)
        for number in range(3):
            make_published(title=f"Secret {number}")
        assert 'rel="next" href="?q=secret&amp;page=2"' in shown(client, "/search/?q=secret")
        assert shown(client, "/search/?q=secret&page=2").count('class="hit"') == 1
        assert client.get("/search/?q=secret&page=3").status_code == 404


class TestSubjects:
    def test_a_topic_is_one_click_from_home_and_stands_from_a_to_z(self, client):
        make_published(make_article("Drugs that travel", tags=("Breast cancer", "Lungs"), category="Lungs"))
        home, listed = shown(client, "/"), shown(client, "/articles/")
        assert '<a href="/tags/breast-cancer/">Breast cancer</a>' in home
        # A category and a tag of one name lead to the same pages.
        assert (home.count(">Lungs</a>"), shown(client, "/tags/").count(">Lungs <span")) == (1, 1)
        assert '<a href="/tags/breast-cancer/">Breast cancer <span' in listed
        assert 'href="?letter=B"' in listed
        under_b = shown(client, "/articles/?letter=b")
        assert ("Breast cancer <span" in under_b, "Drugs that travel" in under_b) == (True, False)
        assert "Breast cancer <span" not in shown(client, "/articles/?order=reviewed")

    def test_the_comparison_and_the_data_have_doors(self, client):
        make_published(make_article("Drugs that travel", category="Lungs"))
        for address in ("/", "/categories/lungs/"):
            assert '<a href="/compare/">Compare treatments</a>' in shown(client, address)
        feeds = shown(client, "/feeds/")
        assert '<link rel="service-desc" type="application/openapi+json" href="/api/openapi.json">' in feeds
        assert '<a href="/api/">' in feeds

    def test_titles_are_whole(self, client):
        title = "Cancer treatment, explained by people who sign their names"
        assert f"<title>{title} – " in shown(client, "/")
