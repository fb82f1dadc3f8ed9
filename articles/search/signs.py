"""What readers mark in a query: words in quotes are to stand so on a page, -words on none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .words import split, stems

QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')
LEFT_OUT = re.compile(r"(?:^|(?<=\s))[-−](?=[^\W\d_])(\S+)")
# More than so many are the dashes of a list that somebody pasted.
MOST_LEFT_OUT = 2


@dataclass(frozen=True)
class Signs:
    """`text` is a query without its -words. `phrases` stood in quotes, `left_out` after a minus: as typed."""

    text: str
    phrases: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def ways_left_out(self) -> tuple[tuple[str, ...], ...]:
        """The stems of each -word; one such as "-side-effects" has several."""
        return tuple(tuple(stems(word)) for word in self.left_out)

    def put_back(self, text: str) -> str:
        """The text of another query with these -words."""
        return " ".join([text, *(f"-{word}" for word in self.left_out)])

    def is_said_in(self, texts: Iterable[str]) -> bool:
        """Whether each of the phrases stands in one of the texts, word for word."""
        wanted = {f" {' '.join(split(phrase))} " for phrase in self.phrases}
        for text in texts:
            words = f" {' '.join(split(text))} "
            wanted = {phrase for phrase in wanted if phrase not in words}
            if not wanted:
                return True
        return not wanted


def read_signs(text: str) -> Signs:
    """What is marked in a text. A minus counts nothing where no word is left without it."""
    left_out = tuple(dict.fromkeys(word for word in LEFT_OUT.findall(text) if split(word)))
    rest = " ".join(LEFT_OUT.sub(" ", text).split())
    if len(left_out) > MOST_LEFT_OUT or not split(rest):
        left_out, rest = (), text
    phrases = [" ".join(phrase.split()) for phrase in QUOTED.findall(rest)]
    return Signs(rest, tuple(phrase for phrase in phrases if len(split(phrase)) > 1), left_out)
