"""Which words there are, and which one a misspelled word was meant to be."""

import re
from functools import lru_cache

from spellchecker import SpellChecker

# Languages where a misspelling can be told from a word; elsewhere no word may change.
LANGUAGES = {"en", "es"}
# How often a word stands in the corpus of the word list (subtitles): rarer ones are left to a reviewer.
LEAST_USE = 400
# How much more often than any other reading of the misspelling.
LEAD = 3
LEAST_LETTERS = 4
LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=len(LANGUAGES))
def _word_list(language: str) -> SpellChecker:
    return SpellChecker(language=language, distance=1)


def is_word(word: str, language: str) -> bool:
    """Whether the word list has the word, however rare it is."""
    return language in LANGUAGES and word.lower() in _word_list(language).word_frequency.dictionary


def is_common(word: str, language: str) -> bool:
    return language in LANGUAGES and uses(word.lower(), language) >= LEAST_USE


def is_misspelling_of(old: str, new: str, language: str) -> bool:
    """Whether `old` isn't a word, `new` is a common one a letter away, and no other reading is near."""
    if not LETTERS.fullmatch(old) or len(new) < LEAST_LETTERS or len(old) > 30:
        return False
    if is_word(old, language) or not is_common(new, language):
        return False
    readings = _word_list(language).known(_word_list(language).edit_distance_1(old))
    others = [uses(word, language) for word in readings if word != new]
    return new in readings and uses(new, language) >= LEAD * max(others, default=0)


def uses(word: str, language: str) -> int:
    """How often a word in lower case stands in the corpus of the list, 0 if never."""
    return _word_list(language).word_frequency.dictionary.get(word, 0)
