"""The content checks: what stands between a text and medical information that deserves trust.

A rule is a function in the module of its theme, registered under its name (registry.py). The same rule
reads a scraped text and a working copy, through the neutral value of page.py.
"""

from articles.content import ArticleContent

# Importing a module registers its rules.
from . import (  # noqa: F401
    accessibility,
    evidence,
    figure,
    hidden_letters,
    language,
    metadata,
    numbers,
    plain_words,
    structure,
    survey,
    tokens,
    treatment,
)
from .facts import Facts, KnownOrganization
from .finding import ERROR, WARNING, Finding
from .page import page_of_scraped
from .parts import check_content
from .passage import Passage
from .registry import RULES, Rule, run
from .words import Words, words_with

__all__ = [
    "ERROR",
    "RULES",
    "WARNING",
    "Facts",
    "Finding",
    "KnownOrganization",
    "Passage",
    "Rule",
    "Words",
    "check_content",
    "check_scraped",
    "words_with",
]


def check_scraped(scraped, content: ArticleContent, facts: Facts) -> list[Finding]:
    """What the rules find in a scraped text, with line numbers: `scraped` as articles.importing.scraped read
    it, and the content that it becomes."""
    return run(page_of_scraped(scraped, content), facts)
