"""Reads records of tagged lines, RIS and PubMed's NBIB, as objects of CSL-JSON.

RIS as in its specification (Research Information Systems, 2001) with what reference managers add; NBIB as in
"MEDLINE/PubMed Data Element (Field) Descriptions" of the National Library of Medicine.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from articles.content.identifiers import dois_in, pmids_in, words_of

from .dates import date_parts, month_of
from .names import comma_name, pubmed_name

# "TY  - JOUR", "PMID- 31553661". A line without a tag goes on with the one before it.
RIS_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: (.*))?$")
NBIB_LINE = re.compile(r"^([A-Z]{2,4}) *- (.*)$")
RIS_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "ELEC": "webpage", "WEB": "webpage",
    "RPRT": "report", "GOVDOC": "report", "BOOK": "book", "EBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter",
}  # fmt: skip
RETRACTED = "retracted publication"
# The strongest kind of evidence first; an article in PubMed has several publication types.
PUBLICATION_KINDS = {
    "practice guideline": "guideline",
    "guideline": "guideline",
    "meta-analysis": "meta-analysis",
    "systematic review": "systematic review",
    "randomized controlled trial": "trial",
    "clinical trial": "trial",
    "review": "review",
}
# Some managers write the DOI among the notes, or in one of several addresses only.
DOI_TAGS = ("N1", "M3", "L3", "UR", "LK")
PMID_TAGS = ("AN", "UR", "LK")

Tags = dict[str, list[str]]
ValueLines = dict[str, list[list[str]]]


def read_ris(text: str) -> list[dict]:
    return [_from_ris(tags) for tags in _records(text, RIS_LINE, "TY")]


def read_nbib(text: str) -> list[dict]:
    return [_from_nbib(tags) for tags in _records(text, NBIB_LINE, "PMID")]


def _records(text: str, pattern: re.Pattern, first: str) -> Iterator[Tags]:
    """The values of each record by tag. A record begins with the tag `first`."""
    tags: ValueLines | None = None
    last: list[list[str]] | None = None
    for line in text.splitlines():
        found = pattern.match(line)
        if found and found[1] == first:
            if tags:
                yield _joined(tags)
            tags = {}
        if tags is None:
            continue
        if found:
            last = tags.setdefault(found[1], [])
            last.append([(found[2] or "").strip()])
        elif last and line.strip():
            last[-1].append(line.strip())
    if tags:
        yield _joined(tags)


def _joined(tags: ValueLines) -> Tags:
    """The lines of each value as one."""
    return {tag: [" ".join(filter(None, lines)) for lines in values] for tag, values in tags.items()}


def _from_ris(tags: Tags) -> dict:
    one = _first_of(tags)
    pages = [page for page in (one("SP"), one("EP")) if page]
    return {
        "id": one("ID"),
        "type": RIS_TYPES.get(one("TY"), "document"),
        "title": one("TI", "T1"),
        "author": [comma_name(name) for tag in ("AU", "A1") for name in tags.get(tag, []) if name],
        "container-title": one("T2", "JF", "JO"),
        "container-title-short": one("J2", "JA"),
        "publisher": one("PB"),
        "issued": _issued(one("DA"), one("PY", "Y1")),
        "accessed": date_parts(one("Y2")),
        "volume": one("VL"),
        "issue": one("IS"),
        "page": "-".join(dict.fromkeys(pages)),
        "DOI": one("DO") or _told(tags, DOI_TAGS, dois_in),
        "PMID": _told(tags, PMID_TAGS, pmids_in),
        "PMCID": one("C2") if one("C2").startswith("PMC") else "",
        "URL": one("UR"),
        "custom": _retraction({value.lower() for tag in ("KW", "M3") for value in tags.get(tag, [])}, [], []),
    }


def _issued(day: str, year: str) -> dict:
    """The date of DA, which some managers write without its year ("Sep 14"), else that of PY."""
    has_month = any(map(month_of, re.findall("[a-z]+", day, re.IGNORECASE)))
    return date_parts(day) or (date_parts(f"{year[:4]} {day}") if has_month else {}) or date_parts(year)


def _from_nbib(tags: Tags) -> dict:
    one = _first_of(tags)
    names = [pubmed_name(name) for name in tags.get("FAU") or tags.get("AU", [])]
    identifiers = tags.get("LID", []) + tags.get("AID", [])
    dois = [value.removesuffix("[doi]").strip() for value in identifiers if value.endswith("[doi]")]
    types = {value.lower() for value in tags.get("PT", [])}
    # A book has the tag BTI; a chapter of one has TI besides.
    is_chapter = bool(one("BTI") and one("TI"))
    return {
        "type": "chapter" if is_chapter else "book" if one("BTI") else "article-journal",
        "title": (one("TI") or one("BTI")).removesuffix("."),
        "author": names + [{"literal": name} for name in tags.get("CN", [])],
        "container-title": one("BTI").removesuffix(".") if is_chapter else one("JT"),
        "container-title-short": one("TA"),
        "publisher": one("PB"),
        "issued": date_parts(one("DP")),
        "volume": one("VI"),
        "issue": one("IP"),
        "page": one("PG"),
        "DOI": dois[0] if dois else "",
        "PMID": one("PMID"),
        "PMCID": one("PMC"),
        "custom": {
            "kind": next((kind for name, kind in PUBLICATION_KINDS.items() if name in types), ""),
            **_retraction(types, tags.get("RIN", []), tags.get("ECI", [])),
        },
    }


def _retraction(types: set[str], retracted_in: list[str], concern_in: list[str]) -> dict[str, str]:
    """What PubMed marks on the record of the paper itself; the record of the notice has other types."""
    if retracted_in or RETRACTED in types:
        where = f" The notice: {' '.join(retracted_in)}" if retracted_in else ""
        return {"retraction_status": "retracted", "retraction_note": f"Marked by PubMed as retracted.{where}"}
    if concern_in:
        note = f"PubMed names an expression of concern: {' '.join(concern_in)}"
        return {"retraction_status": "concern", "retraction_note": note}
    return {}


def _first_of(tags: Tags):
    def one(*names: str) -> str:
        return next((value for name in names for value in tags.get(name, []) if value), "")

    return one


def _told(tags: Tags, names: Iterable[str], read: Callable[[str], tuple[str, ...]]) -> str:
    """The first identifier that a field with one of these tags is, and nothing besides."""
    alone = (value for name in names for value in tags.get(name, []) if len(words_of(value)) == 1)
    return next((found[0] for value in alone if (found := read(value))), "")
