"""What kind of line a line is, from its words alone."""

import re
import unicodedata
from dataclasses import dataclass

from articles.content.plain_text import count_words

_RELATED = re.compile(r"(?:[•◦▪‣●○*\-–] )?see\s+also\b\s*:?\s*(\S.*)", re.IGNORECASE)
_CATEGORY = re.compile(r"(category|categories|tags)\s*:\s*(\S.*)", re.IGNORECASE)
_BULLET = re.compile(r"[•◦▪‣●○*\-–]\s(\S.*)")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s(\S.*)")
# A date is kept as written; it begins with a digit, a month or a day of the week, and has a digit.
_DATE = (
    r"(?P<date>(?=.*\d)(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day).*)"
)
_BYLINES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("author", r"(?:(?:written )?by\b|authors?\s*:)\s*:?\s*(?P<name>\S.*)"),
        ("reviewer", rf"(?:medically )?reviewed by\b\s*:?\s*(?P<name>\S.*?)(?: on {_DATE})?"),
        ("published", rf"(?:published|posted)\b(?: on\b)?\s*:?\s*{_DATE}"),
        ("updated", rf"(?:last )?updated\b(?: on\b)?\s*:?\s*{_DATE}"),
    )
)
# A name may begin small with these; any other small letter begins a sentence ("By using ...").
_NAME_PARTICLES = {"al", "bin", "da", "de", "del", "della", "den", "der", "di", "du", "el", "la", "le",
                   "ten", "ter", "van", "von", "zu"}  # fmt: skip

MAX_HEADING_WORDS = 14
MAX_NUMBERED_WORDS = 12
MAX_CATEGORY_WORDS = 12
MAX_BYLINE_WORDS = 14


def related_title(text: str) -> str | None:
    """The title after "See also"; None for another line."""
    found = _RELATED.fullmatch(text)
    return found and found[1]


@dataclass(frozen=True)
class Labels:
    """Names after "Category:" (the first of them is the category) or after "Tags:"."""

    names: tuple[str, ...]
    are_tags: bool


def category_or_tags(text: str) -> Labels | None:
    """The names of a category or tags line of at most 12 words; None for another line."""
    found = _CATEGORY.fullmatch(text)
    if not found or count_words(text) > MAX_CATEGORY_WORDS:
        return None
    names = tuple(name.strip() for name in re.split("[,;]", found[2]) if name.strip())
    return Labels(names, found[1].casefold() == "tags") if names else None


def byline(text: str) -> dict[str, str] | None:
    """What a byline or a line with a date says, by field of ScrapedArticle; None for another line."""
    if text.endswith(".") or count_words(text) > MAX_BYLINE_WORDS:
        return None
    for name, pattern in _BYLINES:
        if found := pattern.fullmatch(text):
            return _byline_fields(name, found)
    return None


def _byline_fields(name: str, found: re.Match) -> dict[str, str] | None:
    told = found.groupdict()
    if "name" not in told:
        return {name: told["date"]}
    first = re.split(r"[\s'’]", told["name"], maxsplit=1)[0]
    if first[0].islower() and first not in _NAME_PARTICLES:
        return None
    return {name: told["name"]} | ({"reviewed": told["date"]} if told.get("date") else {})


def bullet_text(text: str) -> str | None:
    """The text after a list mark; None for a line without one."""
    found = _BULLET.fullmatch(text)
    return found and found[1]


def numbered_text(text: str) -> tuple[int, str] | None:
    """Number and text of a line "N. text" or "N) text"; None for another line."""
    found = _NUMBERED.fullmatch(text)
    return found and (int(found[1]), found[2])


def numbered_entry(text: str) -> tuple[int, str] | None:
    """Number and text of a short numbered line that isn't a sentence: an organization or a heading."""
    if text.endswith((".", "?", "!", ":")):
        return None
    numbered = numbered_text(text)
    return numbered if numbered and count_words(text) <= MAX_NUMBERED_WORDS else None


def has_heading_shape(text: str) -> bool:
    """Whether a line that stands alone in its block reads like a heading."""
    if bullet_text(text) or numbered_text(text) or related_title(text) or category_or_tags(text):
        return False
    if text[0].islower() or any(mark in text for mark in (". ", "; ", "! ", "://")):
        return False
    return not _without_symbols(text).endswith((".", ",", ";", ":", "!")) and (
        count_words(text) <= MAX_HEADING_WORDS
    )


def _without_symbols(text: str) -> str:
    """`text` without the symbols, emoji and spaces at its end."""
    end = len(text)
    while end and _is_symbol(text[end - 1]):
        end -= 1
    return text[:end]


def _is_symbol(character: str) -> bool:
    # Cf, Me and Mn hold what joins and varies emoji: U+200D, U+20E3, U+FE0F.
    return character.isspace() or unicodedata.category(character) in {
        "Sc", "Sk", "Sm", "So", "Cf", "Me", "Mn",
    }  # fmt: skip
