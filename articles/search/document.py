"""What the index keeps of an edition: its names, and its words by how much they count in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from .page_words import PageWords
from .words import stem, telling_stems

# Weight of a word in each part, after trial on collections with known answers (benchmarks/relevance.py).
# The lead says what a page is about; the names are weighed once more when pages are ranked.
TITLE, ALIASES, LEAD, HEADINGS, TAGS, BODY = 6.0, 3.0, 2.0, 1.5, 0.5, 1.0
LEAD_WORDS = 60
# BM25: how soon repeats stop to count, and how much a long page is held back.
SATURATION = 1.2
LENGTH_SHARE, USUAL_LENGTH = 0.75, 1000
CLASSES = 64
MAX_WORDS = 20_000


def names_of(page: PageWords) -> str:
    """A line of stems for the title and for each other name, each stem between spaces."""
    lines = [telling_stems(words) for words in (page.title, *page.aliases)]
    return "\n".join(f" {' '.join(line)} " for line in lines if line)


def words_of(page: PageWords) -> str:
    """A line of stems for each class of weight, heaviest first, each stem between spaces."""
    lines: list[list[str]] = [[] for _ in range(CLASSES)]
    weights = _weights(page)
    for word in sorted(weights, key=weights.__getitem__, reverse=True)[:MAX_WORDS]:
        share = weights[word] / (weights[word] + SATURATION)
        lines[CLASSES - 1 - int(share * CLASSES)].append(word)
    return "\n".join(f" {' '.join(line)} " if line else "" for line in lines)


def weight_in(words: str, stem: str) -> float:
    """How much a stem counts on a page, from 0 (not there) to 1."""
    place = words.find(f" {stem} ")
    if place < 0:
        return 0.0
    return (CLASSES - words.count("\n", 0, place) - 0.5) / CLASSES


def all_stems(words: str) -> set[str]:
    return set(words.split())


def _weights(page: PageWords) -> dict[str, float]:
    held_back = 1 - LENGTH_SHARE + LENGTH_SHARE * len(page.body) / USUAL_LENGTH
    parts: tuple[tuple[Iterable[str], float], ...] = (
        (page.title, TITLE),
        (chain(*page.aliases), ALIASES),
        (page.body[:LEAD_WORDS], LEAD),
        (page.headings, HEADINGS),
        (page.labels, TAGS),
        (page.body, BODY / held_back),
    )
    weights: dict[str, float] = defaultdict(float)
    for part, weight in parts:
        for word, number in Counter(part).items():
            weights[stem(word)] += number * weight
    return weights
