"""What is left in a database of its own when processes are killed.

    TEST_DATABASE_URL=... python -m tests.kills NAME [NUMBER] [SEED]

As tests.scenarios; a larger NUMBER kills more often. Another SEED kills migrations at other places.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from tests.scenarios import faults, main, migrate_if_empty, rewrite, state  # isort: skip - it sets Django up

from articles.archive.file import open_archive
from articles.archive.restoring import restore
from articles.archive.writing import Choices, write_archive
from articles.intake import articles as intake
from articles.models import Act, Article, UnfinishedRebuild
from articles.publishing import publish, schedule
from tests.factories import make_public_site, make_published, make_signed, make_user
from tests.processes import finish, start

BATCH = 5
HEADINGS = ["What it is", "What can go wrong", "Whom to ask"]
# About so many make all tables of an empty database.
STATEMENTS_OF_MIGRATE = 7000


class KillAt:
    """Kills the process before its statement number `at`, counted from 0; with None only counts."""

    def __init__(self, at):
        self.at, self.count = at, 0

    def __call__(self, execute, sql, params, many, context):
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1
        return execute(sql, params, many, context)


def killed_publishers(number=20):
    """A process is killed in the middle of publishing a second edition at a new address: nothing half done.

    Half of the kills come before a certain statement, half after a random time.
    """
    article = make_published(tags=("one",)).article
    make_published(tags=("one",))
    publisher = make_user("publisher")
    statements = _count_statements(article, publisher)
    half = number // 2
    points = sorted({round(i * (statements - 1) / max(1, half - 1)) for i in range(half)})
    report = Counter(half_done=0, untouched=0, done=0, lost=0)
    for point in points:
        _prepare(article)
        _kill_and_look(article, lambda point=point: _publish_until(article, publisher, point), None, report)
    for i in range(number - half):
        _prepare(article)
        delay = random.Random(i).uniform(0.02, 0.5)
        _kill_and_look(article, lambda: publish(article, publisher).number, delay, report)
    report["statements"], report["kills"] = statements, len(points) + number - half
    return {**report, "faults": faults()}


def _prepare(article):
    """A signed text at a new address, with a schedule that its publication uses up."""
    fresh = Article.objects.get(pk=article.pk)
    number = Act.objects.count()
    make_signed(rewrite(fresh, slug=f"address-{number}", summary="Another summary.", tags=(f"tag {number}",)))
    due = timezone.now() + timedelta(days=9)
    schedule(fresh, get_user_model().objects.filter(groups__name="publisher").first(), due_at=due)


def _count_statements(article, publisher):
    """How many statements a publication makes when Django has kept what it looks up only once."""
    _prepare(article)
    for _ in range(2):
        counter = KillAt(-1)
        with transaction.atomic(), connection.execute_wrapper(counter):
            publish(article, publisher)
            transaction.set_rollback(True)
    # Here publishing stands inside a transaction: a savepoint and its release that it does without later.
    return counter.count - 2


def _publish_until(article, publisher, point):
    with connection.execute_wrapper(KillAt(point)):
        return publish(article, publisher).number


def _kill_and_look(article, work, delay, report):
    """Counts what the killed process left: nothing, everything, or a fault."""
    before, editions = state(), article.editions.count()
    child, reader = start(work)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    acknowledged = finish(child, reader)
    after = state()
    is_new = article.editions.count() == editions + 1
    if before == after:
        report["lost" if acknowledged else "untouched"] += 1
    elif is_new and before["articles.act"] != after["articles.act"] and _is_whole(article):
        report["done"] += 1
    else:
        report["half_done"] += 1


def _is_whole(article):
    """Whether everything that belongs to the newest edition is there, and nothing of the one before."""
    newest = article.editions.order_by("-number").first()
    return (
        Article.objects.get(pk=article.pk).live.edition == newest
        and newest.tagged.count() == len(newest.content["tags"])
        and hasattr(newest, "search_document")
        and not article.schedules.exists()
        and Act.objects.filter(article=article, verb="publish", digest=newest.digest).exists()
        and not faults()
    )


def killed_imports(number=10):
    """A process is killed in the middle of an import. Each text that is there is whole, each that was
    reported is there, and the import that is run again ends as one that nobody disturbed.

    A transaction holds BATCH texts here, so that there are some before the kill and some after it. Every
    other kill comes before a statement of the import, which then isn't finished on any machine. The others
    come at some time, which may be too late where imports are fast.
    """
    intake.BATCH = BATCH
    writer = make_user("writer")
    report = Counter(half_done=0, lost=0, unfinished=0, wrong=0)
    _import("warming up", writer)
    statements = KillAt(None)
    with connection.execute_wrapper(statements):
        _import("counted", writer)
    for i in range(number):
        chance = random.Random(i)
        point = None if i % 2 else chance.randrange(statements.count)
        with tempfile.NamedTemporaryFile("r") as reported:
            child, reader = start(partial(_import_until, i, writer, reported.name, point))
            if point is None:
                time.sleep(chance.uniform(0.02, 0.4))
                os.kill(child, signal.SIGKILL)
            finish(child, reader)
            told = reported.read().splitlines()
        found = _imported(i)
        report["half_done"] += sum(headings != HEADINGS for headings in found.values())
        report["lost"] += sum(title not in found for title in told)
        report["unfinished"] += len(found) < len(_titles(i))
        _import(i, writer)
        report["wrong"] += _imported(i) != dict.fromkeys(_titles(i), HEADINGS)
    return {**report, "kills": number, "faults": faults()}


def _titles(name):
    return [f"Text {n} of import {name}" for n in range(5 * BATCH)]


def _import(name, by, reported=os.devnull):
    """Imports a collection, and appends each title to the file `reported` when it's said to be saved."""
    sections = [{"heading": heading, "body": "Ask your doctor about this."} for heading in HEADINGS]
    lines = [json.dumps({"title": title, "sections": sections}) for title in _titles(name)]
    file = f"{name}.jsonl", BytesIO("\n".join(lines).encode())
    with open(reported, "a") as told:
        for outcome in intake.import_texts([file], by):
            told.write(f"{outcome.incoming.content.title}\n")
            told.flush()


