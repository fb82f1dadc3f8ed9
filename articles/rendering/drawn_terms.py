"""What the glossary adds to a drawn page: a sign-off keeps it, and publishing compares."""

import re

from .rendered import RenderedArticle

MARKED = re.compile(r'<a class="term" href="#term-([^"<>]+)">([^<]*)</a>')


def drawn_terms(page: RenderedArticle) -> dict[str, dict]:
    """For each term that the page explains, by its slug: its name, its definition, and the words of the text
    that lead to it, in their order."""
    drawn: dict[str, dict] = {
        term.slug: {"name": term.name, "definition": term.definition, "words": []} for term in page.terms
    }
    for section in page.sections:
        for slug, words in MARKED.findall(section.html):
            if slug in drawn:
                drawn[slug]["words"].append(words)
    return drawn
