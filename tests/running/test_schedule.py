"""What comes by itself: each task once in its time, whoever else runs, whatever fails."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Round, TaskRun
from cancerinfo.running import schedule
from cancerinfo.running.schedule import MINUTE, NIGHT, Task, due_tasks, run_due

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 28, 22, tzinfo=UTC)
NAMES = ["publish_due", "rebuild_live", "check_links", "forget_old"]


@pytest.fixture(autouse=True)
def _connection_of_the_test(monkeypatch):
    """A test's transaction lives on its connection, which must not be closed between two tasks."""
    monkeypatch.setattr(schedule, "close_old_connections", lambda: None)


@pytest.fixture
def called(monkeypatch):
    """The names of the commands that were called; one fails if its name is put into `failing`."""
    names, failing = [], {}

    def call(name, **streams):
        names.append(name)
        streams["stdout"].write(f"{name} says this. ")
        if name in failing:
            raise failing[name]

    monkeypatch.setattr(schedule, "call_command", call)
    monkeypatch.setattr(
        schedule, "TASKS", [Task(name, NIGHT) for name in NAMES[1:]] + [Task(NAMES[0], MINUTE)]
    )
    return names, failing


def at(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return [outcome.task.name for outcome in run_due(moment)]


def test_each_minute_and_each_night_have_their_tasks_once(called, monkeypatch):
    assert at(monkeypatch, EVENING) == NAMES
    assert at(monkeypatch, EVENING + timedelta(minutes=1)) == NAMES[:1]
    assert at(monkeypatch, EVENING + timedelta(hours=4, minutes=59)) == NAMES[:1]
    assert at(monkeypatch, EVENING + timedelta(hours=5, minutes=1)) == NAMES
    assert Round.objects.get(pk=NIGHT).ended_at == EVENING + timedelta(hours=5, minutes=1)


def test_what_fails_keeps_nothing_back_and_is_said(called, caplog):
    _, failing = called
    failing["publish_due"], failing["check_links"] = CommandError("Two are refused."), SystemExit(1)
    failing["rebuild_live"] = ZeroDivisionError("a secret")
    errors = StringIO()
    with pytest.raises(CommandError, match="Tasks that failed: 3"):
        call_command("run_schedule", stderr=errors)
    assert called[0] == NAMES
    problems = dict(TaskRun.objects.values_list("name", "problem"))
    assert problems["publish_due"] == "publish_due says this. Two are refused."
    assert problems["rebuild_live"] == "rebuild_live says this. It broke off: ZeroDivisionError."
    assert problems["check_links"] == "check_links says this."
    assert problems["forget_old"] == ""
    assert "publish_due: publish_due says this. Two are refused." in errors.getvalue()
    assert "a secret" not in errors.getvalue()


def test_a_round_that_another_process_does_is_left_to_it_until_its_claim_ends(called, monkeypatch):
    Round.objects.create(pk=NIGHT, claimed_until=EVENING + timedelta(hours=1))
    assert at(monkeypatch, EVENING) == NAMES[:1]
    assert at(monkeypatch, EVENING + timedelta(hours=1)) == NAMES
    # A clock that was wrong.
    Round.objects.filter(pk=NIGHT).update(claimed_until=EVENING + timedelta(days=900))
    TaskRun.objects.update(ended_at=EVENING + timedelta(days=800))
    assert at(monkeypatch, EVENING + timedelta(days=1)) == NAMES


def test_it_is_silent_while_all_goes_well_and_says_beforehand_what_is_due(called):
    said = StringIO()
    call_command("run_schedule", dry_run=True, stdout=said)
    assert said.getvalue().split()[0] == "publish_due"
    assert called[0] == []
    quiet = StringIO()
    call_command("run_schedule", stdout=quiet, stderr=quiet)
    assert (quiet.getvalue(), len(called[0])) == ("", 4)


def test_every_task_is_a_command_that_does_well_on_an_empty_site(all_triggers):
    now = timezone.now()
    assert {str(outcome) for outcome in run_due(now)} == {f"{task.name}: done" for task in schedule.TASKS}
    assert due_tasks(NIGHT, timezone.now()) == []
