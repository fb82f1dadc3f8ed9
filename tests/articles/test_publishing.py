"""Publish and withdraw: the acts that change what readers see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.utils import timezone

from articles.models import (
    Edition,
    LiveEdition,
    PlacedSurvey,
    SearchDocument,
    SignOff,
    TaggedEdition,
)
from articles.publishing import (
    publish,
    trash,
    withdraw,
)
from articles.publishing.gate import add_months
from tests.acting import misspell, refused, rewrite
from tests.factories import (
    make_article,
    make_published,
    make_signed,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


class TestPublish:
    def test_readers_see_exactly_the_text_that_was_signed(self):
        article = make_article(tags=("one", "two"))
        signed = make_signed(article, now=NOW)
        edition = publish(article, make_user("publisher"), now=NOW)
        assert edition.article_content() == article.content()
        assert edition.digest == signed.digest
        assert edition.rendered["sections"]
        assert Edition.objects.live().get() == edition
        assert article.standing == "published"

    def test_the_review_dates_come_from_the_sign_off(self):
        article = make_article()
        article.review_interval = 11
        article.save()
        make_signed(article, now=NOW)
        edition = publish(article, make_user("publisher"), now=NOW + timedelta(days=20))
        assert edition.reviewed_on == date(2026, 3, 31)
        assert edition.evidence_on == date(2026, 3, 24)
        assert edition.next_review_on == date(2027, 2, 28)

    def test_it_writes_the_rows_by_which_readers_find_it(self):
        edition = make_published(tags=("one", "two"))
        assert set(edition.tagged.values_list("tag__name", flat=True)) == {"one", "two"}
        assert SearchDocument.objects.get().edition == edition

    def test_a_survey_table_is_found_by_its_edition(self):
        edition = make_published(surveys=(make_survey(),))
        assert [(row.edition, row.key) for row in PlacedSurvey.objects.all()] == [(edition, "poll")]

    def test_the_rows_of_the_edition_before_are_gone(self):
        first = make_published(tags=("one",))
        article = rewrite(first.article, tags=("two",))
        second = make_published(article)
        assert second.number == 2
        assert [row.edition for row in TaggedEdition.objects.all()] == [second]
        assert [row.edition for row in SearchDocument.objects.all()] == [second]
        assert [row.edition for row in LiveEdition.objects.all()] == [second]

    def test_every_act_has_one_line_in_the_log(self):
        article = make_published().article
        assert list(article.acts.order_by("pk").values_list("verb", flat=True)) == ["sign-off", "publish"]
        assert set(article.acts.values_list("digest", flat=True)) == {article.digest}

    def test_it_needs_the_permission(self):
        article = make_article()
        make_signed(article)
        for role in ("writer", "reviewer", ""):
            assert "You may not publish" in refused(publish, article, make_user(role))

    def test_a_text_that_nobody_signed_is_refused(self):
        assert "Nobody has signed off" in refused(publish, make_article(), make_user("superuser"))

    def test_all_reasons_come_at_once(self):
        article = make_article(summary="", funding="")
        reasons = refused(publish, article, make_user("publisher"))
        assert "summary-missing" in reasons
        assert "funding-missing" in reasons
        assert "Nobody has signed off" in reasons

    def test_an_article_in_the_trash_is_refused(self):
        article = make_article()
        make_signed(article)
        trash(article, make_user("publisher"))
        assert "in the trash" in refused(publish, article, make_user("publisher"))

    def test_an_address_of_another_live_page_is_refused(self):
        first = make_published()
        rewrite(first.article, slug="moved")
        article = make_article(slug=first.slug)
        make_signed(article)
        assert "has the address" in refused(publish, article, make_user("publisher"))

    def test_a_sign_off_that_is_too_old_is_refused(self):
        article = make_article()
        make_signed(article, now=NOW)
        later = NOW + timedelta(days=731)
        assert "was due for review on 31 March 2028" in refused(
            publish, article, make_user("publisher"), now=later
        )

    @pytest.mark.parametrize("months", [0, 37])
    def test_an_interval_out_of_bounds_is_refused(self, months):
        article = make_article()
        article.review_interval = months
        article.save()
        make_signed(article)
        assert "a number from 1 to 36" in refused(publish, article, make_user("publisher"))


class TestKindOfChange:
    def test_the_first_edition_is_called_so(self):
        assert make_published().change == "first"
        article = make_article()
        make_signed(article)
        assert "first edition" in refused(publish, article, make_user("publisher"), change="minor")

    def test_a_changed_text_is_a_major_change_unless_said_otherwise(self):
        article = rewrite(make_published().article, summary="Another summary.")
        assert make_published(article).change == "major"

    def test_a_spelling_may_change_in_a_minor_change(self):
        article = misspell(make_published().article)
        assert make_published(article, change="minor").change == "minor"

    def test_the_summary_may_not(self):
        article = rewrite(make_published().article, summary="A page, that tests read.")
        make_signed(article)
        reasons = refused(publish, article, make_user("publisher"), change="minor")
        assert reasons == "This isn't a minor change. The field “summary” changed."

    def test_a_changed_text_is_not_called_reviewed_without_change(self):
        article = rewrite(make_published().article, summary="Another summary.")
        make_signed(article)
        assert "can't be published under another" in refused(
            publish, article, make_user("publisher"), change="review"
        )

    def test_the_same_text_twice_is_refused(self):
        edition = make_published()
        assert "nothing to publish" in refused(publish, edition.article, edition.published_by)

    def test_a_new_sign_off_of_the_same_text_makes_a_reviewed_edition(self):
        first = make_published(now=NOW)
        second = make_published(first.article, now=NOW + timedelta(days=300))
        assert (second.number, second.change, second.digest) == (2, "review", first.digest)
        assert second.reviewed_on > first.reviewed_on

    def test_a_carried_sign_off_keeps_the_day_of_the_review(self):
        first = make_published(now=NOW)
        article = misspell(first.article)
        later = NOW + timedelta(days=30)
        fields = {
            field.attname: getattr(first.sign_off, field.attname)
            for field in SignOff._meta.concrete_fields
            if not field.primary_key
        }
        SignOff.objects.create(
            **{
                **fields,
                "digest": article.digest,
                "content": article.content().to_dict(),
                "carries_id": first.sign_off.pk,
                "signed_at": later,
            }
        )
        second = publish(article, make_user("publisher"), change="minor", now=later)
        assert second.reviewed_on == first.reviewed_on
        assert second.next_review_on == first.next_review_on


class TestAddress:
    def test_an_old_address_leads_to_the_new_one(self, client):
        first = make_published(slug="old-address")
        make_published(rewrite(first.article, slug="new-address"))
        answer = client.get("/articles/old-address/")
        assert (answer.status_code, answer["Location"]) == (301, "/articles/new-address/")

    def test_no_reader_is_sent_twice(self):
        article = make_published(slug="first").article
        make_published(rewrite(article, slug="second"))
        make_published(rewrite(article, slug="third"))
        assert set(Redirect.objects.values_list("old_path", "new_path")) == {
            ("/articles/first/", "/articles/third/"),
            ("/articles/second/", "/articles/third/"),
        }

    def test_going_back_leaves_no_circle(self):
        article = make_published(slug="first").article
        make_published(rewrite(article, slug="second"))
        make_published(rewrite(article, slug="first"))
        assert list(Redirect.objects.values_list("old_path", "new_path")) == [
            ("/articles/second/", "/articles/first/")
        ]

    def test_letters_of_any_script_lead_on(self, client):
        article = make_published(slug="química").article
        make_published(rewrite(article, slug="química-nueva"))
        answer = client.get("/articles/química/")
        assert (answer.status_code, answer["Location"]) == (301, "/articles/qu%C3%ADmica-nueva/")

    def test_an_address_too_long_to_redirect_is_kept(self):
        article = rewrite(make_published(slug="é" * 60).article, slug="short")
        make_signed(article)
        assert "too long to redirect" in refused(publish, article, make_user("publisher"))


class TestWithdraw:
    def test_readers_see_it_no_more(self):
        edition = make_published(tags=("one",))
        publisher = make_user("publisher")
        withdrawal = withdraw(edition.article, publisher, cause="outdated", reason="So.")
        assert (withdrawal.edition, withdrawal.cause, withdrawal.reason) == (edition, "outdated", "So.")
        for model in (LiveEdition, TaggedEdition, PlacedSurvey, SearchDocument):
            assert not model.objects.exists()
        assert edition.article.standing == "withdrawn"

    @pytest.mark.parametrize("cause", ["", "because"])
    def test_it_needs_a_cause(self, cause):
        article = make_published().article
        assert "Choose why" in refused(withdraw, article, make_user("publisher"), cause=cause)

    def test_a_page_that_is_replaced_needs_its_successor(self):
        article = make_published().article
        assert "Name the article" in refused(withdraw, article, make_user("publisher"), cause="replaced")

    def test_it_needs_the_permission(self):
        article = make_published().article
        assert "You may not" in refused(withdraw, article, make_user("writer"), reason="So.")

    def test_a_draft_is_refused(self):
        assert "not published" in refused(withdraw, make_article(), make_user("publisher"), reason="So.")

    def test_the_successor_must_be_live_and_another(self):
        article, draft = make_published().article, make_article()
        for successor in (draft, article):
            reasons = refused(withdraw, article, make_user("publisher"), reason="So.", successor=successor)
            assert "another one that is published" in reasons

    def test_the_old_sign_off_does_not_bring_it_back(self):
        edition = make_published(now=NOW)
        later = NOW + timedelta(days=1)
        withdraw(edition.article, edition.published_by, reason="So.", now=later)
        assert "needs a new sign-off" in refused(publish, edition.article, edition.published_by, now=later)

    def test_a_new_sign_off_does(self):
        edition = make_published(now=NOW)
        withdraw(edition.article, edition.published_by, reason="So.", now=NOW + timedelta(days=1))
        again = make_published(edition.article, now=NOW + timedelta(days=2))
        assert (again.number, again.change) == (2, "major")
        assert Edition.objects.live().get() == again

    def test_it_comes_back_with_no_minor_change(self):
        edition = make_published(now=NOW)
        withdraw(edition.article, edition.published_by, reason="So.", now=NOW + timedelta(days=1))
        make_signed(edition.article, now=NOW + timedelta(days=2))
        assert "never with a minor one" in refused(
            publish, edition.article, edition.published_by, change="minor", now=NOW + timedelta(days=2)
        )


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 3, 31), 24, date(2028, 3, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day, months, later):
    assert add_months(day, months) == later


def test_an_act_takes_the_time_of_now():
    before = timezone.now()
    edition = make_published()
    assert before <= edition.published_at <= timezone.now()
