"""The kinds of records: which rows they are, and what readers would see of a row."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from articles.content.records import TEXTS
from resources.models import Term

from .values import term_text


def _no_person(row) -> User | None:
    return None


@dataclass(frozen=True)
class Kind:
    """`name` is stored, so it never changes. `text_of` makes the proposed text of a row and of its
    `related` rows. `slug_of` (unique in the kind) and `name_of` say where, and under which name, readers
    find it.

    `person` is the account that a row describes: it never approves that text. With `asks_how` whoever
    approves says how and when the text was checked.
    """

    name: str
    model: type[Model]
    text_of: Callable
    related: tuple[str, ...] = ()
    asks_how: bool = False
    person: Callable[[Model], User | None] = _no_person
    slug_of: Callable[[Model], str] = lambda row: row.slug
    name_of: Callable[[Model], str] = str

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name) if self.name != "contacts" else "contacts"

    @property
    def text(self) -> type:
        return TEXTS[self.name]

    def rows(self) -> QuerySet:
        """All rows of the kind, with what their texts are made of."""
        return self.model._default_manager.prefetch_related(*self.related)


KINDS: dict[str, Kind] = {kind.name: kind for kind in (Kind("term", Term, term_text, related=("synonyms",)),)}


def kinds_of(row: Model) -> list[Kind]:
    """The kinds whose text the row proposes: none, one, or two for an organization with its contacts."""
    return [kind for kind in KINDS.values() if isinstance(row, kind.model)]
