"""What counts as a reason: a sentence that somebody else can judge, not "ok"."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

FEWEST_WORDS, FEWEST_LETTERS = 5, 25
# Chinese and Japanese have no blanks between words, and say a sentence in fewer letters.
FEWEST_WIDE_LETTERS = 10


def why_not_a_reason(reason: str, ask: str) -> Iterator[str]:
    """A sentence if the reason says too little; it begins with `ask`."""
    if not _says_something(reason):
        yield _(
            "%(ask)s, in at least a sentence: %(fewest_words)s words and %(fewest_letters)s letters or more."
        ) % {"ask": ask, "fewest_words": FEWEST_WORDS, "fewest_letters": FEWEST_LETTERS}


def _says_something(reason: str) -> bool:
    letters = [letter for letter in unicodedata.normalize("NFC", reason) if letter.isalpha()]
    wide = sum(unicodedata.east_asian_width(letter) == "W" for letter in letters)
    words = re.findall(r"[^\W\d_]+", reason)
    is_sentence = len(words) >= FEWEST_WORDS and len(letters) >= FEWEST_LETTERS
    return is_sentence or wide >= FEWEST_WIDE_LETTERS
