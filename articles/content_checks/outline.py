"""What a section's HTML is made of: passages of prose, links, lists and tables.

Reads with the standard library's parser, so it works on a body before and after cleaning.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

# Bodies of some thirty long articles.
REMEMBERED = 1000
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CELLS = {"td", "th", "caption"}


@dataclass(frozen=True)
class OutlineBlock:
    """`kind` is paragraph, item, heading or table. A link's address follows its words as "<address>".
    A table is one block, its cells parted by " | "."""

    kind: str
    text: str
    all_bold: bool = False
    level: int = 0


@dataclass(frozen=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True)
class Table:
    caption: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    blocks: tuple[OutlineBlock, ...] = ()
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    lists: int = 0


@lru_cache(maxsize=REMEMBERED)
def read_outline(html: str) -> Outline:
    """The outline of a body. Tags that are not closed end with the text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return Outline(tuple(reader.blocks), tuple(reader.links), tuple(reader.tables), reader.lists)


def squeeze(text: str) -> str:
    return " ".join(text.split())


@dataclass
class _OpenTable:
    cells: list[str] = field(default_factory=list)
    caption: str = ""
    headers: list[str] = field(default_factory=list)
    cell: str = ""
    text: list[str] = field(default_factory=list)

    def end_cell(self):
        text = squeeze("".join(self.text))
        if self.cell == "caption":
            self.caption = text
        elif self.cell == "th":
            self.headers.append(text)
        if text:
            self.cells.append(text)
        self.text, self.cell = [], ""


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[OutlineBlock] = []
        self.links: list[Link] = []
        self.tables: list[Table] = []
        self.lists = 0
        self._text: list[str] = []
        self._bold_length = 0
        self._bold = 0
        self._items = 0
        self._heading = 0
        self._table: _OpenTable | None = None
        self._href: str | None = None
        self._link_text: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self._href, self._link_text = dict(attrs).get("href") or "", []
        elif tag in {"strong", "b"}:
            self._bold += 1
        elif tag == "br":
            self.handle_data(" ")
        elif tag == "table" and not self._table:
            self.flush()
            self._table = _OpenTable()
        elif self._table:
            if tag in CELLS:
                self._table.end_cell()
                self._table.cell = tag
        else:
            self._start_block(tag)

    def _start_block(self, tag):
        if tag in {"p", "li", "ul", "ol", "blockquote"} | HEADINGS:
            self.flush()
        if tag in {"ul", "ol"}:
            self.lists += 1
        elif tag == "li":
            self._items += 1
        elif tag in HEADINGS:
            self._heading = int(tag[1])

    def handle_endtag(self, tag):
        if tag == "a" and self._href is not None:
            self._end_link(self._href)
        elif tag in {"strong", "b"}:
            self._bold = max(0, self._bold - 1)
        elif tag == "table" and self._table:
            self._end_table(self._table)
        elif self._table:
            if tag in CELLS:
                self._table.end_cell()
        elif tag in {"p", "li", "ul", "ol", "blockquote"} | HEADINGS:
            self.flush()
            self._heading = 0
            self._items = max(0, self._items - 1) if tag == "li" else self._items

    def handle_data(self, data):
        if self._href is not None:
            self._link_text.append(data)
        if self._table:
            self._table.text.append(data)
            return
        self._text.append(data)
        self._bold_length += len(data.strip()) if self._bold else 0

    def _end_link(self, href: str):
        self._href = None
        self.links.append(Link(squeeze("".join(self._link_text)), href))
        if href.startswith(("http://", "https://", "/")) and not any(c in href for c in "<> "):
            self.handle_data(f" <{href}>")

    def _end_table(self, table: _OpenTable):
        table.end_cell()
        self.tables.append(Table(table.caption, tuple(table.headers)))
        if table.cells:
            self.blocks.append(OutlineBlock("table", " | ".join(table.cells)))
        self._table = None

    def flush(self):
        """Ends the open block."""
        if self._table:
            self._end_table(self._table)
        raw, text = "".join(self._text), squeeze("".join(self._text))
        if text:
            kind = "heading" if self._heading else "item" if self._items else "paragraph"
            all_bold = 0 < self._bold_length >= len("".join(raw.split(" "))) and self._bold_length > 0
            self.blocks.append(OutlineBlock(kind, text, all_bold, self._heading))
        self._text, self._bold_length = [], 0
