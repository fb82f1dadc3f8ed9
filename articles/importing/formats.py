"""The formats in which articles come. Whatever asks what an import can read, and how, reads this table:
folders, sniffing, the commands, their help, and the page "Import a text".
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from . import json_articles, scraped, sniffing
from .pages import html_page, markdown, table, wordpress
from .pages.table import Mapped
from .pages.word import document as word
from .sniffing import HEAD, Kind
from .texts import BadRecord, ImportedText

Texts = Iterator[ImportedText | BadRecord]


@dataclass(frozen=True)
class Format:
    """`recognises` tells the format by the beginning of a file; with `by_content` such a file is read by it,
    whatever its name, else `how` says how to bring it in. `refuses` names what a file of this format's name
    is instead, if `read` couldn't tell. `read` takes a name for people and an open file, and yields texts
    one by one, so that a collection of any size costs the same memory. `is_list`: it holds many texts.
    `is_packed`: it grows when read. `has_files`: pictures lie
    beside it.
    """

    name: str
    suffixes: tuple[str, ...]
    how: str
    recognises: Callable[[bytes], bool]
    refuses: Callable[[bytes], Kind | None]
    read: Callable[..., Texts]
    is_list: bool = False
    is_packed: bool = False
    by_content: bool = False
    has_files: bool = False


# A file whose name tells no format is read as plain text, unless it is recognised as something else.
PLAIN_TEXT = Format(
    name="plain text",
    suffixes=(".txt", ".text"),
    how="Name it .txt.",
    recognises=lambda head: False,
    refuses=sniffing.other_than_text,
    read=scraped.read_scraped,
)
JSON = Format(
    name="JSON",
    suffixes=(".json",),
    how="Name it .json, or .jsonl if each line of it is an article.",
    recognises=json_articles.is_json,
    refuses=sniffing.binary,
    read=json_articles.read_document,
)
JSON_LINES = Format(
    name="JSON Lines",
    suffixes=(".jsonl",),
    how="Name it .jsonl.",
    recognises=json_articles.is_json,
    refuses=sniffing.binary,
    read=json_articles.read_json_lines,
    is_list=True,
)
PACKED_JSON_LINES = Format(
    name="packed JSON Lines",
    suffixes=(".jsonl.gz",),
    how="Name it .jsonl.gz.",
    recognises=json_articles.is_packed_json,
    refuses=json_articles.other_than_packed,
    read=json_articles.read_packed_json_lines,
    is_list=True,
    is_packed=True,
)
MARKDOWN = Format(
    name="Markdown",
    suffixes=(".md", ".markdown"),
    how="Name it .md.",
    recognises=sniffing.is_markdown,
    refuses=sniffing.other_than_markup,
    read=markdown.read_markdown,
    by_content=True,
    has_files=True,
)
WEB_PAGE = Format(
    name="a web page (HTML)",
    suffixes=(".html", ".htm", ".xhtml"),
    how="Name it .html.",
    recognises=sniffing.is_html,
    refuses=sniffing.other_than_markup,
    read=html_page.read_html,
    by_content=True,
    has_files=True,
)
WORD = Format(
    name="a Word file (.docx)",
    suffixes=(".docx",),
    how="Name it .docx.",
    recognises=sniffing.is_word,
    refuses=sniffing.other_than_word,
    read=word.read_word,
    by_content=True,
)
WORDPRESS = Format(
    name="an export of WordPress",
    suffixes=(".xml",),
    how="Name it .xml.",
    recognises=sniffing.is_wordpress,
    refuses=sniffing.other_than_text,
    read=wordpress.read_wordpress,
    is_list=True,
    by_content=True,
)
TABLE = Format(
    name="a table (CSV)",
    suffixes=(".csv",),
    how="Name it .csv, and say what its columns are with --mapping FILE.",
    recognises=sniffing.is_table,
    refuses=sniffing.other_than_text,
    read=table.read_table,
    is_list=True,
    by_content=True,
)
FORMATS = [
    *(PLAIN_TEXT, JSON, JSON_LINES, PACKED_JSON_LINES),
    *(MARKDOWN, WEB_PAGE, WORD, WORDPRESS, TABLE),
]


def suffixes(with_packed: bool = True) -> tuple[str, ...]:
    taken = [each for each in FORMATS if with_packed or not each.is_packed]
    return tuple(suffix for each in taken for suffix in each.suffixes)


def suffixes_named(with_packed: bool = True) -> str:
    """All suffixes, for a sentence: ".txt, .json or .jsonl"."""
    *first, last = suffixes(with_packed)
    return f"{', '.join(first)} or {last}"


def has_name_of_format(name: str) -> bool:
    return name.casefold().endswith(suffixes())


def format_named(name: str) -> Format:
    """The format that a file has by its name; plain text if the name is of none."""
    named = name.casefold()
    return next((each for each in FORMATS if named.endswith(each.suffixes)), PLAIN_TEXT)


def format_of(name: str, data: bytes) -> Format:
    """The format that a file has by its name if its content is so, else by its content, or else by its name.

    The texts in a JSON file may be of HTML or Markdown.
    """
    head = sniffing.head(data)
    named = format_named(name)
    if named.recognises(head):
        return named
    return next((each for each in FORMATS if each.by_content and each.recognises(head)), named)


def why_not(wanted: Format, data: bytes) -> str:
    """A sentence on what the bytes are, if not `wanted`, and how to bring them in; else ""."""
    head = sniffing.head(data)
    if wanted.recognises(head):
        return ""
    found = next(((each.name, each.how) for each in FORMATS if each.recognises(head)), None)
    return sniffing.sentence(found or wanted.refuses(head))


def read_texts(
    name: str, stream: BinaryIO, mapping: Mapped | None = None, files: Mapping[str, bytes] | None = None
) -> Texts:
    """The texts of an open file, one by one; `mapping` names the columns of a table, `files` holds what lies
    beside the file.

    What isn't a text is named with its reason; the others go on.
    """
    try:
        head = stream.read(HEAD)
        wanted = format_of(name, head)
        if reason := why_not(wanted, head):
            yield BadRecord(name, reason)
            return
        more = {"mapping": mapping} if wanted is TABLE else {"files": files} if wanted.has_files else {}
        yield from wanted.read(name, _from_the_start(stream, head), **more)
    except OSError as error:
        yield BadRecord(name, f"{error.strerror or error}.")


def _from_the_start(stream: BinaryIO, head: bytes) -> BinaryIO:
    if not stream.seekable():
        return BytesIO(head + stream.read())
    stream.seek(0)
    return stream
