"""Asks the database's own full-text engine for the pages that may answer a query.

On SQLite that is FTS5, on PostgreSQL a tsvector with a GIN index. Both only tell which pages have which
stems; the order is ours, so it is the same on both. Each question is bounded, however many pages there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Case, F, FloatField, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, StrIndex

from articles.models import Edition, SearchDocument

from .query import Query

LIMIT = 300
# Pages whose names, and whose words, are looked through for a part of the query.
MOST_NAMES, MOST_WORDS = 4000, 1000

FTS5 = (
    "articles_searchdocument.edition_id IN "
    "(SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s)"
)
TSVECTOR = "articles_searchdocument.{column}_index @@ %s::tsquery"


@dataclass(frozen=True)
class Candidates:
    """`documents` by primary key; `complete` holds the keys of those that say everything asked for.
    `is_capped`: there may be more of those."""

    documents: dict[int, SearchDocument]
    complete: frozenset[int]
    is_capped: bool


def find_candidates(query: Query, editions: QuerySet[Edition]) -> Candidates:
    """Documents of `editions` that may answer the query: those that say all of it, those whose names say
    a part of it, and those that have its rare words."""
    documents = SearchDocument.objects.filter(edition__in=editions)
    everything = [_any(_all(way) for way, _ in concept.ways) for concept in query.concepts]
    complete = list(_best(_matching(documents, "words", _all_of(everything)), query, "names"))
    found = {document.pk: document for document in complete}
    for column, most in (("names", MOST_NAMES), ("words", MOST_WORDS)):
        if rare := _rare_stems(query, most):
            matching = _matching(documents, column, _any(_quoted(rare)))
            found |= {document.pk: document for document in _best(matching, query, column)}
    return Candidates(found, frozenset(document.pk for document in complete), len(complete) == LIMIT)


def _rare_stems(query: Query, most: int) -> list[str]:
    """The rarest stems of the query, as long as they lie in at most about `most` documents."""
    chosen, sum_of_documents = [], 0
    for stem in sorted(query.rarity, key=lambda stem: query.documents[stem]):
        sum_of_documents += query.documents[stem]
        if sum_of_documents > most and (chosen or sum_of_documents > 4 * most):
            break
        chosen.append(stem)
    return chosen


def _matching(documents: QuerySet, column: str, expression: str) -> QuerySet:
    if connection.vendor == "postgresql":
        condition, expression = TSVECTOR.format(column=column), expression
    else:
        condition, expression = FTS5, f"{{{column}}} : ({expression})"
    # The condition is one of the texts above; what a reader typed is a parameter.
    return documents.filter(RawSQL(condition, [expression], output_field=BooleanField()))  # noqa: S611


def _best(documents: QuerySet, query: Query, column: str) -> QuerySet:
    """The documents with the most telling stems of the query in a column; of equals, short names first."""
    score = Value(0.0, output_field=FloatField())
    for stem, rarity in query.rarity.items():
        score += Case(
            When(StrIndex(F(column), Value(f" {stem} ")), then=Value(rarity)),
            default=Value(0.0),
            output_field=FloatField(),
        )
    return documents.order_by(score.desc(), Length("names"), "pk")[:LIMIT]


def _quoted(stems: Iterable[str]) -> list[str]:
    # Stems hold letters and digits only, so nothing has to be escaped.
    quote = "'" if connection.vendor == "postgresql" else '"'
    return [f"{quote}{stem}{quote}" for stem in stems]


def _all(stems: Iterable[str]) -> str:
    return _all_of(_quoted(stems))


def _all_of(parts: Iterable[str]) -> str:
    return f"({(' & ' if connection.vendor == 'postgresql' else ' AND ').join(parts)})"


def _any(parts: Iterable[str]) -> str:
    return f"({(' | ' if connection.vendor == 'postgresql' else ' OR ').join(parts)})"
