"""What changed between two texts, by field and by section. It knows nothing of Django.

Reviewers read it before they sign, and the public history shows it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice

from articles.content import ArticleContent, SectionContent
from articles.content.plain_text import plain_text
from articles.text.word_alignment import likeness, longest_rise, most_alike

# Compared section by section, or with the section that uses them.
IN_PARTS = {"sections", "sources", "survey_tables", "figures", "schema"}
# Two bodies that share less than this are two sections, not one that was rewritten.
LEAST_LIKENESS = 0.5
# Old sections, in their order, that are looked at for the one that a new section was.
MOST_LOOKS = 30

# Neither looks beyond the next opening bracket: a run of those would cost the square of its length.


@dataclass(frozen=True)
class FieldChange:
    """`name` is a field of ArticleContent; before and after are its values."""

    name: str
    before: object
    after: object


@dataclass(frozen=True)
class SectionChange:
    """`kind` is "added", "removed", "changed" or "moved" (its place changed and nothing else).

    `before` is None for a section that was added, `after` for one that was removed. `index` counts from 0
    in the new text, or in the old text for a removed section.
    """

    kind: str
    index: int
    before: SectionContent | None
    after: SectionContent | None

    @property
    def heading(self) -> str:
        section = self.after or self.before
        return section.heading if section else ""


@dataclass(frozen=True)
class RecordChange:
    """A source, a survey table or a figure (`what`) whose record was added, removed or changed."""

    what: str
    kind: str
    key: str
    before: object
    after: object


@dataclass(frozen=True)
class Difference:
    """All that differs between two texts. It is false when nothing does."""

    fields: tuple[FieldChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    records: tuple[RecordChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.sections or self.records)


def difference(before: ArticleContent, after: ArticleContent) -> Difference:
    """What must be done to `before` to make it `after`."""
    return Difference(
        fields=tuple(
            FieldChange(item.name, getattr(before, item.name), getattr(after, item.name))
            for item in fields(ArticleContent)
            if item.name not in IN_PARTS and getattr(before, item.name) != getattr(after, item.name)
        ),
        sections=tuple(_section_changes(before.sections, after.sections)),
        records=(
            *_record_changes("source", before.sources, after.sources),
            *_record_changes("survey table", before.survey_tables, after.survey_tables),
            *_record_changes("figure", before.figures, after.figures),
        ),
    )


def _section_changes(
    before: Sequence[SectionContent], after: Sequence[SectionContent]
) -> Iterator[SectionChange]:
    pairs = section_pairs(before, after)
    places = [pairs[i] for i in sorted(pairs)]
    kept_order = {places[index] for index in longest_rise(places)}
    for i, section in enumerate(after):
        if i not in pairs:
            yield SectionChange("added", i, None, section)
        elif before[pairs[i]] != section:
            yield SectionChange("changed", i, before[pairs[i]], section)
        elif pairs[i] not in kept_order:
            yield SectionChange("moved", i, section, section)
    paired = set(pairs.values())
    for i, section in enumerate(before):
        if i not in paired:
            yield SectionChange("removed", i, section, None)


def section_pairs(before: Sequence[SectionContent], after: Sequence[SectionContent]) -> dict[int, int]:
    """Which section of `after` (by index) was which of `before`: the same text, else the same heading,
    else the most alike."""
    pairs: dict[int, int] = {}
    for trait in (
        lambda section: section,
        lambda section: section.body or None,
        lambda section: section.heading.casefold(),
    ):
        _pair_by(trait, before, after, pairs)
    _pair_alike(before, after, pairs)
    return pairs


def _pair_by(
    trait: Callable[[SectionContent], object],
    before: Sequence[SectionContent],
    after: Sequence[SectionContent],
    pairs: dict[int, int],
) -> None:
    """Pairs those that are left and have the same trait, unless it is None, in the order of both texts."""
    paired = set(pairs.values())
    places: dict[object, deque[int]] = {}
    for j, section in enumerate(before):
        if j not in paired:
            places.setdefault(trait(section), deque()).append(j)
    for i, section in enumerate(after):
        value = trait(section)
        if i not in pairs and value is not None and places.get(value):
            pairs[i] = places[value].popleft()


def _pair_alike(
    before: Sequence[SectionContent], after: Sequence[SectionContent], pairs: dict[int, int]
) -> None:
    """Pairs those that are left and share enough words. `MOST_LOOKS` bounds what a long text costs."""
    paired = set(pairs.values())
    left = {j: _plain_words(section) for j, section in enumerate(before) if j not in paired}
    for i, section in enumerate(after):
        if i in pairs:
            continue
        words = _plain_words(section)
        match = next((j for j, old in islice(left.items(), MOST_LOOKS) if _is_alike(old, words)), None)
        if match is not None:
            pairs[i] = match
            del left[match]


def _is_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    return most_alike(old, new) >= LEAST_LIKENESS and likeness(old, new) >= LEAST_LIKENESS


def _plain_words(section: SectionContent) -> list[str]:
    return plain_text(section.body).split()


def _record_changes(what: str, before: Sequence, after: Sequence) -> Iterator[RecordChange]:
    old, new = {record.key: record for record in before}, {record.key: record for record in after}
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            kind = "added" if key not in old else "removed" if key not in new else "changed"
            yield RecordChange(what, kind, key, old.get(key), new.get(key))
