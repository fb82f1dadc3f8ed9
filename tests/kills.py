"""What is left in a database of its own when processes are killed.

    TEST_DATABASE_URL=... python -m tests.kills NAME [NUMBER]

As tests.scenarios; a larger NUMBER kills more often.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.scenarios import faults, main, rewrite, state  # isort: skip - it sets Django up

from articles.models import Act, Article
from articles.publishing import publish, schedule
from tests.factories import make_published, make_signed, make_user
from tests.processes import finish, start


class KillAt:
    """Kills the process before its statement number `at`, counted from 0."""

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
    return {**report, "faults": [str(fault) for fault in faults()]}


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


SCENARIOS = [killed_publishers]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    main(SCENARIOS, *sys.argv[1:])
