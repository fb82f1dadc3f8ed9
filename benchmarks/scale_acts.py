"""What each page and act costs on the site at DATABASE_URL, asked line by line: for benchmarks/scale.py.

`next` is answered with the name of the next act, nothing after the last; `once` does it once and is answered
with its milliseconds; `disk` with kilobytes, as JSON. It saves and publishes some articles of that site.
"""

import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import django

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import publishing  # noqa: E402
from articles.demo.people import make_people  # noqa: E402
from articles.editions import drawn_page  # noqa: E402
from articles.models import Article, LiveEdition, SearchWord  # noqa: E402
from articles.search.words import STOP_WORDS  # noqa: E402
from benchmarks.desk import Edits, answer  # noqa: E402
from cancerinfo.front.wiring import in_front_of  # noqa: E402

SEARCHES = ("side effects of the scan", "rest and sleep", "thyroid care", "what to ask the surgeon", "poll")
SAMPLE = 40


def main():
    logging.disable(logging.WARNING)
    # With DEBUG every query is kept, which is not what is to be measured.
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    listed, act = acts(), None
    for line in sys.stdin:
        match line.strip():
            case "next":
                name, act = next(listed, ("", None))
                answer_line(name)
            case "once":
                answer_line(milliseconds(act))
            case "disk":
                article = bytes_on_disk() / 1000 / Article.objects.count()
                answer_line(json.dumps({"an article": article, "an edition more": an_edition_more()}))


def answer_line(text: object):
    print(text, flush=True)


def acts() -> Iterator[tuple[str, Callable]]:
    """Name of each act, and what does it once."""
    slugs = sample()
    # As rebuild_live does after a change of the program.
    for slug in slugs:
        drawn_page.keep(slug)
    client = Client(headers={"host": "localhost"})
    words = SearchWord.objects.exclude(stem__in=["", *STOP_WORDS])
    commonest = words.order_by("-documents", "stem")[0].shown
    rare = [slug.split("-and-")[1].split("-")[0] for slug in slugs]
    yield "article, made", Pages(client, [f"/articles/{slug}/" for slug in slugs])
    yield "article, stored", stored(f"/articles/{slugs[0]}/")
    for name, addresses in {
        "home": ["/"],
        "A to Z": ["/articles/"],
        "topics": ["/tags/"],
        "category": ["/categories/topic-1/"],
        "tag": ["/tags/subject-1/"],
        "surveys": ["/surveys/"],
        "search: typical": [f"/search/?q={words.replace(' ', '+')}" for words in SEARCHES],
        "search: rare word": [f"/search/?q={word}" for word in rare],
        "search: commonest word": [f"/search/?q={commonest}"],
    }.items():
        yield name, Pages(client, addresses)
    yield from acts_of_editors()


def acts_of_editors() -> Iterator[tuple[str, Callable]]:
    user, _ = get_user_model().objects.get_or_create(
        username="benchmark", defaults={"is_superuser": True, "is_staff": True}
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    articles = Article.objects.filter(slug__in=sample()).order_by("pk")
    form = reverse("admin:articles_article_change", args=[articles[0].pk])
    yield "desk home", Pages(client, [reverse("admin:index")])
    yield "list of articles", Pages(client, [reverse("admin:articles_article_changelist")])
    yield "form", Pages(client, [form])
    yield "save", Edits(client, form, form, 302)
    yield "publish", Publication(list(articles)[1:])


def sample() -> list[str]:
    """Addresses of made articles from all over the site."""
    live = LiveEdition.objects.filter(slug__contains="-and-").order_by("pk")
    step = max(1, live.count() // SAMPLE)
    return list(live.values_list("slug", flat=True)[::step][:SAMPLE])


class Pages:
    """Asks for one of the addresses after the other."""

    def __init__(self, client: Client, addresses: list[str]):
        self.client, self.addresses = client, cycle(addresses)

    def __call__(self):
        address = next(self.addresses)
        assert answer(self.client.get(address), 200).content, address


def stored(address: str) -> Callable:
    """Asks for a page that is stored, as gunicorn would."""
    folder = tempfile.TemporaryDirectory()
    settings.STORED_PAGES = str(Path(folder.name) / "pages.sqlite3")
    application = in_front_of(get_wsgi_application())

    def ask(folder=folder):
        environ = RequestFactory(headers={"host": "localhost"}).get(address).environ
        found = []
        body = application(environ, lambda status, headers, *_: found.append(status))
        assert b"".join(body)
        assert found == ["200 OK"], found

    return ask


class Publication:
    """Publishes the next edition of one of the articles after the other; `prepare` has it signed off."""

    def __init__(self, articles: list[Article]):
        self.articles, self.people = cycle(articles), make_people()

    def prepare(self):
        self.article, people, now = next(self.articles), self.people, timezone.now()
        content = self.article.content()
        first, *others = content.sections
        said = f"<p>It was changed on {now:%d %B %Y}, at {now:%H:%M:%S}.</p>"
        first = replace(first, body=f"{first.body}{said}")
        note = f"A sentence was added at {now:%H:%M:%S}."
        self.article.apply(replace(content, sections=(first, *others), change_note=note))
        publishing.record_edit(self.article, people.writer)
        self.seen = publishing.reviewed_page(self.article, today=timezone.localdate(now))
        publishing.submit(self.article, people.writer, reviewer=people.reviewer, seen_digest=self.seen.text)
        publishing.sign_off(self.article, people.reviewer, seen=self.seen)

    def __call__(self):
        publishing.publish(self.article, self.people.publisher, seen=self.seen)


def milliseconds(act: Callable) -> float:
    """Of CPU, for doing it once."""
    if hasattr(act, "prepare"):
        act.prepare()
    start = cpu()
    act()
    return 1000 * (cpu() - start)


def cpu() -> float:
    """Seconds of CPU of this process, and of the process of PostgreSQL that works for it."""
    spent = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        spent += int(server.read_text().split()[0]) / 1e9
    return spent


def an_edition_more() -> float:
    """Kilobytes on the disk that another edition of an article takes, with its review, log and links. The
    first two times over the sample don't count: what is written in place of other rows grows then, and not
    again."""
    publish = Publication(list(Article.objects.filter(slug__in=sample())))
    for _ in range(3):
        before = bytes_on_disk()
        for _ in range(SAMPLE):
            publish.prepare()
            publish()
    return (bytes_on_disk() - before) / 1000 / SAMPLE


def bytes_on_disk() -> int:
    """Of the whole database, without the room that waits to be used again; on PostgreSQL with what of that
    lies between rows, once it was swept."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pages = [_pragma(cursor, name) for name in ("page_count", "freelist_count", "page_size")]
        return (pages[0] - pages[1]) * pages[2]
    with connection.cursor() as cursor:
        # As the server does by itself, but not in the minute that this takes.
        cursor.execute("VACUUM")
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def _pragma(cursor, name: str) -> int:
    cursor.execute(f"PRAGMA {name}")
    return cursor.fetchone()[0]


if __name__ == "__main__":
    main()
