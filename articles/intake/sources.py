"""Saves sources that files bring. What a file leaves empty keeps its stored value."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles import publishing
from articles.content import PersonName, SourceContent
from articles.content.identifiers import names_of
from articles.importing.bibliography import FreeKeys
from articles.importing.csl import SourceRecord
from articles.importing.identifier_lists import NOTE, is_to_be_completed
from articles.importing.records import Records
from articles.models import Source
from articles.models.source import SOURCE_FIELDS, people
from articles.publishing.retraction_status import is_stronger
from articles.publishing.retractions import LABELS, catch_up, status_changed

from .records import CREATED, KEPT, UNCHANGED, UPDATED, RecordsReport, save_each, write_changes

KNOWN_BY = ("key", "title", "issued", "doi", "pmid", "pmcid", "url")


def save_sources(records: Records, keep: bool = False, by: User | None = None) -> RecordsReport:
    """Saves all records, and tells of each what a count wouldn't say.

    A record that is of a source in the register under another key, or that has no key of its own, completes
    that source and changes nothing of it. `by` counts as a writer of the texts that change.
    """
    register = Register()
    told: list[str] = []

    def save(record: SourceRecord) -> str:
        own, key = record.source.key, register.key_of(record)
        named = replace(record, source=replace(record.source, key=key))
        is_known_otherwise = key in register and not (record.is_keyed and key == own)
        outcome = save_source(named, keep, by, only_complete=is_known_otherwise)
        register.add(named.source)
        told.extend(
            _told(named, f"{own} is {key} in the register." if record.is_keyed and key != own else "")
        )
        return outcome

    report = save_each(records, save)
    report.told = told
    return report


def _told(record: SourceRecord, known: str) -> Iterator[str]:
    if known:
        yield known
    if record.retraction_status:
        yield f"{record.source.key} {LABELS[record.retraction_status]}. {record.retraction_note}"
    for sentence in record.unread:
        yield f"{record.source.key}: {sentence}"


def save_source(
    record: SourceRecord, keep: bool = False, by: User | None = None, only_complete: bool = False
) -> str:
    """Makes the stored source with the record's key equal to the record. With `keep` an existing one stays as
    it is, with `only_complete` only its empty fields are filled.

    `by` counts as a writer of the texts that change with it.
    """
    row = Source.objects.filter(key=record.source.key).first()
    if row and keep:
        return KEPT
    if row and is_to_be_completed(record.source):
        return UNCHANGED
    values = {name: getattr(record.source, name) for name in SOURCE_FIELDS}
    values |= {
        "authors": people(record.source.authors),
        "editors": people(record.source.editors),
        "note": record.note,
    }
    if row and is_to_be_completed(row.content()):
        row.note = row.note.removeprefix(NOTE).strip()
    elif row and only_complete:
        values = _missing(row, values)
    is_new, row = row is None, row or Source()
    before = row.retraction_status
    if is_stronger(record.retraction_status, before):
        values |= {"retraction_status": record.retraction_status, "retraction_note": record.retraction_note}
    if not write_changes(row, values):
        return UNCHANGED
    publishing.record_changed(row, by)
    status_changed(row, before, by)
    catch_up([row], by)
    return CREATED if is_new else UPDATED


def _missing(row: Source, values: dict) -> dict:
    """Of the values those that the row has not."""
    people_known = {"authors_truncated"} if row.authors else set()
    return {
        name: value for name, value in values.items() if not getattr(row, name) and name not in people_known
    }


class Register:
    """The keys of the sources that are there, by what they are known by."""

    def __init__(self):
        self._known: dict[str, SourceContent] = {}
        self._by_name: dict[str, str] = {}
        for values in Source.objects.values(*KNOWN_BY, "authors"):
            authors = tuple(PersonName(**author) for author in values.pop("authors"))
            self.add(SourceContent(**values, authors=authors))
        self._keys = FreeKeys(self._known)

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def add(self, source: SourceContent):
        self._known.setdefault(source.key, source)
        for name in (*names_of(source), _printed(source)):
            self._by_name.setdefault(name, source.key)

    def key_of(self, record: SourceRecord) -> str:
        """The key of the source that the record is of: its own if it has one, else that of a source with the
        same DOI or PMID, or with the same title, year and first author; else a new one.

        Raises ValidationError if another source has the key of the record.
        """
        source = record.source
        if record.is_keyed and source.key in self._known:
            if self._is_another(source):
                raise ValidationError("Another source has this key. Give the record one of its own.")
            return source.key
        found = next((self._by_name[name] for name in sorted(names_of(source)) if name in self._by_name), "")
        return found or self._alike(source) or (source.key if record.is_keyed else self._keys.key(source))

    def _is_another(self, source: SourceContent) -> bool:
        """Whether the source under the same key has another title and other identifiers."""
        known = self._known[source.key]
        names, known_names = names_of(source), names_of(known)
        differ = bool(names and known_names) and names.isdisjoint(known_names)
        return differ and _printed(known) != _printed(source)

    def _alike(self, source: SourceContent) -> str:
        """The key of a source that looks the same in print, if identifiers don't tell the two apart."""
        key = self._by_name.get(_printed(source), "")
        return key if key and not (names_of(source) and names_of(self._known[key])) else ""


def _printed(source: SourceContent) -> str:
    author = source.authors[0] if source.authors else PersonName()
    words = (source.title, source.issued[:4], author.family or author.literal)
    return "title:" + "|".join(" ".join(word.casefold().split()).rstrip(".") for word in words)
