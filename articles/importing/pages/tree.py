"""What is asked of the elements of a page, whatever its format."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.text.cleaning import is_too_deep

from .page import PageRefused

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = {
    *HEADINGS, "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
NO_TEXT = {"script", "style", "noscript", "template", "head", "title", "meta", "link", "-comment"}
# Control characters, soft hyphens, zero-width spaces, byte order marks, marks of direction.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
WHITE_SPACE = re.compile(r"\s+")


def parsed(html: str) -> LexborHTMLParser:
    """The elements of HTML, as a browser reads it. Raises PageRefused for what nests too deep to be a
    page."""
    if is_too_deep(html):
        raise PageRefused("Its elements nest hundreds deep, so it isn't a page.")
    return LexborHTMLParser(html)


def body_of(html: str) -> LexborNode:
    """The body of a page, or of a part of one."""
    body = parsed(html).body
    if body is None:
        raise PageRefused("The file holds no text.")
    return body


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The texts and elements directly in an element."""
    return node.iter(include_text=True)


def is_text(node: LexborNode) -> bool:
    return node.tag == "-text"


def text_of(node: LexborNode) -> str:
    """The words of an element on one line; blocks and line breaks are apart, scripts and the like left
    out."""
    parts: list[str] = []
    _collect(node, parts)
    return one_line("".join(parts))


def _collect(node: LexborNode, parts: list[str]):
    if is_text(node):
        parts.append(node.text(deep=False))
    elif node.tag not in NO_TEXT:
        gap = " " if node.tag in BLOCKS or node.tag == "br" else ""
        parts.append(gap)
        for child in children(node):
            _collect(child, parts)
        parts.append(gap)


def one_line(text: str) -> str:
    return WHITE_SPACE.sub(" ", UNSEEN.sub("", text)).strip()


def has_block(node: LexborNode) -> bool:
    """Whether an element holds paragraphs or other blocks, not only words of a line."""
    return any(child.tag in BLOCKS or has_block(child) for child in node.iter())


def opens_part(node: LexborNode) -> bool:
    """Whether an element is the button of a part that it opens, and so the heading of that part."""
    is_told = any(name in node.attributes for name in ("aria-expanded", "aria-controls"))
    if node.tag != "button" or not (is_told or "accordion" in attribute(node, "class").lower()):
        return False
    following = node.next
    while following is not None and is_text(following):
        following = following.next
    return following is not None and following.tag in ("div", "p", "section") and text_of(following) != ""


def level_of(node: LexborNode, otherwise: int) -> int:
    """The level of a heading, 1 to 6; `otherwise` for what is none."""
    return HEADINGS.get(node.tag or "", otherwise)


def attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute; "" for one that isn't there or has none."""
    return node.attributes.get(name) or ""
