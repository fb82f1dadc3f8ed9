"""Writes sources as CSL-JSON 1.0.2; articles.importing.csl reads them back equal."""

from articles.content import PersonName, SourceContent
from articles.importing.csl import PLAIN_FIELDS


def source_to_csl(source: SourceContent) -> dict:
    """One record: empty fields are left out; `custom` holds what CSL has no field for."""
    record = {
        "id": source.key,
        "type": source.type,
        "title": source.title,
        "author": [_person(author) for author in source.authors],
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
