"""Loads the glossary for rendering: the one place in this package that asks the database."""

from articles.records.approved import defined_terms

from .terms import GlossaryTerm


def load_terms() -> list[GlossaryTerm]:
    """The terms that readers can look up, as they were approved, in one query."""
    return [
        GlossaryTerm(term.slug, term.name, term.definition, tuple(word.text for word in term.synonyms))
        for term in defined_terms()
    ]
