"""A web page as it was saved: its text, and what it says of itself."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.importing.texts import BadRecord, ImportedText
from articles.text.styles import SHEET
from cancerinfo.web.addresses import is_web_address

from .content import read_page
from .main_text import DATES, main_text
from .page import Dropped, Page, PageRefused, bytes_of_page, why_refused
from .tree import attribute, parsed, text_of

CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What pages that name these really use: HTML's table of labels.
MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
BETWEEN = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s*[|»]\s*")


def read_html(
    place: str, stream: BinaryIO, files: Mapping[str, bytes] | None = None
) -> Iterator[ImportedText | BadRecord]:
    """The text in a saved page; `files` holds the pictures beside it, by their addresses in it."""
    try:
        page = html_page(decoded(bytes_of_page(stream)))
        yield read_page(place, replace(page, files={} if files is None else files))
    except (PageRefused, RecursionError) as error:
        yield BadRecord(place, why_refused(error))


def decoded(data: bytes) -> str:
    """HTML in the encoding that its first bytes or its meta element name; else in UTF-8, or windows-1252."""
    named = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not named and (found := CHARSET.search(data[:4096])):
        named = found[1].decode("ascii").lower()
    # What is good UTF-8 and more than ASCII is UTF-8, whatever a page says of itself.
    for name in ("utf-8", named) if named != "utf-16" else (named,):
        try:
            return data.decode(MEANT.get(name, name)).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def html_page(html: str) -> Page:
    """The page in whole HTML, what stands around its text left out and listed."""
    tree = parsed(html)
    if tree.body is None:
        raise PageRefused("The file holds no text.")
    facts = _Facts(tree)
    sheets = "".join(f"<style>{sheet}</style>" for sheet in SHEET.findall(html))
    title = facts.title()
    main, dropped = main_text(tree.body, title)
    updated = _date_line(main)
    return Page(
        title=title or _plain_title(main),
        # Its style sheets tell which words nobody sees.
        html=f"{sheets}{main.html or ''}",
        address=facts.address,
        language=facts.language,
        labels=facts.keywords,
        author=facts.author,
        published=facts.linked.get("datePublished", "")[:10],
        updated=updated or facts.linked.get("dateModified", "")[:10],
        dropped=tuple(dropped + ([Dropped("line with a date", updated)] if updated else [])),
    )


def _plain_title(main: LexborNode) -> str:
    heading = main.css_first("h1, h2")
    return text_of(heading) if heading is not None else ""


def _date_line(main: LexborNode) -> str:
    """The date of the first line that is nothing else ("Last updated: 15 November 2021"); all such lines, and
    those on the next review, are taken out."""
    lines = [
        (node, found)
        for node in main.css("p, div, em, i, small, span, time")
        if len(words := text_of(node)) < 80 and (found := DATES.fullmatch(words))
    ]
    places = {node.mem_id for node, _ in lines}
    for node in [node for node, _ in lines if node.parent is None or node.parent.mem_id not in places]:
        node.decompose()
    dates = (found["date"] for _, found in lines if not found["next"] and not found["siguiente"])
    return next(dates, "")


class _Facts:
    """What the head of a page, and its data for machines, say of it."""

    def __init__(self, tree: LexborHTMLParser):
        self.tree = tree
        self.meta = {
            (
                attribute(node, "name") or attribute(node, "property") or attribute(node, "http-equiv")
            ).lower(): attribute(node, "content")
            for node in tree.css("meta")
        }
        self.linked = _linked_data(tree)
        root = tree.css_first("html")
        self.language = (attribute(root, "lang") if root is not None else "") or self.meta.get(
            "content-language", ""
        )
        self.keywords = tuple(filter(None, map(str.strip, self.meta.get("keywords", "").split(","))))
        author = self.linked.get("author", "") or self.meta.get("author", "")
        self.author = author if len(author) < 200 else ""
        self.address = self._address()

    def _address(self) -> str:
        canonical = self.tree.css_first('link[rel="canonical"]')
        named = [attribute(canonical, "href") if canonical is not None else "", self.meta.get("og:url", "")]
        return next((address for address in named if is_web_address(address)), "")

    def title(self) -> str:
        """The heading that the title of the window names too; else the first h1; else the title of the window
        without the name of the site."""
        node = self.tree.css_first("title")
        window = text_of(node) if node is not None else ""
        window = window or (" ".join(node.text().split()) if node is not None else "")
        parts = (self.meta.get("og:title", ""), window, *BETWEEN.split(window))
        named_so = self.tree.css_first("p.MsoTitle, p.title, p.Title")
        if named_so is not None and text_of(named_so):
            return text_of(named_so)
        headings = {text_of(each).casefold(): text_of(each) for each in self.tree.css("h2, h1")}
        # The first part is the page, the others are the site.
        named = next(
            (headings[part.casefold()] for part in parts if part and part.casefold() in headings), ""
        )
        first = next((text for each in self.tree.css("h1") if (text := text_of(each))), "")
        return named or first or self.meta.get("og:title", "") or BETWEEN.split(window)[0]


def _linked_data(tree: LexborHTMLParser) -> dict[str, str]:
    """Author and dates of JSON-LD."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        for each in (
            data.get("@graph", [data]) if isinstance(data, dict) else data if isinstance(data, list) else []
        ):
            if isinstance(each, dict) and each.get("datePublished"):
                found = {name: value for name, value in each.items() if isinstance(value, str)}
                return found | {"author": _name(each.get("author"))}
    return {}


def _name(author: object) -> str:
    if isinstance(author, list):
        return ", ".join(filter(None, map(_name, author)))
    named = author.get("name") if isinstance(author, dict) else author
    return named if isinstance(named, str) else ""
