"""HTML as a browser reads it, tag by tag, before anything is cleaned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import nh3

# Their text isn't part of the page.
DROPPED_WHOLE = {"script", "style", "title", "iframe", "noscript", "template", "svg", "math"}
# Written back with their "<" as it is, so that what is inside would pass for tags.
RAW_TEXT = {"xmp", "noembed", "noframes", "plaintext"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

TAG_NAME = re.compile(r"<([a-z][a-z0-9:-]*)(?=[\s/>])", re.IGNORECASE)
READ = {
    "*": {
        *("style", "class", "hidden", "href", "start", "scope", "colspan", "rowspan", "id", "name", "role"),
        *("src", "alt", "title", "width", "height", "data-note", "data-src"),
    }
}
TAG = re.compile(r'<(/?)([a-z][a-z0-9:-]*)((?: [^\s="<>]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([^\s="<>]+)="([^"]*)"')


@dataclass(frozen=True)
class Tag:
    """A tag of well-formed HTML as it is written; `before` is the text between it and the tag before."""

    before: str
    name: str
    written: str
    is_end: bool
    attributes: dict[str, str]


def well_formed(html: str) -> str:
    """Every element closed, every attribute in double quotes, comments and DROPPED_WHOLE gone."""
    names = {name.lower() for name in TAG_NAME.findall(html)}
    return nh3.clean(
        html,
        tags=names - DROPPED_WHOLE - RAW_TEXT,
        attributes=READ,
        # Pictures in a page are data of its own.
        url_schemes={*nh3.ALLOWED_URL_SCHEMES, "data"},
        link_rel=None,
        clean_content_tags=DROPPED_WHOLE,
    )


def tags_of(html: str) -> Iterator[Tag]:
    """The tags of what `well_formed` gave. Last comes one without a name, after the rest of the text."""
    position = 0
    for found in TAG.finditer(html):
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(found[3])}
        yield Tag(html[position : found.start()], found[2], found[0], bool(found[1]), attributes)
        position = found.end()
    yield Tag(html[position:], "", "", False, {})
