"""Writes sources as CSL-JSON 1.0.2; articles.importing.csl reads them back equal."""

from collections.abc import Collection

from articles.content import PersonName, SourceContent
from articles.content.status_names import source_name
from articles.importing.csl import PLAIN_FIELDS


def source_to_csl(source: SourceContent, retracted: Collection[str] = ()) -> dict:
    """One record: empty fields are left out; `custom` holds what CSL has no field for. The title of a source
    whose key is in `retracted` says so."""
    record = {
        "id": source.key,
        "type": source.type,
        "title": source_name(source.title, source.key in retracted),
        "author": [_person(author) for author in source.authors],
        "editor": [_person(editor) for editor in source.editors],
        "issued": _date(source.issued),
        "accessed": _date(source.accessed),
        **{csl_name: getattr(source, name) for name, csl_name in PLAIN_FIELDS.items()},
        "custom": _filled({"kind": source.kind, "authors_truncated": source.authors_truncated}),
    }
    return _filled(record)


def _person(author: PersonName) -> dict:
    return _filled(vars(author))


def _date(iso: str) -> dict:
    """{"date-parts": [[2022, 5]]} of "2022-05"; {} of ""."""
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}


def _filled(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if value}
