"""What it costs to show one more edition, and to search, at different sizes of the site.

    python -m benchmarks.publishing [--sizes 1000 20000] [--repeats 30]

The pages are made of words that mean nothing, spread as words of a language are (Zipf's law), so that a
bigger site has more rare words and more pages for each common one. They lie in a scratch database on the
server of DATABASE_URL. Times are of this process: CPU and, as a database server works elsewhere, the clock.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate

from benchmarks.corpus import publish_in_bulk, scratch_database

VOCABULARY, TAGS, CATEGORIES = 40_000, 400, 20
TITLE_WORDS, SECTIONS, SECTION_WORDS = 4, 5, 100
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 20_000])
    parser.add_argument("--repeats", type=int, default=30)
    options = parser.parse_args()
    found = {}
    with scratch_database():
        size = 0
        for size_after in sorted(options.sizes):
            fill(size, size_after)
            size = size_after
            found[size] = measure(options.repeats)
    report(found)


def fill(start: int, end: int):
    """Publishes the pages from number `start` to `end` and indexes all."""
    from django.core.management import call_command

    clock = time.perf_counter()
    publish_in_bulk(pages(start, end))
    for command in ("rebuild_search", "rebuild_related"):
        print(f"{end} pages, {time.perf_counter() - clock:.0f} s", file=sys.stderr)
        call_command(command, stdout=sys.stderr)
    print(f"{end} pages, {time.perf_counter() - clock:.0f} s", file=sys.stderr)


def word(number: int) -> str:
    """A word of at least two syllables, another one for each number."""
    text = ""
    while number or len(text) < 4:
        number, syllable = divmod(number, len(SYLLABLES))
        text += SYLLABLES[syllable]
    return text


def pages(start: int, end: int) -> Iterator:
    from articles.content import ArticleContent, SectionContent

    words = [word(number) for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
    for number in range(start, end):
        chance = random.Random(number)  # noqa: S311

        def some(count: int, chance=chance) -> str:
            return " ".join(chance.choices(words, cum_weights=weights, k=count))

        yield ArticleContent(
            title=some(TITLE_WORDS).capitalize(),
            slug=f"page-{number}",
            summary=some(15),
            category=f"Category {chance.randrange(CATEGORIES)}",
            tags=tuple(sorted({f"tag {int(TAGS * chance.random() ** 2)}" for _ in range(3)})),
            sections=tuple(
                SectionContent(some(4), body=f"<p>{some(SECTION_WORDS)}</p>") for _ in range(SECTIONS)
            ),
        )


def measure(repeats: int) -> dict[str, tuple[float, float]]:
    """(CPU, clock) in milliseconds, the median, of each act."""
    from django.db import transaction

    from articles.models import Edition, SearchWord
    from articles.publishing import readers_index
    from articles.related import related_editions
    from articles.search import search

    editions = list(Edition.objects.live().order_by("digest")[:repeats])
    common, second, rare = (
        SearchWord.objects.exclude(stem="").order_by("-documents", "stem")[i].shown for i in (0, 5, 3000)
    )

    def show(edition: Edition):
        with transaction.atomic():
            readers_index.show([edition])
            transaction.set_rollback(True)

    acts: dict[str, Callable[[Edition], object]] = {
        "publish: rows for readers": show,
        "suggestions of a page": related_editions,
        "search: the commonest word": lambda edition: search(common),
        "search: two common words": lambda edition: search(f"{common} {second}"),
        "search: a rare word": lambda edition: search(rare),
        "search: a title": lambda edition: search(edition.title),
        "search: a misspelt title": lambda edition: search(edition.title[:-1] + "x"),
        "search: a page of text": lambda edition: search(str(edition.content["sections"])[:2000]),
    }
    return {name: timed(act, editions) for name, act in acts.items()}


def timed(act: Callable, editions: list) -> tuple[float, float]:
    act(editions[0])
    cpu, clock = [], []
    for edition in editions:
        before = time.process_time(), time.perf_counter()
        act(edition)
        cpu.append((time.process_time() - before[0]) * 1000)
        clock.append((time.perf_counter() - before[1]) * 1000)
    return statistics.median(cpu), statistics.median(clock)


def report(found: dict[int, dict[str, tuple[float, float]]]):
    """A row an act: milliseconds at each size, and the ratio of the last to the first."""
    sizes = list(found)
    print(f"{'CPU / clock, ms':34}" + "".join(f"{size:>18,}" for size in sizes) + f"{'ratio (CPU)':>14}")
    for name in found[sizes[0]]:
        cells = [found[size][name] for size in sizes]
        print(
            f"{name:34}"
            + "".join(f"{cpu:>10.1f} /{clock:>6.1f}" for cpu, clock in cells)
            + f"{cells[-1][0] / max(cells[0][0], 0.001):>14.2f}"
        )


if __name__ == "__main__":
    main()
