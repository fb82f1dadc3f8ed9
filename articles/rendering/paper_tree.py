"""Drawn HTML as a tree of JSON, for a program that sets type: no text in it can be taken for a command.

A node is a text or {"tag", "children"}, with "href" for links, "start" for numbered lists, and "level" for
headings (tag "heading"). A table has "columns", their number, and "rows" of cells: {"is_head", "colspan",
"rowspan", "children"}.
"""

import re
from html.parser import HTMLParser

INLINE = {"strong", "em", "sub", "sup", "br", "a"}
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "table", "caption", "tr", "th", "td"}
EMPTY = {"br"}
SPACES = re.compile(r"[ \t\r\n]+")


def paper_tree(html: str, level: int) -> list:
    """The nodes of a body below a heading of that level. Headings in it skip no level; of other tags only
    what they hold is kept."""
    reader = _Reader(level)
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self, level: int):
        super().__init__(convert_charrefs=True)
        self.root: list = []
        self.open: list[tuple[str, list]] = [("", self.root)]
        self.level = level

    def handle_starttag(self, tag, attrs):
        node = self._node(tag, dict(attrs))
        if node is None:
            return
        self.open[-1][1].append(node)
        if tag not in EMPTY:
            self.open.append((tag, node["children"]))

    def handle_endtag(self, tag):
        if len(self.open) > 1 and self.open[-1][0] == tag:
            _tag, children = self.open.pop()
            if tag == "table":
                self._as_table(self.open[-1][1][-1], children)

    def handle_data(self, data):
        text = SPACES.sub(" ", data)
        if text.strip() or (text and self.open[-1][0] in {"p", "li", "strong", "em", "td", "th", "a"}):
            self.open[-1][1].append(text)

    def _node(self, tag, attrs):
        if re.fullmatch(r"h[2-6]", tag):
            self.level = min(int(tag[1]), self.level + 1)
            return {"tag": "heading", "level": self.level, "children": []}
        if tag not in INLINE | BLOCKS:
            return None
        node = {"tag": tag, "children": []}
        if tag == "a":
            node["href"] = attrs["href"]
        if tag == "ol":
            node["start"] = int(attrs.get("start") or 1)
        if tag in {"th", "td"}:
            spans = {name: int(attrs.get(name) or 1) for name in ("colspan", "rowspan")}
            node |= {"is_head": tag == "th", **spans}
        return node

    def _as_table(self, table, children):
        rows = [node["children"] for node in children if isinstance(node, dict) and node["tag"] == "tr"]
        cells = [[cell for cell in row if isinstance(cell, dict) and "is_head" in cell] for row in rows]
        captions = [node for node in children if isinstance(node, dict) and node["tag"] == "caption"]
        table["children"] = captions
        table["rows"] = [row for row in cells if row]
        table["columns"] = max((sum(cell["colspan"] for cell in row) for row in cells), default=1)
