"""The lists of suggestions: what one publication changes in them, and nothing else.

Pages of articles are made anew when a row of their list changes, so a row that stays as it was isn't written.
"""

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from articles.models import RelatedEdition
from articles.search.word_counts import one_of_keys

from .likeness import Likeness, reasons

# More are kept than shown, for those that are withdrawn or fall behind.
KEPT = 12

# All rows go to the database as one parameter, which costs a quarter of as many objects.
WRITE = """
    INSERT INTO articles_relatededition (article_id, other_id, score, reasons, rank, pinned, blocked)
    SELECT {columns}, 0, false, false FROM {items} AS item WHERE true
    ON CONFLICT (article_id, other_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons
"""
VALUES = {
    "sqlite": {
        "items": "json_each(%s)",
        "columns": ", ".join(f"json_extract(value, '$[{place}]')" for place in range(4)),
    },
    "postgresql": {
        "items": "json_array_elements(%s::json)",
        "columns": "(value ->> 0)::int8, (value ->> 1)::int8, (value ->> 2)::float8, (value ->> 3)::jsonb",
    },
}

Pair = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """A stored suggestion. `is_chosen`: an editor pinned or blocked it, so it stays."""

    pk: int
    score: float
    reasons: list[str]
    is_chosen: bool

    def says(self, score: float, reasons: list[str]) -> bool:
        return self.score == score and self.reasons == reasons


def write_list(article: int, likenesses: Mapping[int, Likeness]):
    """Writes the suggestions of an article; what editors pinned or blocked gets its reasons and stays."""
    rows = _rows(Q(article=article))
    _write(rows, _own(article, likenesses, rows))


def write_around(around: Mapping[int, Mapping[int, Likeness]]):
    """The same for articles that are published together, by their keys, and enters each in the lists of
    others where it is among the best."""
    rows = _rows(Q(article__in=around) | Q(other__in=around))
    joining: dict[int, dict[int, Likeness]] = defaultdict(dict)
    for article, likenesses in around.items():
        for owner, likeness in likenesses.items():
            joining[owner][article] = likeness
    wanted: dict[Pair, Likeness] = {}
    for article, likenesses in around.items():
        beside = {pk: likeness.turned() for pk, likeness in joining.pop(article, {}).items()}
        wanted |= _own(article, {**beside, **likenesses}, rows)
    entered, surplus = _entered(joining, list(around), rows)
    _write(rows, wanted | {pair: likeness.turned() for pair, likeness in entered.items()}, surplus)


def automatic() -> QuerySet[RelatedEdition]:
    """The suggestions that no editor pinned or blocked."""
    return RelatedEdition.objects.filter(pinned=False, blocked=False).order_by()


def _rows(which: Q) -> dict[Pair, Row]:
    rows = RelatedEdition.objects.filter(which).order_by()
    values = rows.values_list("article", "other", "pk", "score", "reasons", "pinned", "blocked")
    return {
        (owner, other): Row(pk, score, why, pinned or blocked)
        for owner, other, pk, score, why, pinned, blocked in values
    }


def _own(article: int, likenesses: Mapping[int, Likeness], rows: Mapping[Pair, Row]) -> dict[Pair, Likeness]:
    """The pairs that belong into the list of the article."""
    best = heapq.nsmallest(KEPT, likenesses, key=lambda pk: (-likenesses[pk].score, pk))
    chosen = {other for (owner, other), row in rows.items() if owner == article and row.is_chosen}
    return {(article, pk): likenesses[pk] for pk in {*best, *chosen & set(likenesses)}}


def _entered(
    joining: Mapping[int, Mapping[int, Likeness]], articles: Sequence[int], rows: Mapping[Pair, Row]
) -> tuple[dict[Pair, Likeness], set[int]]:
    """The pairs that lead from other lists to `articles`, and the keys of the rows that fall out for them.
    `joining` says which of them may join each list, by its owner; both are told as those pages see it."""
    entered = {(owner, other): each for owner, others in joining.items() for other, each in others.items()}
    # The score of each that nobody has put in its place by hand.
    scores = {
        pair: each.score for pair, each in entered.items() if pair not in rows or not rows[pair].is_chosen
    }
    candidates: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for (owner, other), score in scores.items():
        candidates[owner].append((-score, other, 0))
    contested = set()
    for owner, (kept, lowest) in _fullest(articles, candidates).items():
        if kept >= KEPT and all(-score < lowest for score, _, _ in candidates[owner]):
            for _, other, _ in candidates[owner]:
                del entered[owner, other]
        elif kept + len(candidates[owner]) > KEPT:
            contested.add(owner)
    surplus: set[int] = set()
    for owner, ranked in _ranked(articles, contested).items():
        for _, other, pk in sorted([*ranked, *candidates[owner]])[KEPT:]:
            if pk:
                surplus.add(pk)
            else:
                del entered[owner, other]
    return entered, surplus


def _fullest(
    articles: Sequence[int], candidates: Mapping[int, Sequence[object]]
) -> dict[int, tuple[int, float]]:
    """Of lists that may not have room for all their candidates, by their owner: how many stand in them beside
    `articles`, and the lowest score of those."""
    most = max(map(len, candidates.values()), default=0)
    others = _others(articles, candidates).values("article")
    full = others.annotate(kept=Count("pk"), lowest=Min("score")).filter(kept__gt=KEPT - most)
    found = {owner: (kept, lowest) for owner, kept, lowest in full.values_list("article", "kept", "lowest")}
    return found | {
        owner: (0, 0.0) for owner, those in candidates.items() if len(those) > KEPT and owner not in found
    }


def _ranked(articles: Sequence[int], owners: Set[int]) -> dict[int, list[tuple[float, int, int]]]:
    """The lists of these owners without `articles`: score turned, article, key of the row."""
    lists: dict[int, list[tuple[float, int, int]]] = {owner: [] for owner in owners}
    if owners:
        for owner, score, other, pk in _others(articles, owners).values_list(
            "article", "score", "other", "pk"
        ):
            lists[owner].append((-score, other, pk))
    return lists


def _others(articles: Sequence[int], owners: Iterable[int]) -> QuerySet[RelatedEdition]:
    return automatic().filter(article__in=one_of_keys(owners)).exclude(other__in=articles)


def _write(rows: Mapping[Pair, Row], wanted: Mapping[Pair, Likeness], surplus: Set[int] = frozenset()):
    """Makes the automatic ones among the rows those that are wanted, and takes the surplus away."""
    why = reasons(wanted)
    gone = {row.pk for pair, row in rows.items() if pair not in wanted and not row.is_chosen} | surplus
    if gone:
        RelatedEdition.objects.filter(pk__in=one_of_keys(gone)).delete()
    changed = [
        [*pair, likeness.score, json.dumps(why[pair])]
        for pair, likeness in wanted.items()
        if pair not in rows or not rows[pair].says(likeness.score, why[pair])
    ]
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(WRITE.format(**VALUES[connection.vendor]), [json.dumps(changed)])
