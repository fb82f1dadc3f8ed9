"""Numbers of survey tables, read from the printed text."""

import math
import re
from typing import NamedTuple

THOUSANDS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?", re.ASCII)
PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)

INTERVAL = re.compile(
    r"([\d.,]+ ?%?)\s*(?:[-\u2013\u2014]|to\b|a\b)\s*([\d.,]+ ?%?)\s*(?:\([^()]*\))?", re.ASCII
)


# Marks that lead to a note below a table. A raised digit or a letter is one behind a percent sign only:
# behind a bare figure it may be a power.
FOOTNOTE_MARKS = "*†‡§¶‖#⁎∗ᵃᵇᶜᵈᵉᶠ"
_BEHIND_FIGURE = re.compile(
    rf"(?<=[\d%]) ?[{FOOTNOTE_MARKS}][{FOOTNOTE_MARKS} ,]*$|(?<=%) ?(?:[a-f]|[⁰¹²³⁴-⁹]+)$"
)


class Interval(NamedTuple):
    low: float
    high: float


def marks_apart(text: str) -> tuple[str, str]:
    """A cell, and the marks of notes behind its figure: ("60%", "*†") of "60%*†"; ("10³", "") of "10³"."""
    found = _BEHIND_FIGURE.search(text)
    return (text[: found.start()], found[0].strip()) if found else (text, "")


def parse_value(text: str) -> float | None:
    """The number that a cell shows, whatever notes its marks lead to; see plain_number."""
    return plain_number(marks_apart(text)[0])


def plain_number(text: str) -> float | None:
    """The number that a text is: 60.0 for "60%", 1204.0 for "1,204", 12.5 for "12,5%".

    A comma before groups of three digits separates thousands, unless the cell is a percentage; any other
    comma is a decimal comma. None where the cell isn't a plain number ("1-4", "<5%", "n/a").
    """
    text = text.strip().replace("\u2212", "-")
    is_percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    sign = -1 if text.startswith("-") else 1
    digits = text[1:] if text[:1] in ("-", "+") else text
    if not is_percent and THOUSANDS.fullmatch(digits):
        digits = re.sub(r"[^\d.]", "", digits)
    elif not PLAIN.fullmatch(digits):
        return None
    number = sign * float(digits.replace(",", "."))
    return number if math.isfinite(number) else None


def parse_interval(text: str) -> Interval | None:
    """The limits that a cell shows: 31 and 54 for "31-54 (90 %)". None where they aren't two plain numbers,
    the lower one first."""
    found = INTERVAL.fullmatch(marks_apart(text.strip())[0])
    limits = [parse_value(limit) for limit in found.groups()] if found else []
    if len(limits) != 2 or limits[0] is None or limits[1] is None or limits[0] > limits[1]:
        return None
    return Interval(limits[0], limits[1])


def margin_of_error(sample_size: int) -> float:
    """How many percentage points chance may move a share by, at most, either way, with 95 % confidence.

    1.96 standard errors of a share of one half, which is the greatest; a simple random sample is assumed.
    """
    return 1.96 * math.sqrt(0.25 / sample_size) * 100
