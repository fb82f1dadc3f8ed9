"""An export of WordPress (WXR): its posts and pages, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from articles.importing.texts import BadRecord, ImportedText

from .content import read_page
from .main_text import main_text
from .page import Dropped, Page, PageRefused, why_refused
from .tree import body_of
from .wordpress_text import post_html, with_notes

# Rows of WordPress itself and of plugins that aren't pages.
NO_PAGES = {
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_block", "wp_global_styles", "wp_navigation", "wp_template", "wp_template_part",
    "wp_font_face", "feedback", "acf-field", "acf-field-group", "wpcf7_contact_form", "mc4wp-form",
    "shop_order", "shop_coupon", "elementor_library",
}  # fmt: skip
NOT_READ = {
    "trash": "it is in the trash",
    "auto-draft": "nobody ever saved it",
    "inherit": "it is a copy of another",
}
UNFINISHED = {"draft": "a draft", "pending": "waiting for review", "future": "planned for later"}
NO_CATEGORY = {"uncategorized", "uncategorised", "sin categoría", "allgemein", "non classé"}
# The field in which WordPress keeps the notes of a post.
NOTES = "footnotes"
REVIEW_WORDS = ("review", "revis", "checked_by")


def read_wordpress(place: str, stream: BinaryIO) -> Iterator[ImportedText | BadRecord]:
    """The posts and pages of an export. What is private, in the trash or no page is named and left out."""
    site = _Site()
    try:
        for _, element in iterparse(stream, forbid_dtd=True):
            name = _local(element)
            if name == "author" and len(element):
                login, shown = _text(element, "author_login"), _text(element, "author_display_name")
                site.people[login] = shown or login
            elif name == "language" and not site.language:
                site.language = element.text or ""
            elif name == "item":
                yield from _item(place, element, site)
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        yield BadRecord(place, f"The export is damaged or cut off, so the rest of it can't be read: {error}.")


@dataclass
class _Site:
    language: str = ""
    people: dict[str, str] = field(default_factory=dict)


def _item(place: str, item: Element, site: _Site) -> Iterator[ImportedText | BadRecord]:
    title = unescape(_text(item, "title"))
    place = f"{place}: {title or _text(item, 'link') or _text(item, 'post_id')}"
    kind, status = _text(item, "post_type"), _text(item, "status")
    if kind in NO_PAGES:
        if kind == "attachment":
            yield BadRecord(place, "A file of the old site, no page of its own.", is_fault=False)
        return
    if why := _why_not(status, item):
        yield BadRecord(place, f"Left out: {why}.", is_fault=False)
        return
    try:
        yield read_page(place, _page(title, status, item, site))
    except (PageRefused, RecursionError) as error:
        # A page without text, such as one that a plugin fills, isn't a fault of the export.
        yield BadRecord(place, why_refused(error), is_fault=False)


def _why_not(status: str, item: Element) -> str:
    if status == "private":
        return "it is private on the old site"
    if _text(item, "post_password"):
        return "it has a password on the old site"
    return NOT_READ.get(status, "")


def _page(title: str, status: str, item: Element, site: _Site) -> Page:
    fields = [(_text(row, "meta_key"), _text(row, "meta_value")) for row in _each(item, "postmeta")]
    text, notes = with_notes(_text(item, "encoded", "content"), dict(fields).get(NOTES, ""))
    html, dropped = post_html(text)
    main, furniture = main_text(body_of(html))
    categories, tags = _labels(item, "category"), _labels(item, "post_tag")
    categories = [each for each in categories if each.casefold() not in NO_CATEGORY]
    reviewer = next(
        (words for name, words in fields if any(each in name.lower() for each in REVIEW_WORDS)), ""
    )
    others = ", ".join(
        dict.fromkeys(name for name, words in fields if words not in ("", reviewer) and name != NOTES)
    )
    comments = len(list(_each(item, "comment")))
    page = Page(
        title=title,
        html=main.inner_html or "",
        address=_text(item, "link"),
        language=site.language,
        category=next(iter(categories), ""),
        tags=(*tags, *categories[1:]),
        author=site.people.get(_text(item, "creator"), _text(item, "creator")),
        reviewer=reviewer if not reviewer.isdecimal() else "",
        published=_text(item, "post_date")[:10],
        updated=_text(item, "post_modified")[:10],
        summary=_text(item, "encoded", "excerpt"),
        notes=notes,
        dropped=(*dropped, *furniture),
    )
    told = [(comments, f"comments ({comments})", ""), (others, "custom fields", others[:80])]
    page = replace(
        page, dropped=(*page.dropped, *(Dropped(what, words) for there, what, words in told if there))
    )
    return (
        replace(page, says=(f"On the old site it is {UNFINISHED[status]}.",))
        if status in UNFINISHED
        else page
    )


def _labels(item: Element, domain: str) -> list[str]:
    return [
        unescape(each.text or "")
        for each in _each(item, "category")
        if each.get("domain") == domain and each.text
    ]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _each(item: Element, name: str) -> Iterator[Element]:
    return (each for each in item if _local(each) == name)


def _text(item: Element, name: str, space: str = "") -> str:
    """The words of a field; `space` is a word of its namespace, where two fields have the same name."""
    return next(((each.text or "").strip() for each in _each(item, name) if space in each.tag), "")
