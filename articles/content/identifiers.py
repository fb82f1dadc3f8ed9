"""DOI, PMID and PMCID of a publication, in the many forms that people and databases write them in.

A DOI is "10.", a registrant, a slash and a suffix of any printing characters; its case means nothing (DOI
Handbook, chapter 2; ISO 26324). So it is kept as printed and compared in lower case. Two are the same as a
whole or not at all: nothing is compared by its beginning.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, unquote, urlsplit

from articles.content import SourceContent

_DOI = re.compile(r"(?:doi:)?(10\.[0-9]{1,9}(?:\.[0-9]+)*/\S+)", re.IGNORECASE)
# A longer word is neither an identifier nor an address that anybody wrote.
LONGEST = 1000
_RESOLVERS = {"doi.org", "dx.doi.org"}
# /doi/10.1000/abc, /doi/full/10.1000/abc, /article/10.1000/abc: journals that name a page by its DOI.
_DOI_PAGE = re.compile(
    r"/(doi(?:/[a-z]+)?|articles?|chapter|book|content)/(10\.[0-9]{4,9}/\S+)", re.IGNORECASE
)
_DOI_IN_QUERY = re.compile(r"(?:^|&)(?:id|doi)=(10\.[0-9]{4,9}/[^&]+)")
# What journals write behind the DOI: the view, a session, the version of a preprint.
_BEHIND_DOI = re.compile(
    r"(?:/(?:full|abstract|e?pdf|html|summary|meta|full-?text|references)|\.pdf|;jsessionid=.*"
    r"|(?<=\d{8})v[0-9]+(?:\.[a-z.-]+)?)$",
    re.IGNORECASE,
)
# /article/doi/10.1000/abc/6310000/Title: a number of the journal's own, and a title.
_NUMBERED = re.compile(r"/article[a-z-]*/doi/(10\.[0-9]{4,9}/\S+?)/[0-9]{5,}(?:/[^/]*)?$", re.IGNORECASE)
_PMID = re.compile(r"(?:pmid:?)?([0-9]{1,9})(?:\.0)?", re.IGNORECASE)
_PMID_PAGE = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov(?:/m)?/pubmed|pubmed\.gov|europepmc\.org/article/med)"
    r"/(?:\?term=)?([0-9]{1,9})(?:\[[a-z]+\])?(?:[/?#&].*)?",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?:pmcid:?)?(?:PMC)?([0-9]{1,9})(?:\.[0-9]+)?", re.IGNORECASE)
_PMCID_PAGE = re.compile(
    r"(?:ncbi\.nlm\.nih\.gov/pmc/articles|pmc\.ncbi\.nlm\.nih\.gov/articles|europepmc\.org/articles?(?:/pmc)?)"
    r"/(?:PMC)?([0-9]{1,9})(?:[./?#&].*)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|(?<![\w.@/])www\.)[^\s<>\"]+", re.IGNORECASE)
# "doi: 10.1000/abc" is one word; "10.1000/abc;10.1000/abd" are two, "10.1000/(sici)1;2-n" is one, and so is
# "10.1000/37[1:B]2.0.CO;2" with the code that ends such numbers of articles (SICI).
_LABELS = re.compile(r"\b(doi|pmid|pmcid)\s*:?\s+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?<![;,|])(?<!\.CO)[;,|]++(?=doi|pm|10\.|https?:|[0-9]+(?![\w.-]))|[\s\u200b]+", re.IGNORECASE
)
_BEFORE_WORD, _AFTER_WORD = "(<[{\"'“‘«\ufeff", ".,:;!?'\"’”»*/\\\ufeff"
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def dois_in(text: str) -> tuple[str, ...]:
    """The DOIs of a cell with one or several, as printed: bare, with "doi:" before them, or as addresses."""
    return _each(text, lambda word: _bare(word, _DOI) or _doi_of_address(word))


def pmids_in(text: str) -> tuple[str, ...]:
    """The PMIDs of a cell, without zeros before them. A list writes 0 where a paper has none."""
    return _each(text, lambda word: _bare(word, _PMID).lstrip("0") or _pmid_of_address(word))


def pmcids_in(text: str) -> tuple[str, ...]:
    """The PMCIDs of a cell ("PMC99"): with these letters before them, or as addresses."""
    return _each(text, lambda word: f"PMC{found}" if (found := _pmcid_of(word)) else "")


def labelled(note: str, label: str) -> str:
    """What stands behind a label on a line of a note, as managers write it ("PMID: 123"); else ""."""
    lines = (line.partition(":") for line in note.splitlines())
    return next((value.strip() for name, _, value in lines if name.strip().upper() == label), "")


def doi_address(doi: str) -> str:
    """Where a publication with this DOI is found."""
    return f"https://doi.org/{quote(doi, safe='/:;().,-_')}"


def names_of(source: SourceContent) -> frozenset[str]:
    """Everything that a list may name a source by ("doi:10.1000/abc", "pmid:123"), its address included."""
    pmids = [*pmids_in(source.pmid), *filter(None, [_pmid_of_address(source.url)])]
    return names(dois_in(f"{source.doi} {source.url}"), pmids)


def names(dois: Iterable[str], pmids: Iterable[str]) -> frozenset[str]:
    """As they are compared, each with its kind before it."""
    return frozenset([*(f"doi:{doi.lower()}" for doi in dois), *(f"pmid:{pmid}" for pmid in pmids)])


def with_identifiers(source: SourceContent) -> SourceContent:
    """The source with its identifiers bare in their own fields, those of its address among them.

    What can't be read as one identifier stays as it was printed.
    """
    pmcid = _number(source.pmcid, _PMCID) or ("" if source.pmcid else _of_address(source.url, _PMCID_PAGE))
    return replace(
        source,
        doi=_only(dois_in(source.doi)) or source.doi or _only(dois_in(source.url)),
        pmid=_only(pmids_in(source.pmid)) or source.pmid or _pmid_of_address(source.url),
        pmcid=f"PMC{pmcid}" if pmcid else source.pmcid,
    )


def address_in(text: str) -> str:
    """The first address of a cell, with the scheme that people leave out ("www.example.org/a").

    A cell without one stays as it is. A stroke at the end belongs to the address.
    """
    found = _ADDRESS.search(text)
    if not found:
        return text
    address = _without_end(found[0])
    if found[0].startswith("/", len(address)):
        address += "/"
    return address if "://" in address else f"https://{address}"


def words_of(text: str) -> list[str]:
    """The words of a cell, a label and its identifier as one ("doi:10.1000/abc")."""
    return list(filter(None, _BETWEEN.split(_LABELS.sub(r"\1:", text))))


def _each(text: str, read: Callable[[str], str]) -> tuple[str, ...]:
    words = (word for word in words_of(text) if len(word) <= LONGEST)
    return tuple(dict.fromkeys(filter(None, map(read, words))))


def _only(found: tuple[str, ...]) -> str:
    return found[0] if len(found) == 1 else ""


def _bare(word: str, pattern: re.Pattern) -> str:
    found = pattern.fullmatch(_without_end(unquote(word.lstrip(_BEFORE_WORD))))
    return found[1] if found else ""


def _number(text: str, pattern: re.Pattern) -> str:
    return _bare(_LABELS.sub(r"\1:", text.strip()), pattern).lstrip("0")


def _doi_of_address(word: str) -> str:
    host, path, query = _parts(word)
    path = _without_end(path)
    if host in _RESOLVERS:
        found = _DOI.fullmatch(path.lstrip("/"))
        return found[1] if found else ""
    if found := _NUMBERED.search(path):
        return found[1]
    if found := _DOI_PAGE.search(path):
        return _without_end(_without_view(found[2]))
    found = _DOI_IN_QUERY.search(query)
    return _without_end(found[1]) if found else ""


def _without_view(doi: str) -> str:
    while "/" in (shorter := _BEHIND_DOI.sub("", doi)) and shorter != doi:
        doi = shorter
    return doi


def _pmcid_of(word: str) -> str:
    return (_number(word, _PMCID) if "PMC" in word.upper() else "") or _of_address(word, _PMCID_PAGE)


def _pmid_of_address(word: str) -> str:
    return _of_address(word, _PMID_PAGE)


def _of_address(word: str, page: re.Pattern) -> str:
    host, path, query = _parts(word.strip()[:LONGEST])
    found = page.fullmatch(_without_end(f"{host}{path}{f'?{query}' if query else ''}"))
    return found[1].lstrip("0") if found else ""


def _parts(word: str) -> tuple[str, str, str]:
    """Host, path and query of an address, decoded; the scheme may be missing."""
    word = word.lstrip(_BEFORE_WORD)
    try:
        parts = urlsplit(word if "://" in word else f"https://{word}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", "", ""
    return (host, unquote(parts.path), unquote(parts.query)) if "." in host else ("", "", "")


def _without_end(text: str) -> str:
    """Without what ends a sentence, or closes a bracket that the text didn't open."""
    while text and (
        text[-1] in _AFTER_WORD or text.count(text[-1]) > text.count(_CLOSING.get(text[-1], text[-1]))
    ):
        text = text[:-1]
    return text
