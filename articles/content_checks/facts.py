"""What the checks must know besides the text itself, as plain values: nothing here asks a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .words import Words


@dataclass(frozen=True)
class KnownOrganization:
    """An organization of the house. `has_web_page` says whether a contact of kind web is entered."""

    name: str
    slug: str = ""
    abbreviation: str = ""
    has_web_page: bool = False


@dataclass(frozen=True)
class Facts:
    """`titles` are those of all articles, normalised by `articles.content_checks.page.same_title`.

    `reviewer`, `reviewer_interests`, `reviewed_on` and `evidence_on` come from a sign-off of this very
    text and are empty without one. `source_states` holds the retraction status by key of a source, for
    those that have one. `terms` are the names and synonyms of the glossary, `undefined_terms` those that
    readers can't look up yet; both without capitals. `has_contact` says whether the site gives readers an
    address to write to.
    """

    today: date
    reviewer: str = ""
    reviewer_interests: str = ""
    reviewed_on: date | None = None
    evidence_on: date | None = None
    titles: frozenset[str] = frozenset()
    organizations: tuple[KnownOrganization, ...] = ()
    words: Words = field(default_factory=Words)
    source_states: Mapping[str, str] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    undefined_terms: frozenset[str] = frozenset()
    has_contact: bool = True

    def organization(self, slug: str | None, name: str, abbreviation: str = "") -> KnownOrganization | None:
        """The known organization with that slug; without a slug, with that abbreviation or that name."""
        if slug is not None:
            return next((known for known in self.organizations if known.slug == slug), None)
        by_abbreviation = (k for k in self.organizations if abbreviation and k.abbreviation == abbreviation)
        by_name = (k for k in self.organizations if k.name.casefold() == name.casefold())
        return next(by_abbreviation, None) or next(by_name, None)
