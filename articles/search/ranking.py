"""Puts candidates in order: how much of the query a page says, and how much of its name was asked for."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .candidates import Candidate
from .document import weight_in
from .query import Concept, Query
from .words import stems

# Stems of a title that say what a page is for: one that is for what wasn't asked for stands behind others.
PURPOSES = frozenset(
    stems("prevention screening research advances statistics photos news drugs approved questions genetics")
)


@dataclass(frozen=True)
class Weights:
    """What each signal counts. `python -m benchmarks.fit_ranking` tries others.

    A page whose whole name was asked for counts `whole_name` times more, and again by `whole_query` if that
    was the whole query; `unasked` is the rarity of a word of a name that is not in the query, as a share of
    the greatest one possible. A name in the very letters of the query counts `likeness` times more, one that
    begins with a word of it `beginning` times. Other names than the title count `other_name` of that.
    """

    whole_name: float = 8.0
    whole_query: float = 4.0
    other_name: float = 0.9
    unasked: float = 0.65
    likeness: float = 8.0
    beginning: float = 0.5
    other_purpose: float = 0.6
    overdue: float = 0.85
    for_professionals: float = 0.95


WEIGHTS = Weights()


class Name(NamedTuple):
    """How rare the words of a name are that were asked for, together; how rare those that were not could be;
    and which part of the query the former are, from 0 to 1. `likeness` is the share of the letters in threes
    of name and query that both have; `begins` tells whether the first word was asked for."""

    asked: float
    unasked: float
    of_query: float
    likeness: float
    begins: bool


class Signals(NamedTuple):
    """What tells how well a page answers a query. `said` is how much of it the page says; the title is the
    first of `names`."""

    said: float
    names: tuple[Name, ...]
    is_for_other_purpose: bool
    is_overdue: bool
    is_for_professionals: bool


def score(candidate: Candidate, query: Query, today: date) -> float:
    """How well a page answers a query; 0 if it says no concept in any of its ways."""
    return weighed(signals(candidate, query, today), WEIGHTS)


def signals(candidate: Candidate, query: Query, today: date) -> Signals:
    names = candidate.names.split("\n")
    return Signals(
        said=sum(_said(candidate.words, concept, query) for concept in query.concepts),
        names=tuple(_name(name, query) for name in names),
        is_for_other_purpose=bool(PURPOSES.intersection(names[0].split()) - query.stems),
        is_overdue=candidate.next_review_on < today,
        is_for_professionals=candidate.is_for_professionals,
    )


def weighed(signals: Signals, weights: Weights) -> float:
    """The score that signals give."""
    title, *others = (_named(name, weights) for name in signals.names)
    named = max([title, *(weights.other_name * other for other in others)])
    value = signals.said * (1 + named)
    value *= weights.other_purpose if signals.is_for_other_purpose else 1
    value *= weights.overdue if signals.is_overdue else 1
    return value * (weights.for_professionals if signals.is_for_professionals else 1)


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
    typed, *others = concept.sets
    yield from typed & stems
    for way in others:
        if way <= stems:
            yield from way


def _name(name: str, query: Query) -> Name:
    stems = set(name.split())
    asked = {stem for concept in query.concepts for stem in _asked(stems, concept)}
    both = sum(query.rarity.get(stem, 0) for stem in asked)
    unasked = math.log(query.total + 1) * (len(stems) - len(asked))
    return Name(
        asked=both,
        unasked=unasked,
        of_query=min(1.0, both / query.weight) if both else 0.0,
        likeness=_likeness(name, query),
        begins=not query.stems.isdisjoint(name.split(maxsplit=1)[:1]),
    )


def _likeness(name: str, query: Query) -> float:
    """The share of the runs of three letters of a name, " lung cancer ", and of the query that both have."""
    letters = name.replace(" ", "   ")
    both = sum(three in letters for three in query.threes)
    # As many as it has letters and words, each with a space before it.
    return both / (max(len(name) - 1, 0) + len(query.threes) - both or 1)


def _named(name: Name, weights: Weights) -> float:
    """How much a name was asked for; 0 if it has nothing of the query."""
    value = weights.likeness * name.likeness + weights.beginning * name.begins
    if name.asked:
        of_name = name.asked / (name.asked + weights.unasked * name.unasked)
        value += of_name * (weights.whole_name + weights.whole_query * name.of_query)
    return value
