"""Finds glossary terms in running text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

WORD = re.compile(r"\w+")
JOINTS = re.compile(r"[\s\u2010\u2011-]+")
HYPHENS = "-\u2010\u2011"


@dataclass(frozen=True)
class GlossaryTerm:
    """`words` are the other words for the term: abbreviations, brand names, lay words, synonyms."""

    slug: str
    name: str
    definition: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Phrase:
    """A name of a term, cut into words and what joins them.

    `exact` is set for abbreviations, where capitals count: "ALL" is not "all"."""

    slug: str
    words: tuple[str, ...]
    joints: tuple[str, ...]
    exact: bool


class TermFinder:
    """Finds names of terms as whole words, the longest first. A space and a hyphen are the same."""

    def __init__(self, terms: Iterable[GlossaryTerm]):
        self.terms = {term.slug: term for term in terms}
        self._phrases: dict[str, list[_Phrase]] = {}
        for term in self.terms.values():
            for name in (term.name, *term.words):
                self._add(term.slug, name)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))

    def _add(self, slug: str, name: str):
        found = list(WORD.finditer(name))
        if not found:
            return
        exact = any(letter.isupper() for letter in name[1:])
        words = tuple(match[0] if exact else match[0].casefold() for match in found)
        joints = tuple(_joint(name, left.end(), right.start()) for left, right in pairwise(found))
        first = words[0].casefold()
        for key in (first, f"{first}s") if len(words) == 1 else (first,):
            self._phrases.setdefault(key, []).append(_Phrase(slug, words, joints, exact))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, slug) of every name in `text`, from left to right, without overlaps."""
        words = list(WORD.finditer(text)) if self._phrases else []
        free = 0
        for place, word in enumerate(words):
            candidates = self._phrases.get(word[0].casefold())
            if not candidates or place < free:
                continue
            for phrase in candidates:
                found = words[place : place + len(phrase.words)]
                if _fits(phrase, text, found):
                    free = place + len(found)
                    yield word.start(), found[-1].end(), phrase.slug
                    break


@lru_cache(maxsize=4)
def term_finder(terms: tuple[GlossaryTerm, ...]) -> TermFinder:
    """The finder of these terms, made once for as long as the glossary stays as it is."""
    return TermFinder(terms)


def _fits(phrase: _Phrase, text: str, words: list[re.Match]) -> bool:
    if len(words) < len(phrase.words) or _is_joined(text, words[0].start(), words[-1].end()):
        return False
    found = [match[0] if phrase.exact else match[0].casefold() for match in words]
    *head, last = phrase.words
    # "scans" for "scan", "MRIs" for "MRI".
    if found[:-1] != head or found[-1] not in (last, f"{last}s"):
        return False
    return phrase.joints == tuple(_joint(text, left.end(), right.start()) for left, right in pairwise(words))


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes the words part of a longer one, as in "non-Hodgkin"."""
    before = (
        text[start - 1 : start] in HYPHENS and text[start - 2 : start - 1].isalnum() if start > 1 else False
    )
    after = text[end : end + 1] in HYPHENS and text[end + 1 : end + 2].isalnum() if end < len(text) else False
    return before or after


def _joint(text: str, start: int, end: int) -> str:
    return JOINTS.sub(" ", text[start:end])
