"""Copies what the acts wrote for some articles, row by row and past the acts, with other words in the texts.

For benchmarks only. Whatever tables and columns the site has, a copy has what the article that it is made of
has: working copy, sources, sign-off, edition, log, the rows for readers, and the links of the chain. Words,
digests, check codes and keys are replaced where they stand, and each digest is that of the copied text.
"""

import re
import secrets
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Field, ForeignKey, JSONField, Model
from django.utils import timezone

from articles.content import canonical_json, encode
from articles.models import (
    Act,
    ApprovedText,
    Article,
    ChainLink,
    DrawnPage,
    Edition,
    SearchWord,
    Source,
    StoredStanding,
    WrittenWord,
    raising,
)
from articles.models.append_only import AppendOnly
from articles.models.chain import head, link_digest, read_rows, row_digest
from articles.models.edition import CODE_LETTERS
from articles.publishing.reviewed_page import page_of_sign_off
from articles.search.index import counted
from articles.search.page_words import PageWords
from articles.search.words import skeleton
from benchmarks.patterns import Cell, Deflated, Digest, ETag, Key, Pattern, Row, SortKey, filled
from benchmarks.raw_rows import insert, keys_of, next_key, raw_rows, reset_sequences

# Rows that aren't copied: the approved names of tags and categories, which copies share, and what triggers
# write of each article.
LEFT = (ApprovedText, StoredStanding)
DEFLATED = b"\x78\x9c"
# Keys of other rows in the log, by their name there.
LOGGED = {"sign_off": "articles_signoff", "request": "articles_reviewrequest"}
# Tables whose keys stand in the JSON of other rows.
NAMED = (*LOGGED.values(), "articles_article")


@dataclass
class Table:
    """The rows of a table that are copied; `written` says by key what the chain keeps of each."""

    model: type[Model]
    rows: list[Row]
    written: dict[int, dict[str, Cell]] = field(default_factory=dict)


class Block:
    """Published articles that copies are made of. `words` are the made words in their texts."""

    def __init__(self, articles: Iterable[int], words: Iterable[str]):
        found = Edition.objects.filter(article__in=list(articles)).order_by("pk")
        self.editions = list(found.select_related("sign_off", "search_document"))
        self.tokens: dict[str, object] = dict.fromkeys(words)
        for edition in self.editions:
            page_digest = edition.sign_off.page_digest
            self.tokens |= dict.fromkeys(
                [edition.digest, edition.rendered_digest, page_digest, edition.check_code]
            )
        self.counted = _counted(self.editions)
        self.digests = [self._digests(edition) for edition in self.editions]
        keys = keys_of(
            {
                Article: [edition.article_id for edition in self.editions],
                Source: _sources_of(self.editions),
            },
            LEFT,
        )
        self.order = {
            model._meta.db_table: {key: order for order, key in enumerate(keys[model])} for model in keys
        }
        self.tables = [self._table(model, keys[model]) for model in keys]
        links = ChainLink.objects.filter(table__in=self.order).order_by("number").values_list("table", "row")
        self.links = [(table, key) for table, key in links if key in self.order[table]]

    def copy(self, words: Mapping[str, str]):
        """Writes one copy of every article, in which each of the block's words is replaced by another."""
        with transaction.atomic():
            words = self._with_digests(words)
            first = {table: next_key(table) for table in self.order}
            words |= {
                f"@{table}:{key}@": str(first[table] + order)
                for table in NAMED
                for key, order in self.order.get(table, {}).items()
            }
            for table in self.tables:
                insert(table.model, (row.fill(words, first) for row in table.rows))
            _follow_from_now(first[Article._meta.db_table])
            self._link(words, first)
            self._count(words)
            reset_sequences([table.model for table in self.tables])

    def _digests(self, edition: Edition) -> list[tuple[str, Pattern]]:
        """The digests of an edition and the texts that they are of, in the order in which they follow."""
        page = page_of_sign_off(edition.sign_off)
        return [
            (edition.digest, Pattern(canonical_json(edition.content), self.tokens)),
            (edition.rendered_digest, Pattern(canonical_json(edition.rendered), self.tokens)),
            (page.digest(), Pattern(canonical_json(encode(page)), self.tokens)),
        ]

    def _with_digests(self, words: Mapping[str, str]) -> dict[str, str]:
        """The words, and the digests and check codes of the texts that have them."""
        found = dict(words)
        for edition, digests in zip(self.editions, self.digests, strict=True):
            for digest, pattern in digests:
                found[digest] = pattern.digest(found)
            found[edition.check_code] = _check_code(found[edition.digest])
        return found

    def _table(self, model: type[Model], keys: list) -> Table:
        columns = model._meta.concrete_fields
        table = Table(model, [])
        for row in raw_rows(model, keys):
            cells = {
                column.name: self._cell(column, value) for column, value in zip(columns, row, strict=True)
            }
            if model is DrawnPage:
                cells["etag"] = ETag(cells["body"].pattern)
            table.rows.append(Row(list(cells.values())))
        if issubclass(model, AppendOnly):
            table.written = {key: self._written(model, row) for key, row in _written_rows(model, keys)}
        return table

    def _cell(self, column: Field, value) -> Cell:
        model = column.related_model if isinstance(column, ForeignKey) else column.model
        if value is not None and (isinstance(column, ForeignKey) or column.primary_key):
            order = self.order.get(model._meta.db_table, {}).get(value)
            return value if order is None else Key(model._meta.db_table, order)
        if isinstance(value, bytes | memoryview):
            return self._bytes(bytes(value))
        if isinstance(value, str):
            return self._text(_with_keys(column.model, value))
        return value

    def _bytes(self, value: bytes) -> Cell:
        """Pages are kept deflated; whatever else is bytes sorts rows, and ends with the key of an article."""
        if value.startswith(DEFLATED):
            return Deflated(Pattern(zlib.decompress(value).decode(), self.tokens))
        order = self.order[Article._meta.db_table][int.from_bytes(value[-8:], "big")]
        pattern = Pattern(value[:-8].decode("latin-1"), self.tokens)
        return SortKey(pattern, Key(Article._meta.db_table, order))

    def _text(self, text: str) -> Pattern | str:
        pattern = Pattern(text, self.tokens)
        return pattern if pattern.tokens else text

    def _written(self, model: type[Model], row: tuple[dict, dict]) -> dict[str, Cell]:
        """What the chain keeps of a row, with what is replaced in it."""
        written, values = row
        cells = {}
        for column in model._meta.concrete_fields:
            if column.attname not in written:
                continue
            if isinstance(column, JSONField):
                text = canonical_json(values[column.attname])
                pattern = Pattern(_with_keys(model, text), self.tokens)
                cells[column.attname] = Digest(pattern) if pattern.tokens else written[column.attname]
            else:
                cells[column.attname] = self._cell(column, written[column.attname])
        return cells

    def _link(self, words: Mapping[str, str], first: Mapping[str, int]):
        """Adds the links of the copied rows at the end of the chain, in the order of those of the block."""
        number, digest = head(ChainLink)
        written = {table.model._meta.db_table: table.written for table in self.tables}
        made, now = [], timezone.now()
        at = connection.ops.adapt_datetimefield_value(now)
        for table, key in self.links:
            row = {name: filled(cell, words, first) for name, cell in written[table][key].items()}
            number += 1
            link = ChainLink(
                number=number,
                table=table,
                row=first[table] + self.order[table][key],
                at=now,
                salt=secrets.token_hex(16),
            )
            link.row_digest = row_digest(link, row)
            link.digest = digest = link_digest(number, digest, link.row_digest)
            made.append([number, table, link.row, at, link.salt, link.row_digest, digest])
        insert(ChainLink, made)

    def _count(self, words: Mapping[str, str]):
        """Counts the words of the copies, as the search index does."""
        for model, counts in self.counted.items():
            added = {words.get(word, word): number for word, number in counts.items()}
            rows = model.objects.in_bulk(list(added))
            for word, number in added.items():
                row = rows.setdefault(word, _new_word(model, word))
                row.documents += number
            model.objects.bulk_create(
                rows.values(),
                update_conflicts=True,
                unique_fields=[model._meta.pk.name],
                update_fields=["documents"],
            )


