"""Puts candidates in order: how much of the query a page says, and how much of its name was asked for."""

import math

from articles.models import SearchDocument

from .document import weight_in
from .query import Concept, Query

# A page whose whole name was asked for counts so much more; and again if that was the whole query.
WHOLE_NAME, WHOLE_QUERY = 8.0, 4.0
OTHER_NAME = 0.9
# Rarity of a word of a name that is not in the query, as a share of the greatest one possible.
UNASKED = 0.5
OVERDUE, FOR_PROFESSIONALS = 0.85, 0.95


def score(document: SearchDocument, query: Query, total: int, is_overdue: bool) -> float:
    """How well a document answers a query; above 0. `total` is the number of documents."""
    said = sum(_said(document.words, concept, query) for concept in query.concepts)
    named = max(
        _named(line.split(), query, total) * (1.0 if i == 0 else OTHER_NAME)
        for i, line in enumerate(document.names.split("\n") or [""])
    )
    value = said * (1 + named)
    value *= OVERDUE if is_overdue else 1
    return value * (FOR_PROFESSIONALS if document.is_for_professionals else 1)


def _said(words: str, concept: Concept, query: Query) -> float:
    """How much of a concept a page says, in its best way. What was typed may be said in part."""
    best = 0.0
    for i, (way, weight) in enumerate(concept.ways):
        found = [query.rarity.get(stem, 0) * weight_in(words, stem) for stem in way]
        if i == 0 or all(found):
            best = max(best, weight * sum(found))
    return best


def _named(name: list[str], query: Query, total: int) -> float:
    unasked = UNASKED * math.log(total + 1)
    asked = query.stems
    both = sum(query.rarity.get(stem, 0) for stem in set(name) & asked)
    if not both:
        return 0.0
    of_name = both / (both + unasked * len(set(name) - asked))
    of_query = min(1.0, both / sum(query.weight(concept) for concept in query.concepts))
    return WHOLE_NAME * of_name + WHOLE_QUERY * of_name * of_query
