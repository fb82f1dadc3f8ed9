"""Reads BibTeX as objects of CSL-JSON."""

import re
from collections.abc import Iterator

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    NameParts,
    NormalizeFieldKeys,
    SeparateCoAuthors,
    SplitNameParts,
)
from bibtexparser.middlewares.parsestack import default_parse_stack
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, String
from pylatexenc.latex2text import LatexNodes2Text

from .dates import date_parts
from .records import FileError

TYPES = {
    "article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter",
    "techreport": "report", "report": "report", "online": "webpage",
}  # fmt: skip
# What is read of an entry. Of the rest, abstracts are the longest.
READ = {
    "title", "author", "journal", "journaltitle", "booktitle", "publisher", "institution", "organization",
    "date", "year", "month", "urldate", "volume", "issue", "number", "pages", "doi", "pmid", "pmcid", "url",
}  # fmt: skip
# Their values are no LaTeX, whatever escapes managers write into them.
VERBATIM = {"url", "doi"}
# What a value of plain words hasn't: without it there is nothing to decode.
LATEX = re.compile(r"[\\${}%&~`]|''|--")
# Characters of a value, since decoding is slow. The largest collaborations need 60,000 for their authors.
MAX_VALUE, MAX_AUTHORS = 10_000, 100_000
_ESCAPED = re.compile(r"\\([%_&#$~{}])(?:\{\})?")
_TILDE = re.compile(r"\{?\\textasciitilde\s*(?:\{\})?\}?|\\~\{\}|\$\\sim\$")


def read_bibtex(text: str) -> list[dict]:
    """All entries, also one that has the key of another. Raises FileError if one of them is broken."""
    raw = bibtexparser.parse_string(text, parse_stack=[])
    entries = list(_entries(raw))
    keys = [entry.key for entry in entries]
    for number, entry in enumerate(entries):
        # A library takes each key once, and an entry each field: the first counts, as in BibTeX.
        entry.key = str(number)
        fields = {field.key.lower(): field for field in reversed(entry.fields)}
        entry.fields = [field for name, field in fields.items() if name in READ]
        _refuse_long(entry)
    for string in raw.strings:
        _refuse_long(string)
    library = Library([*raw.strings, *entries])
    for layer in (
        *default_parse_stack(),
        NormalizeFieldKeys(),
        _Decoding(),
        SeparateCoAuthors(),
        SplitNameParts(),
    ):
        library = layer.transform(library)
    _refuse_broken(library)
    return [{**_from_entry(entry), "id": key} for entry, key in zip(library.entries, keys, strict=True)]


def _entries(library: Library) -> Iterator[Entry]:
    repeated = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)
    _refuse_broken(library, except_for=repeated)
    for block in library.blocks:
        found: Block | None = block
        while isinstance(found, repeated):
            found = found.ignore_error_block
        if isinstance(found, Entry):
            yield found


def _refuse_broken(library: Library, except_for: tuple[type, ...] = ()):
    for block in library.failed_blocks:
        if not isinstance(block, except_for):
            line = (block.start_line or 0) + 1
            raise FileError(f"the BibTeX that begins on line {line} can't be read: {block.error}")


def _refuse_long(block: Entry | String):
    fields = block.fields if isinstance(block, Entry) else [block]
    for field in fields:
        most = MAX_AUTHORS if field.key.lower() == "author" else MAX_VALUE
        if len(field.value) > most:
            line = (block.start_line or 0) + 1
            raise FileError(
                f"the BibTeX that begins on line {line} can't be read: its {field.key} has more than"
                f" {most:,} characters"
            )


class _Decoding(LatexDecodingMiddleware):
    """LaTeX as text, all but what is verbatim."""

    def __init__(self):
        # Braces keep the name of a body together until the names are split.
        super().__init__(decoder=_Decoder(keep_braced_groups=True))

    def transform_entry(self, entry: Entry, library: Library) -> Block:
        verbatim = [field for field in entry.fields if field.key in VERBATIM]
        entry.fields = [field for field in entry.fields if field not in verbatim]
        decoded = super().transform_entry(entry, library)
        for field in verbatim:
            field.value = _verbatim(field.value)
        entry.fields = [*entry.fields, *verbatim]
        return decoded


class _Decoder(LatexNodes2Text):
    """BibTeX knows no comments: the percent sign of "50% of" begins none."""

    def latex_to_text(self, latex, **options):
        if not LATEX.search(latex):
            return latex
        return super().latex_to_text(re.sub(r"(?<!\\)%", r"\\%", latex), **options)


def _verbatim(value: str) -> str:
    r"""An address without \url{} around it and without LaTeX's escapes: "\%", "\_", "{\textasciitilde}"."""
    value = re.sub(r"^\\(?:url|href|path)\{(.*)\}$", r"\1", value.strip())
    return _ESCAPED.sub(r"\1", _TILDE.sub("~", value))


def _from_entry(entry) -> dict:
    values = {field.key: field.value for field in entry.fields}

    def one(*names: str) -> str:
        return next((_plain(values[name]) for name in names if values.get(name)), "")

    is_article = entry.entry_type == "article"
    return {
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
