"""Asks the database's own full-text engine for the pages that may answer a query.

On SQLite that is FTS5, on PostgreSQL a tsvector with a GIN index. Both only tell which pages have which
stems; the order is ours, so it is the same on both. Each question is bounded, however many pages there are.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, FloatField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from articles.models import Edition, SearchDocument

from .query import Query

LIMIT = 200
# Pages whose names, and whose words, are looked through for a part of the query.
MOST_NAMES, MOST_WORDS = 4000, 1000
# SQLite refuses sums of a hundred terms.
MOST_STEMS = 40

FTS5 = (
    "articles_searchdocument.edition_id IN "
    "(SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s)"
)
TSVECTOR = "articles_searchdocument.{column}_index @@ %s::tsquery"


class Candidate(NamedTuple):
    """A search document with the review date of its edition."""

    pk: int
    names: str
    words: str
    is_for_professionals: bool
    next_review_on: date


class Candidates(NamedTuple):
    """`rows` by primary key; `complete` holds the keys of those that say everything asked for.
    `is_capped`: there may be more of those."""

    rows: dict[int, Candidate]
    complete: frozenset[int]
    is_capped: bool


def find_candidates(query: Query, editions: QuerySet[Edition]) -> Candidates:
    """Documents of `editions` that may answer the query: those that say all of it, those whose names say
    a part of it, and those that have its rare words."""
    documents = SearchDocument.objects.filter(edition__in=editions)
    everything = [_any(_all(_quoted(way)) for way, _ in concept.ways) for concept in query.concepts]
    rows = _best(_matching(documents, "words", _all(everything)), query, "names")
    complete = frozenset(rows)
    for column, most in (("names", MOST_NAMES), ("words", MOST_WORDS)):
        if rare := _rare_stems(query, most):
            rows |= _best(_matching(documents, column, _any(_quoted(rare))), query, column)
    return Candidates(rows, complete, len(complete) == LIMIT)


def having_all(documents: QuerySet, stems: Iterable[str]) -> QuerySet:
    """Those of the documents that have all of the stems."""
    return _matching(documents, "words", _all(_quoted(stems)))


def _rare_stems(query: Query, most: int) -> list[str]:
    """The rarest stems of the query, as long as they lie in at most about `most` documents."""
    chosen: list[str] = []
    sum_of_documents = 0
    for stem in sorted(query.rarity, key=query.documents.__getitem__):
        sum_of_documents += query.documents[stem]
        if sum_of_documents > most and (chosen or sum_of_documents > 4 * most):
            break
        chosen.append(stem)
    return chosen


def _matching(documents: QuerySet, column: str, expression: str) -> QuerySet:
    if connection.vendor == "postgresql":
        condition = TSVECTOR.format(column=column)
    else:
        condition, expression = FTS5, f"{{{column}}} : ({expression})"
    # The condition is one of the texts above; what a reader typed is a parameter.
    return documents.filter(RawSQL(condition, [expression], output_field=BooleanField()))  # noqa: S611


def _best(documents: QuerySet, query: Query, column: str) -> dict[int, Candidate]:
    """The documents with the most telling stems of the query in a column; of equals, short names first."""
    position = "strpos" if connection.vendor == "postgresql" else "instr"
    term = f"CASE WHEN {position}(articles_searchdocument.{column}, %s) > 0 THEN %s ELSE 0.0 END"
    stems = sorted(query.rarity, key=query.rarity.__getitem__, reverse=True)[:MOST_STEMS]
    values = [value for stem in stems for value in (f" {stem} ", query.rarity[stem])]
    score = RawSQL(" + ".join([term] * len(stems)), values, output_field=FloatField())  # noqa: S611
    rows = documents.order_by(score.desc(), Length("names"), "pk").values_list(
        "pk", "names", "words", "is_for_professionals", "edition__next_review_on"
    )
    return {row[0]: Candidate(*row) for row in rows[:LIMIT]}


def _quoted(stems: Iterable[str]) -> list[str]:
    # Stems hold letters and digits only, so nothing has to be escaped.
    quote = "'" if connection.vendor == "postgresql" else '"'
    return [f"{quote}{stem}{quote}" for stem in stems]


def _all(parts: Iterable[str]) -> str:
    return f"({(' & ' if connection.vendor == 'postgresql' else ' AND ').join(parts)})"


def _any(parts: Iterable[str]) -> str:
    return f"({(' | ' if connection.vendor == 'postgresql' else ' OR ').join(parts)})"
