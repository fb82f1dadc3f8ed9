"""What the pages of the desk cost, in CPU and queries, with more and more articles.

    python -m benchmarks.desk [--sizes 100 10000] [--repeats 5]

It works in a scratch database on the server of DATABASE_URL. Each figure is the median of the repeats, in
milliseconds of CPU of this process; on PostgreSQL the server's own work is not in it, but in the clock's.
"""

import argparse
import logging
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from html.parser import HTMLParser
from urllib.parse import urlencode

from benchmarks.corpus import scratch_database
from benchmarks.desk_site import fill

LISTS = ("source", "tag", "contributor", "edition", "liveedition", "signoff", "act", "reviewrequest")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000])
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    found = {}
    with scratch_database():
        client = signed_in()
        size = 0
        for size_after in sorted(options.sizes):
            fill(size, size_after)
            size = size_after
            found[size] = {name: cost(act, options.repeats) for name, act in acts(client)}
    report(found)


def signed_in():
    """A client of the site, signed in as a superuser to whom all filler belongs."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from articles.demo.loading import load_demo

    load_demo()
    user = get_user_model().objects.create(username="benchmark", is_superuser=True, is_staff=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def acts(client) -> Iterator[tuple[str, Callable]]:
    """The name of each request, and what sends it. The form is that of the longest article."""
    from django.db.models import Sum
    from django.db.models.functions import Length
    from django.urls import reverse

    from articles.models import Article

    article = Article.objects.alias(length=Sum(Length("sections__body"))).order_by("-length").first()
    form = reverse("admin:articles_article_change", args=[article.pk])
    articles = reverse("admin:articles_article_changelist")
    pages = {
        "desk home": reverse("admin:index"),
        "articles": articles,
        "articles: drafts": f"{articles}?status=draft",
        "articles: in review": f"{articles}?status=in-review",
        "articles: mine": f"{articles}?owner=me",
        "articles: by date": f"{articles}?o=-8",
        "articles: page 2": f"{articles}?p=2",
        "articles: search": f"{articles}?q=abc",
        "form": form,
    }
    pages |= {f"list: {name}": reverse(f"admin:articles_{name}_changelist") for name in LISTS}
    pages |= {f"list: {n}": reverse(f"admin:resources_{n}_changelist") for n in ("organization", "term")}
    for name, address in pages.items():
        yield name, lambda address=address: answer(client.get(address), 200)
    checks = reverse("admin:articles_article_checks", args=[article.pk])
    yield "findings while typing", Edits(client, form, checks, 200)
    yield "save", Edits(client, form, form, 302)
    yield "list after a save", After(Edits(client, form, form, 302), lambda: client.get(articles))


def answer(response, status: int):
    assert response.status_code == status, response.status_code
    return response


class Edits:
    """Sends the form with another sentence each time. The form itself is got beforehand, and what a browser
    does with it isn't measured."""

    def __init__(self, client, form: str, address: str, status: int):
        self.client, self.form, self.address, self.status = client, form, address, status

    def prepare(self):
        data = sent_by(self.client.get(self.form).content.decode())
        data["document"][0] += f"<p>It was changed at {time.perf_counter()}.</p>"
        data["_continue"] = ["Save"]
        # As browsers and checks.js send a form without files.
        self.body = urlencode(data, doseq=True)

    def __call__(self):
        kind = "application/x-www-form-urlencoded"
        answer(self.client.post(self.address, self.body, content_type=kind), self.status)


class After:
    """The second act, after the first, whose cost doesn't count."""

    def __init__(self, first: Edits, then: Callable):
        self.first, self.then = first, then

    def prepare(self):
        self.first.prepare()
        self.first()

    def __call__(self):
        self.then()


def sent_by(page: str, form: str = "article_form") -> dict[str, list[str]]:
    """What a browser would send of the form with this id or class."""
    reader = FormReader(form)
    reader.feed(page)
    return reader.data


class FormReader(HTMLParser):
    def __init__(self, form: str):
        super().__init__()
        self.form = form
        self.data: dict[str, list[str]] = {}
        self.is_inside = False
        self.select = self.textarea = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.is_inside = self.form in {given.get("id"), *(given.get("class") or "").split()}
        if not self.is_inside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.data.setdefault(self.select, []).append(given.get("value") or "")
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]
        elif tag == "input" and given.get("type") not in {"submit", "checkbox"} and name:
            self.data.setdefault(name, []).append(given.get("value") or "")
        elif tag == "input" and "checked" in given:
            self.data.setdefault(name, []).append("on")

    def handle_data(self, data):
        if self.textarea:
            self.data[self.textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            # A browser takes the first line break of a text area for layout.
            self.data[self.textarea][0] = self.data[self.textarea][0].removeprefix("\r\n").removeprefix("\n")
            self.textarea = ""
        elif tag == "form":
            self.is_inside = False


def cost(act: Callable, repeats: int) -> tuple[float, float, float, int]:
    """CPU and clock, in milliseconds, and queries; the CPU of the first time, apart, comes first."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for turn in range(repeats + 2):
        if hasattr(act, "prepare"):
            act.prepare()
        with CaptureQueriesContext(connection) if turn > repeats else nullcontext() as queries:
            start = time.process_time(), time.perf_counter()
            act()
            times.append([1000 * (time.process_time() - start[0]), 1000 * (time.perf_counter() - start[1])])
    cpu, clock = zip(*times[1:-1], strict=True)
    return times[0][0], statistics.median(cpu), statistics.median(clock), len(queries)


def report(found: dict[int, dict[str, tuple[float, float, float, int]]]):
    """A row a request, four columns a size."""
    print(
        f"{'ms: first, CPU, clock; queries':24}" + "".join(f"{size:>30,}" for size in found) + f"{'ratio':>8}"
    )
    for name in found[min(found)]:
        rows = [found[size][name] for size in found]
        cells = "".join(f"{first:>10.0f}{cpu:>7.0f}{clock:>7.0f}{n:>6}" for first, cpu, clock, n in rows)
        print(f"{name:24}{cells}{rows[-1][1] / rows[0][1]:>8.2f}")


if __name__ == "__main__":
    main()
