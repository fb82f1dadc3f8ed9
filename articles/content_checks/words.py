"""The word lists of the checks: words.json holds the defaults, editors add to them by rows of Phrase."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from re import IGNORECASE, Pattern, compile, escape

DEFAULTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(phrases)
    for name, phrases in json.loads(
        Path(__file__).with_name("words.json").read_text(encoding="utf-8")
    ).items()
}


@dataclass(frozen=True)
class Words:
    """Phrases by the name of their list, the defaults first."""

    added: tuple[tuple[str, str], ...] = field(default=())

    def __getitem__(self, name: str) -> tuple[str, ...]:
        more = (phrase for listed_in, phrase in self.added if listed_in == name)
        return tuple(dict.fromkeys([*DEFAULTS[name], *more]))

    def pattern(self, name: str) -> Pattern:
        """Finds each phrase of the list as whole words, in any case."""
        return _pattern(self, name, IGNORECASE)

    def exact_pattern(self, name: str) -> Pattern:
        """Finds each phrase of the list as whole words, capitals as they stand in the list."""
        return _pattern(self, name, 0)


def words_with(phrases: Iterable[tuple[str, str]]) -> Words:
    """The defaults and the (list, phrase) pairs of the editors, in one order whatever theirs was."""
    return Words(
        tuple(sorted({(name, " ".join(phrase.split())) for name, phrase in phrases if phrase.strip()}))
    )


@lru_cache(maxsize=64)
def _pattern(words: Words, name: str, flags: int) -> Pattern:
    """One pattern for all phrases of a list, the longest first so that it wins where two begin alike."""
    longest_first = sorted(words[name], key=len, reverse=True)
    return compile(rf"(?<!\w)(?:{'|'.join(map(escape, longest_first))})(?!\w)", flags)
