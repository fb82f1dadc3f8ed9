"""Bytes of a scraped text to clean lines."""

import html
import re
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5

from articles.content.letters import composed

from .markup import remove_markup

MAX_BYTES = 5_000_000
# A long page has some thousands. Each line takes its time, even if it's of one letter.
MAX_LINES = 100_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ENTITY = re.compile(r"&(#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]{1,31}(?:;|(?![=A-Za-z0-9])))")
_BLANKS = re.compile(r"[ \t]+")
# Zero-width space, byte order mark, soft hyphen; control characters, which no database or feed takes.
_REMOVED = {0x200B, 0xFEFF, 0xAD, 0x7F, *range(9), *range(0x0E, 0x20)}
_SPACES = {0xA0, 0x2007, 0x202F, 0x0A, 0x0B, 0x0C, 0x0D}
CHARACTERS = {**dict.fromkeys(_REMOVED, None), **dict.fromkeys(_SPACES, " ")}


class ScrapedTextError(ValueError):
    """A file isn't a scraped article. The message says why."""


@dataclass(frozen=True)
class Line:
    """`raw` is the line without markup, its start kept. `number` counts from 1."""

    number: int
    raw: str

    @cached_property
    def text(self) -> str:
        """The line without white space around it, runs of blanks made one space."""
        return collapse(self.raw)

    @cached_property
    def indentation(self) -> int:
        """Columns before the text; a tab goes to the next multiple of 4."""
        columns = 0
        for character in self.raw:
            if not character.isspace():
                break
            columns = columns // 4 * 4 + 4 if character == "\t" else columns + 1
        return columns


@dataclass(frozen=True)
class ReadText:
    """The lines of a text. `touched` are the lines that lost markup; see markup.Unmarked for the rest."""

    lines: tuple[Line, ...]
    touched: frozenset[int]
    dropped: tuple[tuple[int, str], ...]
    active_content: tuple[tuple[int, str], ...]
    encoding_line: int | None


def read_lines(data: bytes) -> ReadText:
    """The clean lines of a file. Raises ScrapedTextError for one with too many bytes or lines."""
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        raise ScrapedTextError(f"The file has {len(data):,} bytes; at most {megabytes} MB are read.")
    text, encoding_line = _decode(data.removeprefix(_BYTE_ORDER_MARK))
    if (count := text.count("\n") + 1) > MAX_LINES:
        raise ScrapedTextError(f"The file has {count:,} lines; at most {MAX_LINES:,} are read.")
    unmarked = remove_markup(text)
    lines = tuple(Line(i, clean_line(line)) for i, line in enumerate(unmarked.text.split("\n"), 1))
    return ReadText(
        lines, frozenset(unmarked.touched), tuple(unmarked.dropped), unmarked.active, encoding_line
    )


def _decode(data: bytes) -> tuple[str, int | None]:
    try:
        return _with_line_feeds(data.decode("utf-8")), None
    except UnicodeDecodeError as error:
        before = _with_line_feeds(data[: error.start].decode("utf-8"))
        return _with_line_feeds(data.decode("utf-8", "replace")), before.count("\n") + 1


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean_line(line: str) -> str:
    """One line with entities decoded, odd characters gone, in NFC, its end cut."""
    if "&" in line:
        line = _ENTITY.sub(_decoded_entity, line)
    if not line.isprintable() or not line.isascii():
        line = composed(line.translate(CHARACTERS))
    return line.rstrip()


def _decoded_entity(match: re.Match) -> str:
    name = match[1]
    if not name.startswith("#"):
        return html5.get(name, match[0])
    digits = name.strip("#xX;").lstrip("0")
    return html.unescape(match[0]) if len(digits) <= 7 else "\ufffd"


def collapse(text: str) -> str:
    """`text` without white space around it, runs of spaces and tabs made one space."""
    return _BLANKS.sub(" ", text.strip())
