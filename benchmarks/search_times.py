"""What a search costs on the site at DATABASE_URL, with all that its page shows, and where the time goes.

    python -m benchmarks.search_times [--number 20]

Queries are made of titles and words of the site, always the same ones. It prints milliseconds of CPU of this
process by kind of query (median, 95th percentile, most), and the mean of each stage without those inside it.
What a process reads once, such as dictionaries, isn't counted. Nothing is written.
"""

import argparse
import os
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps

import django

# Functions of articles.search, by what they do.
STAGES = {
    "parse": "query",
    "find_candidates": "candidates",
    "score": "scores",
    "_hits": "hits",
    "snippet": "snippets",
    "_facets": "topics",
    "_nearest": "nearest",
}
# Of the commonest words, those that are longer than a few letters.
COMMON, FEW = 40, 3


class Stages:
    """Seconds of CPU that each stage took, without what others took inside it."""

    def __init__(self):
        self.spent: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def watched(self, stage: str, act: Callable) -> Callable:
        @wraps(act)
        def watched(*args, **kwargs):
            start = time.process_time()
            self._inside.append(0.0)
            try:
                return act(*args, **kwargs)
            finally:
                whole = time.process_time() - start
                self.spent[stage] += whole - self._inside.pop()
                self._inside[-1] += whole

        return watched


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--number", type=int, default=20, help="Queries of each kind.")
    options = parser.parse_args()
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
    django.setup()
    report(options.number)


def report(number: int):
    from django.conf import settings
    from django.utils import timezone

    from articles import search as room
    from articles.models import SearchWord
    from articles.search.beside import beside
    from articles.search.names import pages_named
    from articles.search.word_counts import EVERY

    # With DEBUG every query is kept, which is not what is to be measured.
    settings.DEBUG = False
    stages, today = Stages(), timezone.localdate()
    for name, stage in STAGES.items():
        setattr(room, name, stages.watched(stage, getattr(room, name)))
    look_beside = stages.watched("beside", beside)

    def search(text: str):
        results = room.search(text)
        look_beside(results.understood or text, today)

    pages = SearchWord.objects.get(stem=EVERY).documents
    print(f"{pages:,} pages, CPU ms".ljust(26) + "".join(f"{head:>7}" for head in ("p50", "p95", "most")))
    for kind, texts in queries(number):
        act = (lambda text: pages_named(text, "en")) if kind == "name as typed" else search
        act(texts[0])
        stages.spent.clear()
        times = sorted(milliseconds(act, text) for text in texts)
        shown = (times[len(times) // 2], times[int(len(times) * 0.95)], times[-1])
        parts = sorted(stages.spent.items(), key=lambda part: -part[1])
        print(
            f"{kind:26}" + "".join(f"{each:7.1f}" for each in shown),
            *(f"{stage} {1000 * spent / len(texts):.1f}" for stage, spent in parts),
            flush=True,
        )


def queries(number: int) -> Iterator[tuple[str, list[str]]]:
    """Texts of each kind, made of what the site has."""
    from articles.models import LiveEdition, SearchWord
    from articles.search.word_counts import EVERY

    chance = random.Random(5)  # noqa: S311 - the same queries each time
    words = SearchWord.objects.exclude(stem=EVERY)
    total = SearchWord.objects.get(stem=EVERY).documents
    often = words.order_by("-documents", "stem").values_list("shown", flat=True)[:COMMON]
    common = [word for word in often if len(word) > FEW]
    middling = words.filter(documents__gt=total // 500, documents__lt=total // 20)
    some = list(middling.order_by("stem").values_list("shown", flat=True)[:400])
    newest = LiveEdition.objects.order_by("-edition").values_list("edition", flat=True)[0]
    keys = [chance.randrange(1, newest) for _ in range(4 * number)]
    titles = list(LiveEdition.objects.filter(edition__in=keys).order_by("edition")[:number])
    yield "title", [live.title for live in titles]
    yield "two words that are common", [" ".join(chance.sample(common, 2)) for _ in range(number)]
    yield "rarer word, common word", [f"{chance.choice(some)} {chance.choice(common)}" for _ in range(number)]
    yield "commonest words", [common[i % 6] for i in range(number)]
    swapped = (chance.choice(common) for _ in range(number))
    yield "misspelt", [f"{word[:-2]}{word[-1]}{word[-2]}" for word in swapped]
    yield "name as typed", [live.title[: chance.randrange(2, 9)] for live in titles]


def milliseconds(act: Callable, text: str) -> float:
    start = time.process_time()
    act(text)
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    main()
