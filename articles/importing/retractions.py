"""Reads a list with the columns of the Retraction Watch database (distributed by Crossref as CSV).

One row is a notice about one paper. A paper can have several; a reinstatement takes a retraction back.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from articles.content.identifiers import dois_in, names, pmids_in

COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionNature",
    "Reason",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
)
STATUSES = {
    "retraction": "retracted",
    "expression of concern": "concern",
    "correction": "corrected",
    "reinstatement": "",
}
MAX_RECORD_ID = 40
# A longer DOI names no paper.
MAX_NAME = 200
# A review that a newer edition of itself replaces was not wrong; the list calls that a retraction too.
OUT_OF_DATE = "withdrawn (out of date)"


class NotARetractionList(ValueError):
    """The file lacks columns of the list. The message names them."""


class BadNotice(ValueError):
    """A row that can't be read. The message names the line."""


@dataclass(frozen=True)
class Notice:
    """`status` is a value of Source.RetractionStatus; `names` are of the paper, as in identifiers.names."""

    record_id: str
    status: str
    nature: str
    reason: str
    noticed_on: date
    names: frozenset[str]
    notice_doi: str


def read_notices(data: bytes) -> Iterator[Notice | BadNotice]:
    """The notices of a CSV file, in order; a BadNotice in place of a row that can't be read.

    Raises NotARetractionList before the first row if columns are missing.
    """
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline=""))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or [])]
    if missing:
        raise NotARetractionList(f"The file lacks the columns {', '.join(missing)}.")
    while True:
        try:
            yield _read_notice(next(rows))
        except StopIteration:
            return
        except (ValueError, csv.Error) as error:
            yield BadNotice(f"line {rows.line_num}: {error}")


def _read_notice(row: dict[str, str | None]) -> Notice:
    text = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    nature = text["RetractionNature"]
    if not text["Record ID"]:
        raise ValueError("no Record ID")
    if len(text["Record ID"]) > MAX_RECORD_ID or any("\x00" in value for value in text.values()):
        raise ValueError("a Record ID of more than 40 characters, or a NUL character")
    if nature.lower() not in STATUSES:
        raise ValueError(f"unknown RetractionNature {nature!r}")
    status = STATUSES[nature.lower()]
    if status == "retracted" and OUT_OF_DATE in text["Reason"].lower():
        status = "superseded"
    return Notice(
        record_id=text["Record ID"],
        status=status,
        nature=nature,
        reason="; ".join(part.strip(" +") for part in text["Reason"].split(";") if part.strip(" +")),
        noticed_on=_read_date(text["RetractionDate"]),
        names=names(_short(dois_in(text["OriginalPaperDOI"])), pmids_in(text["OriginalPaperPubMedID"])),
        notice_doi=next(iter(_short(dois_in(text.get("RetractionDOI", "")))), ""),
    )


def _short(dois: tuple[str, ...]) -> list[str]:
    return [doi for doi in dois if len(doi) <= MAX_NAME]


def _read_date(text: str) -> date:
    """The list writes month/day/year with a time; ISO dates are read too."""
    american = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s|$)", text)
    if american:
        month, day, year = map(int, american.groups())
        return date(year, month, day)
    return date.fromisoformat(text[:10])
