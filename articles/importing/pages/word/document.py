"""A Word file to a page: paragraphs, headings, lists, tables, captions, notes; contents and comments stay
out."""

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO
from xml.etree.ElementTree import Element

from articles.content.plain_text import count_words
from articles.importing.pages.blocks import MAX_HEADING_WORDS, NO_HEADING_END
from articles.importing.pages.content import read_page
from articles.importing.pages.page import Page, PageRefused, refuse_too_many, why_refused
from articles.importing.pages.tree import one_line
from articles.importing.texts import BadRecord, ImportedText

from .assembling import WordBlock, assembled
from .package import DAMAGED, Package, child, children, is_on, local, value
from .styles import Lists, Style, Styles, merged
from .words import Found, Words, is_mark_deleted

MAX_BYTES = 50_000_000
TAG = re.compile(r"<[^>]+>")
STRONG = re.compile("</?strong>")
LARGER = 4
CAPTION = re.compile(r"(?:caption|beschriftung|légende|leyenda|epígrafe)\b.*", re.IGNORECASE)


def read_word(place: str, stream: BinaryIO) -> Iterator[ImportedText | BadRecord]:
    """The text of a .docx file."""
    data = stream.read(MAX_BYTES + 1)
    try:
        if len(data) > MAX_BYTES:
            raise PageRefused("The Word file is larger than 50 MB: make its pictures smaller.")
        yield read_page(place, word_page(data))
    except (PageRefused, RecursionError) as error:
        yield BadRecord(place, why_refused(error, DAMAGED))


def word_page(data: bytes) -> Page:
    """The page in a Word file, tracked changes taken as accepted."""
    package = Package(data)
    root = package.xml(package.document)
    body = child(root, "body")
    if body is None:
        raise PageRefused(DAMAGED)
    refuse_too_many(sum(1 for each in body.iter() if local(each.tag) == "p"), "paragraphs")
    found = Found()
    styles, lists = Styles(package), Lists(package)
    writer = _Writer(Words(package, package.document, styles, found), styles, lists)
    html = writer.html(body)
    notes = {}
    for kind in ("footnote", "endnote"):
        for name in package.names_beside(f"{kind}s")[:1]:
            noted = _Writer(Words(package, name, styles, found), styles, lists)
            for each in children(package.xml(name), kind):
                if value(each, "type") in ("", "normal"):
                    notes[f"{kind}-{value(each, 'id')}"] = noted.html(each)
    _tell(package, found, writer)
    properties = _properties(package)
    return Page(
        title=writer.title,
        html=html or "",
        language=styles.language,
        category=properties.get("category", ""),
        labels=(properties.get("keywords", ""), properties.get("subject", "")),
        summary=writer.subtitle,
        notes=notes,
        sources=found.sources,
        files=found.files,
        dropped=tuple(found.dropped),
        says=tuple(dict.fromkeys(found.says)),
    )


def _properties(package: Package) -> dict[str, str]:
    root = package.xml("docProps/core.xml")
    return {local(each.tag): each.text or "" for each in root if each.text} if root is not None else {}


def _tell(package: Package, found: Found, writer: "_Writer"):
    if found.tracked:
        found.says.append(
            f"It has {found.tracked} tracked changes, taken as accepted: read it against the original."
        )
    comments = list(children(package.beside("comments"), "comment"))
    for each in comments:
        found.drop("comment", f"{value(each, 'author')}: {_words(each)}")
    if comments:
        found.says.append(f"{len(comments)} comments are in it: settle them before the text is reviewed.")
    found.drop("table of contents", " ".join(writer.contents))
    for kind in ("header", "footer"):
        texts = dict.fromkeys(_words(package.xml(name)) for name in package.names_beside(kind))
        found.drop(f"page {kind}", "; ".join(filter(None, texts)))


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    return "".join(each.text or "" if local(each.tag) == "t" else " " for each in element.iter()
                   if local(each.tag) in ("t", "p", "tab")).strip()  # fmt: skip


