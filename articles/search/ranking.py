"""Puts candidates in order: how much of the query a page says, and how much of its name was asked for."""

import math
from collections.abc import Iterable
from datetime import date

from .candidates import Candidate
from .document import weight_in
from .query import Concept, Query
from .words import stems

# A page whose whole name was asked for counts so much more; and again if that was the whole query.
WHOLE_NAME, WHOLE_QUERY = 8.0, 4.0
OTHER_NAME = 0.9
# Rarity of a word of a name that is not in the query, as a share of the greatest one possible.
UNASKED = 0.5
# Stems of a title that say what a page is for: one that is for what wasn't asked for stands behind others.
PURPOSES = frozenset(
    stems("prevention screening research advances statistics photos news drugs approved questions genetics")
)
OTHER_PURPOSE = 0.7
OVERDUE, FOR_PROFESSIONALS = 0.85, 0.95


def score(candidate: Candidate, query: Query, today: date) -> float:
    """How well a page answers a query; 0 if it says no concept in any of its ways."""
    said = sum(_said(candidate.words, concept, query) for concept in query.concepts)
    title, *others = candidate.names.split("\n")
    named = max([_named(title, query), *(OTHER_NAME * _named(name, query) for name in others)])
    value = said * (1 + named)
    value *= OTHER_PURPOSE if PURPOSES.intersection(title.split()) - query.stems else 1
    value *= OVERDUE if candidate.next_review_on < today else 1
    return value * (FOR_PROFESSIONALS if candidate.is_for_professionals else 1)


def _said(words: str, concept: Concept, query: Query) -> float:
    """How much of a concept a page says, in its best way. What was typed may be said in part."""
    best = 0.0
    for i, (way, weight) in enumerate(concept.ways):
        found = [query.rarity[stem] * weight_in(words, stem) for stem in way if stem in query.rarity]
        if i == 0 or (len(found) == len(way) and all(found)):
            best = max(best, weight * sum(found))
    return best


def _asked(stems: set[str], concept: Concept) -> Iterable[str]:
    """Those of the stems of a name that the concept asks for: words that were typed, and all words of another
    way to say it. A single word of such a way, as "mole" of one for melanoma, may mean something else."""
    typed, *others = (set(way) for way, _ in concept.ways)
    yield from typed & stems
    for way in others:
        if way <= stems:
            yield from way


def _named(name: str, query: Query) -> float:
    """How much a name was asked for, from 0 to WHOLE_NAME + WHOLE_QUERY."""
    stems = set(name.split())
    asked = {stem for concept in query.concepts for stem in _asked(stems, concept)}
    both = sum(query.rarity.get(stem, 0) for stem in asked)
    if not both:
        return 0.0
    unasked = UNASKED * math.log(query.total + 1) * (len(stems) - len(asked))
    of_name, of_query = both / (both + unasked), min(1.0, both / query.weight)
    return of_name * (WHOLE_NAME + WHOLE_QUERY * of_query)
