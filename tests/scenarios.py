"""What happens in a database of its own with several processes at once.

    TEST_DATABASE_URL=... python -m tests.scenarios NAME [NUMBER]

Each scenario prints one JSON object. The tests run them on a file of SQLite or on PostgreSQL; by hand, a
larger NUMBER makes a longer run.
"""

import json
import os
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.content import json_digest  # noqa: E402
from articles.intake.articles import import_texts  # noqa: E402
from articles.models import Act, Article, ChainLink, Edition, Schedule, SignOff  # noqa: E402
from articles.models.chain import written_together  # noqa: E402
from articles.publishing import (  # noqa: E402
    publish,
    publish_due,
    record_edit,
    reviewed_page,
    schedule,
    sign_off,
)
from articles.publishing.act import locked, log  # noqa: E402
from articles.reports.whole_record import faults_of_record  # noqa: E402
from tests.factories import (  # noqa: E402
    make_article,
    make_contributor,
    make_published,
    make_signed,
    make_user,
)
from tests.processes import at_once  # noqa: E402

# Everything that a publication writes.
TABLES = [
    "articles.edition", "articles.liveedition", "articles.taggededition", "articles.placedsurvey",
    "articles.searchdocument", "articles.relatededition", "articles.act", "articles.schedule",
    "redirects.redirect",
]  # fmt: skip


def summary(results):
    """How many did what they wanted, how many were refused, and every error."""
    return {
        "done": sum("value" in result for result in results),
        "refused": sum("refused" in result for result in results),
        "errors": [result["error"] for result in results if "error" in result],
    }


def state():
    """A digest for each table that publishing writes: equal exactly when all its rows are."""
    return {label: json_digest({"rows": _rows(label)}) for label in TABLES}


def _rows(label):
    rows = apps.get_model(label).objects.order_by("pk").values_list()
    # PostgreSQL's bytes come as a view of the memory, which says where it is and not what.
    return [
        [str(value.tobytes() if isinstance(value, memoryview) else value) for value in row] for row in rows
    ]


def faults():
    """What verify_record finds."""
    return [str(fault) for fault in faults_of_record()]


def rewrite(article, **changes):
    return article.apply(replace(article.content(), **changes))


@transaction.atomic
def _edit(article, writer, i):
    time.sleep(0.02 * (i % 4))  # now the editor comes first, now the other
    return record_edit(rewrite(article, summary=f"Another summary, {i}."), writer).pk


def one_article_two_publishers(number=4):
    """Several publishers publish the same text: one edition, and a sentence for the others."""
    article = make_article()
    make_signed(article)
    publishers = [make_user("publisher") for _ in range(number)]
    results = at_once(*[lambda by=by: publish(article, by).number for by in publishers])
    return {"editions": Edition.objects.count(), **summary(results)}


def a_text_changes_while_it_is_signed(number=5):
    """A reviewer signs what they saw while a writer saves: never a sign-off of what was not seen."""
    reviewer, writer = make_user("reviewer"), make_user("writer")
    make_contributor(reviewer)
    wrong, results = 0, []
    for i in range(number):
        article = make_article()
        seen = reviewed_page(article)

        def edit(article=article, i=i):
            return _edit(article, writer, i)

        def sign(article=article, seen=seen):
            return sign_off(article, reviewer, seen=seen).digest

        results += at_once(edit, sign)
        wrong += SignOff.objects.filter(article=article).exclude(digest=seen.text).count()
        wrong += article.standing != "draft"
    return {"wrong": wrong, **summary(results)}


def a_text_changes_while_it_is_published(number=5):
    """What readers see is what was signed, whatever a writer saves at the same moment."""
    publisher, writer = make_user("publisher"), make_user("writer")
    wrong, results = 0, []
    for i in range(number):
        article = make_article()
        seen = make_signed(article).digest

        def edit(article=article, i=i):
            return _edit(article, writer, i)

        results += at_once(edit, lambda article=article: publish(article, publisher).number)
        wrong += Edition.objects.filter(article=article).exclude(digest=seen).count()
    return {"wrong": wrong, **summary(results)}


