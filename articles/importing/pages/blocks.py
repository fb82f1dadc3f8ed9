"""The blocks of a text in their order: headings, pieces of a body, pictures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from articles.content.plain_text import count_words
from articles.importing.bodies import text_html

from .inline import Inline
from .tree import (
    BLOCKS,
    HEADINGS,
    NO_TEXT,
    attribute,
    body_of,
    children,
    has_block,
    is_text,
    one_line,
    text_of,
)

# A heading that is none by its tag: a line in bold, or the title of a part that opens.
BOLD_LINE, SUMMARY = 7, 8
MAX_HEADING_WORDS = 14
NO_HEADING_END = (".", ",", ";", ":", "!", "…")
PARAGRAPH_ENDS = re.compile(r"(?:\s*<br>\s*){2,}")
SENTENCE = re.compile(r"\w{2}[.!?…](?:\s|$)")
LINE_ENDS = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
# What Word writes behind words that no person wrote.
AUTOMATIC = re.compile(
    r"\s*(?:description automatically generated.*|descripción generada automáticamente.*"
    r"|AI-generated content may be incorrect\.?|.{0,40}IA puede ser incorrecto\.?)$",
    re.IGNORECASE,
)
LATER = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
FILE_NAME = re.compile(
    r"[\w%~ .()/\\:-]*\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)|(?:img|dsc|image|picture)[-_ ]?\d+", re.I
)
ONLY_BOLD = re.compile(r"(?:<(?:strong|em)>)+(?:(?!</?(?:strong|a)\b).)+(?:</(?:strong|em)>|[\s:])+")


@dataclass(frozen=True)
class Heading:
    """`level` is 1 to 6 as the page has it, or BOLD_LINE or SUMMARY. `anchor` is its place in the page."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Piece:
    """HTML of a body. `anchors` are the places of the page in it, each with the words that stand there."""

    html: str
    anchors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Picture:
    """`address` as the page has it, or the data itself. `alternative` is empty where the page says
    nothing."""

    address: str
    alternative: str = ""
    caption: str = ""
    decorative: bool = False


Block = Heading | Piece | Picture


