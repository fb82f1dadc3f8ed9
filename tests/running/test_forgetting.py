"""What is forgotten, and when: a row of each kind on both sides of its day."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.utils import timezone

from articles.models import (
    Comment,
    Invitation,
    Presence,
    ReaderReport,
    ReadSection,
    Reminder,
    SearchMiss,
    SignOff,
    UnsavedText,
    UnsentLetter,
)
from cancerinfo.accounts.models import Session
from cancerinfo.running.forgetting import RULES, forget_old
from tests.acting import make_invitation
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def rows_of_test():
    """An article and its edition."""
    edition = make_published()
    return edition.article, edition


def invited(article, name, **fields):
    row = make_invitation(article, name=name, email=f"{name}@expert.example")
    Invitation.objects.filter(pk=row.pk).update(**fields)
    return row


def make_old(article, edition, user, at):
    """A row for each rule, as old as `at`. Returns the two whose addresses alone go."""
    Presence.objects.create(article=article, user=user, seen_at=at)
    Session.objects.create(session_key=f"{at}", expire_date=at, seen_at=at, user=user)
    attempt = AccessAttempt.objects.create(username=f"{at}", ip_address="192.0.2.1", failures_since_start=1)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=at)
    Reminder.objects.create(article=article, user=user, reason="review", due_on=at.date(), sent_at=at)
    ReadSection.objects.create(article=article, user=user, digest=f"{at}", read_at=at)
    UnsavedText.objects.create(owner=user, article=article, key="typed", draft={}, kept_at=at)
    UnsentLetter.objects.create(address="ada@example.org", posted_at=at, tries=9, next_try_at=at)
    SearchMiss.objects.create(words=f"{at}", first_on=at.date(), last_on=at.date())
    common = {"article": article, "edition": edition, "kind": "wrong", "received_at": at}
    open_one = ReaderReport.objects.create(email="ada@example.org", origin="network", text="Old", **common)
    ReaderReport.objects.create(state="closed", handled_by=user, handled_at=at, text="Closed", **common)
    invited(article, "unanswered", expires_at=at)
    commented = invited(article, "commented", expires_at=at)
    Comment.objects.create(article=article, invitation=commented, digest="d", text="?", written_at=at)
    invited(article, "declined", verdict="declined", verdict_at=at, expires_at=at)
    return open_one, commented


def test_every_rule_forgets_what_is_due_and_nothing_else(rows_of_test):
    signed = SignOff.objects.count()
    make_old(*rows_of_test, make_user(), NOW)
    open_one, commented = make_old(*rows_of_test, make_user(), NOW - timedelta(days=800))
    assert set(forget_old(NOW, dry_run=True).values()) == {1}
    assert {rule.what: count for rule, count in forget_old(NOW).items()} == {rule.what: 1 for rule in RULES}
    assert set(forget_old(NOW).values()) == {0}
    open_one.refresh_from_db()
    assert (open_one.email, open_one.origin, open_one.text) == ("", "", "Old")
    commented.refresh_from_db()
    assert (commented.email, commented.name) == ("", "commented")
    assert sorted(Invitation.objects.exclude(email="").values_list("name", flat=True)) == [
        "commented", "declined", "unanswered",
    ]  # fmt: skip
    assert ReaderReport.objects.filter(state="closed").count() == 1
    assert SignOff.objects.count() == signed


def test_the_command_says_what_it_forgot(rows_of_test):
    old = NOW - timedelta(days=2)
    Presence.objects.create(article=rows_of_test[0], user=make_user(), seen_at=old)
    said = []
    for options in (["--dry-run"], ["--dry-run", "--json"], [], []):
        output = StringIO()
        call_command("forget_old", *options, stdout=output)
        said.append(output.getvalue().strip())
    sentence = "who has an article open, after 1 days: 1"
    assert {"what": "who has an article open", "days": 1, "count": 1} in json.loads(said.pop(1))
    assert said == [f"{sentence} would be forgotten", f"{sentence} forgotten", ""]
