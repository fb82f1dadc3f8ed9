"""The kinds of records: which rows they are, and what readers would see of a row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from articles.content.records import TEXTS, CategoryText, TagText, TermText
from articles.models import Category, Contributor, FixedPage, SurveyTable, Tag, WithdrawalWords
from resources.models import Contact, Organization, Term

from .contacts import Check, write_check
from .values import (
    category_text,
    page_text,
    survey_text,
    tag_text,
    term_text,
    with_sources,
    withdrawal_text,
)

EVERY_ROW = Q()


def _no_person(row) -> User | None:
    return None


def _term_names(text: TermText) -> list[str]:
    others = (word for each in text.translations for word in (each.name, *each.synonyms))
    return [text.name, *(word.text for word in text.synonyms), *others]


def _translated_names(text: CategoryText) -> list[str]:
    return [text.name, *(each.name for each in text.translations)] if text.translations else []


def _tag_names(text: TagText) -> list[str]:
    words = (word for each in text.translations for word in (each.name, *each.synonyms))
    names = [text.name, *text.synonyms, *words]
    return names if len(names) > 1 else []


_IS_TRANSLATED = ~Q(translations={})
_IS_DESCRIBED = ~Q(description="") | _IS_TRANSLATED


@dataclass(frozen=True)
class Kind:
    """`name` is stored, so it never changes. `text_of` makes the proposed text of a row and of its
    `related` rows. `slug_of` (unique in the kind) and `name_of` say where, and under which name, readers
    find it; `names_of` names the other words of an approved text that searches know it by.

    `waits` says which rows somebody is to approve whose text never was: the name of a tag is
    signed with the pages that use it, and an author without account signs nothing.

    `called` is what editors call it, where that isn't the name of its row.

    What readers may take as advice `needs_reviewer`: the two people are its writer and a medical reviewer.

    `person` is the account that a row describes: it never approves that text. With `write_check` whoever
    approves says how and when the text was checked, and it writes that into what is to be approved.
    """

    name: str
    model: type[Model]
    text_of: Callable
    related: tuple[str, ...] = ()
    person: Callable[[Model], User | None] = _no_person
    slug_of: Callable[[Model], str] = lambda row: row.slug
    name_of: Callable[[Model], str] = str
    write_check: Callable[[Model, Check], None] | None = None
    names_of: Callable[[Any], Iterable[str]] = lambda text: ()
    prepared: Callable[[Iterable], list] = list
    waits: Q = EVERY_ROW
    needs_reviewer: bool = True
    called: str = ""

    @property
    def label(self) -> str:
        return self.called or str(self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        return self.called or str(self.model._meta.verbose_name_plural)

    @property
    def asks_how(self) -> bool:
        return self.write_check is not None

    @property
    def text(self) -> type:
        return TEXTS[self.name]

    def rows(self, which: Q = EVERY_ROW, at_most: int | None = None) -> list[Model]:
        """Rows of the kind, with what their texts are made of, in a constant number of queries."""
        rows = self.model._default_manager.filter(which).prefetch_related(*self.related)
        return self.prepared(rows[:at_most])


def page_address(slug: str, language: str) -> str:
    """What a fixed page is looked up by among its kind."""
    return f"{slug}-{language}"


_ALL = (
    Kind("term", Term, term_text, related=("synonyms",), names_of=_term_names, prepared=with_sources),
    Kind("tag", Tag, tag_text, names_of=_tag_names, waits=_IS_DESCRIBED | ~Q(synonyms=[])),
    Kind("category", Category, category_text, names_of=_translated_names, waits=_IS_DESCRIBED),
    Kind("organization", Organization, Organization.text, name_of=lambda row: row.name),
    Kind(
        "contacts",
        Organization,
        Organization.contacts_text,
        related=("contacts",),
        name_of=lambda row: row.name,
        called="contacts",
        write_check=write_check,
        waits=Q(pk__in=Contact.objects.values("organization")),
    ),
    Kind(
        "contributor",
        Contributor,
        Contributor.text,
        related=("user",),
        person=lambda row: row.user,
        waits=Q(user__isnull=False),
        # Else an office with one medical reviewer could never approve what readers see of them.
        needs_reviewer=False,
        slug_of=lambda row: row.key,
        name_of=lambda row: row.name,
    ),
    Kind(
        "withdrawal",
        WithdrawalWords,
        withdrawal_text,
        related=("withdrawal__edition",),
        slug_of=lambda row: str(row.pk),
    ),
    Kind(
        "survey",
        SurveyTable,
        survey_text,
        slug_of=lambda row: row.key,
        called=_("titles of survey tables in other languages"),
        waits=_IS_TRANSLATED,
    ),
    Kind("page", FixedPage, page_text, slug_of=lambda row: page_address(row.slug, row.language)),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}


def kinds_of(row: Model) -> list[Kind]:
    """The kinds whose text the row proposes: none, one, or two for an organization with its contacts."""
    return [kind for kind in KINDS.values() if isinstance(row, kind.model)]
