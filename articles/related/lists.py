"""The lists of suggestions: what one publication changes in them, and nothing else.

Pages of articles are made anew when a row of their list changes, so a row that stays as it was isn't written.
"""

import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
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


def write_around(article: int, likenesses: Mapping[int, Likeness]):
    """The same, and enters the article in the lists of others where it is among the best."""
    rows = _rows(Q(article=article) | Q(other=article))
    entered, surplus = _entered(article, likenesses, rows)
    _write(rows, _own(article, likenesses, rows) | entered, surplus)


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
    article: int, likenesses: Mapping[int, Likeness], rows: Mapping[Pair, Row]
) -> tuple[dict[Pair, Likeness], set[int]]:
    """The pairs that lead from other lists to the article, and the keys of the rows that fall out for it."""
    chosen = {owner for (owner, other), row in rows.items() if other == article and row.is_chosen}
    lowest = _lowest_of_full(article, likenesses)
    too_low = {owner for owner, score in lowest.items() if likenesses[owner].score < score} - chosen
    entered = {owner: likeness for owner, likeness in likenesses.items() if owner not in too_low}
    surplus: set[int] = set()
    for owner, ranked in _ranked(article, lowest.keys() - too_low - chosen).items():
        fallen = [pk for _, _, pk in sorted([*ranked, (-likenesses[owner].score, article, 0)])[KEPT:]]
        if 0 in fallen:
            del entered[owner]
        else:
            surplus.update(fallen)
    return {(owner, article): likeness.turned() for owner, likeness in entered.items()}, surplus


def _lowest_of_full(article: int, owners: Iterable[int]) -> dict[int, float]:
    """The lowest score in the lists of these articles that are full without this one, by their owner."""
    others = automatic().filter(article__in=one_of_keys(owners)).exclude(other=article).values("article")
    full = others.annotate(kept=Count("pk"), lowest=Min("score")).filter(kept__gte=KEPT)
    return dict(full.values_list("article", "lowest"))


def _ranked(article: int, owners: Set[int]) -> dict[int, list[tuple[float, int, int]]]:
    """The lists of these articles without this one, by their owner: score turned, article, key of the row."""
    lists: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    if owners:
        rows = automatic().filter(article__in=one_of_keys(owners)).exclude(other=article)
        for owner, score, other, pk in rows.values_list("article", "score", "other", "pk"):
            lists[owner].append((-score, other, pk))
    return lists


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
