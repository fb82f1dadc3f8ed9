"""Which sources fit a sentence best: those that share its rare words, and those that its text cites."""

import re
from collections import Counter
from collections.abc import Collection
from math import log

from django.db.models import Q, QuerySet

from articles.models import Source

# Rows that are compared for one list.
MOST_READ = 300
# What a word begins with stands for all its forms: "metasta" for metastasis, metastases, metastatic.
BEGINNING = re.compile(r"\b(?:[^\W\d_]{4,7}|\d{2,})")
MOST_WORDS = 12
# What a word of the article's title weighs beside one of the sentence, and a source that is cited already.
OF_TITLE, OF_CITED = 0.5, 1.0


def best_first(
    found: QuerySet[Source], most: int, *, sentence: str, title: str, cited: Collection[str], is_typed: bool
) -> list[Source]:
    """At most `most` of the sources `found`, those that fit best first, then by key. `sentence` is what
    stands before the citation, `title` that of the article, `cited` the keys that its text cites.

    Where nothing is typed (`is_typed`) only sources are compared that share a word or are cited; others fill
    the list up.
    """
    words, others = beginnings(sentence), beginnings(title)
    if is_typed:
        rows = list(found.order_by("key")[:MOST_READ])
    else:
        shares = Q(key__in=list(cited))
        for word in [*words, *others][:MOST_WORDS]:
            shares |= Q(title__icontains=word)
        rows = list(found.filter(shares).order_by("key")[:MOST_READ])
    titles = {row.key: set(beginnings(row.title)) for row in rows}
    known = Counter(word for each in titles.values() for word in each)

    def fit(row: Source) -> float:
        shared = titles[row.key]
        rarity = {word: log(1 + len(rows) / known[word]) for word in shared}
        of_sentence = sum(rarity[word] for word in shared.intersection(words))
        of_title = sum(rarity[word] for word in shared.intersection(others))
        return of_sentence + OF_TITLE * of_title + OF_CITED * (row.key in cited)

    best = sorted(rows, key=lambda row: (-fit(row), row.key))[:most]
    if len(best) < most and not is_typed:
        best += found.exclude(pk__in=[row.pk for row in best]).order_by("key")[: most - len(best)]
    return best


def beginnings(text: str) -> list[str]:
    """What each word of four letters or more begins with, and each number, once."""
    return list(dict.fromkeys(BEGINNING.findall(text.casefold())))
