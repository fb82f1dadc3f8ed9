"""Letters that nobody sees: they let a page say another thing to programs and ears than to eyes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from articles.content import ArticleContent, encode

from .facts import Facts
from .finding import ERROR
from .page import Page, Spot
from .registry import Hit, rule
from .standards import INTAKE

# Marks that reverse the order of letters (Unicode UAX 9), tag characters, zero-width spaces and fillers. Not
# what Arabic, Persian and Indian scripts need, joiners and marks of direction, nor the soft hyphen.
HIDDEN = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


@rule(
    "hidden-letters", ERROR, INTAKE,
    tests="A field or a record of the text holds an invisible character, such as one that reverses the "
    "order of letters, a tag character or a zero-width space. Reported once per section, and once for "
    "all the rest.",
    advice="Delete it: go over the words with the arrow keys, or type them again.",
    never_waived="A page says the same to everybody, whether they see it, hear it or have a program read it.",
)  # fmt: skip
def hidden_letters(page: Page, facts: Facts) -> Iterator[Hit]:
    for place, text in _texts(page.content):
        if found := HIDDEN.search(text):
            yield Hit(_named(found[0]), place)


def _texts(content: ArticleContent) -> Iterator[tuple[Spot, str]]:
    for i, section in enumerate(content.sections):
        yield Spot(section.heading, i), unescape(f"{section.heading} {section.body}")
    rest = encode(replace(content, sections=()))
    yield Spot(), " ".join(_leaves(rest))


def _leaves(value) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, int | None):
        for each in value:
            yield from _leaves(each)


def _named(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
