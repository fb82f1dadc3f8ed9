"""Reads records as Crossref's REST API gives them, as objects of CSL-JSON.

Its schema is near to CSL-JSON: titles are lists, types have other names, and a paper names what its publisher
or Retraction Watch said of it under "updated-by".
"""

from typing import Any

from .dates import csl_date

TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "proceedings": "book",
    "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter", "book-track": "chapter",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book",
    "book-series": "book", "reference-entry": "entry", "posted-content": "article", "dissertation": "thesis",
    "report-component": "report", "report-series": "report", "peer-review": "review", "database": "dataset",
    "component": "document", "other": "document", "journal": "document", "journal-issue": "document",
    "grant": "document",
}  # fmt: skip
DATES = ("issued", "published", "published-print", "published-online", "posted")
RETRACTIONS = {
    "retraction": "retracted", "partial_retraction": "retracted", "removal": "retracted",
    "withdrawal": "retracted", "expression_of_concern": "concern", "expression-of-concern": "concern",
}  # fmt: skip


def is_crossref(row: dict) -> bool:
    """Whether the row has its titles in lists, as no CSL-JSON has."""
    return isinstance(row.get("title"), list) or isinstance(row.get("container-title"), list)


def from_crossref(row: dict) -> dict:
    """The row as CSL-JSON. A key is not among what Crossref says."""
    containers, title, subtitle = (
        _texts(row, "container-title"),
        _first(row, "title"),
        _first(row, "subtitle"),
    )
    kind = TYPES.get(str(row.get("type")), row.get("type"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    return {
        **row,
        "id": "",
        "type": kind,
        "title": title,
        # Of a chapter the series stands first, then the book.
        "container-title": containers[-1 if kind == "chapter" else 0] if containers else "",
        "container-title-short": _first(row, "short-container-title"),
        "issued": next((row[name] for name in DATES if csl_date(row.get(name))), None),
        "number": row.get("article-number"),
        "note": None,
        "custom": _retraction(row.get("updated-by")),
    }


def _texts(row: dict, name: str) -> list[str]:
    said = row.get(name)
    return [text for text in (said if isinstance(said, list) else [said]) if text and isinstance(text, str)]


def _first(row: dict, name: str) -> str:
    return next(iter(_texts(row, name)), "")


def _retraction(updates: Any) -> dict[str, str]:
    """The strongest notice that Crossref lists for the paper."""
    named = (
        [update for update in updates or [] if isinstance(update, dict)] if isinstance(updates, list) else []
    )
    for wanted in ("retracted", "concern"):
        for update in named:
            if RETRACTIONS.get(str(update.get("type")).lower()) == wanted:
                told = f"Crossref names a notice ({update['type']}): {update.get('DOI', 'without a DOI')}"
                return {"retraction_status": wanted, "retraction_note": told}
    return {}
