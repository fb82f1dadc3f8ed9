"""Restore, trash, record an edit, and where an article stands after all the acts."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.content import SeeAlsoContent
from articles.models import Article
from articles.publishing import (
    TextChanged,
    record_edit,
    request_changes,
    restore,
    reviewed_page,
    sign_off,
    submit,
    trash,
    untrash,
    why_not_publish,
    withdraw,
)
from tests.acting import refused, rewrite
from tests.factories import (
    make_article,
    make_content,
    make_contributor,
    make_published,
    make_signed,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


class TestRestore:
    def test_it_takes_an_old_text_back(self):
        first = make_published()
        rewrite(first.article, title="Another", sections=first.article_content().sections[:3])
        article = restore(first.article, make_user("publisher"), first)
        assert article.content() == first.article_content()
        assert article.version > 1

    def test_who_restores_has_edited(self):
        first = make_published()
        superuser = make_user("superuser")
        make_contributor(superuser)
        article = restore(rewrite(first.article, title="Another"), superuser, first)
        assert "has edited this text" in refused(sign_off, article, superuser, seen=reviewed_page(article))

    def test_an_address_that_another_has_by_now_is_left_to_it(self):
        first = make_published(slug="old")
        article = rewrite(first.article, slug="new")
        make_article(slug="old")
        assert restore(article, make_user("publisher"), first).slug == "new"

    def test_an_edition_of_another_article_is_refused(self):
        other = make_published()
        assert "of another article" in refused(restore, make_article(), make_user("writer"), other)

    def test_a_text_that_was_changed_meanwhile_is_not_overwritten(self):
        first = make_published()
        seen = rewrite(first.article, title="Mine").digest
        rewrite(first.article, title="Theirs")
        with pytest.raises(TextChanged):
            restore(first.article, make_user("publisher"), first, seen_digest=seen)


class TestTrash:
    def test_there_and_back(self):
        writer = make_user("writer")
        article = make_article(by=writer)
        trash(article, writer)
        assert article.standing == "trashed"
        untrash(article, writer)
        assert article.standing == "draft"

    def test_a_live_article_is_refused(self):
        assert "Withdraw it first" in refused(trash, make_published().article, make_user("writer"))

    def test_twice_is_refused(self):
        writer = make_user("writer")
        article = make_article(by=writer)
        assert "not in the trash" in refused(untrash, article, writer)
        trash(article, writer)
        assert "Take it out first" in refused(trash, article, writer)

    @pytest.mark.parametrize("act", [trash, untrash])
    def test_it_needs_the_permission(self, act):
        assert "You may not change" in refused(act, make_article(), make_user("reviewer"))


class TestTextsOfOthers:
    """A writer decides on what they wrote in; a publisher on every text."""

    def test_a_writer_moves_no_text_of_another_to_the_trash(self):
        article = make_article(by=make_user("writer"))
        assert "You haven't written in this text" in refused(trash, article, make_user("writer"))
        assert article.standing == "draft"

    def test_a_writer_takes_no_text_of_another_out_of_it(self):
        article = make_article()
        trash(article, make_user("publisher"))
        assert "You haven't written in this text" in refused(untrash, article, make_user("writer"))
        assert article.standing == "trashed"

    def test_what_readers_have_seen_goes_to_the_trash_by_a_publisher(self):
        writer = make_user("writer")
        edition = make_published(make_article(by=writer))
        withdraw(edition.article, edition.published_by, reason="So.")
        assert "Only a publisher" in refused(trash, edition.article, writer)
        trash(edition.article, edition.published_by)
        assert edition.article.standing == "trashed"

    def test_a_writer_restores_no_edition_of_anothers_text(self):
        first = make_published(make_article(by=make_user("writer")))
        article = rewrite(first.article, title="Another")
        assert "You haven't written in this text" in refused(restore, article, make_user("writer"), first)

    def test_a_writer_restores_an_edition_of_their_own(self):
        writer = make_user("writer")
        first = make_published(make_article(by=writer))
        assert restore(rewrite(first.article, title="Another"), writer, first).content().title == first.title


class TestRecordEdit:
    def test_it_stores_the_digest_and_the_line(self):
        article, writer = make_article(), make_user("writer")
        Article.objects.filter(pk=article.pk).update(summary="Saved in another way.")
        line = record_edit(article, writer)
        assert line.digest == article.digest == Article.objects.get().content().digest()
        assert (line.verb, line.actor) == ("edit", writer)


class TestStatus:
    """Derived from what the acts wrote: see ArticleQuerySet.with_status."""

    def test_a_second_request_reopens_the_review(self):
        article, writer = make_article(), make_user("writer")
        reviewer = make_user("reviewer")
        make_contributor(reviewer)
        submit(article, writer, now=NOW)
        request_changes(
            article, reviewer, comment="No.", seen_digest=article.digest, now=NOW + timedelta(hours=1)
        )
        assert article.standing == "sent-back"
        submit(article, writer, note="Look again.", now=NOW + timedelta(hours=2))
        assert article.standing == "in-review"

    def test_a_change_of_a_live_article_is_a_draft_beside_it(self):
        article = rewrite(make_published().article, summary="Another summary.")
        assert article.standing == "draft"
        assert Article.objects.with_status().get().is_live

    def test_a_withdrawn_text_that_is_submitted_again_is_in_review(self):
        edition = make_published(now=NOW)
        withdraw(edition.article, edition.published_by, reason="So.", now=NOW + timedelta(hours=1))
        submit(edition.article, make_user("writer"), now=NOW + timedelta(hours=2))
        assert edition.article.standing == "in-review"
        make_signed(edition.article, now=NOW + timedelta(hours=3))
        assert edition.article.standing == "signed-off"

    def test_a_text_signed_before_the_withdrawal_is_a_draft_again(self):
        edition = make_published(now=NOW)
        article = rewrite(edition.article, summary="Another summary.")
        make_signed(article, now=NOW)
        withdraw(article, edition.published_by, reason="So.", now=NOW + timedelta(hours=1))
        assert article.standing == "draft"

    def test_a_text_that_was_signed_is_signed_again_when_a_change_is_taken_back(self):
        article = make_article()
        make_signed(article)
        before = article.content()
        rewrite(article, summary="Another summary.")
        article.apply(before)
        assert article.standing == "signed-off"

    def test_a_status_is_no_field(self):
        assert "status" not in {field.name for field in Article._meta.get_fields()}


class TestFactories:
    def test_the_article_of_the_tests_passes_every_check(self):
        article = make_article(see_also=(SeeAlsoContent("Nothing yet"),))
        make_signed(article)
        assert why_not_publish(article) == []

    def test_each_content_is_another(self):
        assert make_content().digest() != make_content().digest()
