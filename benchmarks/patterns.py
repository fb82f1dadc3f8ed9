"""Rows of a database, and texts, with the places where something is replaced when they are copied."""

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from articles.editions.page_drawing import MARK, etag_of
from articles.models.edition import CODE_LETTERS

# Whatever may have to be replaced: made words, digests, check codes, and keys, which are marked.
TOKEN = re.compile(
    rf"(?<![a-z])(?:[a-z][a-z]){{3,}}n(?![a-z])|[0-9a-f]{{64}}|[{CODE_LETTERS}]{{8}}|@\w+:\d+@"
)


class Pattern:
    """A text with the places where something is replaced."""

    def __init__(self, text: str, tokens: Mapping[str, object]):
        self.parts, self.tokens, start = [], [], 0
        for found in TOKEN.finditer(text):
            if found[0] in tokens or found[0].startswith("@"):
                self.parts += [text[start : found.start()], ""]
                self.tokens.append(found[0])
                start = found.end()
        self.parts.append(text[start:])

    def fill(self, words: Mapping[str, str]) -> str:
        parts = self.parts.copy()
        parts[1::2] = [words[token] for token in self.tokens]
        return "".join(parts)

    def digest(self, words: Mapping[str, str]) -> str:
        return hashlib.sha256(self.fill(words).encode()).hexdigest()


@dataclass(frozen=True)
class Digest:
    """Stands in the written form of a row for the JSON of a column."""

    pattern: Pattern


@dataclass(frozen=True)
class Key:
    """The key of the copy of a row: so many after the first one of its table."""

    table: str
    order: int


@dataclass(frozen=True)
class SortKey:
    """Bytes that sort rows by a text, and at last by the key of a row."""

    pattern: Pattern
    key: Key


@dataclass(frozen=True)
class Deflated:
    """A text that is kept deflated."""

    pattern: Pattern


@dataclass(frozen=True)
class ETag:
    """That of a kept page."""

    pattern: Pattern


Replaced = Pattern | Digest | Key | SortKey | Deflated | ETag
Cell = Replaced | object


class Row:
    """The cells of a row, and where in it something is replaced."""

    def __init__(self, cells: list[Cell]):
        self.cells = cells
        self.places = [place for place, cell in enumerate(cells) if isinstance(cell, Replaced)]

    def fill(self, words: Mapping[str, str], first: Mapping[str, int]) -> list:
        row = self.cells.copy()
        for place in self.places:
            row[place] = filled(row[place], words, first)
        return row


def filled(cell: Cell, words: Mapping[str, str], first: Mapping[str, int]):
    if isinstance(cell, Pattern):
        return cell.fill(words)
    if isinstance(cell, Key):
        return first[cell.table] + cell.order
    if isinstance(cell, Digest):
        return cell.pattern.digest(words)
    if isinstance(cell, SortKey):
        return cell.pattern.fill(words).encode("latin-1") + filled(cell.key, words, first).to_bytes(8, "big")
    if isinstance(cell, Deflated):
        return zlib.compress(cell.pattern.fill(words).encode())
    if isinstance(cell, ETag):
        return etag_of(cell.pattern.fill(words).encode().split(MARK))
    return cell
