"""In which order a page shows its sections: the writer's, but for what cannot wait."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

# Strongest first; a care card without a known urgency comes last.
URGENCIES = ("emergency", "urgent", "non-urgent")


class Section(Protocol):
    @property
    def heading(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def purpose(self) -> str: ...
    @property
    def urgency(self) -> str: ...


S = TypeVar("S", bound=Section)


def in_reading_order(sections: Iterable[S]) -> tuple[S, ...]:
    """The same sections with what is said of when to get help right after the overview, the most urgent
    first, or in front if there is no overview. Sections of level 3 and those without heading stay with the
    one that they follow. Done twice, it changes nothing."""
    all_parts = parts(sections)
    care = sorted((part for part in all_parts if part[0].purpose == "get-help"), key=_urgency)
    others = [part for part in all_parts if part[0].purpose != "get-help"]
    overviews = [i for i, part in enumerate(others) if part[0].purpose == "overview"]
    place = overviews[0] + 1 if overviews else 0
    return tuple(section for part in (*others[:place], *care, *others[place:]) for section in part)


def parts(sections: Iterable[S]) -> list[list[S]]:
    """Each section with a heading of level 2, with what stands below that heading."""
    found: list[list[S]] = []
    for section in sections:
        if found and (section.level > 2 or not section.heading.strip()):
            found[-1].append(section)
        else:
            found.append([section])
    return found


def _urgency(part: list[S]) -> int:
    found = [URGENCIES.index(section.urgency) for section in part if section.urgency in URGENCIES]
    return min(found, default=len(URGENCIES))
