"""The work that comes by itself: what is done each minute and each night, and whether it was.

`run_schedule` comes each minute, on one server or on several. Whoever claims a round does its tasks one after
the other. A claim ends by itself, so a process that was killed holds nothing up; no task does harm if it runs
twice at once.
"""

import io
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from articles.models import Round, TaskRun

logger = logging.getLogger(__name__)
MINUTE, NIGHT = "minute", "night"


@dataclass(frozen=True)
class Pace:
    """`longest` is how long a task may take before another process may do it; `late_after` how long ago a
    round may have ended before somebody is told."""

    longest: timedelta
    late_after: timedelta
    lacking: str


PACES = {
    MINUTE: Pace(
        longest=timedelta(minutes=15),
        late_after=timedelta(minutes=15),
        lacking="What is scheduled isn't published or withdrawn",
    ),
    NIGHT: Pace(
        longest=timedelta(hours=6),
        late_after=timedelta(hours=30),
        lacking="The work of the night isn't done",
    ),
}


@dataclass(frozen=True)
class Task:
    """`name` is that of a command. One that only lists things for editors (`lists`) hasn't failed if it finds
    some."""

    name: str
    round: str
    lists: bool = False


TASKS = (
    Task("publish_due", MINUTE),
    Task("send_letters", MINUTE),
    Task("rebuild_live", NIGHT),
    Task("verify_record", NIGHT),
    Task("send_review_digest", NIGHT),
    Task("check_links", NIGHT, lists=True),
    Task("list_needs_review", NIGHT, lists=True),
    Task("forget_old", NIGHT),
)


@dataclass(frozen=True)
class Outcome:
    """`problem` is what a task said that failed, "" for one that went well."""

    task: Task
    problem: str

    def __str__(self):
        return f"{self.task.name}: {self.problem or 'done'}"


def run_due(now: datetime) -> Iterator[Outcome]:
    """Does what is due and nobody else is doing. A task that fails keeps none of the others back."""
    for name in PACES:
        if due_tasks(name, now) and (claim := _claim(name, now)):
            try:
                for task in due_tasks(name, now):
                    yield _run(task)
                    claim = _claim_longer(name, claim)
                Round.objects.filter(pk=name).update(
                    ended_at=timezone.now(), alarm_tried_at=None, alarm_sent_at=None
                )
            finally:
                Round.objects.filter(pk=name, claimed_until=claim).update(claimed_until=None)


def due_tasks(round_name: str, now: datetime) -> list[Task]:
    """Those that haven't ended since their round began. What ended in the future, by a clock that was wrong,
    doesn't count."""
    began = round_begins(round_name, now)
    done = set(TaskRun.objects.filter(ended_at__gt=began, ended_at__lte=now).values_list("name", flat=True))
    return [task for task in TASKS if task.round == round_name and task.name not in done]


def round_begins(round_name: str, now: datetime) -> datetime:
    """The newest moment at which the round was to begin."""
    if round_name == MINUTE:
        return now
    local = timezone.localtime(now)
    began = local.replace(hour=settings.NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return began if began <= local else began - timedelta(days=1)


def _claim(round_name: str, now: datetime) -> datetime | None:
    """Until when the round is this process's; None while it's another one's."""
    Round.objects.get_or_create(pk=round_name)
    longest = PACES[round_name].longest
    until = now + longest
    # One that holds for longer than any could was made by a clock that was wrong.
    is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | Q(claimed_until__gt=until + longest)
    return until if Round.objects.filter(is_free, pk=round_name).update(claimed_until=until) else None


def _claim_longer(round_name: str, claim: datetime) -> datetime:
    """The claim as it's renewed for the next task, or as it was if another process has taken over."""
    until = timezone.now() + PACES[round_name].longest
    held = Round.objects.filter(pk=round_name, claimed_until=claim)
    return until if held.update(claimed_until=until) else claim


def _run(task: Task) -> Outcome:
    began = time.monotonic()
    problem = _problem_of(task.name)
    seconds = time.monotonic() - began
    ended = {"ended_at": timezone.now(), "seconds": seconds, "problem": problem}
    TaskRun.objects.update_or_create(pk=task.name, defaults=ended)
    if problem and not task.lists:
        logger.error("Scheduled task %s failed after %.1f s.", task.name, seconds)
    return Outcome(task, problem)


def _problem_of(name: str) -> str:
    """Calls a command. What it printed and said if it failed, "" if it went well."""
    printed = io.StringIO()
    try:
        call_command(name, stdout=printed, stderr=printed)
    except CommandError as error:
        return f"{printed.getvalue()}{error}".strip()
    except SystemExit as end:
        return printed.getvalue().strip() or f"ended with {end.code}" if end.code else ""
    except Exception as error:
        # Whatever goes wrong in one task, the others must run.
        logger.exception("Scheduled task %s broke off.", name)
        return f"{printed.getvalue()}It broke off: {type(error).__name__}.".strip()
    finally:
        close_old_connections()
    return ""
