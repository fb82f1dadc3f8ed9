"""The words of a block as a body may hold them: bold, italics, links, raised and lowered words, marks of
notes."""

from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from articles.importing.bodies import text_html
from articles.text.cleaning import LINK
from articles.text.redirects import leads_to

from .tree import NO_TEXT, UNSEEN, WHITE_SPACE, attribute, children, is_text

MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em", "sub":
    "sub", "sup": "sup",
}  # fmt: skip
QUOTED = {"q": ("“", "”")}
# What stands in words for a mark of a note: not a character that texts have, so that it outlives the
# cleaning.
NOTE_OPENS, NOTE_CLOSES = "\ue000", "\ue001"


class Inline:
    """Writes the words of elements. `base` is the address of the page, "" where nobody knows it.

    Pictures among the words are handed to `picture`; addresses that lead nowhere are counted in `lost_links`.
    """

    def __init__(self, base: str, picture: Callable[[LexborNode], None]):
        self.base, self.picture, self.lost_links = base, picture, 0
        self._in_link = False

    def html(self, nodes: Iterator[LexborNode]) -> str:
        """The words of several nodes in a row, their white space as a browser shows it."""
        html = "".join(part for node in nodes for part in self._parts(node))
        return WHITE_SPACE.sub(" ", html)

    def _parts(self, node: LexborNode) -> Iterator[str]:
        if is_text(node):
            text = UNSEEN.sub("", node.text(deep=False))
            # Addresses in the words of a link aren't links of their own.
            yield (
                text_html(text.replace("://", ":\u2060//")).replace("\u2060", "")
                if self._in_link
                else text_html(text)
            )
        elif node.tag == "br":
            yield "<br>"
        elif node.tag == "img":
            self.picture(node)
        elif note := attribute(node, "data-note"):
            yield f"{NOTE_OPENS}{escape(note)}{NOTE_CLOSES}"
        elif node.tag not in NO_TEXT:
            yield from self._element(node)

    def _element(self, node: LexborNode) -> Iterator[str]:
        around, self._in_link = self._in_link, self._in_link or node.tag == "a"
        inner = "".join(part for child in children(node) for part in self._parts(child))
        self._in_link = around
        before, after = QUOTED.get(node.tag or "", ("", ""))
        tag = MARKS.get(node.tag or "", "")
        if node.tag == "a":
            address = self._address(attribute(node, "href"))
            tag, before, after = (
                "",
                f'<a href="{escape(address)}">' if address else "",
                "</a>" if address else "",
            )
        if not inner.strip():
            yield inner
        elif tag:
            yield f"<{tag}>{inner}</{tag}>"
        else:
            yield f"{before}{inner}{after}"

    def _address(self, href: str) -> str:
        """The whole address of a link; "" for one that a body can't hold."""
        href = href.strip()
        if not href or href.startswith("#"):
            return ""
        try:
            href = leads_to(href)
            address = urljoin(self.base, href) if self.base else href
            usable = bool(LINK.fullmatch(address)) and (urlsplit(address).scheme != "" or not self.base)
        except ValueError:
            usable = False
        # A path alone would lead to a page of this site.
        if not usable or address.startswith("/"):
            self.lost_links += 1
            return ""
        return address
