"""Publications and withdrawals at a set time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from articles.models import Act, Edition, LiveEdition, Schedule
from articles.publishing import (
    publish,
    publish_due,
    request_changes,
    schedule,
    unschedule,
    withdraw,
)
from articles.publishing.reviewed_page import DrawnText
from tests.acting import refused, rewrite
from tests.factories import make_article, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
MONDAY = NOW + timedelta(days=6)


def make_scheduled(due_at=MONDAY, by=None, **fields):
    article = make_article(**fields)
    make_signed(article, now=NOW)
    schedule(article, by or make_user("publisher"), due_at=due_at, now=NOW)
    return article


class TestSchedule:
    def test_it_is_bound_to_the_text(self):
        article = make_scheduled()
        assert Schedule.objects.get().digest == article.digest
        assert article.standing == "scheduled"

    def test_a_time_that_has_passed_is_refused(self):
        article = make_article()
        make_signed(article, now=NOW)
        assert "already passed" in refused(schedule, article, make_user("publisher"), due_at=NOW, now=NOW)

    def test_what_cannot_be_published_now_cannot_be_scheduled(self):
        assert "Nobody has signed off" in refused(
            schedule, make_article(), make_user("publisher"), due_at=MONDAY, now=NOW
        )

    def test_it_needs_the_permission(self):
        assert "You may not" in refused(schedule, make_article(), make_user("writer"), due_at=MONDAY, now=NOW)

    def test_a_second_schedule_takes_the_place_of_the_first(self):
        article = make_scheduled()
        schedule(article, make_user("publisher"), due_at=MONDAY + timedelta(days=1), now=NOW)
        assert Schedule.objects.get().due_at == MONDAY + timedelta(days=1)

    def test_it_can_be_taken_back_once(self):
        article, publisher = make_scheduled(), make_user("publisher")
        unschedule(article, publisher)
        assert not Schedule.objects.exists()
        assert "Nothing of the kind" in refused(unschedule, article, publisher)

    def test_publishing_by_hand_uses_it_up(self):
        article = make_scheduled()
        publish(article, make_user("publisher"), now=NOW)
        assert not Schedule.objects.exists()

    def test_withdrawing_by_hand_uses_up_everything(self):
        edition = make_published(now=NOW)
        schedule(
            edition.article, edition.published_by, due_at=MONDAY, action="withdraw", cause="error", now=NOW
        )
        withdraw(edition.article, edition.published_by, reason="Sooner.", now=NOW)
        assert not Schedule.objects.exists()

    def test_a_verdict_against_the_text_ends_the_status(self):
        article = make_scheduled()
        reviewer = article.sign_offs.get().user
        request_changes(article, reviewer, comment="No.", seen_digest=article.digest, now=NOW)
        assert article.standing == "sent-back"


class TestScheduledWithdrawal:
    def test_it_needs_a_cause(self):
        edition = make_published(now=NOW)
        assert "Choose why" in refused(
            schedule, edition.article, edition.published_by, due_at=MONDAY, action="withdraw", now=NOW
        )

    def test_a_draft_is_refused(self):
        assert "will not be published" in refused(
            schedule, make_article(), make_user("publisher"), due_at=MONDAY, action="withdraw", reason="So.",
            now=NOW,
        )  # fmt: skip

    def test_it_may_follow_a_scheduled_publication(self):
        article = make_scheduled()
        end = MONDAY + timedelta(days=1)
        schedule(article, make_user("publisher"), due_at=end, action="withdraw", cause="outdated", now=NOW)
        assert [outcome.action for outcome in publish_due(end)] == ["publish", "withdraw"]
        assert article.withdrawals.get().cause == "outdated"
        assert not Schedule.objects.exists()


class TestPublishDue:
    def test_it_publishes_what_is_due_and_nothing_else(self):
        article = make_scheduled()
        later = make_scheduled(due_at=MONDAY + timedelta(days=1))
        (outcome,) = publish_due(MONDAY)
        assert (outcome.slug, outcome.edition, outcome.reasons) == (article.slug, 1, ())
        assert Edition.objects.get().published_at == MONDAY
        assert later.standing == "scheduled"

    def test_before_its_time_nothing_happens(self):
        make_scheduled()
        assert publish_due(MONDAY - timedelta(seconds=1)) == []
        assert not LiveEdition.objects.exists()

    def test_twice_changes_nothing_the_second_time(self):
        make_scheduled()
        publish_due(MONDAY)
        assert publish_due(MONDAY) == []
        assert Edition.objects.count() == 1

    def test_the_publication_is_in_the_name_of_who_scheduled_it(self):
        publisher = make_user("publisher")
        make_scheduled(by=publisher)
        publish_due(MONDAY)
        assert Edition.objects.get().published_by == publisher
        assert Act.objects.get(verb="publish").actor == publisher

    def test_a_text_that_was_changed_since_is_refused_and_kept(self):
        article = make_scheduled()
        rewrite(article, summary="Another summary.")
        (outcome,) = publish_due(MONDAY)
        assert outcome.reasons == ("The text was changed after it was scheduled. Schedule the new text.",)
        assert Schedule.objects.exists()
        assert not Edition.objects.exists()

    def test_a_refusal_is_logged_once(self):
        article = make_scheduled()
        rewrite(article, summary="Another summary.")
        publish_due(MONDAY)
        publish_due(MONDAY + timedelta(minutes=1))
        line = Act.objects.get(verb="refuse")
        assert line.detail["action"] == "publish"
        assert "was changed" in line.detail["reasons"][0]

    def test_it_asks_again_whether_the_publisher_may(self):
        publisher = make_user("publisher")
        make_scheduled(by=publisher)
        publisher.groups.clear()
        (outcome,) = publish_due(MONDAY)
        assert outcome.reasons == ("You may not publish or withdraw articles.",)

    def test_an_account_that_was_closed_publishes_nothing(self):
        publisher = make_user("superuser")
        make_scheduled(by=publisher)
        publisher.is_active = False
        publisher.save()
        (outcome,) = publish_due(MONDAY)
        assert outcome.reasons
        assert not Edition.objects.exists()

    def test_one_that_breaks_does_not_stop_the_others(self, monkeypatch):
        broken, whole = make_scheduled(title="Broken"), make_scheduled(due_at=MONDAY + timedelta(hours=1))
        draw = DrawnText.drawn.func

        def break_one(text):
            if text.content.title == "Broken":
                raise ValueError("No such drawing")
            return draw(text)

        monkeypatch.setattr(DrawnText, "drawn", property(break_one))
        first, second = publish_due(MONDAY + timedelta(days=1))
        assert first.slug == broken.slug
        assert "An error stopped it" in first.reasons[0]
        assert (second.slug, second.edition) == (whole.slug, 1)


class TestPublishDueCommand:
    def test_it_says_what_it_did(self, capsys):
        article = make_scheduled()
        Schedule.objects.update(due_at=NOW - timedelta(days=999))
        call_command("publish_due", dry_run=True)
        assert f"{article.slug}: publish, due" in capsys.readouterr().out
        call_command("publish_due")
        assert f"{article.slug}: published as edition 1" in capsys.readouterr().out
        call_command("publish_due")
        assert "Nothing is due" in capsys.readouterr().out

    def test_a_refusal_ends_with_one_and_its_reasons(self, capsys):
        article = make_scheduled()
        Schedule.objects.update(due_at=NOW - timedelta(days=999), digest="0" * 64)
        with pytest.raises(SystemExit) as end:
            call_command("publish_due")
        assert end.value.code == 1
        assert f"{article.slug}: refused to publish. The text was changed" in capsys.readouterr().err
