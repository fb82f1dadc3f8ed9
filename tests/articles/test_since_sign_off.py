"""The difference between a working copy and the text that somebody last signed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.publishing import request_changes
from articles.since_sign_off import changes_since_last_sign_off
from tests.acting import rewrite
from tests.articles.test_certify import certify, edit
from tests.factories import make_article, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db


class TestChangesSinceLastSignOff:
    def test_a_text_that_nobody_signed_has_none(self):
        assert changes_since_last_sign_off(make_article()) is None

    def test_a_signed_text_that_was_not_touched_has_no_changes(self):
        article = make_article()
        sign_off = make_signed(article)
        found = changes_since_last_sign_off(article)
        assert (found.sign_off, found.changes) == (sign_off, ())

    def test_it_compares_with_the_last_sign_off_and_not_with_the_live_edition(self):
        edition = make_published(summary="First words.")
        article = rewrite(edition.article, summary="Second words.")
        sign_off = make_signed(article)
        rewrite(article, summary="Third words.")
        found = changes_since_last_sign_off(article)
        assert found.sign_off == sign_off
        (change,) = found.changes
        assert [(part.kind, part.text) for part in change.parts] == [
            ("removed", "Second"),
            ("added", "Third"),
            ("kept", "words."),
        ]

    def test_a_refusal_is_no_sign_off(self):
        article = make_article()
        sign_off = make_signed(article)
        rewrite(article, summary="Other words.")
        later, digest = timezone.now() + timedelta(hours=1), article.content().digest()
        request_changes(article, sign_off.user, comment="No.", seen_digest=digest, now=later)
        assert changes_since_last_sign_off(article).sign_off == sign_off

    def test_a_certified_slip_of_the_pen_is_shown(self):
        edition = make_published()
        article = edit(edition, "you look at it", "you look it over")
        certify(article, make_user("reviewer"))
        found = changes_since_last_sign_off(article)
        assert found.sign_off == edition.sign_off
        assert len(found.changes) == 1

    def test_a_content_that_was_read_already_is_not_read_again(self, django_assert_num_queries):
        article = make_article()
        make_signed(article)
        content = article.content()
        with django_assert_num_queries(1):
            changes_since_last_sign_off(article, content)