def _import_until(name, by, reported, point):
    with connection.execute_wrapper(KillAt(point)):
        _import(name, by, reported)


def _imported(name):
    """The headings of what is there of a collection, by title."""
    found = Article.objects.filter(title__endswith=f" of import {name}")
    return {
        article.title: list(article.sections.order_by("order").values_list("heading", flat=True))
        for article in found
    }


def killed_migrations(number=5, seed=0):
    """The process that makes an empty database's tables is killed about so many times, at statements spread
    over all migrations. Each next one goes on where it stopped, and in the end every table has its columns,
    and the database its triggers.
    """
    applied, chance = [0], random.Random(seed)
    shortest = reach = max(2, 2 * STATEMENTS_OF_MIGRATE // number)
    while (ended := finish(*start(partial(_migrate_until, chance.randrange(reach))))) is None:
        applied.append(_applied())
        # A migration that takes more statements than that would be begun for ever.
        reach = shortest if applied[-1] > applied[-2] else 2 * reach
    if error := ended.get("error"):
        raise RuntimeError(f"After {applied[-1]} migrations another one failed: {error}")
    lacking = [
        model._meta.label
        for model in apps.get_models()
        if {field.column for field in model._meta.local_fields} - _columns(model._meta.db_table)
    ]
    return {"applied": applied, "kills": len(applied) - 1, "lacking": lacking, "faults": faults()}


def _applied():
    """How many migrations the database has."""
    return len(MigrationRecorder(connection).applied_migrations())


def _migrate_until(point):
    with connection.execute_wrapper(KillAt(point)), connection.execute_wrapper(_refuse_late_notes):
        call_command("migrate", verbosity=0)


def _refuse_late_notes(execute, sql, params, many, context):
    """That a migration is done is noted by its own transaction: no kill can come between the two."""
    if sql.startswith('INSERT INTO "django_migrations"') and not connection.in_atomic_block:
        raise RuntimeError(f"{params[:2]} was committed before it was noted.")
    return execute(sql, params, many, context)


def _columns(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        return {name for name, *_ in cursor.description}


def killed_restores(number=8):
    """A process is killed in the middle of reading an archive in. While it writes rows, the database is left
    as empty as before, to the byte; later the next run goes on. In the end the site is the archive's.
    """
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        archive, empty = _write_archive(file.name), _archived()
        statements = _statements_of_rows(file.name)
        report = Counter(half_done=0, rebuilding=0)
        half = number // 2
        for i in range(half):
            finish(*start(partial(_restore_until, file.name, i * (statements - 1) // max(1, half - 1))))
            report["half_done"] += _archived() != empty
        for i in range(number - half):
            # The first of these is the one that comes as far as the end of the rows.
            point = random.Random(i).randrange(3, 20) + (statements if i == 0 else 0)
            finish(*start(partial(_restore_until, file.name, point)))
            if not UnfinishedRebuild.objects.exists():
                break
            report["rebuilding"] += 1
        if UnfinishedRebuild.objects.exists():
            call_command("import_site", file.name, stdout=StringIO())
    report["kills"] = half + report["rebuilding"]
    return {**report, "is_same": _archived() == archive, "faults": faults()}


def _write_archive(name):
    """Writes the archive of a site that isn't kept. Returns its bytes."""
    with transaction.atomic():
        make_public_site()
        archive = _archived()
        transaction.set_rollback(True)
    Path(name).write_bytes(archive)
    return archive


def _archived():
    """The bytes of the archive of what the database has now."""
    file = BytesIO()
    write_archive(file, Choices())
    return file.getvalue()


def _statements_of_rows(name):
    """How many statements come before all rows are there."""
    counter = KillAt(-1)
    with open(name, "rb") as file, connection.execute_wrapper(counter):
        restore(open_archive(file), is_trial=True)
    return counter.count


def _restore_until(name, point):
    with connection.execute_wrapper(KillAt(point)):
        call_command("import_site", name, stdout=StringIO())


SCENARIOS = [killed_publishers, killed_imports, killed_migrations, killed_restores]


if __name__ == "__main__":
    if sys.argv[1] != killed_migrations.__name__:
        migrate_if_empty()
    main(SCENARIOS, *sys.argv[1:])