class Blocks:
    """Walks over the elements of a text once; `inline` writes the words."""

    def __init__(self, base: str = ""):
        self.inline = Inline(base, self._take_picture)
        self._pictures: list[Picture] = []
        self._caption = ""

    def of(self, node: LexborNode) -> Iterator[Block]:
        """The blocks in an element."""
        run: list[LexborNode] = []
        for child in children(node):
            if child.tag in NO_TEXT:
                continue
            if is_text(child) or not (child.tag in BLOCKS or has_block(child)):
                run.append(child)
                continue
            yield from self._paragraphs(run)
            run = []
            yield from self._block(child)
        yield from self._paragraphs(run)

    def _block(self, node: LexborNode) -> Iterator[Block]:
        if node.tag in HEADINGS or node.tag in ("summary", "button"):
            if text := text_of(node):
                yield Heading(HEADINGS.get(node.tag, SUMMARY), text, attribute(node, "id"))
            for picture in node.css("img"):
                self._take_picture(picture)
            yield from self._taken()
        elif node.tag == "p" and not has_block(node):
            yield from self._paragraphs(children(node))
        elif node.tag in ("ul", "ol", "menu", "dir"):
            yield from self._piece(self._list(node), node)
        elif node.tag == "dl":
            yield from self._definitions(node)
        elif node.tag == "table":
            yield from self._table(node)
        elif node.tag == "figure":
            yield from self._figure(node)
        elif node.tag == "pre":
            lines = "<br>".join(map(text_html, node.text().strip("\n").split("\n")))
            yield from self._piece(f"<p>{lines}</p>", node)
        elif node.tag == "blockquote":
            blocks = list(self.of(node))
            inner = "".join(map(_quoted, blocks))
            yield from self._piece(f"<blockquote>{inner}</blockquote>" if inner else "", node)
            yield from (block for block in blocks if isinstance(block, Picture))
        else:
            yield from self.of(node)

    def _paragraphs(self, nodes: Iterable[LexborNode]) -> Iterator[Block]:
        """Words in a row; two line breaks end a paragraph."""
        nodes = list(nodes)
        html = self.inline.html(iter(nodes))
        for part in PARAGRAPH_ENDS.split(html):
            part = LINE_ENDS.sub("", part)
            head, _, rest = part.partition("<br>")
            # A bold line above sentences heads them.
            if rest and _is_bold_line(head.strip()) and SENTENCE.search(plain(rest)):
                yield Heading(BOLD_LINE, plain(head))
                part = LINE_ENDS.sub("", rest)
            if part:
                yield Heading(BOLD_LINE, plain(part)) if _is_bold_line(part) else Piece(f"<p>{part}</p>")
        yield from self._taken()

    def _piece(self, html: str, node: LexborNode) -> Iterator[Block]:
        if html:
            anchors = tuple((attribute(each, "id"), text_of(each)) for each in node.css("[id]"))
            yield Piece(html, anchors)
        yield from self._taken()

    def _list(self, node: LexborNode) -> str:
        tag = "ol" if node.tag == "ol" else "ul"
        start = attribute(node, "start") if tag == "ol" else ""
        items = "".join(self._items(node))
        begin = f'<ol start="{int(start)}">' if start.isdecimal() and start != "1" else f"<{tag}>"
        return f"{begin}{items}</{tag}>" if items else ""

    def _items(self, node: LexborNode) -> Iterator[str]:
        for child in node.iter():
            if child.tag in ("ul", "ol"):
                # A list straight in a list: old editors indent so.
                yield f"<li>{self._list(child)}</li>"
            elif words := self._flow(child):
                yield f"<li>{words}</li>"

    def _flow(self, node: LexborNode) -> str:
        """What stands in an item or a cell: words, lists, several paragraphs."""
        if not has_block(node):
            return LINE_ENDS.sub("", self.inline.html(children(node)))
        parts: list[str] = []
        run: list[LexborNode] = []

        def close():
            if words := LINE_ENDS.sub("", self.inline.html(iter(run))):
                parts.append(words)
            run.clear()

        for child in children(node):
            if is_text(child) or not (child.tag in BLOCKS or has_block(child)):
                run.append(child)
                continue
            close()
            if child.tag in ("ul", "ol"):
                parts.append(self._list(child))
            elif child.tag == "table":
                parts += [block.html for block in self._table(child) if isinstance(block, Piece)]
            elif words := self._flow(child):
                parts.append(f"<strong>{words}</strong>" if child.tag in HEADINGS else words)
        close()
        return _joined(parts)

    def _definitions(self, node: LexborNode) -> Iterator[Block]:
        """Each term with all that is said of it; several terms may share that."""
        entries: list[tuple[list[str], list[str]]] = []
        for child in node.css("dt, dd"):
            words = self._flow(child)
            if child.tag == "dt" and (not entries or entries[-1][1]):
                entries.append(([], []))
            if words and not entries:
                entries.append(([], []))
            if words:
                entries[-1][child.tag == "dd"].append(words)
        items = "".join(f"<li>{_defined(*entry)}</li>" for entry in entries if any(entry))
        yield from self._piece(f"<ul>{items}</ul>" if items else "", node)

    def _figure(self, node: LexborNode) -> Iterator[Block]:
        caption = node.css_first("figcaption")
        words = text_of(caption) if caption is not None else ""
        if caption is not None:
            caption.decompose()
        for block in self.of(node):
            if isinstance(block, Picture):
                yield Picture(block.address, block.alternative, block.caption or words, block.decorative)
                words = ""
            elif isinstance(block, Piece) and block.html.startswith("<table>") and words:
                html = block.html.replace("<table>", f"<table><caption>{text_html(words)}</caption>", 1)
                yield Piece(html if "<caption>" not in block.html else block.html, block.anchors)
                words = ""
            else:
                yield block
        if words:
            yield Piece(f"<p>{text_html(words)}</p>")

    def _table(self, node: LexborNode) -> Iterator[Block]:
        if _is_layout(node):
            for cell in _own(node, "td", "th", "caption"):
                yield from self.of(cell)
            return
        caption = next(iter(_own(node, "caption")), None)
        head: list[str] = []
        body: list[str] = []
        for row in _own(node, "tr"):
            cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
            is_head = not body and bool(cells) and all(cell.tag == "th" for cell in cells)
            html = "".join(self._cell(cell, is_head) for cell in cells)
            if text_of(row):
                (head if is_head else body).append(f"<tr>{html}</tr>")
        title = (
            f"<caption>{self._flow(caption)}</caption>" if caption is not None and text_of(caption) else ""
        )
        thead = f"<thead>{''.join(head)}</thead>" if head else ""
        tbody = f"<tbody>{''.join(body)}</tbody>" if body else ""
        yield from self._piece(f"<table>{title}{thead}{tbody}</table>" if head or body else "", node)

    def _cell(self, cell: LexborNode, in_head: bool) -> str:
        spans = "".join(
            f' {name}="{int(value)}"'
            for name in ("colspan", "rowspan")
            if (value := attribute(cell, name)).isdecimal() and 1 < int(value) < 1000
        )
        scope = (' scope="col"' if in_head else ' scope="row"') if cell.tag == "th" else ""
        return f"<{cell.tag}{scope}{spans}>{self._flow(cell)}</{cell.tag}>"

    def _take_picture(self, node: LexborNode):
        address = attribute(node, "src")
        later = next(filter(None, (attribute(node, name) for name in LATER)), "")
        # What is loaded later has something small in its place.
        if later and (not address or address.startswith("data:")):
            address = later
        alternative = AUTOMATIC.sub("", one_line(attribute(node, "alt"))).strip(" ,")
        if not address or attribute(node, "width") == "1" or attribute(node, "height") == "1":
            return
        is_decorative = attribute(node, "role") in ("presentation", "none")
        self._pictures.append(
            Picture(
                address.strip(),
                "" if FILE_NAME.fullmatch(alternative) else alternative,
                one_line(attribute(node, "title")),
                is_decorative,
            )
        )

    def _taken(self) -> Iterator[Picture]:
        taken, self._pictures = self._pictures, []
        yield from taken


