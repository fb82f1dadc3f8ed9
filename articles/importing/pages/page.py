"""A page of another site or program, as the reader of its format gives it. All formats go on alike from
here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from articles.content import SourceContent


class PageRefused(ValueError):
    """A file holds no page that can be read. The message says why, for editors."""


MAX_BYTES = 5_000_000
# Lines of Markdown or paragraphs of Word: each takes as long as a hundred letters, and no page has so many.
MAX_LINES = 100_000


def bytes_of_page(stream: BinaryIO) -> bytes:
    """All of a file that holds one page. Raises PageRefused for one that is too big."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise PageRefused("The file is larger than 5 MB, which is too big for one page.")
    return data


def refuse_too_many(number: int, what: str):
    """Raises PageRefused for a page of more lines or paragraphs than are read."""
    if number > MAX_LINES:
        raise PageRefused(f"The file has {number:,} {what}; at most {MAX_LINES:,} are read as one page.")


def why_refused(error: PageRefused | RecursionError, otherwise: str = "Its elements nest too deeply.") -> str:
    """The sentence of a refusal; `otherwise` for what Python couldn't follow, in whose words nobody could."""
    return str(error) if isinstance(error, PageRefused) else otherwise


@dataclass(frozen=True)
class Dropped:
    """What was left out: `what` names its kind ("navigation"), `words` are how it begins; "" without
    words."""

    what: str
    words: str = ""


@dataclass(frozen=True)
class Page:
    """`html` is the main text: headings, paragraphs, lists, tables, pictures; `<sup data-note="1"></sup>` is
    the mark of a note, whose HTML is in `notes`, or which is one of `sources` (without key). `title` is empty
    where the text's first heading is the title.

    `files` holds pictures by the address that `html` gives them. `address` is where the page was read, and
    `old_addresses` are others that led to it. `labels` may tell the audience: tags, keywords. `language` is a
    code as the page names it, "" where it doesn't. Dates and people are as written: nobody has checked them.
    `says` are sentences for the editor.
    """

    title: str
    html: str
    address: str = ""
    old_addresses: tuple[str, ...] = ()
    language: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    author: str = ""
    reviewer: str = ""
    published: str = ""
    updated: str = ""
    summary: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, SourceContent] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    says: tuple[str, ...] = ()
