"""Survey tables as CSV (RFC 4180): one row an answer, and in each row what the figures rest on."""

import csv
import io
from collections.abc import Collection

from django.utils.translation import gettext as _

from articles.content import CITATION, SurveyTableContent, cited_keys
from articles.text.numbers import plain_number

# Spreadsheets take a cell that starts so for a formula (OWASP, "CSV Injection"), full-width forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def survey_csv(table: SurveyTableContent, retracted: Collection[str] = ()) -> str:
    """The table as CSV with a header row, without byte order mark. The status of a row says so if a source
    of it is one of the `retracted`. A cell that a spreadsheet would run as a
    formula gets an apostrophe before it; negative numbers stay as they are."""
    rows = [_header(table), *(_row(table, i, retracted) for i in range(len(table.rows)))]
    stream = io.StringIO()
    csv.writer(stream).writerows([[harmless(cell) for cell in row] for row in rows])
    return stream.getvalue()


def _header(table: SurveyTableContent) -> list[str]:
    columns = [column.heading for column in table.columns]
    columns += [""] * (_width(table) - len(columns))
    return [
        table.label_heading or _("Answer"),
        *columns,
        _("Base"),
        _("Sample size"),
        _("Field dates"),
        _("Source"),
        _("Status"),
    ]


def _row(table: SurveyTableContent, place: int, retracted: Collection[str]) -> list[str]:
    row = table.rows[place]
    values = [CITATION.sub("", value).strip() for value in row.values]
    values += [""] * (_width(table) - len(values))
    size = "" if table.sample_size is None else str(table.sample_size)
    cited = [table.source] if table.source else []
    cited += [key for value in row.values for key in cited_keys(value)]
    status = _("unverified") if table.is_unverified else _("sourced")
    if set(cited) & set(retracted):
        status = _("source retracted")
    source = "; ".join(dict.fromkeys(cited)) or table.source_text
    return [row.label, *values, row.base, size, table.fielded, source, status]


def _width(table: SurveyTableContent) -> int:
    return max([len(table.columns), *(len(row.values) for row in table.rows)])


def harmless(cell: str) -> str:
    start = cell.lstrip(" ")
    if start.startswith(FORMULA_STARTS) and plain_number(cell) is None:
        return f"'{cell}"
    return cell