def _counted(editions: Iterable[Edition]) -> dict[type[Model], Counter[str]]:
    """In how many of the editions each stem, and each word as written, is for the search index."""
    counts: dict[type[Model], Counter[str]] = {SearchWord: Counter(), WrittenWord: Counter()}
    for edition in editions:
        found = counted(edition.search_document, PageWords.of(edition.article_content()))
        counts[SearchWord].update(found.shown.keys())
        counts[WrittenWord].update(found.written)
    return counts


def _new_word(model: type[Model], word: str) -> Model:
    if model is SearchWord:
        return SearchWord(stem=word, shown=word, documents=0)
    return WrittenWord(word=word, documents=0, head=word[:2], tail=word[-2:], skeleton=skeleton(word))


def _follow_from_now(first: int):
    """Has the kept pages, from that of article `first` on, sent as they are until something that they follow
    changes. Then each is drawn at once: the digests of facts are those of the pages that were copied."""
    made_at = raising.clock_before(connection)
    DrawnPage.objects.filter(pk__gte=first).update(made_at=made_at)


def _check_code(digest: str) -> str:
    number, letters = int(digest, 16), ""
    for _ in range(8):
        number, letter = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[letter]
    return letters


def _sources_of(editions: Iterable[Edition]) -> list[int]:
    keys = [source["key"] for edition in editions for source in edition.content.get("sources", ())]
    return list(Source.objects.filter(key__in=keys).order_by("pk").values_list("pk", flat=True))


def _with_keys(model: type[Model], text: str) -> str:
    """JSON of the log, or of what a page follows, with the keys of other rows marked."""
    if model is DrawnPage:
        return re.sub(r'"translations (\d+)"', r'"translations @articles_article:\1@"', text)
    if model is Act:
        return re.sub(
            r'"(sign_off|request)":( ?)(\d+)',
            lambda found: f'"{found[1]}":{found[2]}@{LOGGED[found[1]]}:{found[3]}@',
            text,
        )
    return text


def _written_rows(model: type[Model], keys: Sequence[int]) -> Iterator[tuple[int, tuple[dict, dict]]]:
    """Key of each row, what the chain keeps of it, and its values."""
    for start in range(0, len(keys), 500):
        batch = keys[start : start + 500]
        values = {
            row[model._meta.pk.attname]: row for row in model._base_manager.filter(pk__in=batch).values()
        }
        for key, written in read_rows(model, batch):
            yield key, (written, values[key])
