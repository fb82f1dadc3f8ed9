"""The lines that an import left out: kept beside the draft, and put back with one click."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from articles import publishing
from articles.importing.scraped import parse_scraped, scraped_text
from articles.intake.articles import incoming, save_imports
from articles.models import Act, Article, LeftOutLine, Status
from articles.publishing.left_out import KEPT, put_back
from articles.publishing.writers import has_edited
from tests.acting import refused
from tests.factories import make_signed, make_user

pytestmark = pytest.mark.django_db

HEADING = "How people rest when the head hurts"
OTHER = "How people sleep when the head hurts"
ADVERT = "• Buy <b>pills</b> & rest"


def imported(*lines, title="Headache"):
    data = "\n".join(
        [title, "", *(lines or (HEADING, "", "Some text.", "", ADVERT, "", OTHER, "", "More.")), ""]
    )
    text = incoming("headache.txt", scraped_text("headache.txt", parse_scraped(data.encode())))
    list(save_imports([text], by=make_user("writer")))
    return Article.objects.get(title=title)


def bodies(article):
    return {section.heading: section.body for section in article.sections.all()}


class TestKeeping:
    def test_each_line_is_kept_with_its_reason_and_the_place_where_it_stood(self):
        imported("Order drugs", "", HEADING, "", "Text.", "", "-----", "", "Buy pills", "", "More.")
        kept = LeftOutLine.objects.values_list("line", "reason", "text", "section")
        assert list(kept) == [
            (3, "promotional", "Order drugs", ""),
            (9, "decoration", "-----", HEADING),
            (11, "promotional", "Buy pills", HEADING),
        ]

    def test_of_a_script_only_the_reason_is_kept(self):
        imported(HEADING, "", "Text.<script>alert(1)</script>")
        assert list(LeftOutLine.objects.values_list("reason", "text")) == [("script", "")]

    def test_a_text_that_comes_again_changed_has_its_new_lines(self):
        imported(HEADING, "", "Buy pills", "", "Text.")
        imported(HEADING, "", "Order drugs", "", "Other text.")
        assert [line.text for line in LeftOutLine.objects.all()] == ["Order drugs"]

    def test_of_very_many_those_with_words_are_kept(self):
        imported(HEADING, "", *["--", ""] * KEPT, "Buy pills", "", "Text.")
        kept = LeftOutLine.objects.values_list("reason", flat=True)
        assert (len(kept), "promotional" in kept) == (KEPT, True)


class TestPuttingBack:
    def test_it_stands_at_the_end_of_its_section_as_text(self, writer):
        article = imported()
        assert put_back(LeftOutLine.objects.get(), writer).heading == HEADING
        assert bodies(article) == {
            HEADING: "<p>Some text.</p><p>Buy pills &amp; rest</p>",
            OTHER: "<p>More.</p>",
        }
        line = LeftOutLine.objects.get()
        assert (line.put_back_by, line.put_back_at is None) == (writer, False)

    def test_without_its_section_it_stands_at_the_end_of_the_text(self, writer):
        article = imported()
        article.sections.filter(heading=HEADING).update(heading="Another heading")
        put_back(LeftOutLine.objects.get(), writer)
        assert bodies(article)[OTHER] == "<p>More.</p><p>Buy pills &amp; rest</p>"

    def test_a_text_without_sections_gets_one(self, writer):
        article = imported()
        article.sections.all().delete()
        put_back(LeftOutLine.objects.get(), writer)
        assert bodies(article) == {"": "<p>Buy pills &amp; rest</p>"}

    def test_the_log_says_who_put_what_back(self, writer):
        article = imported()
        put_back(LeftOutLine.objects.get(), writer)
        act = Act.objects.get(article=article, verb=Act.Verb.EDIT)
        assert (act.actor, act.digest) == (writer, Article.objects.get().content().digest())
        assert act.detail["put_back"] == {"line": 7, "text": "• Buy pills & rest"}
        assert has_edited(writer, article)

    def test_it_comes_back_once(self, writer):
        imported()
        line = LeftOutLine.objects.get()
        put_back(line, writer)
        assert refused(put_back, line, writer) == "Line 7 is already back in the text."

    def test_nothing_comes_back_into_the_trash(self, writer):
        publishing.trash(imported(), make_user("publisher"))
        words = refused(put_back, LeftOutLine.objects.get(), writer)
        assert words == "The article is in the trash. Take it out first."

    def test_who_may_not_change_articles_puts_nothing_back(self):
        imported()
        for user in (AnonymousUser(), make_user("reviewer")):
            assert refused(put_back, LeftOutLine.objects.get(), user)

    def test_a_line_that_was_not_kept_is_refused(self, writer):
        imported(HEADING, "", "Text.<script>alert(1)</script>")
        assert refused(put_back, LeftOutLine.objects.get(), writer) == "The words of line 5 were not kept."


class TestThePanel:
    def page(self, client, article):
        return client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    def address(self, article):
        return reverse("admin:articles_article_put_back", args=[article.pk, LeftOutLine.objects.get().pk])

    def test_it_shows_each_line_with_its_reason(self, client, writer):
        page = self.page(client, imported())
        assert "Left out at import (1)" in page
        assert "<q>• Buy pills &amp; rest</q>" in page
        assert f"Line 7 reads like an advertisement; it was under “{HEADING}”" in page

    def test_one_click_puts_it_back_and_marks_it(self, client, writer):
        article = imported()
        page = client.post(self.address(article), follow=True).content.decode()
        assert f"Line 7 is back, at the end of “{HEADING}”." in page
        assert "<strong>Put back</strong>" in page
        assert self.address(article) not in page

    def test_it_says_what_the_text_is_no_longer(self, client, writer):
        article = imported()
        make_signed(article)
        assert article.standing == Status.SIGNED_OFF
        page = client.post(self.address(article), follow=True).content.decode()
        assert "This is a different text now: it was “signed off” and is “draft”." in page

    def test_it_is_not_there_where_nothing_was_left_out(self, client, writer):
        assert "Left out at import" not in self.page(client, imported(HEADING, "", "Text."))

    def test_only_an_editor_may_press_the_button_and_only_press_it(self, client, writer):
        article = imported()
        assert client.get(self.address(article)).status_code == 405
        client.force_login(make_user("reviewer"))
        assert client.post(self.address(article)).status_code == 403
        assert LeftOutLine.objects.get().put_back_at is None

    def test_a_line_of_another_article_is_not_found(self, client, writer):
        imported()
        other = imported(HEADING, "", "Text.", title="Migraine")
        assert client.post(self.address(other)).status_code == 404
