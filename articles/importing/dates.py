"""Dates as records of sources print them. What isn't plainly a day or a month is left out, never guessed."""

import re
from datetime import date
from itertools import takewhile
from typing import Any

# In English and in Spanish; a month may be cut after its third letter.
MONTHS = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"), ("may", "mayo"),
    ("june", "junio"), ("july", "julio"), ("august", "agosto"), ("september", "septiembre", "setiembre"),
    ("october", "octubre"), ("november", "noviembre"), ("december", "diciembre"),
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", re.ASCII)
# 2020-05-03, 2020/05/03/, 2020.5, with a time or the end of a span behind it; 20200503.
_YEAR_FIRST = re.compile(
    r"(?:1[5-9]|20)\d\d([-/.\s])(\d{1,2})(?:\1(\d{1,2}))?(?!\d|:|\1\d|\s+[^\W\d])", re.ASCII
)
_COMPACT = re.compile(r"((?:1[5-9]|20)\d\d)(\d\d)(\d\d)", re.ASCII)
# 12/31/2020, 31.12.2020, 9/2020
_YEAR_LAST = re.compile(r"(?:(\d{1,2})([-/.]))?(\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,4}")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
# Words that stand in a date beside its day, month and year.
_JOINTS = {"de", "del", "of", "the", "st", "nd", "rd", "th"}


def date_parts(printed: str) -> dict:
    """CSL's date of a text, as exact as it plainly says: a day, a month or a year; {} without a year.

    Of a span its beginning. "07/08/2020" is July to some and August to others, so only its year is taken.
    """
    printed = printed.strip()
    found = _YEAR.search(printed)
    if not found:
        compact = _COMPACT.fullmatch(printed)
        return _dated(*map(int, compact.groups())) if compact else {}
    year = int(found[0])
    if numeric := _YEAR_FIRST.match(printed):
        return _dated(year, *(int(part) for part in numeric.group(2, 3) if part))
    if numeric := _YEAR_LAST.fullmatch(printed):
        return _dated(year, *_told_apart(*(int(part) for part in numeric.group(1, 3) if part)))
    return _dated(year, *_in_words(printed[: found.start()], printed[found.end() :]))


def csl_date(said: Any) -> dict:
    """CSL's date of whatever a record gives as one, as exact as it plainly says; {} if that isn't a date.

    Of several date-parts the first. Zotero gives {"raw": "May 3, 2022"} instead, and Crossref [[null]] for no
    date.
    """
    if not isinstance(said, dict):
        return date_parts(said) if isinstance(said, str) else {}
    spans = said.get("date-parts")
    parts = spans[0] if isinstance(spans, list) and spans else []
    printed_numbers = takewhile(_NUMBER.fullmatch, map(str, parts if isinstance(parts, list) else []))
    numbers = [int(number) for number in printed_numbers]
    if 1 <= len(numbers) <= 3 and is_date(numbers[0]):
        return _dated(*numbers)
    printed = (said.get("raw"), said.get("literal"))
    return next(filter(None, (date_parts(text) for text in printed if isinstance(text, str))), {})


def iso_date(csl: dict) -> str:
    """ISO 8601 of CSL's date: "2022-05-03", "2022-05" or "2022"; "" of {}."""
    numbers = csl["date-parts"][0] if csl else []
    return "-".join(f"{number:0{width}d}" for number, width in zip(numbers, (4, 2, 2), strict=False))


def month_of(word: str) -> int:
    """The number of a month by its name or the beginning of it; 0 for any other word."""
    word = word.casefold()
    named = (i for i, names in enumerate(MONTHS, 1) if any(name.startswith(word) for name in names))
    return next(named, 0) if len(word) >= 3 else 0


def _told_apart(*numbers: int) -> tuple[int, ...]:
    """(month, day) of two numbers in either order, where one can't be a month; a month alone."""
    if len(numbers) == 1:
        return numbers
    first, second = numbers
    if first == second or second > 12:
        return first, second
    return (second, first) if first > 12 else ()


def _in_words(before: str, after: str) -> tuple[int, ...]:
    """(month, day) of "14 September" before a year, or "Sep 14-16" after it, as far as they stand there."""
    words = [word.casefold() for word in _WORDS.findall(before)] or _until_year(after)
    months = [month for word in words if (month := month_of(word))]
    is_plain = all(word.isdecimal() or month_of(word) or word in _JOINTS for word in words)
    days = [int(word) for word in words if word.isdecimal()] if is_plain else []
    return (*months[:1], *days[:1]) if months else ()


def _until_year(text: str) -> list[str]:
    """The words of a text up to the next year, which begins the end of a span."""
    end = _YEAR.search(text)
    return [word.casefold() for word in _WORDS.findall(text[: end.start()] if end else text)]


def _dated(year: int, *parts: int) -> dict:
    """CSL's date of a year, perhaps a month and a day, as far as there is such a date."""
    exact = (parts[:length] for length in (2, 1, 0) if is_date(year, *parts[:length]))
    return {"date-parts": [[year, *next(exact)]]}


def is_date(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        return date(year, month, day).year >= 1000
    except ValueError:
        return False
