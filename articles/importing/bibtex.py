"""Reads BibTeX and BibLaTeX as objects of CSL-JSON."""

import logging
import re
from collections.abc import Iterator

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, String

from articles.content.identifiers import labelled

from .bibtex_values import BadValue, joined
from .dates import date_parts
from .latex import decoded, people_in, verbatim

TYPES = {
    "article": "article-journal", "periodical": "article-journal", "suppperiodical": "article-journal",
    "book": "book", "mvbook": "book", "booklet": "book", "collection": "book", "mvcollection": "book",
    "proceedings": "book", "mvproceedings": "book", "reference": "book", "manual": "book",
    "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter", "incollection": "chapter",
    "suppcollection": "chapter", "inreference": "entry",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "techreport": "report", "report": "report",
    "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "online": "webpage", "electronic": "webpage", "www": "webpage",
    "dataset": "dataset", "software": "software", "patent": "patent", "standard": "standard",
    "unpublished": "manuscript",
}  # fmt: skip
# What is read of an entry. Of the rest, abstracts are the longest.
READ = {
    "title", "subtitle", "author", "editor", "journal", "fjournal", "journaltitle", "shortjournal",
    "booktitle", "booksubtitle", "publisher", "institution", "school", "organization", "date", "year",
    "month", "day", "urldate", "lastchecked", "volume", "issue", "number", "eid", "pages", "doi", "pmid",
    "pmcid", "pmc", "url", "eprint", "eprinttype", "archiveprefix", "howpublished", "note", "crossref",
}  # fmt: skip
# Their values are no LaTeX, whatever escapes managers write into them.
VERBATIM = {"url", "doi", "eprint", "pmid", "pmcid", "pmc"}
PEOPLE = {"author", "editor"}
# What an entry has of its own, never of the one that it names as crossref.
OWN = {
    "title",
    "subtitle",
    "author",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "pmc",
    "url",
    "eprint",
    "note",
    "crossref",
}
# Characters of a value, since decoding is slow. The largest collaborations need 60,000 for their authors.
MAX_VALUE, MAX_AUTHORS = 10_000, 100_000
BEGINNING = re.compile(r"^\s*@\s*[a-z]+\s*[{(]", re.IGNORECASE | re.MULTILINE)
ADDRESS = re.compile(r"\\url\{([^{}]+)\}|(https?://[^\s{}]+)")
SEEN_ON = re.compile(r"(?:accessed|visited|retrieved|consulted|consultado)\W+(?:on\W+)?(.+)", re.IGNORECASE)

# What it would log is said in the problems.
LOGGER = logging.getLogger(bibtexparser.__name__)
LOGGER.propagate = False
LOGGER.addHandler(logging.NullHandler())


def read_bibtex(text: str) -> tuple[list[dict], list[str]]:
    """All entries, also one that has the key of another, and a sentence for each that can't be read."""
    raw = bibtexparser.parse_string(text, parse_stack=[])
    problems = [_problem(block.start_line, _why(block.error)) for block in _failed(raw)]
    macros: dict[str, str] = {}
    for string in raw.strings:
        try:
            macros[string.key.lower()] = _value(string, macros)
        except BadValue as error:
            problems.append(_problem(string.start_line, error))
    read = []
    for entry in _entries(raw):
        try:
            read.append((entry.key, entry.entry_type.lower(), _values(entry, macros)))
        except BadValue as error:
            problems.append(_problem(entry.start_line, error))
    by_key = {key.lower(): values for key, _, values in reversed(read)}
    parents = [
        by_key.get(values["crossref"].lower()) if "crossref" in values else None for *_, values in read
    ]
    return [
        {**_csl(kind, _with_parent(values, parent)), "id": key}
        for (key, kind, values), parent in zip(read, parents, strict=True)
    ], problems


REPEATED = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)


def _failed(library: Library):
    return (block for block in library.failed_blocks if not isinstance(block, REPEATED))


def _entries(library: Library) -> Iterator[Entry]:
    for block in library.blocks:
        found: Block | None = block
        while isinstance(found, REPEATED):
            found = found.ignore_error_block
        if isinstance(found, Entry):
            yield found


def _why(error) -> str:
    return " ".join(str(error).split()) or "it isn't closed"


def _problem(line: int | None, why) -> str:
    return f"the BibTeX that begins on line {(line or 0) + 1} can't be read: {why}"


def _values(entry: Entry, macros: dict[str, str]) -> dict[str, str]:
    """The values that are read, by names in lower case. Of a field that is written twice the first counts."""
    fields = {field.key.lower(): field for field in reversed(entry.fields)}
    return {name: _value(field, macros) for name, field in fields.items() if name in READ}


def _value(field: Field | String, macros: dict[str, str]) -> str:
    """Raises BadValue."""
    most = MAX_AUTHORS if field.key.lower() in PEOPLE else MAX_VALUE
    value = joined(field.key, str(field.value), macros)
    if len(value) > most:
        raise BadValue(f"its {field.key} has more than {most:,} characters")
    return value


def _with_parent(values: dict[str, str], parent: dict[str, str] | None) -> dict[str, str]:
    """With what the entry has of the book or the proceedings that it names as its crossref."""
    if parent is None:
        return values
    inherited = {name: value for name, value in parent.items() if name not in OWN}
    whole = {"booktitle": parent.get("title", ""), "booksubtitle": parent.get("subtitle", "")}
    return whole | inherited | values


def _csl(kind: str, values: dict[str, str]) -> dict:
    plain = {
        name: verbatim(value) if name in VERBATIM else decoded(value)
        for name, value in values.items()
        if name not in PEOPLE
    }

    def one(*names: str) -> str:
        return next((plain[name] for name in names if plain.get(name)), "")

    is_article = TYPES.get(kind) == "article-journal"
    eprint = {one("eprinttype", "archiveprefix").lower(): one("eprint")}
    told = ADDRESS.search(f"{values.get('howpublished', '')} {values.get('note', '')}")
    seen = SEEN_ON.search(f"{one('howpublished')} {one('note')}")
    return {
        "type": TYPES.get(kind, "document"),
        "title": _titled(one("title"), one("subtitle")),
        "author": people_in(values.get("author", "")),
        "editor": people_in(values.get("editor", "")),
        # Where there's the full title, that of "journal" is short.
        "container-title": one("fjournal", "journal", "journaltitle")
        or _titled(one("booktitle"), one("booksubtitle")),
        "container-title-short": one("shortjournal") or (one("journal") if one("fjournal") else ""),
        "publisher": one("publisher", "institution", "school", "organization"),
        "issued": date_parts(one("date")) or date_parts(f"{one('year')} {one('month')} {one('day')}"),
        "accessed": date_parts(one("urldate", "lastchecked")) or (date_parts(seen[1]) if seen else {}),
        "volume": one("volume"),
        "issue": one("issue") or (one("number") if is_article else ""),
        "number": one("eid") or ("" if is_article else one("number")),
        "page": one("pages"),
        "DOI": one("doi"),
        "PMID": one("pmid") or eprint.get("pubmed", "") or labelled(one("note"), "PMID"),
        "PMCID": one("pmcid", "pmc") or labelled(one("note"), "PMCID"),
        "URL": one("url") or (verbatim(told[1] or told[2]) if told else ""),
    }


def _titled(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if title and subtitle else title
