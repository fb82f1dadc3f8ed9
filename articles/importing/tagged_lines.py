"""Records whose every line begins with a tag, such as those in RIS and in PubMed's NBIB."""

import re
from collections.abc import Callable, Iterable, Iterator

from articles.content.identifiers import words_of

RETRACTED = "retracted publication"


class TaggedRecord:
    """The values of one record, with their tags, in the order in which they stand there."""

    def __init__(self, values: Iterable[tuple[str, str]]):
        self.values = [(tag, value) for tag, value in values if value]

    def all(self, *tags: str) -> list[str]:
        """The values with one of these tags, in the order of the record."""
        return [value for tag, value in self.values if tag in tags]

    def one(self, *tags: str) -> str:
        """The first value with the first of these tags that has one; else ""."""
        return next((value for tag in tags for value in self.all(tag)), "")

    def told(self, tags: Iterable[str], read: Callable[[str], tuple[str, ...]]) -> str:
        """The first identifier that a value with one of these tags is, or that is among its addresses, and
        nothing besides."""
        alone = (value for tag in tags for value in self.all(tag) if _is_alone(words_of(value)))
        return next((found[0] for value in alone if (found := read(value))), "")


def _is_alone(words: list[str]) -> bool:
    return len(words) == 1 or all("://" in word for word in words)


def records_of(text: str, line: re.Pattern, first: str) -> Iterator[TaggedRecord]:
    """The records of a text. One begins with the tag `first`; `line` finds a tag and a value.

    A line without a tag goes on with the one before it.
    """
    values: list[tuple[str, list[str]]] = []
    for printed in text.splitlines():
        found = line.match(printed)
        if found and found[1] == first:
            yield from _record(values)
            values = [(first, [(found[2] or "").strip()])]
        elif values and found:
            values.append((found[1], [(found[2] or "").strip()]))
        elif values and printed.strip():
            values[-1][1].append(printed.strip())
    yield from _record(values)


def _record(values: list[tuple[str, list[str]]]) -> Iterator[TaggedRecord]:
    if values:
        yield TaggedRecord((tag, " ".join(filter(None, lines))) for tag, lines in values)


def retraction(types: Iterable[str], retracted_in: list[str], concern_in: list[str]) -> dict[str, str]:
    """What PubMed marks on the record of the paper itself; the record of the notice has other types."""
    if retracted_in or RETRACTED in {kind.lower() for kind in types}:
        where = f" The notice: {' '.join(retracted_in)}" if retracted_in else ""
        return {"retraction_status": "retracted", "retraction_note": f"Marked by PubMed as retracted.{where}"}
    if concern_in:
        note = f"PubMed names an expression of concern: {' '.join(concern_in)}"
        return {"retraction_status": "concern", "retraction_note": note}
    return {}
