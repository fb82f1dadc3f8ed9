"""What the rules find in a content. Whoever types changes one section, so the others aren't judged again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from articles.content import ArticleContent

from .facts import Facts
from .finding import Finding
from .page import page_of_content
from .registry import RULES, in_order
from .words import Words

# Sections of some thirty long articles.
REMEMBERED = 1000


def check_content(content: ArticleContent, facts: Facts) -> list[Finding]:
    """What the rules find in a content, saved or not, in the order of the text."""
    page = page_of_content(content)
    found = [
        finding for rule in RULES.values() if not rule.is_local for finding in rule.findings(page, facts)
    ]
    for index, part in _parts(content):
        local = _of_part(part, facts.words, facts.terms, facts.today)
        found += local if index is None else (replace(each, section_index=index) for each in local)
    return in_order(found)


def _parts(content: ArticleContent) -> Iterator[tuple[int | None, ArticleContent]]:
    """The words at the head of the page, then each section with its index, as contents of their own."""
    bare = ArticleContent("", "", language=content.language, audience=content.audience, kind=content.kind)
    yield (
        None,
        replace(
            bare,
            title=content.title,
            main_message=content.main_message,
            summary=content.summary,
            change_note=content.change_note,
        ),
    )
    for index, section in enumerate(content.sections):
        yield index, replace(bare, sections=(section,))


@lru_cache(maxsize=REMEMBERED)
def _of_part(part: ArticleContent, words: Words, terms: frozenset[str], today: date) -> tuple[Finding, ...]:
    """What the local rules find in a part. They see no other facts than those that it is remembered by."""
    page, facts = page_of_content(part), Facts(today, words=words, terms=terms)
    return tuple(
        finding for rule in RULES.values() if rule.is_local for finding in rule.findings(page, facts)
    )
