"""Reads PubMed's NBIB as objects of CSL-JSON, as in "MEDLINE/PubMed Data Element (Field) Descriptions" of the
National Library of Medicine."""

import re
from collections.abc import Iterator

from articles.content.identifiers import dois_in

from .dates import date_parts
from .names import pubmed_name, pubmed_short_name, says_more
from .tagged_lines import TaggedRecord, records_of, retraction

# "PMID- 31553661"
LINE = re.compile(r"^\ufeff?([A-Z]{2,4}) *-(?: (.*))?$")
BEGINNING = re.compile(r"^\ufeff?(?:(PMID) *- ?[0-9]|(OWN) *- ?ERIC\b)", re.MULTILINE)
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


def read_nbib(text: str) -> list[dict]:
    """Records of PubMed, or those of ERIC, which begin with their owner."""
    found = BEGINNING.search(text)
    first = found[found.lastindex] if found and found.lastindex else "PMID"
    return [_csl(record) for record in records_of(text, LINE, first)]


def kind_of(types: set[str]) -> str:
    """The kind of evidence of an article with these publication types, in lower case."""
    return next((kind for name, kind in PUBLICATION_KINDS.items() if name in types), "")


def without_stop(title: str) -> str:
    """PubMed ends each title with a full stop."""
    return title.removesuffix(".") if not title.endswith("..") else title


def _csl(record: TaggedRecord) -> dict:
    one = record.one
    identifiers = record.all("LID", "AID")
    dois = [value.removesuffix("[doi]").strip() for value in identifiers if value.endswith("[doi]")]
    types = {value.lower() for value in record.all("PT")}
    # A book has the tag BTI; a chapter of one has TI besides.
    is_chapter = bool(one("BTI") and one("TI"))
    return {
        "type": "chapter" if is_chapter else "book" if one("BTI") else "article-journal",
        "title": without_stop(one("TI", "BTI", "TT")),
        "author": list(_names(record, "FAU", "AU", "CN")),
        "editor": list(_names(record, "FED", "ED")),
        "container-title": without_stop(one("BTI")) if is_chapter else one("JT"),
        "container-title-short": one("TA"),
        "publisher": one("PB"),
        "issued": date_parts(one("DP")) or date_parts(one("DEP")),
        "volume": one("VI"),
        "issue": one("IP"),
        "page": one("PG"),
        "DOI": dois[0] if dois else record.told(("LID", "AID"), dois_in),
        "PMID": one("PMID"),
        "PMCID": one("PMC"),
        "custom": {
            "kind": kind_of(types),
            **retraction(types, record.all("RIN"), record.all("ECI")),
        },
    }


def _names(record: TaggedRecord, full: str, short: str, body: str = "") -> Iterator[dict[str, str]]:
    """People and bodies in their order. Older records have short names only, others both of each person."""
    has_full = bool(record.all(full))
    for tag, value in record.values:
        if tag == full:
            yield pubmed_name(value)
        elif tag == short and (not has_full or says_more(value)):
            yield pubmed_name(value) if "," in value else pubmed_short_name(value)
        elif tag == body:
            yield {"literal": value}
