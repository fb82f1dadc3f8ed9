"""Cleans rich text on the server: on the way in, and once more on the way out."""

import re
from html import escape

import nh3

from .struck import without_struck
from .well_formed import DROPPED_WHOLE

TAGS = {
    "p", "br", "ul", "ol", "li", "strong", "em", "sub", "sup", "a", "blockquote", "h4",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
ATTRIBUTE_VALUES = {"scope": re.compile(r"(?:row|col)(?:group)?"), "start": re.compile(r"-?\d{1,6}")}
SPAN = re.compile(r"[1-9]\d{0,2}")

# Whole addresses of four schemes, and on this site a path from its root or a place on the page. Relative
# paths would break when a text is read at another address; `//host` leaves the site; `user@host` deceives.
LINK = re.compile(r"https?://[^/?#@\\]+(?:[/?#].*)?|mailto:.+|tel:.+|#.+|/(?![/\\]).*", re.IGNORECASE)
# An address as people write it, without its scheme, such as www.example.org/page; the name of a file is none.
HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,8}(?!(?:html?|php|aspx?|jsp|pdf|docx?|txt|md|png|jpe?g)\b)[a-z]{2,24}"
    r"(?:[/?#].*)?",
    re.IGNORECASE,
)
# Browsers take these out of an address before they read its scheme.
IGNORED_IN_LINKS = re.compile(r"[\x00-\x1f\x7f]")
URL_SCHEMES = {"http", "https", "mailto", "tel"}

# Building a tree takes time that grows with the square of its depth; browsers stop at 512.
MAX_DEPTH = 200
ANY_TAG = re.compile(r"<[/!?a-z][^>]*>?", re.IGNORECASE)
OPEN_OR_CLOSE = re.compile(
    r"<(/?)(?!(?:p|li|br|hr|img|input|meta|link|col|t[drh]|thead|tbody|tfoot|d[td]|option)\b)[a-z]",
    re.IGNORECASE,
)

LONG_TEXT = 4_000
TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
BARE_SIGN = re.compile(r"<(?![a-z/!?])", re.IGNORECASE)
CUT = "<x-cut></x-cut>"
# Python 3.11.2, Debian's, goes too far with a possessive group: only characters are repeated so.
TAG_OR_TEXT = re.compile(
    r"<[a-z/!?][^<>]*+|(?:[^<]|<(?![a-z/!?]))[^<]*+(?:<(?![a-z/!?])[^<]*+)*", re.IGNORECASE
)
# It goes on to the end of a run of letters and digits, which may be an entity.
LONG_PIECE = re.compile(rf".{{{LONG_TEXT}}}[a-z0-9#;]*+", re.IGNORECASE | re.DOTALL)


def clean_html(html: str) -> str:
    """The part of `html` that a body may hold: plain structure, and links that LINK allows.

    Text that was struck out, deleted or hidden isn't part of it (`struck.py`). Cleaning twice is cleaning
    once. Markup nested deeper than MAX_DEPTH is taken away, its text stays.
    """
    if is_too_deep(html):
        html = ANY_TAG.sub(" ", html)
    # What stood between two removed tags may nest differently when it is read again.
    for _ in range(5):
        cleaned = _clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return _clean_once(ANY_TAG.sub(" ", html))


def _clean_once(html: str) -> str:
    cleaned = nh3.clean(
        cut_long_texts(without_struck(html)[0]),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=URL_SCHEMES,
        link_rel=None,
        clean_content_tags=DROPPED_WHOLE,
    )
    # Where a text of a form field was cut, the cut is text.
    return cleaned.replace(escape(CUT), "").replace("\r", "")


def cut_long_texts(html: str) -> str:
    """`html` with an empty element, which cleaning takes away, in texts of more than LONG_TEXT characters.

    The parser adds a text piece by piece, a sign that is not ASCII being one, and copies it each time: 25
    seconds for a million signs. No entity is cut in two.
    """
    return TAG_OR_TEXT.sub(_cut, html) if _may_have_long_text(html) else html


def _may_have_long_text(html: str) -> bool:
    """False if all texts are short: between two signs < there is a tag, or a text and less."""
    if len(html) <= LONG_TEXT:
        return False
    return BARE_SIGN.search(html) is not None or max(map(len, html.split("<"))) > LONG_TEXT


def _cut(found: re.Match) -> str:
    is_long_text = len(found[0]) > LONG_TEXT and not TAG.match(found[0])
    return LONG_PIECE.sub(rf"\g<0>{CUT}", found[0]) if is_long_text else found[0]


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        link = IGNORED_IN_LINKS.sub("", value).strip().replace(" ", "%20")
        link = f"https://{link}" if HOST.fullmatch(link) else link
        return link if LINK.fullmatch(link) else None
    return value if ATTRIBUTE_VALUES.get(name, SPAN).fullmatch(value) else None


def is_too_deep(html: str) -> bool:
    """Whether more than MAX_DEPTH elements are open at once, those that close by themselves left out."""
    if html.count("<") <= MAX_DEPTH:
        return False
    depth = 0
    for tag in OPEN_OR_CLOSE.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return True
    return False
