"""Walks through two texts side by side, and passes over slips of the pen.

Each text is read once: at a difference a fixed list of slips is tried, and there is no going back.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .separators import SEPARATORS
from .tokens import Text, read_text
from .words import OPENERS, Guarded, is_respelled

# What no reader sees, and what turns the direction of the text: it stays as it is.
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# More isn't a slip of the pen, even if each part of it is.
MOST_LETTERS = 40
MOST_SHOWN = 40


class Refused(Exception):
    """The two texts differ by more than slips. The message says where."""


@dataclass
class Slips:
    """What is known of the text, and how many letters and signs have changed so far."""

    guarded: Guarded
    language: str
    small_words: frozenset[str] = frozenset()
    letters: int = 0

    @property
    def tongue(self) -> str:
        return self.language.partition("-")[0]

    def keeps(self, word: str) -> bool:
        return self.guarded.holds(word, self.tongue)


@dataclass(frozen=True)
class Step:
    """How many tokens of the old and of the new text a slip takes up, and what it changed."""

    old: int
    new: int
    letters: int


def text_slips(before: str, after: str, slips: Slips, starts_block: bool, ends_block: bool):
    """Notes the slips between two texts without tags. Raises Refused at the first other difference."""
    if INVISIBLE.findall(before) != INVISIBLE.findall(after):
        raise Refused(_("an invisible letter was added or removed."))
    old, new = read_text(before, starts_block, ends_block), read_text(after, starts_block, ends_block)
    i = j = 0
    while i < len(old.tokens) or j < len(new.tokens):
        if i < len(old.tokens) and j < len(new.tokens) and old.tokens[i] == new.tokens[j]:
            i, j = i + 1, j + 1
            continue
        step = _slip(old, i, new, j, slips)
        if step is None:
            raise Refused(
                _("“%(before)s” became “%(after)s”.")
                % {"before": old.shown(i, MOST_SHOWN), "after": new.shown(j, MOST_SHOWN)}
            )
        i, j, slips.letters = i + step.old, j + step.new, slips.letters + step.letters
        if slips.letters > MOST_LETTERS:
            raise Refused(
                _("more than %(most_letters)s letters and signs changed in all.")
                % {"most_letters": MOST_LETTERS}
            )


def _slip(old: Text, i: int, new: Text, j: int, slips: Slips) -> Step | None:
    for take in (_doubled, _respelled, *SEPARATORS):
        if taken := take(old, i, new, j, slips):
            return Step(*taken)
    return None


def _doubled(old: Text, i: int, new: Text, j: int, slips: Slips) -> tuple[int, int, int] | None:
    """A word that stood twice: "the the". Never "not not" or a name."""
    if old.is_space(i) and not new.is_space(j):
        again, first = i + 1, i - 1
    elif old.is_space(i - 1) and old.is_space(i + 1):
        again, first = i, i - 2
    else:
        return None
    word = old[again]
    is_doubled = old.is_word(again) and word.lower() == old[first].lower()
    return (2, 0, len(word)) if is_doubled and word.islower() and not slips.keeps(word) else None


def _respelled(old: Text, i: int, new: Text, j: int, slips: Slips) -> tuple[int, int, int] | None:
    before, after = old[i], new[j]
    if not (old.is_word(i) and new.is_word(j)) or slips.keeps(before) or slips.keeps(after):
        return None
    is_first = old.starts_sentence(i)
    if is_first and after == before[0].upper() + before[1:]:
        return 1, 1, 1
    has_capital = before[0].isupper()
    if has_capital and not is_first:
        return None
    is_free = after.lower() in slips.small_words or after.lower() in OPENERS
    fits = is_respelled(before, after, slips.tongue, may_be_name=has_capital and not is_free)
    return (1, 1, max(1, abs(len(before) - len(after)))) if fits else None
