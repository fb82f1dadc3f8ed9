"""Reads glossary terms from JSON: an object with the list `terms`, or the list itself."""

from dataclasses import dataclass

from articles.importing.records import Fields, Records, list_in, load_json, read_each

# Kinds of Synonym, by the fields of the file. A word in two fields counts as what stands first here.
SYNONYM_FIELDS = {
    "abbreviations": "abbreviation",
    "brand_names": "brand",
    "lay_words": "lay",
    "synonyms": "synonym",
}


@dataclass(frozen=True)
class TermRecord:
    """`points` are facts for a definition, not a definition. `synonyms` holds (text, kind) pairs,
    `see_also` names of other terms."""

    name: str
    kind: str = "general"
    definition: str = ""
    points: tuple[str, ...] = ()
    source_key: str = ""
    synonyms: tuple[tuple[str, str], ...] = ()
    see_also: tuple[str, ...] = ()


def read_terms(data: bytes) -> Records:
    """TermRecords in the bytes of a file. Raises FileError if it is none."""
    return read_each(list_in(load_json(data), "terms"), "term", _term)


def _term(fields: Fields) -> TermRecord:
    kinds: dict[str, str] = {}
    for field, kind in SYNONYM_FIELDS.items():
        for text in fields.texts(field):
            kinds.setdefault(text, kind)
    return TermRecord(
        name=fields.text("term", required=True),
        kind=fields.text("kind") or "general",
        definition=fields.text("definition"),
        points=fields.texts("points"),
        source_key=fields.text("reference"),
        synonyms=tuple(kinds.items()),
        see_also=fields.texts("see_also"),
    )
