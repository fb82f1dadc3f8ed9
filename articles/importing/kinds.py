"""A first guess of what a page is about, from its title, category, tags and headings. An editor decides."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from articles.content import KINDS, ArticleContent

# What a page is taken for until somebody chooses.
UNKNOWN = "treatment"
_BY_RANK = sorted(KINDS, key=lambda key: KINDS[key].rank)
_TITLES = [(key, re.compile(rf"(?<!\w)(?:{KINDS[key].title})", re.IGNORECASE)) for key in _BY_RANK]
_HEADINGS = [(key, re.compile(rf"(?<!\w)(?:{KINDS[key].headings})", re.IGNORECASE)) for key in _BY_RANK]
_LABELS = {label: key for key in _BY_RANK for label in KINDS[key].labels}
MOST_READ = 300


def kind_of(title: str, category: str = "", labels: Iterable[str] = (), headings: Sequence[str] = ()) -> str:
    """A key of articles.content.KINDS, or "" where nothing tells. `labels` are tags and the like."""
    found = [*_of_labels([category]), *(key for key, words in _TITLES if words.search(title[:MOST_READ]))]
    narrowest = min(found, key=lambda key: KINDS[key].rank, default="")
    return narrowest or next(_of_labels(labels), "") or _of_headings(headings)


def check_kind(guess: str) -> Iterator[str]:
    """What whoever imports a page is asked about a guess of its kind; nothing of the usual kind."""
    if not guess:
        yield f"Nothing tells its kind; it came in as “{KINDS[UNKNOWN].name}”: choose the kind."
    elif guess != UNKNOWN:
        yield f"By its words its kind is “{KINDS[guess].name}”: check it."


def guessed_kind(content: ArticleContent, labels: Iterable[str] = ()) -> str:
    """The kind that the words of a content tell; "" where they don't."""
    headings = [section.heading for section in content.sections]
    return kind_of(content.title, content.category, (*content.tags, *labels), headings)


def _of_labels(labels: Iterable[str]) -> Iterator[str]:
    return (_LABELS[name] for name in (each.strip().casefold() for each in labels) if name in _LABELS)


def _of_headings(headings: Sequence[str]) -> str:
    """The kind that most headings speak of; of several, the one with the lowest rank."""
    told = Counter(
        key for heading in headings for key, words in _HEADINGS if words.search(heading[:MOST_READ])
    )
    return max(told, key=lambda key: (told[key], -KINDS[key].rank), default="")
