"""What it costs to publish texts of 1,850 words one by one, and as a collection, on a site of any size.

    DEBUG=1 python -m benchmarks.collection [--texts 60] [--short] [--profile FILE]

Ask it of a copy of a site that `benchmarks.build_site` made, at DATABASE_URL: new texts are imported and
signed off, then every third one is published by itself, the next ones as one collection, and the others as
one whose findings the desk has kept. With `--short` the texts have one paragraph a section. Times are CPU of
this process; read the ratio.
"""

import argparse
import cProfile
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import publishing  # noqa: E402
from articles.content import SeeAlsoContent  # noqa: E402
from articles.demo.approving import approve_records  # noqa: E402
from articles.demo.people import make_people  # noqa: E402
from articles.intake.articles import Incoming, save_imports  # noqa: E402
from articles.models import Article  # noqa: E402
from articles.publishing.collection import publish_collection, signed_by  # noqa: E402
from articles.working_copy.kept_findings import checked_findings  # noqa: E402
from benchmarks.build_site import words_of  # noqa: E402
from benchmarks.made_texts import make_text  # noqa: E402

FIRST_PARAGRAPH = re.compile("<p>.*?</p>", re.DOTALL)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--profile", help="Where to write the profile of the texts published one by one.")
    options = parser.parse_args()
    # With DEBUG every query is kept, which is not what is to be measured.
    settings.DEBUG = False
    people = make_people()
    listed = sign(make_texts(options.texts, options.short), people)
    alone, together, shown = listed[::3], listed[1::3], listed[2::3]
    checked_findings(list(Article.objects.filter(slug__in=[each.slug for each in shown])))
    print(f"{Article.objects.count():,} articles")
    print(f"{'':22}{'CPU ms a text':>14}{'a second':>10}{'queries':>9}")
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    measure("one by one", len(alone), lambda: [_publish(each.slug, people) for each in alone])
    profile.disable()
    if options.profile:
        profile.dump_stats(options.profile)
    for name, texts in (("as a collection", together), ("with kept findings", shown)):
        outcomes = measure(name, len(texts), lambda texts=texts: _publish_together(texts, people))
        for outcome in outcomes:
            if outcome.reasons:
                print(outcome.slug, *outcome.reasons)


def make_texts(number: int, short: bool) -> list:
    """Contents with other made words than the site has."""
    block = Article.objects.count() // number + 1_000
    words = list(words_of(block, number).values())
    linked = SeeAlsoContent("Stomach cancer treatment", "stomach-cancer-treatment")
    texts = [make_text(i, name, words[number:], linked) for i, name in enumerate(words[:number])]
    return [_shortened(text) for text in texts] if short else texts


def _shortened(content):
    sections = (
        replace(section, body=_first(section.body) if section.purpose != "questions" else section.body)
        for section in content.sections
    )
    return replace(content, sections=tuple(sections))


def _first(body: str) -> str:
    found = FIRST_PARAGRAPH.search(body)
    return found[0] if found else body


def sign(texts: list, people) -> list:
    """Imports the texts and signs them off; returns the list of the collection."""
    incoming = [
        Incoming(f"{text.slug} {time.time()}", "made texts", f"text {text.title}", text) for text in texts
    ]
    slugs = [outcome.slug for outcome in save_imports(incoming, people.writer)]
    approve_records(people, timezone.now())
    for slug in slugs:
        article = Article.objects.get(slug=slug)
        publishing.sign_off(article, people.reviewer, seen=publishing.reviewed_page(article))
    return [each for each in signed_by(people.reviewer) if each.slug in slugs]


def _publish(slug: str, people):
    publishing.publish(Article.objects.get(slug=slug), people.publisher)


def _publish_together(listed: list, people) -> list:
    return list(publish_collection(listed, people.publisher, people.reviewer))


def measure(name: str, number: int, act: Callable):
    cpu, clock = time.process_time(), time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        result = act()
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    print(f"{name:22}{1000 * cpu / number:14.1f}{number / clock:10.1f}{len(queries) / number:9.1f}")
    return result


if __name__ == "__main__":
    main()