class _Writer:
    """Writes one part. `title` and `subtitle` are taken out of its text."""

    def __init__(self, words: Words, styles: Styles, lists: Lists):
        self.words, self.styles, self.lists = words, styles, lists
        self.title = self.subtitle = ""
        self.contents: list[str] = []
        self._numbers: dict[tuple[str, int], int] = {}
        self._carried = ""
        self._has_text = False

    def html(self, body: Element) -> str:
        return "".join(assembled(list(self._blocks(body))))

    def _blocks(self, body: Element) -> Iterator[WordBlock]:
        for each in body:
            name = local(each.tag)
            if name == "p":
                yield from self._paragraph(each)
            elif name == "tbl":
                if table := self._table(each):
                    yield WordBlock(table, "table")
            elif name == "sdt":
                if value(child(each, "sdtPr", "docPartObj", "docPartGallery")) == "Table of Contents":
                    self.contents.append(_words(each))
                else:
                    inner = child(each, "sdtContent")
                    yield from self._blocks(inner if inner is not None else each)
            elif name in ("customXml", "ins", "moveTo", "smartTag"):
                yield from self._blocks(each)

    def _paragraph(self, paragraph: Element) -> Iterator[WordBlock]:
        properties = child(paragraph, "pPr")
        named = self.styles.style(value(child(properties, "pStyle")))
        style = merged(named, properties, None)
        was_contents = self.words.is_in_contents
        html = self._carried + self.words.html(paragraph, style)
        self._carried = ""
        boxes, self.words.boxes = self.words.boxes, []
        if style.is_contents or was_contents or self.words.is_in_contents:
            self.contents.append(_words(paragraph))
        elif is_mark_deleted(paragraph) or value(child(properties, "framePr"), "dropCap") in (
            "drop",
            "margin",
        ):
            self._carried = html
        elif block := self._block(html, style, paragraph):
            yield block
        for box in boxes:
            yield from self._blocks(box)

    def _block(self, html: str, style: Style, paragraph: Element) -> WordBlock | None:
        text = one_line(TAG.sub("", html.replace("<br>", " ")))
        if not text and "<img" not in html and "data-note" not in html:
            return None
        is_first, self._has_text = not self._has_text, self._has_text or bool(text)
        name = style.name.casefold()
        if name in ("title", "titel", "titre") or (
            is_first and not self.title and _is_big(paragraph, style, text)
        ):
            self.title = f"{self.title} {unescape(text)}".strip()
            return None
        if name in ("subtitle", "untertitel") and not self.subtitle:
            self.subtitle = unescape(text)
            return None
        if style.level and text:
            return WordBlock(f"<h{min(style.level, 6)}>{html}</h{min(style.level, 6)}>", "heading")
        if CAPTION.fullmatch(style.name):
            return WordBlock(html, "caption")
        if style.list_id and style.list_id != "0":
            return self._item(html, style)
        if "<img" in html and not text:
            return WordBlock(html, "picture")
        if self._looks_like_heading(style, paragraph, text):
            return WordBlock(
                f"<p><strong>{html}</strong></p>" if "<strong>" not in html else f"<p>{html}</p>"
            )
        return WordBlock(f"<p>{html}</p>")

    def _item(self, html: str, style: Style) -> WordBlock:
        at, counter = (style.list_id, style.list_depth), self.lists.counter(style.list_id)
        number = self._numbers.get((counter, style.list_depth), self.lists.start(*at) - 1) + 1
        self._numbers[counter, style.list_depth] = number
        for key in [key for key in self._numbers if key[0] == counter and key[1] > style.list_depth]:
            del self._numbers[key]
        return WordBlock(html, "item", style.list_depth, style.list_id, self.lists.counts(*at), number)

    def _looks_like_heading(self, style: Style, paragraph: Element, text: str) -> bool:
        """A line in larger letters than the text, or in a style of bold letters."""
        size = max([style.size, *_sizes(paragraph)], default=0)
        is_larger = size >= self.styles.default_size + LARGER
        is_line = 0 < count_words(text) <= MAX_HEADING_WORDS and not text.endswith(NO_HEADING_END)
        return is_line and (is_larger or style.bold is True)

    def _table(self, table: Element) -> str:
        rows: list[list[dict]] = []
        above: dict[int, dict] = {}
        for row in children(table, "tr", "sdt", "customXml"):
            if (changed := child(row, "trPr", "del")) is not None:
                self.words.found.tracked += 1
                self.words.found.drop("deleted text", _words(row) or value(changed, "author"))
                continue
            rows.append(self._row(row, above))
        is_head = [is_on(child(row, "trPr"), "tblHeader") is True for row in children(table, "tr")]
        if rows and not any(is_head) and len(rows) > 1:
            is_head = [all(cell["bold"] for cell in rows[0]), *([False] * len(rows))]
        html = "".join(
            f"<tr>{''.join(_cell(cell, 'th' if head else 'td') for cell in row if not cell['merged'])}</tr>"
            for row, head in zip(rows, is_head, strict=False)
        )
        return f"<table>{html}</table>" if html else ""

    def _row(self, row: Element, above: dict[int, dict]) -> list[dict]:
        cells, column = [], 0
        for each in _cells(row):
            properties = child(each, "tcPr")
            span = int(value(child(properties, "gridSpan")) or 1)
            merge = child(properties, "vMerge")
            cell = {"html": self.html(each), "span": span, "rows": 1, "merged": False, "bold": _is_bold(each)}
            if merge is not None and value(merge) != "restart" and column in above:
                above[column]["rows"] += 1
                cell["merged"] = True
            elif merge is not None:
                above[column] = cell
            else:
                above.pop(column, None)
            cells.append(cell)
            column += span
        return cells


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if local(each.tag) == "tc":
            yield each
        elif local(each.tag) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(each)


def _cell(cell: dict, name: str) -> str:
    spans = (f' colspan="{cell["span"]}"' if cell["span"] > 1 else "") + (
        f' rowspan="{cell["rows"]}"' if cell["rows"] > 1 else ""
    )
    # The words of a heading are bold by themselves.
    words = STRONG.sub("", cell["html"]) if name == "th" else cell["html"]
    return f"<{name}{spans}>{words}</{name}>"


def _is_bold(cell: Element) -> bool:
    runs = [each for each in cell.iter() if local(each.tag) == "r" and _words(each)]
    return bool(runs) and all(is_on(child(run, "rPr"), "b") for run in runs)


def _sizes(paragraph: Element) -> list[int]:
    """The sizes that the words of a paragraph have, where each run says one."""
    runs = [each for each in paragraph.iter() if local(each.tag) == "r" and _words(each)]
    sizes = [int(size) if (size := value(child(run, "rPr", "sz"))).isdecimal() else 0 for run in runs]
    return [min(sizes)] if sizes else []


def _is_big(paragraph: Element, style: Style, text: str) -> bool:
    """Whether the first line of a file is its title: bold, and large or in the middle."""
    if style.level or style.list_id or not 0 < count_words(text) <= MAX_HEADING_WORDS + 6:
        return False
    is_bold = style.bold or _is_bold(paragraph)
    return bool(is_bold and (style.is_centred or max([style.size, *_sizes(paragraph)], default=0) >= 28))
