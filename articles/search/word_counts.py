"""How many documents have each stem, and each word as it is written: kept in step by differences."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from articles.models import SearchWord, WrittenWord

from .words import skeleton, stem

# The word that every document has; its count is the number of documents.
EVERY = ""
SHORTEST_WRITTEN = 4
BATCH = 500

Words = type[SearchWord] | type[WrittenWord]

# All words of a page go to the database as one parameter, which costs a tenth of one for each.
ITEMS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT json_array_elements_text(%s::json){type}",
}
PAIRS = {"sqlite": "json_each(%s)", "postgresql": "json_each_text(%s::json)"}
ONE_MORE = "INSERT INTO {table} ({columns}) SELECT {values} FROM {pairs} AS word WHERE true \
ON CONFLICT ({key}) DO UPDATE SET documents = {table}.documents + 1"
STEMS = {
    "table": "articles_searchword",
    "key": "stem",
    "columns": "stem, shown, documents",
    "values": "key, value, 1",
}
WRITTEN = {
    "table": "articles_writtenword",
    "key": "word",
    "columns": "word, skeleton, head, tail, documents",
    "values": "key, value, substr(key, 1, 2), substr(key, length(key) - 1), 1",
}


@dataclass(frozen=True)
class CountedWords:
    """What a document is counted by: its stems, each with a word that readers know, and its words as they
    are written, if a misspelling can be compared with them."""

    shown: Mapping[str, str]
    written: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[str], stems: Iterable[str]) -> "CountedWords":
        """Of the words of a page in order, and the stems of its document."""
        # Each word once, in the order in which they stand last, so that the last with a stem is shown.
        different = [*dict.fromkeys(reversed(words))][::-1]
        forms = {stem(word): word for word in different}
        written = (word for word in different if len(word) >= SHORTEST_WRITTEN and word.isalpha())
        return cls({EVERY: EVERY, **{root: forms.get(root, root) for root in stems}}, frozenset(written))


NOTHING = CountedWords({}, frozenset())


def count_instead(before: CountedWords, after: CountedWords):
    """Counts a document by other words than before."""
    _one_more(STEMS, {root: word for root, word in after.shown.items() if root not in before.shown})
    _one_more(WRITTEN, {word: skeleton(word) for word in after.written - before.written})
    _one_fewer(SearchWord, before.shown.keys() - after.shown.keys())
    _one_fewer(WrittenWord, before.written - after.written)


def write_stems(counts: Mapping[str, int], shown: Mapping[str, str]):
    """Makes these the counts of all stems. `shown` has a word for each."""
    _write_counts(
        SearchWord,
        counts,
        lambda root, number: SearchWord(stem=root, shown=shown[root], documents=number),
    )


def write_written(counts: Mapping[str, int]):
    """Makes these the counts of all words as they are written."""
    _write_counts(
        WrittenWord,
        counts,
        lambda word, number: WrittenWord(
            word=word, documents=number, head=word[:2], tail=word[-2:], skeleton=skeleton(word)
        ),
    )


def _write_counts(kind: Words, counts: Mapping[str, int], row: Callable[[str, int], Any]):
    fields = ["documents", "skeleton"] if kind is WrittenWord else ["documents"]
    stored = {key: values for key, *values in kind.objects.values_list("pk", *fields)}
    found = {word: number for word, number in counts.items() if number > 0}
    kind.objects.bulk_create(
        (
            made
            for made in (row(word, number) for word, number in found.items())
            if stored.get(made.pk) != [getattr(made, field) for field in fields]
        ),
        update_conflicts=True,
        unique_fields=[kind._meta.pk.name],
        update_fields=fields,
        batch_size=BATCH,
    )
    kind.objects.filter(pk__in=one_of(stored.keys() - found.keys())).delete()


def one_of(words: Iterable[str]) -> RawSQL:
    """For `field__in`: any number of texts as one parameter."""
    return _items(words, "")


def one_of_keys(keys: Iterable[int]) -> RawSQL:
    """For `field__in`: any number of primary keys as one parameter."""
    return _items(keys, "::bigint")


def _items(values: Iterable[str | int], type_of_postgresql: str) -> RawSQL:
    sql = ITEMS[connection.vendor].format(type=type_of_postgresql)
    return RawSQL(sql, [json.dumps(list(values))])  # noqa: S611


def _one_more(statement: Mapping[str, str], values: Mapping[str, Any]):
    if not values:
        return
    # The statement is one of the texts above; the words are a parameter.
    sql = ONE_MORE.format(pairs=PAIRS[connection.vendor], **statement)
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(values)])


def _one_fewer(kind: Words, words: Collection[str]):
    if not words:
        return
    gone = kind.objects.filter(pk__in=one_of(words))
    gone.update(documents=F("documents") - 1)
    gone.filter(documents__lte=0).delete()
