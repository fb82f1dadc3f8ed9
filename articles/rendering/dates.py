"""Dates of ISO 8601 in words: a year, a month, a day, or an interval of them."""

import re
from datetime import date

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ISO_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def nlm_date(iso: str) -> str:
    """ "2020", "2020 Aug" or "2020 Aug 3", as NLM prints dates. What is no ISO date stays as it is."""
    match = ISO_DATE.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    return " ".join(
        [year, *([str(MONTHS[int(month)])[:3]] if month else []), *([str(int(day))] if day else [])]
    )


def spoken_date(iso: str) -> str:
    """ "3 August 2020", "August 2020" or "2020", in the language of the page. What is no ISO date, or no day
    of a calendar, stays as it is."""
    match = ISO_DATE.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    if not month:
        return year
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        return iso
    return date_format(first, "DATE_FORMAT" if day else "YEAR_MONTH_FORMAT")


def spoken_period(fielded: str) -> str:
    """ "16 June 2019 to 25 June 2019"; an open end ("2016-11/..") is said. Other words stay as they are."""
    start, slash, end = fielded.partition("/")
    if not slash or not ISO_DATE.fullmatch(start):
        return spoken_date(fielded)
    if end in ("", ".."):
        return _("from %(day)s; end date not known") % {"day": spoken_date(start)}
    if not ISO_DATE.fullmatch(end):
        return fielded
    if start == end:
        return spoken_date(start)
    return _("%(first)s to %(last)s") % {"first": spoken_date(start), "last": spoken_date(end)}
