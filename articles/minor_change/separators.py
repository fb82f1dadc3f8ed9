"""Slips between words: blanks, hyphens, commas, a full stop that was forgotten.

Each function looks at one place of both texts, and gives how many old and new tokens the slip takes up and
how many letters and signs it changes, or None if it isn't there.
"""

from typing import TYPE_CHECKING

from .spelling import is_common, is_word
from .tokens import Text
from .words import LISTS, PREFIXES

if TYPE_CHECKING:
    from .slips import Slips

Taken = tuple[int, int, int] | None
COMPOUNDS = frozenset(LISTS["compounds"])
INTROS = tuple(tuple(intro.split()) for intro in LISTS["intros"])
AFTER_INTRO = frozenset(LISTS["after_intro"])
BEFORE_AND = 6  # tokens back to the comma of the list


def _blank(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    """ "one , two", "( one)", "one,two"."""
    if old.is_space(i) and new[j] and new[j] in ".,;:!?)" and old[i + 1] == new[j]:
        return 1, 0, 1
    if old.is_space(i) and old[i - 1] == "(" and old[i + 1] == new[j]:
        return 1, 0, 1
    if new.is_space(j) and old[i - 1] in {",", ";"} and old.is_word(i) and old.is_word(i - 2):
        return 0, 1, 1
    return None


def _doubled_sign(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    is_doubled = old[i] and old[i] in ".,;:" and old[i] == old[i - 1] and old[i + 1] != old[i]
    return (1, 0, 1) if is_doubled and new[j] != old[i] else None


def _full_stop(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    ends = old.is_end(i) and new[j] == "." and new.is_end(j + 1) and old.ends_block
    return (0, 1, 1) if ends and (old.is_word(i - 1) or old[i - 1] == ")") else None


def _plural_apostrophe(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    """ "the patients team": "the patients' team"."""
    owner = old[i - 1]
    fits = new[j] == "'" and old.is_space(i) and new.is_space(j + 1) and old.is_word(i + 1)
    return (0, 1, 1) if fits and len(owner) > 4 and owner.endswith("s") and not slips.keeps(owner) else None


def _hyphen(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    """ "long term" and "long-term": a blank and a hyphen between the same two words."""
    swapped = {old[i], new[j]} == {" ", "-"}
    if not (swapped and old.is_word(i - 1) and old.is_word(i + 1) and old[i + 1] == new[j + 1]):
        return None
    return (1, 1, 1) if _may_join(old[i - 1], old[i + 1], slips) else None


def _may_join(left: str, right: str, slips: "Slips") -> bool:
    is_free = not (slips.keeps(left) or slips.keeps(right) or slips.keeps(left + right))
    return is_free and left.lower() not in PREFIXES and left.lower() not in {"a", "an", "re", "de"}


def _joined(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    """ "treat ment" and "e-mail" written as one word."""
    left, right, whole = old[i], old[i + 2], new[j]
    fits = old.is_word(i) and old[i + 1] in {" ", "-"} and old.is_word(i + 2) and left + right == whole
    if not fits or not _may_join(left, right, slips):
        return None
    is_broken = old[i + 1] == " " and not all(is_word(part, slips.tongue) for part in (left, right))
    return (3, 1, 1) if whole.lower() in COMPOUNDS or (is_broken and _is_usual(whole, slips)) else None


def _split(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    """ "ofthe" written as two words."""
    whole, left, right = old[i], new[j], new[j + 2]
    fits = old.is_word(i) and new[j + 1] in {" ", "-"} and new.is_word(j + 2) and left + right == whole
    if not fits or not _may_join(left, right, slips):
        return None
    if whole.lower() in COMPOUNDS:
        return 1, 3, 1
    is_run_together = new[j + 1] == " " and whole.islower() and not is_word(whole, slips.tongue)
    return (1, 3, 1) if is_run_together and _is_usual(left, slips) and _is_usual(right, slips) else None


def _is_usual(word: str, slips: "Slips") -> bool:
    return word.islower() and len(word) > 1 and is_common(word, slips.tongue)


def _comma(old: Text, i: int, new: Text, j: int, slips: "Slips") -> Taken:
    """A comma after "for example", or before the "and" of a list without a negation."""
    came = new[j] == "," and old.is_space(i) and new.is_space(j + 1)
    went = old[i] == "," and old.is_space(i + 1) and new.is_space(j)
    if not (came or went):
        return None
    following = i + 1 if came else i + 2
    fits = _follows_intro(old, i, following) or _ends_list(old, i, following, slips)
    return ((0, 1, 1) if came else (1, 0, 1)) if fits else None


def _follows_intro(text: Text, place: int, following: int) -> bool:
    for words in INTROS:
        start = place - (2 * len(words) - 1)
        found = [text[at].lower() for at in range(start, place, 2)] if start >= 0 else []
        if tuple(found) == words and text.starts_sentence(start):
            return text[following].lower() in AFTER_INTRO
    return False


def _ends_list(text: Text, place: int, following: int, slips: "Slips") -> bool:
    """ "a, b, and c": single words, nothing guarded anywhere in the sentence but "and" and "or"."""
    if text[following] not in {"and", "or"}:
        return False
    near = text.tokens[max(0, place - BEFORE_AND) : place]
    item = text[following + 2]
    is_list = "," in near and text[following + 3] in {".", ","} and text[following + 2].isalpha()
    return is_list and not slips.keeps(item) and not any(map(slips.keeps, _sentence(text, place)))


def _sentence(text: Text, place: int) -> list[str]:
    start, end = place, place
    while start > 0 and text[start - 1] not in {".", "!", "?"}:
        start -= 1
    while not text.is_end(end) and text[end] not in {".", "!", "?"}:
        end += 1
    return [token for token in text.tokens[start:end] if token.isalpha() and token not in {"and", "or"}]


SEPARATORS = (_blank, _doubled_sign, _full_stop, _plural_apostrophe, _hyphen, _joined, _split, _comma)
