"""Asks the database's own full-text engine for the pages that may answer a query.

On SQLite that is FTS5, on PostgreSQL a tsvector with a GIN index. Both only tell which pages have which
stems; the order is ours, so it is the same on both. Each question is bounded, however many pages there are.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import FloatField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from articles.models import LiveEdition, SearchDocument

from .query import Query
from .word_counts import one_of_keys

LIMIT = 200
# Of what matches, the newest are looked through: pages that say all of a query, whatever their names; those
# of them that name a part of it; pages whose names, and pages whose words, have what is rare in it.
MOST_OF_ALL, MOST_NAMED, MOST_NAMES, MOST_WORDS = 200, 500, 2000, 1000
# Up to so many matches are sorted by age; of more, enough are met soon from the newest back.
FEW = 8000
# SQLite refuses sums of a hundred terms.
MOST_STEMS = 40

# The keys of the documents that an expression finds: table, key and condition.
FOUND = {
    "sqlite": ("articles_searchindex", "rowid", "articles_searchindex MATCH %s"),
    "postgresql": ("articles_searchdocument", "edition_id", "{column}_index @@ %s::tsquery"),
}

Sql = tuple[str, list]  # a query and its parameters


class Candidate(NamedTuple):
    """A search document with the review date of its edition, and the language of the lists that show it."""

    pk: int
    names: str
    words: str
    is_for_professionals: bool
    next_review_on: date
    language: str


class Candidates(NamedTuple):
    """`rows` by primary key; `complete` holds the keys of those that say everything asked for.
    `is_capped`: there may be more of those."""

    rows: dict[int, Candidate]
    complete: frozenset[int]
    is_capped: bool


def find_candidates(query: Query, live: QuerySet[LiveEdition]) -> Candidates:
    """Documents of the live editions that may answer the query: those that say all of it, those whose names
    say a part of it, and those that have its rare words."""
    left_out = query.signs.ways_left_out
    every = _all(_any(_all(_quoted(way)) for way, _ in concept.ways) for concept in query.concepts)
    every = _but(every, left_out)
    number = _most_that_say_all(query)
    ways = [_newest(live, MOST_OF_ALL, number, words=every)]
    if number > MOST_OF_ALL:
        # However many say all of it: the newest, those that name a part of it, and the one at its address.
        # PostgreSQL looks in the order that is written here: first through the short texts.
        ways += [
            _newest(live, MOST_NAMED, number, names=_any(_quoted(query.rarity)), words=every),
            _among(live.filter(slug=query.address), words=every),
        ]
    complete = _best(ways, query, "names")
    found = set(complete)
    for column, most in (("names", MOST_NAMES), ("words", MOST_WORDS)):
        if rare := _rare_stems(query, most):
            number = sum(query.documents[stem] for stem in rare)
            found |= _best([_newest(live, most, number, **{column: _any(_quoted(rare))})], query, column)
    rows = {row.pk: row for row in _rows(found) if not _says_any(row, left_out)}
    return Candidates(rows, complete & rows.keys(), len(complete) == LIMIT)


def _says_any(candidate: Candidate, ways: Iterable[tuple[str, ...]]) -> bool:
    return any(all(f" {stem} " in candidate.words for stem in way) for way in ways)


def having_all(documents: QuerySet, stems: Iterable[str]) -> QuerySet:
    """Those of the documents that have all of the stems."""
    return documents.filter(pk__in=_raw([_found(words=_all(_quoted(stems)))]))


def named(live: QuerySet[LiveEdition], stems: Iterable[str], begun: str) -> QuerySet[LiveEdition]:
    """The newest of the live editions with a name, or several, that have all of the stems, and a word that
    goes on from what is begun."""
    [quoted] = _quoted([begun])
    names = _all([*_quoted(stems), f"{quoted}:*" if connection.vendor == "postgresql" else f"{quoted} *"])
    return live.filter(edition__in=_raw([_newest(live, MOST_OF_ALL, 0, names=names)]))


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


def _most_that_say_all(query: Query) -> int:
    """How many documents at most say every concept, by the counts of their stems."""
    return min(
        sum(min(query.documents.get(stem, 0) for stem in way) for way, _ in concept.ways if way)
        for concept in query.concepts
    )


def _newest(live: QuerySet[LiveEdition], most: int, number: int, **said: str) -> Sql:
    """The newest of the editions that have, in each column, the words of an expression. However many have
    them, no more are looked at. `number` is how many there may be."""
    sql, values = _found(**said)
    table, key, _ = FOUND[connection.vendor]
    # PostgreSQL can't tell, and would go through all documents from the newest back for the few that match.
    order = f"{key} + 0" if number <= FEW and connection.vendor == "postgresql" else key
    # Asked of one row after the other, so that it ends when there are enough.
    shown, more = _keys(live.filter(edition=RawSQL(f"{table}.{key}", [])))  # noqa: S611
    return f"{sql} AND EXISTS ({shown}) ORDER BY {order} DESC LIMIT {most}", [*values, *more]


def _among(live: QuerySet[LiveEdition], **said: str) -> Sql:
    """Those of few editions that have, in each column, the words of an expression."""
    sql, values = _found(**said)
    chosen, more = _keys(live)
    return f"{sql} AND {FOUND[connection.vendor][1]} IN ({chosen})", [*values, *more]


def _found(**said: str) -> Sql:
    """All that have, in each column, the words of an expression. What a reader typed is a parameter."""
    table, key, condition = FOUND[connection.vendor]
    if connection.vendor == "postgresql":
        conditions = " AND ".join(condition.format(column=column) for column in said)
        values = list(said.values())
    else:
        conditions = condition
        values = [" AND ".join(f"{{{column}}} : {expression}" for column, expression in said.items())]
    return f"SELECT {key} FROM {table} WHERE {conditions}", values  # noqa: S608


def _keys(live: QuerySet[LiveEdition]) -> Sql:
    """The editions that are live. They are read from their own narrow rows: the archive isn't asked."""
    sql, values = live.order_by().values("edition").query.sql_with_params()
    return sql, list(values)


