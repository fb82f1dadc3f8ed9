"""Dates of ISO 8601 in words: a year, a month, a day, or an interval of them."""

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
ISO_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def nlm_date(iso: str) -> str:
    """ "2020", "2020 Aug" or "2020 Aug 3", as NLM prints dates. What is no ISO date stays as it is."""
    match = ISO_DATE.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    return " ".join(
        [year, *([MONTHS[int(month) - 1][:3]] if month else []), *([str(int(day))] if day else [])]
    )


def spoken_date(iso: str) -> str:
    """ "3 August 2020", "August 2020" or "2020". What is no ISO date stays as it is."""
    match = ISO_DATE.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    return " ".join([*([str(int(day))] if day else []), *([MONTHS[int(month) - 1]] if month else []), year])


def spoken_period(fielded: str) -> str:
    """ "16 June 2019 to 25 June 2019"; an open end ("2016-11/..") is said. Other words stay as they are."""
    start, slash, end = fielded.partition("/")
    if not slash or not ISO_DATE.fullmatch(start):
        return spoken_date(fielded)
    if end in ("", ".."):
        return f"from {spoken_date(start)}; the end is not known"
    if not ISO_DATE.fullmatch(end):
        return fielded
    return spoken_date(start) if start == end else f"{spoken_date(start)} to {spoken_date(end)}"
