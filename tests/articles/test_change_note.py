"""What readers are told that an edition changed: words of the text that was signed off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition
from articles.publishing.certify import certify_minor
from tests.acting import misspell, refused, rewrite, shown
from tests.articles.test_admin_acts import do, enter
from tests.factories import make_article, make_contributor, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db
LURE = "Stop chemotherapy"


def places(edition):
    """Where readers are told what changed."""
    page = f"/articles/{edition.slug}/"
    return [page, f"{page}history/", "/feed/", f"/api/articles/{edition.slug}/"]


def told(client, edition):
    return [address for address in places(edition) if LURE in shown(client, address)]


class TestWordsOfAPublisher:
    def test_what_they_send_along_is_told_to_nobody(self, client):
        article = make_article()
        make_signed(article)
        enter(client, "publisher")
        do(client, article, "publish", note=LURE, change_note=LURE)
        assert told(client, Edition.objects.get()) == []

    def test_what_they_send_along_with_a_schedule_is_told_to_nobody(self, client):
        article = make_article()
        make_signed(article)
        enter(client, "publisher")
        due_at = timezone.now() + timedelta(days=2)
        due = f"{due_at:%Y-%m-%dT%H:%M}"
        do(client, article, "schedule", action="publish", due_at=due, note=LURE, reason=LURE)
        publishing.publish_due(now=due_at + timedelta(days=1))
        assert told(client, Edition.objects.get()) == []

    def test_what_they_type_into_the_article_needs_another_sign_off(self, client):
        article = make_article()
        make_signed(article)
        publisher = enter(client, "publisher")
        rewrite(article, publisher, change_note=LURE)
        assert "Nobody has signed off this text" in refused(publishing.publish, article, publisher)


class TestSignedNote:
    def test_readers_are_told_what_was_signed(self, client):
        article = rewrite(make_article(), change_note=LURE)
        edition = make_published(article)
        assert told(client, edition) == places(edition)

    def test_the_reviewer_reads_it_with_the_text(self, client):
        article = rewrite(make_article(), change_note=LURE)
        enter(client, "reviewer")
        assert LURE in shown(client, reverse("admin:articles_article_act", args=[article.pk, "sign-off"]))

    def test_a_minor_change_keeps_it_and_tells_nothing_of_it(self, client):
        article = make_published(note=LURE).article
        certifier = make_user("reviewer")
        make_contributor(certifier)
        misspell(article, make_user("writer"))
        certify_minor(article, certifier, seen=publishing.reviewed_page(article))
        minor = publishing.publish(article, make_user("publisher"))
        assert (minor.change, minor.note) == ("minor", "")

    def test_a_minor_change_can_not_bring_another_one(self):
        article = make_published().article
        certifier = make_user("reviewer")
        make_contributor(certifier)
        misspell(article)
        rewrite(article, make_user("writer"), change_note=LURE)
        assert "“change note” changed" in refused(
            certify_minor, article, certifier, seen=publishing.reviewed_page(article)
        )

    def test_a_review_without_change_tells_nothing(self):
        article = make_published(note=LURE).article
        again = make_published(article)
        assert (again.change, again.note) == ("review", "")

    def test_the_same_text_comes_back_without_it(self):
        edition = make_published(note=LURE)
        publishing.withdraw(edition.article, make_user("publisher"), reason="It was wrong.")
        assert make_published(edition.article).note == ""


class TestSecondCorrection:
    def changed_again(self):
        article = make_published(note="The first section tells more.").article
        return rewrite(article, make_user("writer"), summary="Another summary.")

    def test_the_words_of_the_edition_before_are_refused(self):
        article = self.changed_again()
        make_signed(article)
        reasons = refused(publishing.publish, article, make_user("publisher"))
        assert "still has the words of edition 1" in reasons

    def test_the_words_of_a_restored_edition_are_refused(self):
        article = make_published(note="The first section tells more.").article
        first = Edition.objects.get()
        make_published(rewrite(article, summary="Another summary."), note="The summary is new.")
        publishing.restore(article, make_user("publisher"), first)
        article = rewrite(Article.objects.get(pk=article.pk), aim="Another aim.")
        make_signed(article)
        reasons = refused(publishing.publish, article, make_user("publisher"))
        assert "still has the words of edition 1" in reasons

    def test_other_words_or_none_are_fine(self):
        article = self.changed_again()
        assert make_published(article, note="The summary is new.").note == "The summary is new."
        assert make_published(rewrite(article, aim="Another aim.", change_note="")).note == ""

    def test_the_form_says_whose_words_it_shows(self, client):
        article = make_published(note="The first section tells more.").article
        enter(client, "writer")
        page = shown(client, reverse("admin:articles_article_change", args=[article.pk]))
        assert "These are the words of edition 1" in page

    def test_it_is_said_before_the_text_is_submitted(self, client):
        article = self.changed_again()
        enter(client, "writer")
        page = shown(client, reverse("admin:articles_article_act", args=[article.pk, "submit"]))
        assert "still has the words of edition 1" in page

    def test_of_a_slip_of_the_pen_nothing_is_asked(self, client):
        article = make_published(note="The first section tells more.").article
        misspell(article, make_user("writer"))
        enter(client, "writer")
        page = client.get(reverse("admin:articles_article_act", args=[article.pk, "submit"]))
        assert page.context["form"].note_to_renew == ""
