"""Loads the glossary for rendering: the one place in this package that asks the database."""

from resources.models import Term

from .terms import GlossaryTerm


def load_terms() -> list[GlossaryTerm]:
    """All listed terms with their synonyms, in two queries."""
    return [
        GlossaryTerm(
            term.slug, term.name, term.definition, tuple(synonym.text for synonym in term.synonyms.all())
        )
        for term in Term.objects.listed().prefetch_related("synonyms")
    ]