def _raw(ways: list[Sql]) -> RawSQL:
    """The keys that any of the queries finds."""
    parts = [f"SELECT * FROM ({sql}) AS way_{number}" for number, (sql, _) in enumerate(ways)]  # noqa: S608
    return RawSQL(" UNION ".join(parts), [value for _, values in ways for value in values])  # noqa: S611


def _best(ways: list[Sql], query: Query, column: str) -> frozenset[int]:
    """Of what is found, the keys of the documents with the most telling stems of the query in a column; of
    equals, short names first."""
    stems = sorted(query.rarity, key=query.rarity.__getitem__, reverse=True)[:MOST_STEMS]
    found = SearchDocument.objects.filter(pk__in=_raw(ways))
    best = found.order_by(_worth(column, stems, query).desc(), Length("names"), "pk")
    # The keys alone: the words of all would be sorted along with them.
    return frozenset(best.values_list("pk", flat=True)[:LIMIT])


def _rows(found: Iterable[int]) -> Iterable[Candidate]:
    """The documents with these keys. Many are found in more than one way, and read once."""
    rows = SearchDocument.objects.filter(pk__in=one_of_keys(found)).values_list(
        "pk",
        "names",
        "words",
        "is_for_professionals",
        "edition__live__next_review_on",
        "edition__live__list_language",
    )
    return (Candidate(*row) for row in rows)


def _worth(column: str, stems: Sequence[str], query: Query) -> RawSQL:
    """The sum of the rarities of those of the stems that stand in the column. As one text: an expression of
    Django for each stem takes longer to put together than the database takes for it."""
    place = "strpos" if connection.vendor == "postgresql" else "instr"
    term = f"CASE WHEN {place}({column}, %s) > 0 THEN %s ELSE 0.0 END"
    values = [value for stem in stems for value in (f" {stem} ", query.rarity[stem])]
    return RawSQL(" + ".join([term] * len(stems)), values, output_field=FloatField())  # noqa: S611


def _quoted(stems: Iterable[str]) -> list[str]:
    # Stems hold letters and digits only, so nothing has to be escaped.
    quote = "'" if connection.vendor == "postgresql" else '"'
    return [f"{quote}{stem}{quote}" for stem in stems]


def _all(parts: Iterable[str]) -> str:
    return f"({(' & ' if connection.vendor == 'postgresql' else ' AND ').join(parts)})"


def _but(expression: str, ways: Iterable[tuple[str, ...]]) -> str:
    """The expression for what says none of the ways."""
    if not ways:
        return expression
    no = "& !" if connection.vendor == "postgresql" else "NOT "
    return f"({expression} {no}{_any(_all(_quoted(way)) for way in ways)})"


def _any(parts: Iterable[str]) -> str:
    return f"({(' | ' if connection.vendor == 'postgresql' else ' OR ').join(parts)})"