def two_articles_want_one_address(number=5):
    """One leaves an address while another takes it: every reader finds one page there, or is led on."""
    publisher = make_user("publisher")
    wrong, results = 0, []
    for i in range(number):
        first = make_published(slug=f"address-{i}").article
        make_signed(rewrite(first, slug=f"moved-{i}"))
        second = make_article(slug=f"address-{i}")
        make_signed(second)
        results += at_once(
            lambda article=first: publish(article, publisher).number,
            lambda article=second: publish(article, publisher).number,
        )
        live = list(Edition.objects.live().filter(article__in=[first, second]).values_list("slug", flat=True))
        wrong += len(live) != len(set(live)) or f"moved-{i}" not in live
    return {"wrong": wrong, **summary(results)}


def many_articles_two_publishers(number=5):
    """Two publishers with different articles that are each other's suggestions: no deadlock."""
    works = []
    for _ in range(2):
        articles = [make_article(tags=("one", "two")) for _ in range(number)]
        for article in articles:
            make_signed(article)
        publisher = make_user("publisher")
        works.append(lambda each=articles, by=publisher: [publish(article, by).number for article in each])
    results = at_once(*works)
    return {"editions": Edition.objects.filter(number=1).count(), **summary(results)}


def several_clocks(number=6):
    """Four processes carry out the same schedules: each once."""
    publisher = make_user("publisher")
    due = timezone.now() + timedelta(hours=1)
    for _ in range(number):
        article = make_article()
        make_signed(article)
        schedule(article, publisher, due_at=due)
    results = at_once(*[lambda: [str(outcome) for outcome in publish_due(due)]] * 4)
    return {
        "carried_out": sum(len(result.get("value", [])) for result in results),
        "editions": Edition.objects.count(),
        "left": Schedule.objects.count(),
        **summary(results),
    }


def many_acts_at_once(number=10):
    """Some act on several texts in one transaction, others on one each, all on the same texts: no deadlock,
    and one chain."""
    articles, writer = [make_article() for _ in range(number)], make_user("writer")

    def all_in_one():
        with written_together():
            for article in articles:
                record_edit(article, writer)
                time.sleep(0.01)

    def one_by_one():
        for article in reversed(articles):
            with locked(article) as desk:
                time.sleep(0.005)
                log(desk, Act.Verb.COMMENT, writer, timezone.now())

    results = at_once(all_in_one, one_by_one, all_in_one, one_by_one)
    return {
        "links": ChainLink.objects.filter(table="articles_act").count(),
        "acts": Act.objects.count(),
        "faults": faults(),
        **summary(results),
    }


def two_imports_at_once(number=3):
    """The same collection is imported by several at the same time: each text is there once."""
    writer = make_user("writer")
    sections = [{"heading": "What it is", "body": "Ask your doctor about this."}]
    lines = "\n".join(json.dumps({"title": f"Text {n}", "sections": sections}) for n in range(20)).encode()

    def bring():
        outcomes = import_texts([("texts.jsonl", BytesIO(lines))], writer)
        return Counter(outcome.result for outcome in outcomes)

    results = at_once(*[bring] * number)
    told = sum((Counter(result.get("value")) for result in results), Counter())
    titles = sorted(Article.objects.values_list("title", flat=True))
    return {
        "twice": len(titles) - len(set(titles)),
        "articles": len(titles),
        "told": dict(told),
        "faults": faults(),
        **summary(results),
    }


SCENARIOS = [
    one_article_two_publishers,
    a_text_changes_while_it_is_signed,
    a_text_changes_while_it_is_published,
    two_articles_want_one_address,
    many_articles_two_publishers,
    several_clocks,
    many_acts_at_once,
    two_imports_at_once,
]


def main(scenarios, name, *numbers):
    (scenario,) = [scenario for scenario in scenarios if scenario.__name__ == name]
    print(json.dumps(scenario(*map(int, numbers))))


def migrate_if_empty():
    """What the tests hand over is migrated."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)


if __name__ == "__main__":
    migrate_if_empty()
    main(SCENARIOS, *sys.argv[1:])
