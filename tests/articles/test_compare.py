"""/compare/: two live editions side by side, question by question."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, LiveEdition
from articles.public.side_by_side import VALUES
from articles.rendering.quoted import quoted_section
from articles.rendering.rendered import RenderedSection, safe
from tests.factories import make_article, make_content, make_published, make_survey, make_user

pytestmark = pytest.mark.django_db

# The two editions, the pages of their categories, and other pages.
QUERIES = 4


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(lambda: (make_published(title="First way"), make_published(title="Second way")))


@pytest.fixture
def pair(published):
    return deepcopy(published)


def compared(client, first, second):
    return client.get("/compare/", {"a": first.slug, "b": second.slug}).content.decode()


def row(html, purpose):
    return html.split(f'scope="row" id="{purpose}">')[1].split('scope="row"')[0]


class TestComparison:
    def test_both_answer_each_question_in_the_same_order(self, client, pair):
        html = compared(client, *pair)
        purposes = ["overview", "how-it-works", "benefits", "risks", "quality-of-life", "no-treatment",
                    "other-options", "uncertainty", "questions"]  # fmt: skip
        places = [html.index(f'scope="row" id="{purpose}">') for purpose in purposes]
        assert places == sorted(places)
        for purpose in purposes:
            assert row(html, purpose).index("First way</p>") < row(html, purpose).index("Second way</p>")

    def test_the_text_is_that_of_the_live_editions(self, client, pair):
        first, second = pair
        second.article.sections.update(body="<p>Changed words.</p>")
        html = compared(client, first, second)
        assert row(html, "benefits").count("You may find a mistake early.") == 2
        assert "Changed words" not in html

    def test_who_says_nothing_on_a_question_says_so(self, client, pair):
        content = make_content()
        kept = tuple(section for section in content.sections if section.purpose != "quality-of-life")
        content = replace(content, sections=kept, audience="professionals")
        other = make_published(Article().apply(content))
        html = compared(client, pair[0], other)
        assert "This page says nothing about it." in row(html, "quality-of-life")
        assert html.count("This page says nothing about it.") == 1

    def test_no_id_stands_twice(self, client):
        first, second = (make_published(surveys=[make_survey("same")]) for _ in range(2))
        html = compared(client, first, second)
        ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
        assert len(ids) == len(set(ids))

    def test_a_citation_leads_to_the_source_on_its_own_page(self, client, pair):
        html = row(compared(client, *pair), "risks")
        for edition in pair:
            assert f'href="/articles/{edition.slug}/#source-1"' in html
        assert 'href="#' not in html

    def test_each_is_named_with_its_review_and_its_warnings(self, client, pair):
        late = make_published(title="Late way", now=timezone.now() - timedelta(days=1200))
        LiveEdition.objects.filter(edition=pair[0]).update(notice="A source was <b>retracted</b>.")
        html = compared(client, pair[0], late)
        assert "A source was &lt;b&gt;retracted&lt;/b&gt;." in html
        assert html.count("Overdue for review</strong>") == 1
        assert html.count("Last reviewed") == 2

    def test_it_states_the_decision_and_doing_nothing_as_an_option(self, client, pair):
        html = compared(client, *pair)
        options = html.split("The decision</h2>")[1].split("Side by side</h2>")[0]
        assert [name in options for name in ("First way", "Second way", "Neither of the two")] == [True] * 3
        assert 'href="#no-treatment"' in options

    def test_it_tells_of_each_who_when_who_paid_sources_and_reading_level(self, client, pair):
        html = compared(client, *pair)
        told = {"Reviewed": "Next review due", "Written by": "Author", "Paid for by": "</p>None",
                "Sources": "listed on the page", "Reading level": "School grade"}  # fmt: skip
        for label, words in told.items():
            cells = html.split(f'scope="row">{label}</th>')[1].split("</tr>")[0]
            assert cells.count(words) == 2, label

    def test_it_asks_what_matters(self, client, pair):
        asked = compared(client, *pair).split("What matters to you?</h2>")[1]
        assert asked.count('type="checkbox"') == len(VALUES)

    def test_it_is_not_indexed(self, client, pair):
        assert '<meta name="robots" content="noindex">' in compared(client, *pair)

    def test_an_article_about_a_treatment_leads_here(self, client, pair):
        html = client.get(f"/articles/{pair[0].slug}/").content.decode()
        assert f'href="/compare/?a={pair[0].slug}"' in html

    def test_hostile_text_is_escaped(self, client, pair):
        other = make_published(title="<script>alert(1)</script>")
        assert "<script>alert" not in compared(client, pair[0], other)


class TestChoosing:
    def test_the_lists_hold_live_pages_and_nothing_else(self, client, pair):
        make_article(title="A draft")
        gone = make_published(title="A withdrawn page")
        publishing.withdraw(gone.article, make_user("publisher"), reason="Wrong.")
        html = client.get("/compare/").content.decode()
        assert html.count("<option") == 2 * (1 + len(pair))
        assert "A draft" not in html
        assert "A withdrawn page" not in html

    def test_pages_of_one_category_are_ready_to_compare(self, client, pair):
        make_published(title="Alone", category="Others")
        html = client.get("/compare/").content.decode()
        addresses = [f'href="?a={a.slug}&amp;b={b.slug}"' for a, b in (pair, pair[::-1])]
        assert [html.count(address) for address in addresses] == [1, 1]
        assert html.count('href="?a=') == len(pair)

    def test_one_page_is_offered_beside_the_others_of_its_category(self, client, pair):
        html = client.get("/compare/", {"a": pair[1].slug}).content.decode()
        assert html.count('href="?a=') == 1
        assert f'href="?a={pair[1].slug}&amp;b={pair[0].slug}"' in html

    def test_what_is_chosen_stays_chosen(self, client, pair):
        html = client.get("/compare/", {"a": pair[1].slug}).content.decode()
        assert html.count(" selected") == 1
        assert f'<option value="{pair[1].slug}" selected>Second way</option>' in html
        assert "Choose two of our pages." in html

    def test_a_page_that_the_list_is_too_short_for_can_be_compared(self, client, pair, monkeypatch):
        monkeypatch.setattr("articles.public.compare.OFFERED", 2)
        for i in range(3):
            make_published(title=f"A page {i}", category="Others")
        html = compared(client, *pair)
        assert html.count("<option") == 2 * (1 + 2)
        assert html.count(" selected") == 2

    def test_the_same_page_twice_is_told(self, client, pair):
        response = client.get("/compare/", {"a": pair[0].slug, "b": pair[0].slug})
        assert response.status_code == 200
        assert "You chose the same page twice." in response.content.decode()

    def test_two_pages_without_such_sections_are_told(self, client, pair, monkeypatch):
        monkeypatch.setattr("articles.public.side_by_side.ORDER", ())
        assert "no sections that could be compared" in compared(client, *pair)

    def test_a_draft_is_not_shown(self, client, pair):
        draft = make_article(title="A draft", main_message="Not for readers.")
        response = client.get("/compare/", {"a": pair[0].slug, "b": draft.slug})
        assert response.status_code == 404
        assert "Not for readers." not in response.content.decode()
        assert "One of these pages doesn't exist" in response.content.decode()

    @pytest.mark.parametrize(
        "slug", ["%00", "a%00b", "x" * 5000, "..%2F..%2Fetc", "%3Cscript%3Ealert(1)", "%FF%FE", "%ED%A0%80"]
    )
    def test_a_hostile_address_gives_the_form(self, client, pair, slug):
        response = client.get(f"/compare/?a={slug}&b={slug}&a[]={slug}")
        assert response.status_code in (200, 404)
        assert "<script>alert" not in response.content.decode()
        assert "<select" in response.content.decode()

    def test_it_rejects_post(self, client):
        assert client.post("/compare/").status_code == 405


def test_without_two_pages_there_is_nothing_to_choose(client):
    make_published()
    html = client.get("/compare/").content.decode()
    assert "There are no two pages to compare yet." in html
    assert "<select" not in html


class TestQueries:
    def test_it_costs_the_same_however_many_pages_there_are(self, client, pair, django_assert_num_queries):
        with django_assert_num_queries(QUERIES):
            compared(client, *pair)
        for _ in range(6):
            make_published()
        with django_assert_num_queries(QUERIES):
            compared(client, *pair)


class TestQuotedSection:
    def quoted(self, html):
        section = RenderedSection("anchor", "Heading", 2, "risks", "", safe(html))
        return quoted_section(section, "/articles/a/", 'A "way" & more')

    def test_headings_stand_one_level_lower(self):
        section = self.quoted("<h3>One</h3><h4>Two</h4>")
        assert (section.level, section.html) == (3, "<h4>One</h4><h5>Two</h5>")

    def test_only_tags_are_changed(self):
        html = '<p>He wrote id="x" and href="#y" in <a href="/z/">a text</a>.</p>'
        assert self.quoted(html).html == html

    def test_places_within_the_page_lead_to_that_page(self):
        section = self.quoted('<a class="term" href="#term-x">x</a><figure class="survey" id="survey-y">')
        assert section.html == ('<a class="term" href="/articles/a/#term-x">x</a><figure class="survey">')

    def test_regions_have_names_of_their_own(self):
        section = self.quoted('<div class="scroll" role="region" tabindex="0" aria-label="Table 1">')
        assert 'aria-label="A &quot;way&quot; &amp; more: Table 1"' in section.html
