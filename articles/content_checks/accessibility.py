"""WCAG on what editors write: tables, links, capitals, paragraphs that play headings."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page
from .registry import Hit, rule
from .standards import GATE, NHS, PEMAT, PIF_TICK, WCAG, Clause

SHOUTED = re.compile(r"(?<!\w)[^\W\d_a-z]{3,}(?:[ ,;:]+[^\W\d_a-z]{2,}){2,}(?!\w)")
MAX_BOLD_WORDS = 14


@rule(
    "table-without-headers", ERROR, GATE, Clause(WCAG, "1.3.1"), Clause(PEMAT, "19"), is_local=True,
    tests="A table in the text has no header cell (th).",
    advice=_("Mark the first row or column as headers, or use a survey table."),
)  # fmt: skip
def table_without_headers(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        for table in each.outline.tables:
            if not table.headers:
                yield Hit(table.caption or "table", each.place)


@rule(
    "table-header-empty", ERROR, GATE, Clause(WCAG, "1.3.1 (empty-table-header)"), Clause(PEMAT, "19"),
    is_local=True,
    tests="A header cell of a table in the text is empty.",
    advice=_("Say in the header what the column or row holds."),
)  # fmt: skip
def table_header_empty(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        for table in each.outline.tables:
            if table.headers and not all(table.headers):
                yield Hit(table.caption or "table", each.place)


@rule(
    "table-without-caption", ERROR, GATE, Clause(WCAG, "1.3.1"), Clause(PEMAT, "17"), is_local=True,
    tests="A table in the text has no caption.",
    advice=_("Say in a caption what the table shows."),
)  # fmt: skip
def table_without_caption(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        for table in each.outline.tables:
            if not table.caption:
                yield Hit(", ".join(table.headers) or "table", each.place)


@rule(
    "link-empty", ERROR, GATE, Clause(WCAG, "2.4.4 (link-name)"), is_local=True,
    tests="A link without words.",
    advice=_("Say in the link where it leads, or take it out."),
)  # fmt: skip
def link_empty(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        for link in each.outline.links:
            if link.href and not link.text:
                yield Hit(link.href, each.place)


@rule(
    "link-vague", WARNING, GATE, Clause(WCAG, "2.4.4, 2.4.9"), Clause(PIF_TICK, "7"), Clause(NHS, "links"),
    is_local=True,
    tests="The words of a link are on the list “vague links” (click here, read more, this page, …) or a "
    "bare address.",
    advice=_("Say in the link where it leads."),
)  # fmt: skip
def link_vague(page: Page, facts: Facts) -> Iterator[Hit]:
    vague = set(facts.words["vague-links"])
    for each in page.sections:
        for link in each.outline.links:
            words = link.text.casefold().strip(" .:›»>→")
            if words in vague or words.startswith(("http://", "https://")):
                yield Hit(link.text, each.place)


@rule(
    "all-capitals", WARNING, GATE, Clause(WCAG, "3.1.5"), is_local=True,
    tests="Three or more words in a row are written in capitals.",
    advice=_("Use small letters; screen readers may spell capitals out."),
)  # fmt: skip
def all_capitals(page: Page, facts: Facts) -> Iterator[Hit]:
    for passage in page.passages:
        found = SHOUTED.search(passage.text)
        if found:
            yield Hit(found[0], passage)


@rule(
    "paragraph-as-heading", WARNING, GATE, Clause(WCAG, "1.3.1 (p-as-heading)"), is_local=True,
    tests=f"A paragraph of at most {MAX_BOLD_WORDS} words is bold from end to end.",
    advice=_("Make it the heading of a section."),
)  # fmt: skip
def paragraph_as_heading(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        for block in each.outline.blocks:
            is_short = len(block.text.split()) <= MAX_BOLD_WORDS
            if block.kind == "paragraph" and block.all_bold and is_short:
                yield Hit(block.text, each.place)
