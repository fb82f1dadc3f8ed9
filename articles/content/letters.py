"""Letters of a text as they are kept: composed, without those that nobody sees."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Any

# Marks that reverse the order of letters (Unicode UAX 9), tag characters, zero-width spaces and fillers. Not
# what Arabic, Persian and Indian scripts need, joiners and marks of direction, nor the soft hyphen.
HIDDEN = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# The longest run of marks that Unicode's Stream-Safe Text Format knows (UAX 15). Python sorts longer
# runs in quadratic time.
_LONGEST_MARKS = 30
# Whatever holds a longer run of marks has such a run: no mark comes before U+0300. Hardly any text does.
_LONG_RUN = re.compile(rf"[\u0300-\U0010ffff]{{{_LONGEST_MARKS + 1}}}")
# Signs that are told apart by programs only, in names.
_ALIKE = str.maketrans("‐‑‒–—−’‘ʼ´`“”„«»", "------'''''" + '"' * 5)


def composed(text: str) -> str:
    """`text` in NFC. A run of marks beyond all reason is left as it is."""
    return text if text.isascii() else _normalized("NFC", text)


def as_kept(text: str) -> str:
    """`text` in NFC and without hidden letters: how what people type is kept."""
    return text if text.isascii() else HIDDEN.sub("", composed(text))


def all_composed(data: Any) -> Any:
    """JSON-ready data with each text in it in NFC."""
    if isinstance(data, str):
        return composed(data)
    if isinstance(data, list):
        return [all_composed(item) for item in data]
    if isinstance(data, dict):
        return {name: all_composed(item) for name, item in data.items()}
    return data


def look(name: str) -> str:
    """What a name looks like: alike for names that differ only in capitals, blanks, or letters and signs that
    can't be told apart by eye (NFKC: "ﬁ" and "fi"; "’" and "'")."""
    if not name.isascii():
        name = _normalized("NFKC", name.translate(_ALIKE))
        name = "".join(letter for letter in name if not _is_unseen(letter))
    return " ".join(name.casefold().split())


def _is_unseen(letter: str) -> bool:
    return (
        unicodedata.category(letter) == "Cf" or bool(HIDDEN.match(letter)) or "\ufe00" <= letter <= "\ufe0f"
    )


def _normalized(form: Any, text: str) -> str:
    if not _LONG_RUN.search(text):
        return unicodedata.normalize(form, text)
    return "".join(_pieces(form, text))


def _pieces(form: Any, text: str) -> Iterable[str]:
    usual: list[str] = []
    for are_marks, run in groupby(text, lambda character: unicodedata.combining(character) > 0):
        characters = list(run)
        if are_marks and len(characters) > _LONGEST_MARKS:
            yield unicodedata.normalize(form, "".join(usual))
            yield from characters
            usual = []
        else:
            usual += characters
    yield unicodedata.normalize(form, "".join(usual))
