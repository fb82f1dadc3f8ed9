"""Writes the body of a section as Markdown; `articles.importing.own_markdown` reads it back equal.

What Markdown has no marks for stays HTML, such as a table with joined cells. Whether that is so is asked of
the reader, so nothing is lost by a rule that somebody forgot.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from selectolax.lexbor import LexborNode

from articles.content.tokens import CITATION, FIGURE_PLACE, SURVEY_PLACE
from articles.importing.own_markdown import body_html
from articles.importing.pages.tree import attribute, body_of, children, is_text
from articles.text.cleaning import clean_html
from articles.text.white_space import compact

BLOCKS = {"p", "ul", "ol", "blockquote", "h4", "table"}
APART = "<!-- -->"
TOKEN = re.compile(f"{CITATION.pattern}|{SURVEY_PLACE.pattern}|{FIGURE_PLACE.pattern}")
SPECIAL = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,32};)|~(?=~)|!(?=\[)")
BEGINS_BLOCK = re.compile(r"(?m)^(?:([#>+=|:~-])|(\d{1,9})([.)])(?=\s|$))")
HARD_BREAK = "\\\n"


class NoMarkdown(Exception):
    """Markdown has no marks for a part of a body."""


def body_markdown(body: str) -> str:
    """The Markdown of a cleaned body."""
    html = compact(clean_html(body))
    nodes = list(_blocks(html))
    # Most bodies come back as they were at once, so their blocks needn't be checked one by one.
    for write in (_written, _checked, _raw):
        text = _joined(nodes, [write(node) for node in nodes])
        if body_html(text) == html:
            break
    return text


def line_markdown(text: str) -> str:
    """Plain text of one line, such as a heading, as Markdown."""
    return _escaped(" ".join(text.split()))


def _blocks(html: str) -> Iterator[Sequence[LexborNode]]:
    """Each block of a body, alone, and the words between blocks."""
    for is_block, run in groupby(children(body_of(html)), lambda node: node.tag in BLOCKS):
        nodes = list(run)
        yield from ([node] for node in nodes) if is_block else [nodes]


def _joined(nodes: Sequence[Sequence[LexborNode]], written: Sequence[str]) -> str:
    parts: list[str] = []
    for i, text in enumerate(written):
        # Two lists in a row would be one.
        if i and nodes[i][0].tag == nodes[i - 1][0].tag and nodes[i][0].tag in ("ul", "ol", "blockquote"):
            parts.append(APART)
        parts.append(text)
    return "\n\n".join(parts)


def _written(nodes: Sequence[LexborNode]) -> str:
    try:
        return _block(nodes[0])
    except NoMarkdown:
        return _raw(nodes)


def _checked(nodes: Sequence[LexborNode]) -> str:
    """As Markdown if it is read back equal, else as it is."""
    text = _written(nodes)
    return text if body_html(text) == compact(clean_html(_html(nodes))) else _raw(nodes)


def _raw(nodes: Sequence[LexborNode]) -> str:
    # The element around words between blocks is none of a body: it goes when the body is cleaned.
    return _html(nodes) if nodes[0].tag in BLOCKS else f"<div>{_html(nodes)}</div>"


def _html(nodes: Sequence[LexborNode]) -> str:
    return "".join(node.html or "" for node in nodes)


def _block(node: LexborNode) -> str:
    if node.tag == "p":
        return _begun(_inline(node))
    if node.tag == "h4":
        return f"#### {_one_line(_inline(node))}"
    if node.tag in ("ul", "ol"):
        return _list(node)
    if node.tag == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _flow(node).split("\n"))
    if node.tag == "table":
        return _table(node)
    raise NoMarkdown


def _flow(node: LexborNode) -> str:
    return "\n\n".join(_block(child) for child in children(node))


def _list(node: LexborNode) -> str:
    items = list(children(node))
    if any(item.tag != "li" for item in items):
        raise NoMarkdown
    start = int(attribute(node, "start") or "1") if node.tag == "ol" else 1
    is_loose = any(child.tag == "p" for item in items for child in children(item))
    written = []
    for number, item in enumerate(items, start):
        mark = f"{number}. " if node.tag == "ol" else "- "
        inside = _item(item, is_loose).replace("\n", f"\n{' ' * len(mark)}")
        written.append(f"{mark}{inside}".rstrip())
    return re.sub(r"(?m)^ +$", "", ("\n\n" if is_loose else "\n").join(written))


def _item(item: LexborNode, is_loose: bool) -> str:
    if is_loose:
        return _flow(item)
    parts: list[str] = []
    for is_list, run in groupby(children(item), lambda node: node.tag in ("ul", "ol")):
        nodes = list(run)
        parts += map(_list, nodes) if is_list else [_begun("".join(map(_words, nodes)))]
    return "\n".join(parts)


def _table(node: LexborNode) -> str:
    """A table of one row of headings over rows of plain cells."""
    parts = {part.tag: part for part in children(node)}
    head, body = parts.get("thead"), parts.get("tbody")
    if head is None or body is None:
        raise NoMarkdown
    rows = [list(children(row)) for part in (head, body) for row in children(part)]
    cells = [cell for row in rows for cell in row]
    is_plain = all(attribute(cell, "scope") == "col" for cell in rows[0]) and not any(
        attribute(cell, "colspan") or attribute(cell, "rowspan") for cell in cells
    )
    if not is_plain or any(len(row) != len(rows[0]) for row in rows) or not rows[0]:
        raise NoMarkdown
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    caption = parts.get("caption")
    under = f"\n\n: {_one_line(_inline(caption))}" if caption is not None else ""
    return "\n".join(lines) + under


def _cell(cell: LexborNode) -> str:
    return _inline(cell).replace(HARD_BREAK, "<br>").replace("|", "\\|")


def _inline(node: LexborNode) -> str:
    return "".join(map(_words, children(node)))


def _one_line(markdown: str) -> str:
    if "\n" in markdown:
        raise NoMarkdown
    return markdown


def _words(node: LexborNode) -> str:
    if is_text(node):
        return _escaped(node.text(deep=False))
    if node.tag == "br":
        return HARD_BREAK
    inside = _inline(node)
    match node.tag:
        case "strong":
            return f"**{inside}**"
        case "em":
            return f"*{inside}*"
        case "sub" | "sup":
            return f"<{node.tag}>{inside}</{node.tag}>"
        case "a" if address := attribute(node, "href"):
            is_odd = re.search(r"[\s()<>\\]", address)
            return f"[{inside}]({f'<{address}>' if is_odd else address})"
    raise NoMarkdown


def _escaped(text: str) -> str:
    """The words of a text with its signs escaped that Markdown would read; our own tokens stay."""
    parts, place = [], 0
    for token in TOKEN.finditer(text):
        parts += [SPECIAL.sub(r"\\\g<0>", text[place : token.start()]), token[0]]
        place = token.end()
    return "".join([*parts, SPECIAL.sub(r"\\\g<0>", text[place:])])


def _begun(markdown: str) -> str:
    """A paragraph whose lines begin no list, no heading and no caption."""
    return BEGINS_BLOCK.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", markdown
    )
