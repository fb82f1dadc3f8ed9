"""What stands before the results of a search whose words speak of danger: whom to call.

The words are the lists "crisis", "emergency" and "fear" of articles/content_checks/words.json, and what
editors add.
"""

from dataclasses import dataclass

from django.utils import timezone

from articles.content_checks import words_with
from articles.models import Phrase
from articles.records.directory import all_listed
from articles.search.words import split
from cancerinfo.web.public_pages import TODAY, follow
from resources.directory import ContactLine, ListedOrganization, by_need
from resources.names import country_name, emergency_numbers

from .followed import DIRECTORY

CRISIS, EMERGENCY, FEAR = (Phrase.List[name].value for name in ("CRISIS", "EMERGENCY", "FEAR"))


@dataclass(frozen=True)
class Number:
    """A telephone number with the name of the country in which it's answered."""

    country: str
    organization: ListedOrganization
    line: ContactLine


@dataclass(frozen=True)
class UrgentHelp:
    """`kind` is a list of phrases: "crisis" for words of somebody who may want to die, "emergency" for those
    of a medical emergency, "fear" for those of somebody who is afraid to die."""

    kind: str
    numbers: tuple[Number, ...] = ()

    @property
    def emergency_numbers(self) -> list[tuple[str, str]]:
        """What is dialled in an emergency, each with the name of its country; nobody dials it out of fear."""
        return [] if self.kind == FEAR else emergency_numbers()


def urgent_help(request, *searches: str) -> UrgentHelp | None:
    """The help that readers of these searches, of one request, need before any result, if they do. One query,
    three where there are numbers."""
    named = words_with(Phrase.objects.filter(list__in=[CRISIS, EMERGENCY, FEAR]).values_list("list", "text"))
    said = "".join(map(_spaced, searches))
    kind = next(
        (
            kind
            for kind in (CRISIS, EMERGENCY, FEAR)
            if any(_spaced(phrase) in said for phrase in named[kind])
        ),
        None,
    )
    if kind is None:
        return None
    if kind == EMERGENCY:
        return UrgentHelp(kind)
    follow(request, *DIRECTORY, TODAY)
    return UrgentHelp(kind, tuple(numbers(all_listed(timezone.localdate()))))


def numbers(organizations: list[ListedOrganization]) -> list[Number]:
    """All crisis lines and, of each country that has none, the number that its readers would call first, of
    those for every cancer if there are any; by country."""
    found: dict[str, list[Number]] = {}
    for each in sorted((each for each in organizations if each.has_phone), key=_by_urgency):
        country, line = country_name(each.text.country), each.phones[0]
        if line.is_crisis_line or country not in found:
            found.setdefault(country, []).append(Number(country, each, line))
    return [number for country in sorted(found, key=str.casefold) for number in found[country]]


def _by_urgency(organization: ListedOrganization) -> tuple:
    is_general = "all" in organization.text.topics
    return not organization.phones[0].is_crisis_line, not is_general, *by_need(organization)


def _spaced(text: str) -> str:
    """The words of a text as searches compare them, with a space around each."""
    return f" {' '.join(split(text))} "
