"""Pictures of the figures of a survey table, for the eye alone: each figure stands beside its picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.content import CITATION, SurveyTableContent, cited_keys
from articles.text.numbers import Interval, parse_interval, parse_value

MEASURED = {"percent", "months"}


@dataclass(frozen=True)
class Drawing:
    """How the figures of a table are drawn: `kind` is "people", 100 of them for each share, or "lengths", a
    bar for each figure; "" draws nothing. `longest` is the number of months that fills the whole length."""

    kind: str = ""
    longest: float = 0


@dataclass(frozen=True)
class Measured:
    """The number in a cell of a measured column, and the limits between which it may lie, where told."""

    number: float
    limits: Interval | None = None


def drawing_of(table: SurveyTableContent) -> Drawing:
    """A picture looks sure of itself, also on a photograph of the screen, and pictures below each other rank
    what they show. So the figures of an unverified table aren't drawn, nor those of several studies, unless
    each study has groups of its own to compare."""
    units = [column.unit for column in table.columns]
    measured = [unit for unit in units if unit in MEASURED]
    has_groups = any(measured.count(unit) > 1 for unit in MEASURED)
    studies = {tuple(key for value in row.values for key in cited_keys(value)) for row in table.rows}
    if not measured or table.is_unverified or (len(studies) > 1 and not has_groups):
        return Drawing()
    has_limits = any(unit in MEASURED and after == "interval" for unit, after in pairwise(units))
    if measured != ["percent"] or has_limits:
        return Drawing("lengths", max(_months(table, units), default=0))
    return Drawing("people")


def measured_in(values: list[str], units: list[str], i: int) -> Measured | None:
    """What to draw for cell `i` of a row; None if it isn't a plain number, or isn't measured."""
    number = parse_value(CITATION.sub("", values[i]).strip()) if units[i] in MEASURED else None
    if number is None:
        return None
    is_limited = i + 1 < min(len(values), len(units)) and units[i + 1] == "interval"
    return Measured(number, parse_interval(CITATION.sub("", values[i + 1])) if is_limited else None)


def picture(drawing: Drawing, unit: str, figure: Measured) -> str:
    """The picture of a figure; "" if it can't be drawn."""
    if drawing.kind == "people" and unit == "percent":
        return people_of_100(figure.number)
    if drawing.kind == "lengths":
        return length(figure, 100 if unit == "percent" else drawing.longest, has_whole=unit == "percent")
    return ""


def people_of_100(percent: float) -> str:
    """A share as a picture of 100 people in five rows of 20; "" if it is none."""
    if not 0 <= percent <= 100:
        return ""
    full, rest = divmod(int(percent + 0.5), 20)
    path = f"M0 0h20v{full}H{rest}v1H0z" if rest else f"M0 0h20v{full}H0z"
    return (
        '<svg class="hundred" viewBox="0 0 20 5" aria-hidden="true"><rect width="20" height="5"/>'
        f'<path d="{path}"/></svg>'
    )


def length(figure: Measured, longest: float, *, has_whole: bool) -> str:
    """A figure as a bar, with a line between its limits; "" if it is longer than the whole length.
    `has_whole` draws the whole length behind it, where that means something: all people."""
    ends = figure.limits or Interval(figure.number, figure.number)
    if not longest or not 0 <= min(ends.low, figure.number) <= max(ends.high, figure.number) <= longest:
        return ""
    end, low, high = (f"{at * 100 / longest:.3g}" for at in (figure.number, ends.low, ends.high))
    whole = '<rect width="100" height="10"/>' if has_whole else ""
    # A thin line from one limit to the other, with a stroke across each end.
    limits = f'<path class="limits" d="M{low} 4.4H{high}v1.2H{low}zm0-3h.8v7h-.8zM{high} 1.4v7h-.8v-7z"/>'
    return (
        '<svg class="length" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'{whole}<path d="M0 0h{end}v10H0z"/>{limits if figure.limits else ""}</svg>'
    )


def _months(table: SurveyTableContent, units: list[str]) -> Iterator[float]:
    """The number of months in each cell that says one, and the upper limits of these."""
    for row in table.rows:
        for i in range(min(len(row.values), len(units))):
            figure = measured_in(list(row.values), units, i) if units[i] == "months" else None
            if figure:
                yield max(figure.number, figure.limits.high if figure.limits else 0)
