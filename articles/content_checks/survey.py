"""Rules on survey tables: a counted answer is worth what its question, its people and its source are."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from articles.content import SurveyTableContent, placed_surveys
from articles.text.numbers import marks_apart, parse_interval, parse_value

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page, PlacedTable
from .registry import Hit, rule
from .sentences import without_marks
from .standards import GATE, INTAKE, PEMAT, WCAG, Clause

PERCENT_CELL = re.compile(r"[<>≤≥~≈]?\s*(\d+(?:[.,]\d+)?)\s*%")
BARE_NUMBER = re.compile(r"[<>≤≥~≈]?\s*(\d+(?:[.,]\d+)?)")
BASE_SIZE = re.compile(r"\bn\s*+=\s*+(\d[\d,]{0,20})", re.I)
OF_EDITORS = re.compile(
    r"\b(?:not (?:been )?seen|(?:that|which) was seen|nobody has (?:compared|checked)|to ?do|tbc)\b", re.I
)
# Cells that hold no figure and say so, and the signs that may stand before one, as in "<1%".
NOT_GIVEN = re.compile(
    r"[-–—.*]{0,3}|n/?[akr]\.?|not (?:given|reported|reached|known|asked|applicable)", re.I
)
SIGN = re.compile(r"(?:[<>≤≥~≈±]|about |under |over )\s*", re.I)
TOTAL_ROW = re.compile(r"(?:grand )?total|sum|all(?: (?:answers|people|respondents))?", re.I)
SMALL_GROUP = 30


def missing_parts(table: SurveyTableContent) -> list[str]:
    """What a table lacks of source, sample size, dates and question; a table of results, its source.

    A table in which each row cites a source has its sources. A note that says why the exact question or
    the dates are not known stands for them.
    """
    parts: dict[str, object] = {"source": table.is_sourced or table.source_text}
    if table.kind == "survey":
        parts |= {
            "sample size": table.sample_size,
            "dates": table.fielded or table.fielded_note,
            "question": table.question or table.question_note,
        }
    return [name for name, value in parts.items() if not value]


@rule(
    "survey-incomplete", ERROR, INTAKE,
    tests="A survey without a source, sample size, field dates or question; a table of results "
    "without a source. A note on the question or the dates counts in their place. Doesn't apply if the table "
    "is shown under the label “unverified”.",
    advice=_("Fill in what is missing from the source, or let the table be shown as unverified."),
    never_waived=_("A table without its proof is shown as unverified, or not at all."),
)  # fmt: skip
def survey_incomplete(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        missing = missing_parts(placed.table)
        if missing and not placed.table.show_unverified:
            yield Hit(", ".join(missing), placed.place, sentence=placed.table.title)


@rule(
    "survey-total", WARNING, INTAKE,
    tests="All cells of a column are percentages and do not add up to 99-101. In a working copy only "
    "for surveys with one answer per person, or not verified.",
    advice=_("Compare the figures with the source; if people could give several answers, say so."),
)  # fmt: skip
def survey_total(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        is_answers = placed.table.kind == "survey" and not placed.table.verified
        if placed.is_scraped or placed.table.single_answer or is_answers:
            for heading, total in _column_totals(placed):
                if not 99 <= total <= 101:
                    yield Hit(f"{heading}: {total:g}%", placed.place, sentence=placed.table.title)


def _column_totals(placed: PlacedTable) -> Iterator[tuple[str, float]]:
    table = placed.table
    width = max((len(row.values) for row in table.rows), default=0)
    rows = [row for row in table.rows if not TOTAL_ROW.fullmatch(row.label.strip(" :"))]
    for i in range(width):
        column = table.columns[i] if i < len(table.columns) else None
        cell = BARE_NUMBER if not placed.is_scraped and column and column.unit == "percent" else None
        numbers = [_percentage(row.values[i] if i < len(row.values) else "", cell) for row in rows]
        known = [number for number in numbers if number is not None]
        if known and len(known) == len(numbers):
            yield column.heading if column else f"column {i + 1}", round(sum(known), 2)


def _percentage(value: str, bare: re.Pattern | None) -> float | None:
    text = marks_apart(without_marks(value).strip())[0]
    found = PERCENT_CELL.fullmatch(text) or (bare.fullmatch(text) if bare else None)
    return float(found[1].replace(",", ".")) if found else None


@rule(
    "survey-unknown", ERROR, GATE,
    tests="The text places a survey table, as in [survey:key], that doesn't exist.",
    advice=_("Make the survey table, or correct its key."),
)  # fmt: skip
def survey_unknown(page: Page, facts: Facts) -> Iterator[Hit]:
    known = {table.key for table in page.content.survey_tables}
    for each in page.sections:
        for key in dict.fromkeys(placed_surveys(each.section.body)):
            if key not in known:
                yield Hit(key, each.place)


@rule(
    "survey-unproven", ERROR, GATE,
    tests="A table is ticked as verified, but the source record is missing, or for a survey the exact "
    "question (or the note on it), n, the people asked or the field dates (or the note on them).",
    advice=_("Fill in what is missing, or untick it."),
    never_waived=_("A table that isn't proven isn't called verified."),
)  # fmt: skip
def survey_unproven(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        table = placed.table
        missing = missing_parts(table) if table.verified else []
        if table.verified and not table.is_sourced and "source" not in missing:
            missing.append("source record")
        if table.verified and table.kind == "survey" and not table.population:
            missing.append("population")
        if missing:
            yield Hit(", ".join(missing), placed.place, sentence=table.title)


@rule(
    "survey-weighting", WARNING, GATE,
    tests="A verified survey does not say how its answers were weighted.",
    advice=_("Say how the answers were weighted, “None”, or that it was not published."),
)  # fmt: skip
def survey_weighting(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        if placed.table.kind == "survey" and placed.table.verified and not placed.table.weighting:
            yield Hit(placed.table.title, placed.place)


@rule(
    "survey-editors-words", WARNING, GATE,
    tests="A note, the question, the dates or the weighting of a survey table tells readers how far the "
    "editors' work has come: “not seen”, “the record that was seen”, “nobody has compared”.",
    advice=_("Say what the report doesn't give, in words for readers. The rest is a note for editors."),
)  # fmt: skip
def survey_editors_words(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        table = placed.table
        for text in (table.question_note, table.fielded_note, table.weighting, table.note):
            if found := OF_EDITORS.search(text):
                yield Hit(found[0], placed.place, sentence=f"{table.title}: {text}")


@rule(
    "survey-value", WARNING, GATE,
    tests="A value of a survey table isn't of its column's unit: words in a column of percentages, a "
    "percentage in a column of counts, a single number in a column of intervals.",
    advice=_("Correct the value, or choose another unit for the column."),
)  # fmt: skip
def survey_value(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        if placed.is_scraped:
            continue
        for row in placed.table.rows:
            for column, value in zip(placed.table.columns, row.values, strict=False):
                if not is_of_unit(value, column.unit):
                    yield Hit(
                        value, placed.place, sentence=f"{placed.table.title}: {row.label}, {column.heading}"
                    )


def is_of_unit(value: str, unit: str) -> bool:
    """Whether a cell is one that a column of this unit may hold: a figure of that kind, a span of two, with a
    sign and marks of notes; or words that none is given."""
    cell = marks_apart(without_marks(value).strip())[0]
    if unit == "text" or NOT_GIVEN.fullmatch(cell):
        return True
    if unit == "interval":
        return parse_interval(cell) is not None
    if unit != "percent" and "%" in cell:
        return False
    return parse_value(SIGN.sub("", cell, count=1)) is not None or parse_interval(cell) is not None


@rule(
    "survey-small-group", WARNING, GATE,
    tests=f"Fewer than {SMALL_GROUP} people were counted in a table or in one of its rows.",
    advice=_("Say in the note that so few people don't tell us much, or leave the row out."),
)  # fmt: skip
def survey_small_group(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        size = placed.table.sample_size
        if size is not None and size < SMALL_GROUP:
            yield Hit(f"n = {size}", placed.place, sentence=placed.table.title)
        for row in placed.table.rows:
            base = BASE_SIZE.search(row.base)
            if base and int(base[1].replace(",", "")) < SMALL_GROUP:
                yield Hit(base[0], placed.place, sentence=f"{placed.table.title}: {row.label}")


@rule(
    "survey-headers", ERROR, GATE, Clause(WCAG, "1.3.1"), Clause(PEMAT, "19"),
    tests="A survey table has no title, or a column without a heading.",
    advice=_("Give the table a title and every column a heading."),
)  # fmt: skip
def survey_headers(page: Page, facts: Facts) -> Iterator[Hit]:
    for placed in page.tables:
        if placed.is_scraped:
            continue
        if not placed.table.title.strip():
            yield Hit("title", placed.place, sentence=placed.table.key)
        for i, column in enumerate(placed.table.columns, 1):
            if not column.heading.strip():
                yield Hit(f"column {i}", placed.place, sentence=placed.table.title)
