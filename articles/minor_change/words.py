"""Which words may never change, and which two words are the same one in another spelling."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .spelling import is_common, is_misspelling_of, uses

LISTS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
GUARDED = frozenset(LISTS["guarded"])
OPENERS = frozenset(LISTS["openers"])
MISSPELLED = LISTS["misspelled"]
BRITISH = [tuple(pair) for pair in LISTS["british"]]
PREFIXES = tuple(LISTS["guarded_prefixes"])
DRUG = re.compile(rf"\w{{2}}(?:{'|'.join(LISTS['drug_endings'])})s?$")
# "-ise" and "-ize", "-yse" and "-yze": organise, randomised, analyse.
IZE = re.compile(r"(?<=[^\W\d_]{4})([iy])z(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")
WORD = re.compile(r"[^\W_]+")
# What a new word is written with: letters of another script look alike and are others.
LATIN = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ']+")


@dataclass(frozen=True)
class Guarded:
    """Words that a slip never touches: of negation, degree, number and judgement, and those of `names`."""

    names: Iterable[str] = ()
    words: frozenset[str] = field(init=False)

    def __post_init__(self):
        words = {word.casefold() for name in self.names for word in WORD.findall(name)}
        object.__setattr__(self, "words", GUARDED | words | {f"{word}s" for word in words})

    def holds(self, word: str, language: str) -> bool:
        """Whether the word must stay. What ends as drugs do is one, unless it's a common word."""
        plain = word.casefold()
        if any(part in self.words for part in (plain, plain.replace("'", ""), *plain.split("'"))):
            return True
        return bool(DRUG.search(plain)) and not is_common(plain, language)


def is_respelled(old: str, new: str, language: str, *, may_be_name: bool) -> bool:
    """Whether `new` is `old` in another spelling. Neither is guarded, nor stands where only a name has a
    capital. `may_be_name`: it begins a sentence, and nothing shows that it isn't somebody's name."""
    small, smaller = old.lower(), new.lower()
    if not LATIN.fullmatch(new):
        return False
    if old[1:].lower() != old[1:] or new[1:].lower() != new[1:] or old[0].isupper() != new[0].isupper():
        return False
    if MISSPELLED.get(small) == smaller or _is_other_side_of_the_sea(small, smaller):
        return True
    if may_be_name or _is_negated(smaller, language):
        return False
    return _has_other_apostrophe(small, smaller) or is_misspelling_of(small, smaller, language)


def _is_other_side_of_the_sea(old: str, new: str) -> bool:
    """British and American spelling of one word, either way."""
    if IZE.sub(r"\1s", old) == IZE.sub(r"\1s", new):
        return True
    return any(_crosses(old, new, *pair) or _crosses(new, old, *pair) for pair in BRITISH)


def _crosses(one: str, other: str, british: str, american: str) -> bool:
    """Whether the words begin or end in the two spellings, and are the same else."""
    begins = one.startswith(british) and other == american + one[len(british) :]
    return begins or (one.endswith(british) and other == one[: -len(british)] + american)


def _has_other_apostrophe(old: str, new: str) -> bool:
    """patients and patient's, its and it's; never wont and won't, were and we're."""
    if old.replace("'", "") != new.replace("'", "") or old == new:
        return False
    stem = new.replace("'", "")
    return stem == "its" or (len(stem) >= 5 and stem.endswith("s") and "n't" not in old + new)


def _is_negated(word: str, language: str) -> bool:
    """unsafe, inoperable, uncomfortable: a short beginning turned round a word that is more usual without."""
    return any(
        word.startswith(prefix) and uses(word[len(prefix) :], language) > uses(word, language)
        for prefix in PREFIXES
    )
