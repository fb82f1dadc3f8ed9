"""Entries of a numbered directory of organizations."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .scraped_article import ScrapedOrganization

# A section whose heading has one of these words is a directory. "Supportive" is not "support".
WORDS = re.compile(
    r"\b(?:resources?|support|organi[sz]ations?|contacts?|directory|charity|charities|helplines?)\b",
    re.IGNORECASE,
)
_BRACKETS_AT_END = re.compile(r"\(([^\W_]{2,10})\)$")
_ADDRESS = re.compile(r"(?<![A-Za-z0-9])https?://[^\s<>\"“”«»]{1,2000}", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'’*_~"


def organization_named(position: int, text: str) -> ScrapedOrganization:
    """The organization of an entry: "(NCI)" at the end is its abbreviation, "(Northern Branch)" its name."""
    brackets = _BRACKETS_AT_END.search(text)
    if brackets and sum(map(str.isupper, brackets[1])) >= 2:
        name = text[: brackets.start()].strip()
        if name:
            return ScrapedOrganization(position, name, brackets[1])
    return ScrapedOrganization(position, text)


def with_description(organization: ScrapedOrganization, lines: Sequence[str]) -> ScrapedOrganization:
    """The organization with these lines as its description, and the first address in them."""
    if not lines:
        return organization
    description = "\n".join(lines)
    return replace(organization, description=description, url=first_address(description))


def first_address(text: str) -> str | None:
    """The first http or https address in a text."""
    found = addresses(text)
    return found[0][2] if found else None


def addresses(text: str) -> list[tuple[int, int, str]]:
    """Start, end and text of each http or https address; what ends a sentence does not belong to it."""
    return [
        (found.start(), found.start() + len(address), address)
        for found in _ADDRESS.finditer(text)
        if len(address := _without_end(found[0])) > len("https://")
    ]


def _without_end(address: str) -> str:
    end = len(address)
    closing = {")": "(", "]": "["}
    while end:
        last = address[end - 1]
        opening = closing.get(last)
        if last in _AFTER_ADDRESS or (
            opening and address.count(last, 0, end) > address.count(opening, 0, end)
        ):
            end -= 1
        else:
            break
    return address[:end]
