"""The names in a text that the glossary or our own list has, and what else it asks for."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from articles.models import LiveName

from .signs import read_signs
from .word_groups import names_beside
from .words import STOP_WORDS, split, stems

MAX_CHARACTERS = 2000
MAX_WORDS = 150
MAX_PHRASE = 6
# Ordinary words that are abbreviations too; those count only in capital letters.
ORDINARY = STOP_WORDS | {"all"}
EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Asked:
    """A phrase or word of a query in lower case as it was `typed`, with all `names` of the same."""

    typed: str
    names: frozenset[str]

    @cached_property
    def ways(self) -> frozenset[tuple[str, ...]]:
        """The stems of each name."""
        return frozenset(tuple(stems(name)) for name in self.names)

    def is_of_any(self, of_any: frozenset[str]) -> bool:
        """Whether it says nothing but some of these stems."""
        return of_any.issuperset(stems(self.typed))


def asked_of(text: str) -> list[Asked]:
    """All that a text of any kind asks for, known to the index or not, but for stop words."""
    known, rest = known_names(read_signs(printable(text)).text)
    phrases = [Asked(phrase, frozenset({phrase, *names})) for phrase, names in known.items()]
    words = dict.fromkeys(word for word in split(rest)[:MAX_WORDS] if word not in STOP_WORDS)
    return [*phrases, *(Asked(word, frozenset({word})) for word in words)]


def printable(text: str) -> str:
    text = unicodedata.normalize("NFC", "".join(letter if letter.isprintable() else " " for letter in text))
    return text[:MAX_CHARACTERS]


def known_names(text: str) -> tuple[dict[str, set[str]], str]:
    """The longest runs of words, in lower case, that the glossary or our own list has, each with all names of
    the same; and the text without them."""
    typed = [EDGE.sub("", word) for word in text.split()[:MAX_WORDS]]
    words = [word.lower() for word in typed]
    ordinary = {word for word in words if word in ORDINARY} - {
        word.lower() for word in typed if word.isupper()
    }
    phrases = {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + MAX_PHRASE, len(words)) + 1)
    }
    names = _names(phrases - ordinary - {""})
    found, rest, start = {}, [], 0
    while start < len(words):
        for end in range(min(start + MAX_PHRASE, len(words)), start, -1):
            phrase = " ".join(words[start:end])
            if phrase in names:
                found[phrase] = names[phrase]
                start = end
                break
        else:
            rest.append(words[start])
            start += 1
    return found, " ".join(rest)


def _names(phrases: set[str]) -> dict[str, set[str]]:
    """For each phrase that the glossary or our own list has, all names of the same."""
    found = names_beside(phrases)
    for phrase, names in _glossary_names(phrases).items():
        found.setdefault(phrase, set()).update(names)
    return found


def _glossary_names(phrases: set[str]) -> dict[str, set[str]]:
    """For each phrase that names a glossary term, all names of these terms."""
    wanted = set(LiveName.objects.filter(lower__in=phrases).values_list("live", flat=True))
    if not wanted:
        return {}
    groups: dict[int, set[str]] = {}
    for live, name in LiveName.objects.filter(live__in=wanted).values_list("live", "text"):
        groups.setdefault(live, set()).add(name)
    found: dict[str, set[str]] = {}
    for names in groups.values():
        for name in names:
            if name.lower() in phrases:
                found.setdefault(name.lower(), set()).update(names)
    return found
