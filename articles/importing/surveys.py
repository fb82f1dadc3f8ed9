"""Reads survey tables and tables of results from JSON.

An object with the lists `surveys` and `outcome_tables`. In both the first column names what a row is
about, the others hold values: of a survey percentages, unless the heading says otherwise. Of an outcome
table, `unit` may say what plain numbers are: "months".
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from articles.content import SAMPLING, SurveyColumn, SurveyRow, SurveyTableContent

from .records import Fields, RecordError, Records, list_in, load_json, read_each

INTERVAL = re.compile(r"\bCI\b|\binterval\b", re.IGNORECASE)
PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
COUNT = re.compile(
    r"^(?:number of )?(?:people|patients|participants|respondents|physicians)\b|^n$", re.IGNORECASE
)
NO_FIELD_DATES = re.compile(r"\s*\bField dates not [^.]*\.")
REFERENCE = "reference"
NO_VALUE = "n/a"


def read_survey_tables(data: bytes) -> Records:
    """SurveyTableContents in the bytes of a file. Raises FileError if it is none."""
    found = load_json(data)
    surveys = read_each(list_in(found, "surveys"), "id", _survey, "survey")
    outcomes = found.get("outcome_tables") if isinstance(found, dict) else None
    tables = read_each(list_in(outcomes or [], "outcome_tables"), "id", _outcome_table, "outcome table")
    return Records(surveys.values + tables.values, surveys.problems + tables.problems)


def _survey(fields: Fields) -> SurveyTableContent:
    headings = _headings(fields)
    rows = [_cells(row, len(headings) - 1) for row in fields.objects("rows")]
    columns = tuple(SurveyColumn(heading, _unit(heading, "percent")) for heading in headings[1:])
    note, fielded_note = _without_field_dates(fields.text("note"))
    return SurveyTableContent(
        key=fields.text("id", required=True),
        title=fields.text("title", required=True),
        label_heading=headings[0],
        columns=columns,
        rows=tuple(
            SurveyRow(_label(row), _printed(cells, columns), row.text("base"))
            for row, cells in zip(fields.objects("rows"), rows, strict=True)
        ),
        **{
            name: fields.text(name)
            for name in ("question", "question_note", "population", "country", "fielded", "mode", "weighting")
        },
        sample_size=fields.whole("n"),
        headline=fields.text("headline"),
        sampling=_sampling(fields),
        response_rate=fields.printed("response_rate"),
        fielded_note=fields.text("fielded_note") or ("" if fields.text("fielded") else fielded_note),
        single_answer=fields.flag("single_answer"),
        source=fields.text("reference"),
        note=fields.text("note") if fields.text("fielded") else note,
        verified=fields.text("status") == "verified",
        show_unverified=fields.text("status") == "unverified",
    )


def _sampling(fields: Fields) -> str:
    sampling = fields.text("sampling")
    if sampling not in SAMPLING:
        raise RecordError(f"sampling: one of {', '.join(filter(None, SAMPLING))} expected")
    return sampling


def _outcome_table(fields: Fields) -> SurveyTableContent:
    headings = _headings(fields)
    rows = [_cells(row, len(headings)) for row in fields.objects("rows")]
    unit = _unit_of_numbers(fields)
    columns = tuple(
        SurveyColumn(heading, _unit(heading, _kind([cells[i] for cells in rows], unit)))
        for i, heading in enumerate(headings)
    )
    cited = [i for i, heading in enumerate(headings) if heading.casefold() == REFERENCE]
    return SurveyTableContent(
        key=fields.text("id", required=True),
        title=fields.text("title", required=True),
        kind="table",
        label_heading=headings[0],
        columns=columns[1:],
        rows=tuple(
            SurveyRow(str(cells[0]), _printed(cells[1:], columns[1:], [i - 1 for i in cited]))
            for cells in rows
        ),
        population=fields.text("population"),
        source=fields.text("reference"),
        note=fields.text("note"),
        headline=fields.text("headline"),
        verified=fields.text("status") == "verified",
        show_unverified=fields.text("status") == "unverified",
    )


def _headings(fields: Fields) -> tuple[str, ...]:
    headings = fields.items("columns")
    if len(headings) < 2 or not all(isinstance(heading, str) and heading.strip() for heading in headings):
        raise RecordError("columns: at least two headings are expected")
    return tuple(heading.strip() for heading in headings)


def _cells(row: Fields, number: int) -> list:
    cells = row.items("values")
    if len(cells) != number:
        raise RecordError(f"rows: a row has {len(cells)} values, {number} are expected")
    if not all(isinstance(cell, str | int | Decimal | None) and not isinstance(cell, bool) for cell in cells):
        raise RecordError("rows: a value is neither a number nor text")
    return cells


def _label(row: Fields) -> str:
    label = row.text("label", required=True)
    return f"{label} (worked out)" if row.flag("computed") else label


def _unit(heading: str, otherwise: str) -> str:
    if INTERVAL.search(heading):
        return "interval"
    if PERCENT.search(heading):
        return "percent"
    return "count" if COUNT.search(heading) else otherwise


def _unit_of_numbers(fields: Fields) -> str:
    unit = fields.text("unit") or "number"
    if unit not in ("number", "months"):
        raise RecordError("unit: months expected")
    return unit


def _kind(cells: list, unit: str) -> str:
    return unit if all(isinstance(cell, int | Decimal | None) for cell in cells) else "text"


def _printed(cells: list, columns: tuple[SurveyColumn, ...], cited: Sequence[int] = ()) -> tuple[str, ...]:
    return tuple(
        f"[@{cell}]" if i in cited and cell else _print(cell, column.unit)
        for i, (cell, column) in enumerate(zip(cells, columns, strict=True))
    )


def _print(cell: Any, unit: str) -> str:
    if cell is None:
        return NO_VALUE
    if isinstance(cell, str):
        return cell
    if unit == "percent":
        return f"{cell}%"
    return f"{cell:,}" if unit == "count" else str(cell)


def _without_field_dates(note: str) -> tuple[str, str]:
    """The note without the sentence that says that the field dates are not known, and that sentence."""
    found = NO_FIELD_DATES.search(note)
    if not found:
        return note, ""
    return (note[: found.start()] + note[found.end() :]).strip(), found[0].strip()
