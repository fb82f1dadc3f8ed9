"""What the site forgets by itself, and when: docs/privacy.md says why. What is signed is never among it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles.models import (
    Comment,
    Invitation,
    Presence,
    ReaderReport,
    ReadSection,
    Reminder,
    SearchMiss,
    UnsavedText,
    UnsentLetter,
)
from cancerinfo.accounts.models import Session

Rows = Callable[[datetime], QuerySet]
Change = Callable[[QuerySet], object]


def _delete(rows: QuerySet):
    rows.delete()


def _empty(**values) -> Change:
    return lambda rows: rows.update(**values)


@dataclass(frozen=True)
class Rule:
    """`rows` are those that are due, of a moment `days` ago; `change` forgets them or parts of them."""

    what: str
    days: int
    rows: Rows
    change: Change = _delete


RULES = (
    Rule("who has an article open", 1, lambda since: Presence.objects.filter(seen_at__lt=since)),
    Rule("text that nobody saved", 30, lambda since: UnsavedText.objects.filter(kept_at__lt=since)),
    Rule("sections that reviewers ticked", 365, lambda since: ReadSection.objects.filter(read_at__lt=since)),
    Rule("sign-ins that have ended", 1, lambda since: Session.objects.filter(expire_date__lt=since)),
    Rule(
        "failed sign-ins that are counted", 30,
        lambda since: AccessAttempt.objects.filter(attempt_time__lt=since),
    ),
    Rule(
        "invitations of experts that nobody answered", 90,
        lambda since: _unanswered(since).filter(~Exists(_comments())),
    ),
    Rule(
        "addresses of experts who only left comments", 90,
        lambda since: _unanswered(since).filter(Exists(_comments())).exclude(email="", message=""),
        _empty(email="", message=""),
    ),
    Rule(
        "networks that open reports of readers came from", 90,
        lambda since: ReaderReport.objects.open().filter(received_at__lt=since).exclude(origin=""),
        _empty(origin=""),
    ),
    Rule(
        "addresses of readers whose reports nobody answered", 180,
        lambda since: ReaderReport.objects.open().filter(received_at__lt=since).exclude(email=""),
        _empty(email=""),
    ),
    Rule(
        "addresses of experts who declined", 365,
        lambda since: Invitation.objects.filter(verdict=Invitation.Verdict.DECLINED, verdict_at__lt=since)
        .exclude(email=""),
        _empty(email=""),
    ),
    Rule(
        "reports of readers that were dealt with", 730,
        lambda since: ReaderReport.objects.exclude(state=ReaderReport.State.OPEN)
        .filter(handled_at__lt=since),
    ),
    Rule(
        "letters that no mail server took", 7,
        lambda since: UnsentLetter.objects.filter(posted_at__lt=since),
    ),
    Rule("reminders", 730, lambda since: Reminder.objects.filter(sent_at__lt=since)),
    Rule(
        "searches that missed", 365,
        lambda since: SearchMiss.objects.filter(last_on__lt=since.date()),
    ),
)  # fmt: skip


def _comments() -> QuerySet:
    return Comment.objects.filter(invitation=OuterRef("pk"))


def _unanswered(since: datetime) -> QuerySet:
    return Invitation.objects.filter(verdict="", expires_at__lt=since)


def forget_old(now: datetime, dry_run: bool = False) -> dict[Rule, int]:
    """Forgets what is due, each rule in a transaction of its own. Returns how many rows each rule met."""
    return {rule: _forget(rule, now, dry_run) for rule in RULES}


def _forget(rule: Rule, now: datetime, dry_run: bool) -> int:
    with transaction.atomic():
        rows = rule.rows(now - timedelta(days=rule.days))
        count = rows.count()
        if count and not dry_run:
            rule.change(rows)
    return count
