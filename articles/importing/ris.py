"""Reads RIS as objects of CSL-JSON: its specification (Research Information Systems, 2001; types and tags of
2011) with what reference managers and databases add."""

import re
from html import unescape

from articles.content.identifiers import dois_in, pmcids_in, pmids_in

from .dates import date_parts, month_of
from .names import comma_name
from .tagged_lines import TaggedRecord, records_of, retraction

# "TY  - JOUR". Some programs indent it, write one space or a tab, or none behind the hyphen, which Word makes
# a dash.
LINE = re.compile(r"^[ \t\ufeff]{0,3}([A-Z][A-Z0-9])(?:  ?|\t)[-–](?:[ \t]*(.*))?$")
BEGINNING = re.compile(r"^[ \t\ufeff]{0,3}TY(?:  ?|\t)[-–][ \t]*[A-Z]", re.MULTILINE)
TYPES = {
    "ABST": "article-journal", "EJOUR": "article-journal", "INPR": "article-journal",
    "JOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper",
    "BOOK": "book", "CLSWK": "book", "EBOOK": "book", "EDBOOK": "book", "SER": "book", "ANCIENT": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "DICT": "entry-dictionary", "ENCYC": "entry-encyclopedia",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "THES": "thesis",
    "RPRT": "report", "GOVDOC": "report", "GRANT": "report", "LEGAL": "legislation",
    "BLOG": "post-weblog", "ELEC": "webpage", "ICOMM": "webpage", "WEB": "webpage", "MULTI": "webpage",
    "AGGR": "dataset", "DATA": "dataset", "DBASE": "dataset", "COMP": "software",
    "PAT": "patent", "STAND": "standard", "BILL": "bill", "CASE": "legal_case", "HEAR": "hearing",
    "STAT": "legislation", "UNBILL": "bill", "MAP": "map", "CHART": "figure", "FIGURE": "figure",
    "ADVS": "motion_picture", "MPCT": "motion_picture", "VIDEO": "motion_picture", "SOUND": "song",
    "MANSCPT": "manuscript", "UNPB": "manuscript", "PCOMM": "personal_communication", "SLIDE": "speech",
    "PAMP": "pamphlet",
}  # fmt: skip
JOURNALS = {"article-journal", "article-magazine", "article-newspaper"}
PARTS = {"chapter", "entry-dictionary", "entry-encyclopedia"}
# Types whose SN is the number of the thing itself, and those whose issue stands in M1.
NUMBERED, WITH_M1 = {"patent", "report", "standard"}, {"EJOUR", "MGZN"}
ISBN = re.compile(r"(?:97[89][\d-]{10,14}|\d[\d-]{8,11}[\dX]|\d{4}-?\d{3}[\dX])\b.*", re.IGNORECASE)
AUTHORS, EDITORS = ("AU", "A1"), ("ED", "A2")
# Of a book A2 names those of its series where A3 stands besides, as EndNote writes it.
EDITORS_OF_BOOK = ("ED", "A3")
# Some managers write the DOI among the notes, or in one of several addresses only.
DOI_TAGS = ("DO", "DI", "N1", "M3", "L3", "UR", "LK", "L2")
PMID_TAGS, PMCID_TAGS = ("UR", "LK"), ("C2", "C3", "C7")
PUBMED = re.compile(r"pubmed|medline|nlm\b", re.IGNORECASE)


def read_ris(text: str) -> list[dict]:
    return [_csl(record) for record in records_of(text, LINE, "TY")]


def _csl(record: TaggedRecord) -> dict:
    one = record.one
    kind = TYPES.get(one("TY").upper(), "document")
    editors = EDITORS_OF_BOOK if kind == "book" and one("A3") else EDITORS
    title = one("TI", "T1", "CT", "ST") if kind in PARTS else one("TI", "T1", "BT", "CT", "ST")
    container = _container(record, kind)
    is_edited = one("TY") == "EDBOOK"
    return {
        "id": one("ID"),
        "type": kind,
        # Some databases give the title of a whole report or volume as that of a journal, and no other.
        "title": title or container,
        "author": _names(record, *AUTHORS) if not is_edited else [],
        "editor": _names(record, *AUTHORS, *editors) if is_edited else _names(record, *editors),
        "container-title": container if title else "",
        "container-title-short": one("J2", "JA", "J1") or (one("JO") if one("JO") != container else ""),
        "publisher": one("PB"),
        "issued": _issued(one("DA"), one("PY"), one("Y1")),
        "accessed": date_parts(one("Y2")) or date_parts(one("RD")),
        "volume": one("VL"),
        "issue": _issue(record) if kind in JOURNALS else "",
        "number": _number(record, kind),
        "page": _pages(record),
        "DOI": one("DO") if dois_in(one("DO")) else record.told(DOI_TAGS, dois_in) or one("DO"),
        "PMID": _pmid(record),
        "PMCID": record.told(PMCID_TAGS, pmcids_in),
        "URL": one("UR", "LK"),
        "custom": retraction(record.all("KW", "M3"), [], []),
    }


def _names(record: TaggedRecord, *tags: str) -> list[dict[str, str]]:
    """Of each line its name, or those that a semicolon parts."""
    lines = (name.strip() for value in record.all(*tags) for name in unescape(value).split(";"))
    return [comma_name(name) for name in lines if name]


def _container(record: TaggedRecord, kind: str) -> str:
    """The journal, the book of a chapter, or the proceedings, for which C3 has been the tag since 2011."""
    if kind in PARTS:
        return record.one("BT", "T2", "JF")
    if kind == "paper-conference":
        return record.one("C3", "T2", "BT", "JF", "JO")
    return record.one("T2", "JF", "JO") if kind in JOURNALS else record.one("T2", "JF")


def _issued(day: str, year: str, old: str) -> dict:
    """The date of DA, which some managers write without its year ("Sep 14"), else that of PY: also if DA has
    another year, since then it's of something else. Y1 (`old`) is what PY was called before 2011."""
    if not year and date_parts(day):
        return date_parts(day)
    year = year or old
    has_month = any(map(month_of, re.findall("[a-z]+", day, re.IGNORECASE)))
    exact = date_parts(day) or (date_parts(f"{year[:4]} {day}") if has_month else {})
    plain = date_parts(year)
    is_same_year = exact and plain and exact["date-parts"][0][0] == plain["date-parts"][0][0]
    return exact if is_same_year or not plain else plain


def _issue(record: TaggedRecord) -> str:
    return record.one("IS", "CP") or (record.one("M1") if record.one("TY").upper() in WITH_M1 else "")


def _number(record: TaggedRecord, kind: str) -> str:
    if kind in JOURNALS:
        return record.one("C7") if not pmcids_in(record.one("C7")) else ""
    own = record.one("SN") if kind in NUMBERED else ""
    return own if own and not ISBN.fullmatch(own) else record.one("IS", "M1")


def _pages(record: TaggedRecord) -> str:
    first, last = record.one("SP"), record.one("EP")
    # Some write both into the first.
    return first if not last or last == first or re.search("[-–—]", first) else f"{first}-{last}".strip("-")


def _pmid(record: TaggedRecord) -> str:
    """AN is the number that the record has in the database that DB names."""
    number = record.one("AN")
    is_of_pubmed = PUBMED.search(record.one("DB", "DP")) or not record.one("DB")
    found = pmids_in(number) if is_of_pubmed else ()
    return found[0] if found else record.told(PMID_TAGS, pmids_in)
