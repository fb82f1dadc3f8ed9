"""What a search leads to beside articles: words explained, topics, and organizations that help."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language, override

from articles.content.organizations import OrganizationText
from articles.content.records import TermText, in_language
from articles.models import LiveName, LiveRecord, TaggedEdition
from articles.records.directory import all_texts, listed_organizations
from resources.directory import ListedOrganization, by_need
from resources.models import Organization
from resources.names import country_name

from .known_names import Asked, asked_of
from .words import stems

MOST = 3
# Shorter words begin too many others.
SHORTEST_BEGINNING = 4
# Words that don't tell one organization from another; "help" is a stop word anyway.
OF_ANY = frozenset(stems("cancer support charity organization organisation free number call people patients"))


@dataclass(frozen=True)
class Beside:
    """At most three of each, the best first; `terms` in the language of the page."""

    terms: tuple[TermText, ...] = ()
    topics: tuple[LiveRecord, ...] = ()
    organizations: tuple[ListedOrganization, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.topics or self.organizations)


def beside(text: str, today: date) -> Beside:
    """What the words of a text name, in any of the ways that search knows; at most nine queries."""
    asked = asked_of(text)
    if all(each.is_of_any(OF_ANY) for each in asked):
        return Beside()
    return Beside(tuple(_terms(asked)), tuple(_topics(asked)), tuple(_organizations(asked, today)))


def _terms(asked: list[Asked]) -> Iterable[TermText]:
    """Those with a name that was asked for, or else with one that begins so: "chemo", which we know as
    chemotherapy, isn't the beginning of chemoradiotherapy."""
    defined = LiveRecord.objects.defined()
    names = LiveName.objects.filter(live__in=defined)
    lower = {name.lower() for each in asked for name in each.names}
    found = list(names.filter(lower__in=lower).values_list("live", flat=True))
    is_unknown = len(asked) == 1 and asked[0].names == {asked[0].typed}
    if not found and is_unknown and len(asked[0].typed) >= SHORTEST_BEGINNING:
        found = list(names.filter(lower__startswith=asked[0].typed).values_list("live", flat=True)[:MOST])
    rows = LiveRecord.objects.select_related("text").in_bulk(list(islice(dict.fromkeys(found), MOST)))
    return [in_language(rows[pk].text.value, get_language()) for pk in dict.fromkeys(found) if pk in rows]


def _topics(asked: list[Asked]) -> Iterable[LiveRecord]:
    """Tags of live pages whose name was asked for."""
    slugs = {slugify(name, allow_unicode=True) for each in asked for name in each.names}
    tags = LiveRecord.objects.of("tag").named().filter(slug__in=slugs)
    return tags.filter(record__in=TaggedEdition.objects.filter(tag__in=tags.values("record")).values("tag"))[
        :MOST
    ]


def _organizations(asked: list[Asked], today: date) -> list[ListedOrganization]:
    """Those that all that was asked for is said of: their name, their country, what they help with. More
    words of the name first, then as readers need them."""
    found: dict[str, int] = {}
    for text in all_texts():
        said = _Said.of(text)
        named = [said.in_name(each) for each in asked]
        if all(named[i] or said.otherwise(each) or each.is_of_any(OF_ANY) for i, each in enumerate(asked)):
            found[text.slug] = sum(named)
    organizations = listed_organizations(list(found), today)
    return sorted(organizations, key=lambda each: (-found[each.text.slug], by_need(each)))[:MOST]


@dataclass(frozen=True)
class _Said:
    """Stems of what an organization is known by: of its names, and of each name of its country and each
    help that it gives, in the language of the site and of the page."""

    names: frozenset[str]
    labels: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: OrganizationText) -> "_Said":
        language = get_language() or settings.LANGUAGE_CODE
        return _said(f"{text.name} {text.abbreviation}", tuple(text.help), text.country, language)

    def in_name(self, asked: Asked) -> bool:
        """Whether its name has all words of one way; those that many names have count only beside another."""
        return any(self.names.issuperset(way) for way in asked.ways if not OF_ANY.issuperset(way))

    def otherwise(self, asked: Asked) -> bool:
        return not self.labels.isdisjoint(asked.ways)


# Each search asks it of the whole directory.
@lru_cache(maxsize=4096)
def _said(names: str, help_given: tuple[str, ...], country: str, language: str) -> _Said:
    labels = set()
    for code in {settings.LANGUAGE_CODE, language}:
        with override(code):
            labels |= {tuple(stems(str(Organization.Help(value).label))) for value in help_given}
            labels.add(tuple(stems(country_name(country))))
    return _Said(frozenset(stems(names)), frozenset(labels))
