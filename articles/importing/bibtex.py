"""Reads BibTeX as objects of CSL-JSON."""

import re

import bibtexparser
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    NameParts,
    NormalizeFieldKeys,
    SeparateCoAuthors,
    SplitNameParts,
)
from pylatexenc.latex2text import LatexNodes2Text

from .dates import date_parts
from .records import FileError

TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "techreport": "report", "report": "report", "online": "webpage",
}  # fmt: skip


def read_bibtex(text: str) -> list[dict]:
    """All entries. Raises FileError if one of them is broken."""
    # Braces keep the name of a body together until the names are split.
    decoding = LatexDecodingMiddleware(decoder=LatexNodes2Text(keep_braced_groups=True))
    layers = [NormalizeFieldKeys(), decoding, SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string(text, append_middleware=layers)
    for block in library.failed_blocks:
        raise FileError(f"the BibTeX that begins in line {block.start_line + 1} can't be read: {block.error}")
    return [_from_entry(entry) for entry in library.entries]


def _from_entry(entry) -> dict:
    values = {field.key: field.value for field in entry.fields}

    def one(*names: str) -> str:
        return next((_plain(values[name]) for name in names if values.get(name)), "")

    is_article = entry.entry_type == "article"
    return {
        "id": entry.key,
        "type": TYPES.get(entry.entry_type, "document"),
        "title": one("title"),
        "author": [_person(name) for name in values.get("author", [])],
        "container-title": one("journal", "journaltitle", "booktitle"),
        "publisher": one("publisher", "institution", "organization"),
        "issued": date_parts(one("date")) or date_parts(f"{one('year')} {one('month')}"),
        "accessed": date_parts(one("urldate")),
        "volume": one("volume"),
        "issue": one("issue") or (one("number") if is_article else ""),
        "number": "" if is_article else one("number"),
        "page": re.sub("[-–—]+", "-", one("pages")),
        "DOI": one("doi"),
        "PMID": one("pmid"),
        "PMCID": one("pmcid"),
        "URL": one("url"),
    }


def _person(name: NameParts) -> dict:
    family, given = _plain(" ".join(name.von + name.last + name.jr)), _plain(" ".join(name.first))
    return {"family": family, "given": given} if given else {"literal": family}


def _plain(text: str) -> str:
    """On one line, without the braces that protect capitals."""
    return " ".join(re.sub("[{}]", "", text).split())
