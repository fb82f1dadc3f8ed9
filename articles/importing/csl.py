"""Reads bibliographic records in CSL-JSON 1.0.2, with this project's `custom` fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.content import PersonName, SourceContent
from articles.content.identifiers import with_identifiers

from .dates import date_parts, is_date
from .names import listed
from .records import Fields, RecordError, Records, list_in, load_json, read_each

# Names in CSL-JSON, by the names in SourceContent.
PLAIN_FIELDS = {
    "container_title": "container-title",
    "container_title_short": "container-title-short",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "url": "URL",
}
STATUSES = ("", "concern", "retracted")
# Publishers write it before the title of a paper; a notice has other words: "Retraction: ...".
TITLE_OF_RETRACTED = re.compile(r"\W*retracted(?:\s+(?:article|paper))?\s*[]):]", re.IGNORECASE)


@dataclass(frozen=True)
class SourceRecord:
    """A source, the note for editors that came with it, and what it says of a retraction.

    `retraction_status` is "retracted", "concern" or "".
    """

    source: SourceContent
    note: str = ""
    retraction_status: str = ""
    retraction_note: str = ""


def read_sources(data: bytes) -> Records:
    """SourceRecords in the bytes of a CSL-JSON file. Raises FileError if it is none."""
    return read_each(list_in(load_json(data), "items"), "id", source_record)


def source_record(fields: Fields) -> SourceRecord:
    """The record of one object of CSL-JSON. Raises RecordError."""
    custom = fields.object("custom")
    plain = {name: fields.printed(csl_name) for name, csl_name in PLAIN_FIELDS.items()}
    authors, are_more = listed(_person(author) for author in fields.objects("author"))
    source = SourceContent(
        key=fields.text("id", required=True),
        title=fields.text("title", required=True),
        type=fields.text("type") or "document",
        authors=authors,
        authors_truncated=are_more or custom.flag("authors_truncated"),
        issued=_date(fields.object("issued")),
        accessed=_date(fields.object("accessed")),
        kind=custom.text("kind"),
        **plain,
    )
    status, told = custom.text("retraction_status"), custom.text("retraction_note")
    if status not in STATUSES:
        raise RecordError(f"custom.retraction_status: one of {', '.join(STATUSES[1:])} is expected")
    if not status and TITLE_OF_RETRACTED.match(source.title):
        status, told = "retracted", "Its title says so."
    return SourceRecord(with_identifiers(source), _note(fields, custom), status, told)


def _person(author: Fields) -> PersonName:
    """The name with its particles and suffix: "van Gogh", "King Jr."; "Jean de" of "La Fontaine"."""
    family = (author.text("non-dropping-particle"), author.text("family"), author.text("suffix"))
    given = (author.text("given"), author.text("dropping-particle"))
    name = PersonName(_joined(family), _joined(given), author.text("literal"))
    if name == PersonName():
        raise RecordError("author: one of them has no name")
    return name


def _joined(parts: Iterable[str]) -> str:
    return " ".join(filter(None, parts))


def _date(date: Fields) -> str:
    """ISO 8601 of CSL's date: "2022-05-03", "2022-05" or "2022"; "" without. Raises RecordError.

    Zotero gives {"raw": "May 3, 2022"} instead of date-parts, and Crossref [[null]] for no date.
    """
    spans = date.items("date-parts")
    if not spans or spans[0] in ([], [None]):
        spans = date_parts(date.text("raw") or date.text("literal")).get("date-parts", [])
    if not spans:
        return ""
    numbers = [str(number) for number in spans[0]] if isinstance(spans[0], list) else []
    if not 1 <= len(numbers) <= 3 or not all(map(re.compile("[0-9]{1,4}").fullmatch, numbers)):
        raise RecordError("date-parts: a list such as [[2022, 5, 3]] is expected")
    if not is_date(*map(int, numbers)):
        raise RecordError(f"date-parts: {spans[0]} isn't a date")
    return "-".join(f"{int(number):0{width}d}" for number, width in zip(numbers, (4, 2, 2), strict=False))


def _note(fields: Fields, custom: Fields) -> str:
    notes = [fields.text("note"), custom.text("note")]
    if checked := custom.text("checked"):
        notes.append(f"Checked when the list was compiled: {checked}.")
    return "\n".join(note for note in notes if note)
