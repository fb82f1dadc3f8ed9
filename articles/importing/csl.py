"""Reads bibliographic records in CSL-JSON 1.0.2, with this project's `custom` fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.content import PersonName, SourceContent
from articles.content.identifiers import address_in, labelled, with_identifiers

from .crossref import TYPES as CROSSREF_TYPES
from .dates import csl_date, iso_date
from .names import listed
from .plain_titles import without_markup
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
# What managers call a field that the standard calls otherwise.
OTHER_NAMES = {
    "container-title-short": "journalAbbreviation",
    "page": "page-first",
    "number": "article-number",
}
DATES = ("issued", "accessed")
STATUSES = ("", "concern", "retracted")
DASHES = re.compile(r"\s*[-‐‑‒–—]+\s*")
PARTICLE_END = re.compile(r"(?<=\b[dlDL]['’]) |(?<=\b[ae]l-) ")
# Publishers write it before the title of a paper; a notice has other words: "Retraction: ...".
TITLE_OF_RETRACTED = re.compile(r"\W*retracted(?:\s+(?:article|paper))?\s*[]):]", re.IGNORECASE)


@dataclass(frozen=True)
class SourceRecord:
    """A source, the note for editors that came with it, and what it says of a retraction.

    `retraction_status` is "retracted", "concern" or "". `unread` has a sentence for each part that was
    left out because it isn't what it should be; they are in the note as well. Without `is_keyed` the key
    was made for it.
    """

    source: SourceContent
    note: str = ""
    retraction_status: str = ""
    retraction_note: str = ""
    unread: tuple[str, ...] = ()
    is_keyed: bool = True


def read_sources(data: bytes) -> Records:
    """SourceRecords in the bytes of a CSL-JSON file. Raises FileError if it is none."""
    return read_each(list_in(load_json(data), "items"), "id", source_record)


def source_record(fields: Fields) -> SourceRecord:
    """The record of one object of CSL-JSON. Raises RecordError."""
    custom = fields.object("custom")
    plain = {name: _printed(fields, csl_name) for name, csl_name in PLAIN_FIELDS.items()}
    for name in ("pmid", "pmcid"):
        plain[name] = plain[name] or labelled(fields.text("note"), name.upper())
    title = fields.text("title") or fields.text("title-short") or fields.text("title", required=True)
    people = [_person(author) for author in fields.objects("author")]
    authors, are_more = listed(filter(_is_named, people))
    editors, _more = listed(filter(_is_named, map(_person, fields.objects("editor"))))
    source = SourceContent(
        key=fields.text("id", required=True),
        title=without_markup(title),
        type=_type(fields),
        authors=authors,
        authors_truncated=are_more or custom.flag("authors_truncated"),
        issued=_date(fields, "issued"),
        accessed=_date(fields, "accessed"),
        kind=custom.text("kind"),
        editors=editors,
        **{**plain, "page": DASHES.sub("-", plain["page"]), "url": address_in(fields.text("URL"))},
    )
    status, told = custom.text("retraction_status"), custom.text("retraction_note")
    if status not in STATUSES:
        raise RecordError(f"custom.retraction_status: one of {', '.join(STATUSES[1:])} is expected")
    if not status and TITLE_OF_RETRACTED.match(source.title):
        status, told = "retracted", "Its title says so."
    nameless = "One of its authors has no name." if PersonName() in people else ""
    unread = tuple(filter(None, [nameless, *(_unread(fields, name) for name in DATES)]))
    return SourceRecord(with_identifiers(source), _note(fields, custom, unread), status, told, unread)


def _printed(fields: Fields, name: str) -> str:
    return without_markup(fields.printed(name) or fields.printed(OTHER_NAMES.get(name, name)))


def _type(fields: Fields) -> str:
    said = fields.text("type")
    return CROSSREF_TYPES.get(said, said) or "document"


def _person(author: Fields) -> PersonName:
    """The name with its particles and suffix: "van Gogh", "King Jr."; "Jean de" of "La Fontaine"."""
    family = (author.text("non-dropping-particle"), author.text("family"), author.text("suffix"))
    given = (author.text("given"), author.text("dropping-particle"))
    name = PersonName(_joined(family), _joined(given), author.text("literal") or author.text("name"))
    if not name.family and not name.literal:
        name = PersonName(literal=name.given)
    return PersonName(**{part: without_markup(text) for part, text in vars(name).items()})


def _is_named(name: PersonName) -> bool:
    return name != PersonName()


def _joined(parts: Iterable[str]) -> str:
    """With a space between, but behind "d'" and "al-"."""
    return PARTICLE_END.sub("", " ".join(filter(None, parts)))


def _date(fields: Fields, name: str) -> str:
    return iso_date(csl_date(fields.said(name)))


def _unread(fields: Fields, name: str) -> str:
    """A sentence if something stands for a date that can't be read as one."""
    said = fields.said(name)
    words = (
        said.get("raw") or said.get("literal") or said.get("date-parts") if isinstance(said, dict) else said
    )
    if not words or words in ([[None]], [[]], [[""]]) or csl_date(said):
        return ""
    return f"What stands for a date ({name}) can't be read: {str(words)[:60]}."


def _note(fields: Fields, custom: Fields, unread: tuple[str, ...]) -> str:
    notes = [*unread, fields.text("note"), custom.text("note")]
    if checked := custom.text("checked"):
        notes.append(f"Checked when the list was compiled: {checked}.")
    return "\n".join(note for note in notes if note)
