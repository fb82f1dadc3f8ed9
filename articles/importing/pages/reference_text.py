"""A reference as somebody printed it, read as far as it can be told for sure.

Two shapes are read whole: "Sample A, Example B. Title. Journal. 2021;4(2):11-19." (NLM, Vancouver) and
"Example B, Noone E (2020) Title. Journal 4:2-6." Of any other text the whole is kept as the title, so that
no word is lost; its DOI, PMID, PMCID, address and year are taken from it all the same.
"""

import re
from dataclasses import replace

from articles.content import PersonName, SourceContent
from articles.content.identifiers import address_in, dois_in

MAX_TEXT = 1000
AUTHOR = re.compile(
    r"(?P<family>(?:(?:van|von|de|der|den|del|la|le|di|da)\s)*[^\W\d_][\w’' -]*?)\s(?P<given>[A-Z]{1,4})\.?"
)
ET_AL = re.compile(r",?\s*(?:et al|and others|y otros)\.?$", re.IGNORECASE)
VANCOUVER = re.compile(
    r"(?P<authors>[^.]{3,400}?)\.\s(?P<title>.{3,500}?[.?])\s(?P<container>[^.;]{2,200})\.\s?"
    r"(?P<year>(?:19"
    r"|20)\d\d)(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?;(?P<volume>\w{1,10})(?:\((?P<issue>[^)]{1,20})\))?"
    r":(?P<page>[\w–-]{1,20})\.?\s*(?P<rest>.*)"
)
YEAR_AFTER_AUTHORS = re.compile(
    r"(?P<authors>[^.(]{3,400}?)\s\((?P<year>(?:19"
    r"|20)\d\d)[a-z]?\)\.?\s(?P<title>.{3,500}?[.?])\s(?P<container>[^.;]{2,200}?)"
    r"[.,]?\s(?P<volume>\d{1,5})(?:\((?P<issue>[^)]{1,20})\))?:(?P<page>[\w–-]{1,20})\.?\s*(?P<rest>.*)"
)
# What may follow and is in fields of its own: identifiers and addresses.
ELSEWHERE = re.compile(r"(?:\s|doi:?\s*\S+|pmid:?\s*\d+|pmcid:?\s*\w+|https?://\S+|[.;,])*", re.IGNORECASE)
YEAR = re.compile(r"\b((?:19|20)\d\d)[a-z]?\b")
PMID = re.compile(
    r"\bPMID:?\s*(\d{4,9})\b|(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{4,9})",
    re.IGNORECASE,
)
PMCID = re.compile(r"\b(PMC\d{4,9})\b")
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)\]]")


def read_reference(text: str, addresses: str = "") -> SourceContent:
    """The source in a printed reference; `addresses` are those of its links. Its key is left empty."""
    text = " ".join(text.split())
    both = f"{text} {addresses}"
    dois = dois_in(both)
    pmid = next((found[1] or found[2] for found in PMID.finditer(both)), "")
    pmcid = PMCID.search(both)
    address = ADDRESS.search(both)
    url = address[0] if address and not (dois or pmid) else ""
    years = YEAR.findall(ADDRESS.sub("", text))
    source = SourceContent(
        key="",
        title=text[:MAX_TEXT],
        type="webpage" if url else "article-journal" if dois or pmid else "document",
        issued=years[0] if len(set(years)) == 1 else "",
        doi=dois[0] if dois else "",
        pmid=pmid,
        pmcid=pmcid[1] if pmcid else "",
        url=address_in(url) if url else "",
    )
    return _with_parts(source, text)


def _with_parts(source: SourceContent, text: str) -> SourceContent:
    found = VANCOUVER.fullmatch(text) or YEAR_AFTER_AUTHORS.fullmatch(text)
    if not found or not ELSEWHERE.fullmatch(found["rest"]):
        return source
    names = ET_AL.sub("", found["authors"])
    authors = [AUTHOR.fullmatch(part.strip()) for part in names.split(",")]
    if not all(authors):
        return source
    return replace(
        source,
        type="article-journal",
        title=found["title"].removesuffix("."),
        authors=tuple(PersonName(each["family"], each["given"]) for each in authors if each),
        authors_truncated=names != found["authors"],
        container_title=found["container"],
        issued=found["year"],
        volume=found["volume"],
        issue=found["issue"] or "",
        page=found["page"],
        url="" if source.doi or source.pmid else source.url,
    )
