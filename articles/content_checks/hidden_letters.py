"""Letters that nobody sees: they let a page say another thing to programs and ears than to eyes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from html import unescape

from django.utils.translation import gettext_noop as _

from articles.content import ArticleContent
from articles.content.letters import HIDDEN

from .facts import Facts
from .finding import ERROR
from .page import Page, Spot
from .registry import Hit, rule
from .standards import INTAKE


@rule(
    "hidden-letters", ERROR, INTAKE,
    tests="A field or a record of the text holds an invisible character, such as one that reverses the "
    "order of letters, a tag character or a zero-width space. Reported once per section, and once for "
    "all the rest.",
    advice=_("Delete it: go over the words with the arrow keys, or type them again."),
    never_waived=_("A page says the same to everybody, whether they see it, hear it or have a "
                   "program read it."),
)  # fmt: skip
def hidden_letters(page: Page, facts: Facts) -> Iterator[Hit]:
    for place, text in _texts(page.content):
        if found := HIDDEN.search(text):
            yield Hit(_named(found[0]), place)


def _texts(content: ArticleContent) -> Iterator[tuple[Spot, str]]:
    for i, section in enumerate(content.sections):
        yield Spot(section.heading, i), unescape(f"{section.heading} {section.body}")
    yield Spot(), " ".join(_leaves(replace(content, sections=())))


def _leaves(value: object) -> Iterator[str]:
    """All texts of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _leaves(each)
    elif is_dataclass(value):
        yield from _leaves(tuple(vars(value).values()))


def _named(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
