"""/articles/<slug>/: the live edition of an article, and what stands at its address without one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles import publishing
from articles.content import OrganizationContent, SectionContent, SeeAlsoContent
from articles.editions.drawn_page import keep
from articles.models import DrawnPage, LiveEdition
from tests.acting import shown_article
from tests.factories import (
    make_article,
    make_content,
    make_fixed_pages,
    make_organization,
    make_published,
    make_signed,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db

# The page, with the newest generation that it follows.
QUERIES = 1
# Asked in vain for the page: the edition with its head, its tags, what to see also, what is related,
# organizations, their contacts, and fixed pages; and for what it follows, those that it may name.
QUERIES_TO_DRAW = 9


class TestLiveEdition:
    def test_what_editors_change_afterwards_is_not_shown(self, client, edition):
        edition.article.apply(
            make_content(title="Changed", slug=edition.slug, main_message="Changed message.")
        )
        assert "Changed" not in shown_article(client, edition)

    def test_the_main_message_comes_before_the_contents_list(self, client, edition):
        html = shown_article(client, edition)
        assert html.index('class="message"') < html.index('class="toc"')

    def test_the_author_is_named_with_credentials(self, client, edition):
        author = edition.content["authors"][0]
        assert f"<strong>{author['name']}</strong>, {author['credentials']}" in shown_article(client, edition)

    def test_citations_and_sources_are_linked_both_ways(self, client, edition):
        html = shown_article(client, edition)
        assert 'href="#source-1" id="cite-1-1"' in html
        assert 'id="source-1"' in html
        assert 'href="#cite-1-1"' in html

    def test_every_line_of_the_contents_list_leads_somewhere(self, client, edition):
        html = shown_article(client, edition)
        contents = html.split('class="toc"')[1].split("</nav>")[0]
        anchors = [part.split('"')[0] for part in contents.split('href="#')[1:]]
        assert len(anchors) > 10
        assert all(f'id="{anchor}"' in html for anchor in anchors)

    def test_the_disclaimer_is_shown(self, client, edition):
        html = shown_article(client, edition)
        assert "not a substitute for a talk with a person who knows" in html

    def test_the_number_of_the_edition_and_what_changed_are_shown(self, client, edition):
        section = SectionContent("One more", 2, "other", body="<p>A new section.</p>")
        content = edition.article_content()
        edition.article.apply(replace(content, sections=(*content.sections, section)))
        second = make_published(edition.article, change="major", note="A section on tests was added")
        html = shown_article(client, second)
        assert "2, major change: A section on tests was added" in html
        assert second.check_code in html
        above = html.split('class="message"')[0]
        day = date_format(localtime(second.published_at))
        assert f"Corrected on {day}:</strong> A section on tests was added" in above


class TestWhatAnEditionShows:
    def test_the_text_of_the_edition_is_shown(self, client):
        edition = make_published(title="Reading pages")
        html = shown_article(client, edition)
        assert "<h1>Reading pages</h1>" in html
        assert "This page shows what a finished page looks like." in html
        assert "You may find a mistake early." in html

    def test_the_reviewer_is_named_with_credentials_affiliation_interests_and_dates(self, client):
        article = make_article()
        make_signed(article)
        edition = publishing.publish(article, make_user("publisher"))
        reviewer = edition.sign_off.reviewer
        html = shown_article(client, edition)
        for text in (reviewer["name"], reviewer["credentials"], reviewer["affiliation"]):
            assert text in html
        assert f"Declared interests: {reviewer['interests']}" in html
        assert f'<time datetime="{edition.reviewed_on:%Y-%m-%d}">' in html
        assert f'<time datetime="{edition.next_review_on:%Y-%m-%d}">' in html

    def test_it_says_how_to_cite_it(self, client):
        edition = make_published(title="Paper boats")
        cited = shown_article(client, edition).split("Cite this page</dt>")[1].split("</dd>")[0]
        assert f"{edition.content['authors'][0]['name']}. Paper boats [Internet]. Edition 1, code" in cited
        assert f"; {edition.published_at:%Y-%m-%d}. Available from: " in cited
        assert cited.strip().endswith(f"/articles/{edition.slug}/editions/1/")

    def test_a_survey_table_is_drawn_in_its_section(self, client):
        html = shown_article(client, make_published(surveys=[make_survey("reading")]))
        assert 'id="survey-reading"' in html
        assert "<caption><b>A poll of tests (reading)</b></caption>" in html

    def test_what_its_tables_found_stands_beside_the_text_unless_a_table_is_unverified(self, client):
        found = [
            make_survey("reading", headline="Most read"),
            make_survey("guessed", headline="All know", show_unverified=True),
        ]
        beside = (
            shown_article(client, make_published(surveys=found)).split('class="toc"')[1].split("</nav>")[0]
        )
        assert '<a href="#survey-reading">Most read</a>' in beside
        assert "All know" not in beside

    def test_a_page_without_a_note_says_who_paid_and_the_licence(self, client):
        html = shown_article(client, make_published(funding="A test fund", licence="CC BY 4.0"))
        assert "A test fund" in html
        assert "CC BY 4.0" in html

    def test_hostile_text_is_escaped(self, client):
        html = shown_article(client, make_published(title="<script>alert(1)</script> & more"))
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


class TestNotices:
    def test_a_demonstration_says_so(self, client):
        html = shown_article(client, make_published(is_demonstration=True))
        assert "<strong>Demonstration</strong>" in html

    def test_another_page_does_not(self, client):
        assert "<strong>Demonstration</strong>" not in shown_article(client, make_published())

    def test_a_page_past_its_review_date_says_so(self, client):
        edition = make_published(now=timezone.now() - timedelta(days=1200))
        assert "<strong>Overdue for review</strong>" in shown_article(client, edition)

    def test_a_page_in_time_does_not(self, client):
        assert "Overdue" not in shown_article(client, make_published())

    def test_a_notice_that_came_after_the_edition_is_shown_above_the_text(self, client):
        edition = make_published()
        LiveEdition.objects.update(notice="A source of this page was retracted.")
        html = shown_article(client, edition)
        assert html.index("A source of this page was retracted.") < html.index('class="message"')


class TestNeighbours:
    def test_tags_lead_to_their_pages(self, client):
        assert '<a href="/tags/testing/">testing</a>' in shown_article(client, make_published())

    def test_a_related_article_is_named_with_the_reason(self, client):
        other, edition = make_published(title="The other page"), make_published()
        html = shown_article(client, edition)
        assert f'<a href="/articles/{other.slug}/">The other page</a>' in html
        assert "testing" in html.split("The other page</a>")[1].split("</li>")[0]

    def test_a_withdrawn_article_is_not_related_any_more(self, client):
        other, edition = make_published(title="The other page"), make_published()
        publishing.withdraw(other.article, make_user("publisher"), reason="Wrong.")
        assert "The other page" not in shown_article(client, edition)

    def test_see_also_names_live_articles_by_their_live_title_and_no_draft(self, client):
        live, draft = make_published(title="Live page"), make_article(title="Draft page")
        links = (SeeAlsoContent("Old name", live.slug), SeeAlsoContent("Draft page", draft.slug))
        html = shown_article(client, make_published(see_also=links, tags=("alone",), category="Alone"))
        assert f'<a href="/articles/{live.slug}/">Live page</a>' in html
        assert "Draft page" not in html

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables from end to end")
    def test_they_are_found_without_a_look_at_all_live_articles(self):
        plan = LiveEdition.objects.reached_by(["a-page", "another-page"]).explain()
        assert "SCAN articles_" not in plan

    def test_organizations_stand_with_their_telephone_as_a_link(self, client):
        helper = make_organization("helpers", name="Helpers")
        named = (
            OrganizationContent(helper.slug, "Helpers"),
            OrganizationContent("unlisted", "Unlisted house"),
        )
        html = shown_article(client, make_published(organizations=named))
        assert 'href="tel:+44800000000"' in html
        assert 'href="/organizations/helpers/"' in html
        assert "Unlisted house" not in html


class TestOtherAddresses:
    def test_a_draft_is_not_found(self, client):
        article = make_article()
        assert client.get(f"/articles/{article.slug}/").status_code == 404

    def test_a_signed_off_draft_is_not_found_either(self, client):
        article = make_article()
        make_signed(article)
        assert client.get(f"/articles/{article.slug}/").status_code == 404

    def test_a_withdrawn_page_says_why_and_what_to_read_instead(self, client):
        successor, edition = make_published(title="Read me"), make_published(title="Old page")
        make_fixed_pages()
        publishing.withdraw(
            edition.article, make_user("publisher"), cause="replaced", successor=successor.article
        )
        response = client.get(f"/articles/{edition.slug}/")
        html = response.content.decode()
        assert response.status_code == 410
        assert "Another page has taken its place." in html
        assert f'<a class="line" href="/articles/{successor.slug}/">Read me</a>' in html
        assert '<meta name="robots" content="noindex">' in html
        assert 'href="/about/"' in html
        assert "This page shows what a finished page looks like" not in html

    def test_a_withdrawn_page_names_no_successor_that_is_not_live(self, client):
        gone, edition = make_published(title="Gone too"), make_published()
        publisher = make_user("publisher")
        publishing.withdraw(edition.article, publisher, reason="Wrong.", successor=gone.article)
        publishing.withdraw(gone.article, publisher, reason="Wrong as well.")
        assert "Gone too" not in client.get(f"/articles/{edition.slug}/").content.decode()

    def test_the_old_address_leads_to_the_new_one(self, client):
        edition = make_published()
        edition.article.apply(replace(edition.article_content(), slug="a-new-address"))
        make_published(edition.article)
        response = client.get(f"/articles/{edition.slug}/")
        assert (response.status_code, response["Location"]) == (301, "/articles/a-new-address/")

    def test_a_unicode_address_is_found(self, client):
        edition = make_published(slug="脳腫瘍-ménière")
        assert client.get("/articles/脳腫瘍-ménière/").status_code == 200
        assert edition.slug == "脳腫瘍-ménière"


class TestQueries:
    def test_a_page_costs_the_same_however_many_articles_there_are(self, client, django_assert_num_queries):
        edition = make_published(see_also=(SeeAlsoContent("Other", make_published().slug),))
        with django_assert_num_queries(QUERIES):
            shown_article(client, edition)
        for _ in range(8):
            make_published()
        keep(edition.slug)
        with django_assert_num_queries(QUERIES):
            shown_article(client, edition)
        DrawnPage.objects.all().delete()
        with django_assert_num_queries(QUERIES_TO_DRAW):
            shown_article(client, edition)

    def test_a_kept_page_is_sent_without_the_archive(self, client):
        edition = make_published()
        with CaptureQueriesContext(connection) as queries:
            shown_article(client, edition)
        assert not [query for query in queries if '"articles_edition"' in query["sql"]]
