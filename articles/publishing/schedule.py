"""Publications and withdrawals at a set time."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import json_digest
from articles.models import Act, Article, Cause, LiveEdition, Schedule

from .act import ActRefused, Locked, TextChanged, in_trash, locked, log, refuse_if, require
from .as_read import refuse_unless_seen, refuse_unless_signed_so
from .gate import Publication, refusals
from .house import House
from .publication import publish, why_not_because, withdraw
from .reviewed_page import ReviewedPage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DueOutcome:
    """What became of a schedule that was due. With `reasons` it was refused, and is kept."""

    title: str
    slug: str
    action: str
    due_at: datetime
    edition: int | None = None
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.reasons:
            return f"{self.slug}: refused to {self.action}. {' '.join(self.reasons)}"
        if self.action == Schedule.Action.PUBLISH:
            return f"{self.slug}: published as edition {self.edition}"
        return f"{self.slug}: withdrawn"


def schedule(
    article: Article,
    by: User,
    *,
    due_at: datetime,
    action: str = Schedule.Action.PUBLISH,
    cause: str = "",
    reason: str = "",
    change: str = "",
    seen: ReviewedPage | None = None,
    seen_sign_off: int | None = None,
    now: datetime | None = None,
) -> Schedule:
    """Sets a time to publish this very page, or to withdraw the article as `withdraw` does.

    Whatever would keep the text from being published now refuses the schedule too. A second schedule for
    the same action takes the place of the first.
    """
    now = now or timezone.now()
    require(by, "publish_article")
    is_publication = action == Schedule.Action.PUBLISH
    with locked(article, seen.text if seen else None) as desk:
        candidate = Publication.of(desk.article, desk.content, House(timezone.localdate(now)))
        if seen:
            refuse_unless_seen(seen, candidate.text.page)
        refuse_unless_signed_so(seen_sign_off, candidate.sign_off)
        reasons = [] if due_at > now else [_("That time has already passed.")]
        reasons += refusals(candidate, by, change) if is_publication else _why_not_end(desk, due_at, cause)
        refuse_if(reasons)
        made, _is_new = Schedule.objects.update_or_create(
            article=desk.article,
            action=action,
            defaults={
                "digest": desk.digest if is_publication else "",
                "page_digest": _bound_to(candidate) if is_publication else "",
                "due_at": due_at,
                "change": change,
                "cause": "" if is_publication else cause,
                "reason": "" if is_publication else reason.strip(),
                "scheduled_by": by,
                "scheduled_at": now,
            },
        )
        log(desk, Act.Verb.SCHEDULE, by, now, action=str(action), due_at=due_at.isoformat())
    return made


def _bound_to(candidate: Publication) -> str:
    """The digest of the page that may be published, with the sign-off that it rests on."""
    page, given = candidate.text.page, candidate.sign_off
    return json_digest({"page": page.digest(), "sign_off": given and given.pk})


def _why_not_end(desk: Locked, due_at: datetime, cause: str) -> Iterator[str]:
    yield from in_trash(desk.article)
    yield from why_not_because(cause)
    if cause == Cause.REPLACED:
        yield _("Withdraw the page by hand when another one takes its place, so that you can name it.")
    begins = Schedule.objects.filter(article=desk.article, action=Schedule.Action.PUBLISH).first()
    if not LiveEdition.objects.filter(article=desk.article).exists() and not (
        begins and begins.due_at < due_at
    ):
        yield _("The article will not be published at that time.")


def unschedule(
    article: Article,
    by: User,
    *,
    action: str = Schedule.Action.PUBLISH,
    now: datetime | None = None,
):
    """Takes back what is scheduled."""
    now = now or timezone.now()
    require(by, "publish_article")
    with locked(article) as desk:
        deleted, _by_model = Schedule.objects.filter(article=desk.article, action=action).delete()
        if not deleted:
            raise ActRefused([_("Nothing of the kind is scheduled.")])
        log(desk, Act.Verb.UNSCHEDULE, by, now, action=str(action))


def publish_due(now: datetime | None = None) -> list[DueOutcome]:
    """Carries out what is due, each schedule in its own transaction, and says what became of it.

    Several processes may do this at the same time, and again: each schedule is carried out once.
    """
    now = now or timezone.now()
    outcomes = (_carry_out(pk, now) for pk in list(Schedule.objects.due(now).values_list("pk", flat=True)))
    return [outcome for outcome in outcomes if outcome]


def _carry_out(pk: int, now: datetime) -> DueOutcome | None:
    """None if another process was faster, or the schedule was taken back meanwhile."""
    reasons: tuple[str, ...] = ()
    planned = Schedule.objects.select_related("article", "scheduled_by").filter(pk=pk).first()
    if planned is None:
        return None
    try:
        edition = _act(planned, now)
    except Schedule.DoesNotExist:
        return None
    except TextChanged:
        reasons = (_("The text was changed after it was scheduled. Schedule the new text."),)
    except ActRefused as refusal:
        reasons = tuple(refusal.reasons)
    except Exception:
        # One page that can't be drawn must not keep the others from their time.
        logger.exception("%s: %s stopped", planned.article.slug, planned.action)
        reasons = ("An error stopped it. The server's log has it.",)
    if reasons:
        _record_refusal(planned, reasons, now)
        edition = None
    article = planned.article
    return DueOutcome(article.title, article.slug, planned.action, planned.due_at, edition, reasons)


def _act(planned: Schedule, now: datetime) -> int | None:
    """The number of the new edition, None after a withdrawal."""
    with locked(planned.article, publication=True) as desk:
        # Behind the lock: the schedule may be done, taken back or put off by now.
        planned = Schedule.objects.select_related("article", "scheduled_by").get(
            pk=planned.pk, due_at=planned.due_at, digest=planned.digest
        )
        if planned.action == Schedule.Action.WITHDRAW:
            withdraw(
                planned.article, planned.scheduled_by, cause=planned.cause, reason=planned.reason, now=now
            )
            return None
        refuse_if(_why_not_as_scheduled(planned, desk, timezone.localdate(now)))
        return publish(
            planned.article,
            planned.scheduled_by,
            change=planned.change,
            now=now,
        ).number


def _why_not_as_scheduled(planned: Schedule, desk: Locked, today: date) -> Iterator[str]:
    """Reasons if the page or its sign-off isn't the one that was scheduled, and what has changed if its
    reviewer didn't read it either. Schedules of older releases are bound to the text alone."""
    if planned.digest != desk.digest:
        raise TextChanged([_("The text was changed after it was scheduled.")])
    candidate = Publication.of(desk.article, desk.content, House(today))
    if planned.page_digest not in ("", _bound_to(candidate)):
        yield from refusals(candidate, planned.scheduled_by, planned.change)
        yield _("The sign-off, or what stands beside the text, has changed since. Schedule it again.")


def _record_refusal(planned: Schedule, reasons: tuple[str, ...], now: datetime):
    """Logs a refusal once, not at every run that meets it again."""
    logger.warning("%s: refused to %s: %s", planned.article.slug, planned.action, " ".join(reasons))
    detail = {
        "action": planned.action,
        "due_at": planned.due_at.isoformat(),
        "reasons": list(reasons),
    }
    with locked(planned.article) as desk:
        newest = Act.objects.filter(article=desk.article, verb=Act.Verb.REFUSE).first()
        if newest is None or newest.detail != detail:
            log(desk, Act.Verb.REFUSE, planned.scheduled_by, now, **detail)
