"""The rule on tokens that aren't whole tokens: readers would see their brackets."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.translation import gettext_noop as _

from articles.content import CITATION, FIGURE_PLACE, SURVEY_PLACE, SurveyTableContent
from articles.content.plain_text import TAG

from .facts import Facts
from .finding import ERROR
from .page import Page
from .registry import Hit, rule
from .standards import GATE

WHOLE = re.compile(f"{CITATION.pattern}|{SURVEY_PLACE.pattern}|{FIGURE_PLACE.pattern}")
# What begins as a token, or ends as one. A run is bounded, so that no text costs the square of its length.
BROKEN = re.compile(
    r"\[[ \u00a0]?(?:@|(?:survey|figure)[ \u00a0]?:)[^\[\]]{0,40}+"
    r"|(?<![\w.:@-])(?:@|survey:|figure:)[\w.:-]{1,120}+\]",
    re.I,
)
WITHOUT_TOKENS = (
    "title", "main_message", "summary", "aim", "disclaimer", "funding", "licence", "change_note",
)  # fmt: skip


@rule(
    "token-broken", ERROR, GATE,
    tests="Something begins or ends like a token and isn't a whole one: “[@smith”, “[survey:]”, “@smith]”, "
    "one that holds bold or linked letters, or one where none is allowed: the title, the main message, the "
    "summary, a heading, or the words of a survey table.",
    advice=_("Type the token again in one go, as [@key], [survey:key] or [figure:key], or take it out."),
)  # fmt: skip
def token_broken(page: Page, facts: Facts) -> Iterator[Hit]:
    for name in WITHOUT_TOKENS:
        for words in _broken(getattr(page.content, name)):
            yield Hit(words, kind=name.replace("_", " "))
    for each in page.sections:
        for words in [*_broken(each.section.heading), *_broken(_without_whole(each.section.body))]:
            yield Hit(words, each.place)
    for placed in page.tables:
        for text in _texts(placed.table):
            for words in _broken(text):
                yield Hit(words, placed.place)


def _broken(text: str) -> Iterator[str]:
    """The broken tokens of a text, each with some words that follow, each once."""
    return iter(dict.fromkeys(" ".join(found[0].split()) for found in BROKEN.finditer(text)))


def _without_whole(body: str) -> str:
    """The text of a body without its whole tokens. Tags go without a trace, as readers see them."""
    return "".join(WHOLE.sub(" ", unescape(text)) for text in TAG.split(body))


def _texts(table: SurveyTableContent) -> Iterator[str]:
    yield from (
        table.title,
        table.headline,
        table.question,
        table.population,
        table.note,
        table.label_heading,
    )
    yield from (column.heading for column in table.columns)
    for row in table.rows:
        yield from (row.label, row.base, *(CITATION.sub(" ", value) for value in row.values))
