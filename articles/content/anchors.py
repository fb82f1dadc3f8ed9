"""Ids of headings on the page: readable, steady, and never an id that the page uses itself."""

from collections.abc import Iterable

from django.utils.text import slugify

# Ids that templates may give to parts of the page, and the beginnings of those that rendering gives.
PAGE_IDS = {
    "about", "aliases", "article", "audience", "authors", "breadcrumbs", "card", "categories", "category",
    "contents", "disclaimer", "edition", "feedback", "filters", "footer", "funding", "glossary", "header",
    "help", "history", "language", "licence", "main", "main-message", "menu", "nav", "organizations",
    "page", "print", "q", "question", "questions", "references", "related", "results", "review",
    "reviewer", "search", "section", "see-also", "site", "skip", "sources", "summary", "surveys", "tags",
    "title", "toc", "top", "updates", "words",
}  # fmt: skip
PAGE_PREFIXES = ("source-", "cite-", "term-", "survey-", "figure-", "id_", "page-")


def free_anchor(heading: str, taken: dict[str, int]) -> str:
    """An id for a heading, in its own script, that is not in `taken`, and now is.

    `taken` holds the last number given after each id, so that the next one is not sought from 2 on.
    """
    base = _base(heading)
    anchor, number = base, taken.get(base, 1)
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken[base] = number
    taken[anchor] = taken.get(anchor, 1)
    return anchor


def sole_anchor(heading: str, headings: Iterable[str]) -> str:
    """The id of a heading on a page with these headings; "" if it has none, or another one is like it."""
    base = _base(heading) if heading else ""
    return base if [_base(each) for each in headings if each].count(base) == 1 else ""


def _base(heading: str) -> str:
    base = slugify(heading, allow_unicode=True)[:80].strip("-") or "part"
    return f"section-{base}" if base in PAGE_IDS or base.startswith(PAGE_PREFIXES) else base
