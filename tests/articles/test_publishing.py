"""The acts on the way from a working copy to readers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.utils import timezone

from articles.content import SeeAlsoContent
from articles.content_checks.article_findings import article_findings
from articles.models import (
    Act,
    Article,
    Comment,
    Edition,
    LiveEdition,
    PlacedSurvey,
    SearchDocument,
    SignOff,
    TaggedEdition,
)
from articles.publishing import (
    ActRefused,
    TextChanged,
    publish,
    record_edit,
    request_changes,
    restore,
    sign_off,
    submit,
    trash,
    untrash,
    waive,
    why_not_publish,
    withdraw,
)
from articles.publishing.gate import add_months
from tests.factories import (
    make_article,
    make_content,
    make_contributor,
    make_published,
    make_signed,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def refused(act, *args, **kwargs):
    """The reasons with which an act refuses."""
    acts = Act.objects.count()
    with pytest.raises(ActRefused) as refusal:
        act(*args, **kwargs)
    assert Act.objects.count() == acts
    return " ".join(refusal.value.reasons)


def rewrite(article, by=None, **changes):
    """Changes the text of a working copy as an editor would."""
    article.apply(replace(article.content(), **changes))
    if by:
        record_edit(article, by)
    return article


class TestSubmit:
    def test_it_asks_for_a_review_of_this_text(self):
        article, writer, reviewer = make_article(), make_user("writer"), make_user("reviewer")
        request = submit(article, writer, reviewer=reviewer, due_on=date(2026, 4, 7), now=NOW)
        assert (request.digest, request.reviewer) == (article.digest, reviewer)
        assert article.standing == "in-review"

    def test_a_reviewer_may_not_submit(self):
        assert refused(submit, make_article(), make_user("reviewer")) == "You may not change articles."

    def test_it_does_not_ask_somebody_who_wrote(self):
        reviewer = make_user("reviewer")
        article = make_article(by=reviewer)
        assert "wrote or edited" in refused(submit, article, make_user("writer"), reviewer=reviewer)

    def test_it_does_not_ask_somebody_who_may_not_review(self):
        writer = make_user("writer")
        assert "may not sign off" in refused(submit, make_article(), make_user("writer"), reviewer=writer)

    def test_a_day_that_has_passed_is_refused(self):
        reasons = refused(submit, make_article(), make_user("writer"), due_on=date(2026, 3, 30), now=NOW)
        assert "has passed" in reasons


class TestSignOff:
    def test_it_approves_the_text_under_the_reviewers_name(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer, name="R. Reader", credentials="MD")
        given = sign_off(article, reviewer, seen_digest=article.digest, interests="A grant", now=NOW)
        assert (given.verdict, given.digest, given.content) == (
            "approved",
            article.digest,
            article.content().to_dict(),
        )
        assert given.reviewer["name"] == "R. Reader"
        assert given.reviewer["interests"] == "A grant"
        assert article.standing == "signed-off"

    def test_a_change_makes_it_void(self):
        article = make_article()
        make_signed(article)
        rewrite(article, summary="Another summary.")
        assert article.standing == "draft"
        assert "Nobody has signed off this text" in " ".join(why_not_publish(article))

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"credentials": ""}, "needs a name and credentials"),
            ({"name": " "}, "needs a name and credentials"),
            ({"interests": ""}, "Declare your interests"),
        ],
    )
    def test_the_reviewer_must_be_known_to_readers(self, fields, reason):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer, **fields)
        assert reason in refused(sign_off, article, reviewer, seen_digest=article.digest)

    def test_an_account_without_contributor_is_refused(self):
        article = make_article()
        reasons = refused(sign_off, article, make_user("reviewer"), seen_digest=article.digest)
        assert "has no contributor" in reasons

    def test_a_day_of_evidence_in_the_future_is_refused(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        reasons = refused(
            sign_off,
            article,
            reviewer,
            seen_digest=article.digest,
            evidence_on=date(2026, 4, 1),
            now=NOW,
        )
        assert "lies in the future" in reasons

    def test_it_waits_for_open_comments(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        Comment.objects.create(
            article=article, digest=article.digest, text="Why?", user=reviewer, written_at=NOW
        )
        assert "nobody has resolved: 1" in refused(sign_off, article, reviewer, seen_digest=article.digest)

    def test_it_needs_the_permission(self):
        article, writer = make_article(), make_user("writer")
        make_contributor(writer)
        reasons = refused(sign_off, article, writer, seen_digest=article.digest)
        assert reasons == "You may not sign off articles."


class TestRequestChanges:
    def test_it_sends_the_text_back(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        request_changes(article, reviewer, comment="Say who.", seen_digest=article.digest)
        assert article.standing == "sent-back"
        assert "has asked for changes" in " ".join(why_not_publish(article))

    def test_it_must_say_what(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        reasons = refused(request_changes, article, reviewer, comment=" ", seen_digest=article.digest)
        assert reasons == "Say what has to change."

    def test_a_later_verdict_on_the_same_text_counts(self):
        article = make_article()
        signed = make_signed(article, now=NOW)
        later = NOW + timedelta(hours=1)
        request_changes(article, signed.user, comment="No.", seen_digest=article.digest, now=later)
        assert "has asked for changes" in refused(publish, article, make_user("publisher"), now=later)


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
        trash(article, make_user("writer"))
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
        Article.objects.filter(pk=article.pk).update(review_interval=months)
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

    def test_words_may_change_in_a_minor_change(self):
        article = rewrite(make_published().article, summary="Another summary.")
        assert make_published(article, change="minor").change == "minor"

    def test_a_number_may_not(self):
        article = rewrite(make_published().article, summary="A summary for 3 tests.")
        make_signed(article)
        reasons = refused(publish, article, make_user("publisher"), change="minor")
        assert reasons == "This is no minor change. A number changed in the summary."

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
        article = rewrite(first.article, summary="Another summary.")
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
        assert "too long to lead readers on" in refused(publish, article, make_user("publisher"))


class TestWithdraw:
    def test_readers_see_it_no_more(self):
        edition = make_published(tags=("one",))
        publisher = make_user("publisher")
        withdrawal = withdraw(edition.article, publisher, reason="The evidence changed.")
        assert (withdrawal.edition, withdrawal.reason) == (edition, "The evidence changed.")
        for model in (LiveEdition, TaggedEdition, PlacedSurvey, SearchDocument):
            assert not model.objects.exists()
        assert edition.article.standing == "withdrawn"

    def test_it_needs_a_reason(self):
        article = make_published().article
        assert "Give the reason" in refused(withdraw, article, make_user("publisher"), reason=" ")

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


class TestRestore:
    def test_it_takes_an_old_text_back(self):
        first = make_published()
        rewrite(first.article, title="Another", sections=first.article_content().sections[:3])
        article = restore(first.article, make_user("writer"), first)
        assert article.content() == first.article_content()
        assert article.version > 1

    def test_who_restores_has_edited(self):
        first = make_published()
        superuser = make_user("superuser")
        make_contributor(superuser)
        article = restore(rewrite(first.article, title="Another"), superuser, first)
        assert "has edited this text" in refused(sign_off, article, superuser, seen_digest=article.digest)

    def test_an_address_that_another_has_by_now_is_left_to_it(self):
        first = make_published(slug="old")
        article = rewrite(first.article, slug="new")
        make_article(slug="old")
        assert restore(article, make_user("writer"), first).slug == "new"

    def test_an_edition_of_another_article_is_refused(self):
        other = make_published()
        assert "of another article" in refused(restore, make_article(), make_user("writer"), other)

    def test_a_text_that_was_changed_meanwhile_is_not_overwritten(self):
        first = make_published()
        seen = rewrite(first.article, title="Mine").digest
        rewrite(first.article, title="Theirs")
        with pytest.raises(TextChanged):
            restore(first.article, make_user("writer"), first, seen_digest=seen)


class TestTrash:
    def test_there_and_back(self):
        article, writer = make_article(), make_user("writer")
        trash(article, writer)
        assert article.standing == "trashed"
        untrash(article, writer)
        assert article.standing == "draft"

    def test_a_live_article_is_refused(self):
        assert "Withdraw it first" in refused(trash, make_published().article, make_user("writer"))

    def test_twice_is_refused(self):
        article, writer = make_article(), make_user("writer")
        assert "not in the trash" in refused(untrash, article, writer)
        trash(article, writer)
        assert "Take it out first" in refused(trash, article, writer)

    @pytest.mark.parametrize("act", [trash, untrash])
    def test_it_needs_the_permission(self, act):
        assert "You may not change" in refused(act, make_article(), make_user("reviewer"))


class TestWaive:
    def finding(self, article):
        (found,) = [f.finding for f in article_findings(article) if f.finding.rule == "funding-missing"]
        return found

    def test_the_text_can_be_published_until_the_waiver_ends(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        make_signed(article, now=NOW)
        until = NOW.date() + timedelta(days=30)
        waive(article, publisher, finding=self.finding(article), reason="A gift.", until=until, now=NOW)
        assert why_not_publish(article, today=until) == []
        assert "funding-missing" in " ".join(why_not_publish(article, today=until + timedelta(days=1)))

    def test_it_says_who_and_why(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        until = NOW.date()
        waiver = waive(
            article, publisher, finding=self.finding(article), reason=" A gift. ", until=until, now=NOW
        )
        assert (waiver.waived_by, waiver.reason, waiver.until) == (publisher, "A gift.", until)
        assert Act.objects.get(verb="waive").detail["reason"] == "A gift."

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"reason": " "}, "Give the reason"),
            ({"until": date(2026, 3, 30)}, "a year from today"),
            ({"until": date(2027, 4, 2)}, "a year from today"),
        ],
    )
    def test_it_is_refused_without_reason_or_end(self, changes, reason):
        article = make_article(funding="")
        given = {"finding": self.finding(article), "reason": "A gift.", "until": NOW.date(), **changes}
        assert reason in refused(waive, article, make_user("publisher"), now=NOW, **given)

    def test_a_finding_that_is_not_there_is_refused(self):
        finding = self.finding(make_article(funding=""))
        assert "does not have this finding" in refused(
            waive, make_article(), make_user("publisher"), finding=finding, reason="So.", until=NOW.date(),
            now=NOW,
        )  # fmt: skip

    @pytest.mark.parametrize("role", ["writer", "reviewer"])
    def test_it_needs_the_permission(self, role):
        article = make_article(funding="")
        assert "You may not waive" in refused(
            waive, article, make_user(role), finding=self.finding(article), reason="So.", until=NOW.date()
        )


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
