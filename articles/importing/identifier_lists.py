"""Lists of nothing but DOIs, PMIDs and PMCIDs: sources of which the rest is to be completed."""

import re

from articles.content import SourceContent
from articles.content.identifiers import dois_in, pmcids_in, pmids_in, words_of

# What stands above a column of them.
HEADINGS = {"doi", "dois", "pmid", "pmids", "pmcid", "pmcids", "id", "ids"}
NOTE = "To be completed: nothing but its identifier was known."


def read_identifiers(text: str) -> tuple[list[dict], list[str]] | None:
    """The objects of CSL-JSON of a list, and a sentence for each line that isn't an identifier.

    None if that is most of them: then the text is something else.
    """
    rows, problems, lines = [], [], 0
    for number, line in enumerate(text.splitlines(), 1):
        words = words_of(line.strip(" ,;|"))
        if not words or {word.strip(":").casefold() for word in words} <= HEADINGS:
            continue
        found = [_row(word) for word in words]
        lines += 1
        if all(found):
            rows += found
        else:
            problems.append(f"line {number}: {line.strip()[:60]!r} isn't a DOI, PMID or PMCID")
    return (list({row["id"]: row for row in rows}.values()), problems) if len(problems) * 2 < lines else None


def is_to_be_completed(source: SourceContent) -> bool:
    """Whether the source has its identifier in place of a title."""
    return source.title in (source.doi, f"PMID {source.pmid}", source.pmcid)


def _row(word: str) -> dict:
    if doi := next(iter(dois_in(word)), ""):
        return {"id": _key("doi", doi), "title": doi, "DOI": doi, "note": NOTE}
    if pmcid := next(iter(pmcids_in(word)), ""):
        return {"id": _key("", pmcid), "title": pmcid, "PMCID": pmcid, "note": NOTE}
    if pmid := next(iter(pmids_in(word)), ""):
        return {"id": _key("pmid", pmid), "title": f"PMID {pmid}", "PMID": pmid, "note": NOTE}
    return {}


def _key(kind: str, identifier: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", f"{kind} {identifier}".lower()))[:100]
