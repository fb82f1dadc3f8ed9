"""Glossary definitions stand on the page, so they are what the reviewer read or the page isn't published.

A sign-off keeps the definitions as they were drawn. Nothing is told from dates, so it doesn't matter by
which way the glossary changed: form, import, a new synonym, a deleted term.
"""

from collections.abc import Iterator, Mapping

from articles.content import ArticleContent
from articles.models import SignOff
from articles.rendering import render_article
from articles.rendering.drawn_terms import drawn_terms
from articles.rendering.glossary import load_terms


def definitions_of(content: ArticleContent) -> dict[str, dict]:
    """What the glossary now adds to the page of that text, as `SignOff.terms` keeps it."""
    return drawn_terms(render_article(content, load_terms()))


def why_not_defined(given: SignOff, now: Mapping[str, dict]) -> Iterator[str]:
    """Sentences that name each term that the page would explain otherwise than when it was signed off."""
    if given.terms is None:
        if now:
            yield "The sign-off is older than the record of glossary words. The text needs a new one."
        return
    for slug in sorted({*given.terms, *now}):
        before, after = given.terms.get(slug), now.get(slug)
        if before != after:
            name = (after or before)["name"]
            what = _what_happened(before, after)
            yield f"“{name}” in the glossary {what} the sign-off. It needs a new one."


def _what_happened(before: dict | None, after: dict | None) -> str:
    if before is None:
        return "explains words of this text only since"
    if after is None:
        return "no longer explains words of this text, as it did at"
    if before["definition"] != after["definition"]:
        return "has another definition than at"
    return "has another name, or explains other words, than at"