def _quoted(block: Block) -> str:
    """A block in a quotation, which holds no headings and no pictures."""
    if isinstance(block, Heading):
        return f"<p><strong>{text_html(block.text)}</strong></p>"
    return block.html if isinstance(block, Piece) else ""


def _defined(terms: list[str], said: list[str]) -> str:
    head = (
        f"<strong>{', '.join(terms)}:</strong> " if terms and said else f"<strong>{', '.join(terms)}</strong>"
    )
    return f"{head if terms else ''}{_joined(said)}"


def _joined(parts: Iterable[str]) -> str:
    html = ""
    for part in parts:
        is_block = part.startswith(("<ul", "<ol", "<table"))
        html += (
            part if not html or is_block or html.endswith(("</ul>", "</ol>", "</table>")) else f"<br>{part}"
        )
    return html


def plain(html: str) -> str:
    """The words of a piece."""
    return text_of(body_of(html))


def _is_bold_line(html: str) -> bool:
    if not ONLY_BOLD.fullmatch(html) or not html.startswith(("<strong>", "<em><strong>")):
        return False
    words = plain(html)
    return 0 < count_words(words) <= MAX_HEADING_WORDS and not words.endswith(NO_HEADING_END)


def _is_layout(table: LexborNode) -> bool:
    """Whether a table only puts things side by side: it has no header, and its cells hold whole texts."""
    if attribute(table, "role") in ("presentation", "none"):
        return True
    if table.css_first("h1, h2, h3") is not None or any(
        each.mem_id != table.mem_id for each in table.css("table")
    ):
        return True
    if _own(table, "th", "caption", "thead"):
        return False
    rows = _own(table, "tr")
    widths = {sum(cell.tag == "td" for cell in row.iter()) for row in rows}
    return max(widths, default=0) < 2 or (len(rows) < 2 and table.css_first("p, div, ul") is not None)


def _own(table: LexborNode, *names: str) -> list[LexborNode]:
    """The elements of these names that belong to this table, not to one in it."""
    found = []
    for node in table.css(", ".join(names)):
        around = node.parent
        while around is not None and around.tag != "table":
            around = around.parent
        if around is not None and around.mem_id == table.mem_id:
            found.append(node)
    return found
