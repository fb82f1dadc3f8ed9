"""Builds a site of so many live articles of about 1,850 words, for benchmarks.

    python -m benchmarks.build_site --articles 10000 [--block 100]

Into the database of DATABASE_URL, SQLite or PostgreSQL, empty at first: its tables, the demonstration, and
a block of made articles, which are imported, signed off and published by the acts as any other text. All
others are copies of the block, with other words in the texts: see benchmarks/copied_rows.py. The same number
builds the same texts, and a site that was built can grow. `verify_record` finds no fault in such a site.
"""

import argparse
import os
import random
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import publishing  # noqa: E402
from articles.content import SeeAlsoContent  # noqa: E402
from articles.demo.approving import approve_records  # noqa: E402
from articles.demo.loading import load_demo  # noqa: E402
from articles.demo.people import make_people  # noqa: E402
from articles.editions import drawn_page  # noqa: E402
from articles.intake.articles import Incoming, save_imports  # noqa: E402
from articles.models import Article, Edition, ImportRecord  # noqa: E402
from articles.models.stored_standing import renew_standings  # noqa: E402
from articles.publishing.list_counts import recount  # noqa: E402
from benchmarks.copied_rows import Block  # noqa: E402
from benchmarks.made_texts import TOLD, made_word, make_text, told_words  # noqa: E402

# Numbers of made words: those that name an article, and from here on those that texts tell of.
TOLD_FROM = 1_000_000
# The name of the file that made articles come from, as their import records have it.
MADE = "made texts"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--block", type=int, default=100, help="How many the acts publish.")
    options = parser.parse_args()
    # With DEBUG every query is kept, which is not what is to be measured.
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    build(options.articles, options.block)


def build(articles: int, size: int = 100):
    """Builds the site, or goes on with it. The last block is made whole, so there may be some more than
    `articles`."""
    made = ImportRecord.objects.filter(file_name=MADE)
    if not made.exists():
        publish_block(size)
    first = made.order_by("pk").values_list("article", flat=True)[:size]
    block, start, cpu = Block(list(first), words_of(0, size)), time.perf_counter(), time.process_time()
    before = made.count() // size
    after = -(-articles // size)
    for number in range(before, after):
        block.copy(words_of(number, size))
        if (number + 1) % 10 == 0 or number + 1 == after:
            renew_standings(timezone.localdate())
            copies, seconds = (number + 1 - before) * size, time.perf_counter() - start
            _say(
                f"{(number + 1) * size:,} of {articles:,} articles; copies: {copies / seconds:.0f} a second, "
                f"{(time.process_time() - cpu) * 1000 / copies:.1f} ms of CPU each"
            )
    recount()


def publish_block(size: int):
    """Loads the demonstration, and publishes the first made articles, on days of the last year."""
    load_demo()
    people, now, words = make_people(), timezone.now(), list(words_of(0, size))
    linked = SeeAlsoContent("Stomach cancer treatment", "stomach-cancer-treatment")
    texts = []
    for number, name in enumerate(words[:size]):
        content = make_text(number, name, words[size:], linked)
        linked = SeeAlsoContent(content.title, content.slug)
        texts.append(Incoming(f"text {number}", MADE, f"made text {name}", content))
    slugs = [outcome.slug for outcome in save_imports(texts, people.writer, now - timedelta(days=365))]
    approve_records(people, now - timedelta(days=365))
    start = time.perf_counter()
    for number, slug in enumerate(slugs):
        _publish(Article.objects.get(slug=slug), people, now - timedelta(days=360 - number * 360 // size))
    # Those that came later are among what earlier pages say to read on.
    for slug in slugs:
        drawn_page.keep(slug)
    _say(f"{size} articles published by the acts, {size / (time.perf_counter() - start):.1f} a second")


def _publish(article: Article, people, now) -> Edition:
    page = publishing.reviewed_page(article, today=timezone.localdate(now))
    publishing.submit(article, people.writer, reviewer=people.reviewer, seen_digest=page.text, now=now)
    publishing.sign_off(article, people.reviewer, seen=page, now=now)
    return publishing.publish(article, people.publisher, seen=page, now=now)


def words_of(block: int, size: int) -> dict[str, str]:
    """The made words of the first block, and those of another one that stand in their place."""
    named = [(made_word(number), made_word(block * size + number)) for number in range(size)]
    first = [made_word(TOLD_FROM + number) for number in range(TOLD)]
    told = told_words(random.Random(block), TOLD_FROM + TOLD)  # noqa: S311
    return dict(named) | dict(zip(first, told if block else first, strict=True))


def _say(line: str):
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
