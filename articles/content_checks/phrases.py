"""Tables of phrases: what the rules on sentences look for, row by row, and where it isn't meant.

A phrase is a regular expression in which {name} stands for one of the words of that name. Sentences are first
cut into words: a table is only sought in a sentence that holds one of its `anchors`, as most hold none. A row
has its own where others of the table are too common. "0" stands for any figure.
Whatever a phrase lets stand between its words is bounded, so that the work grows with the length of a text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*|[%$£€]")
NOTHING = r"(?!)"
# So much before a phrase is looked at for words under which it isn't meant.
LOOKED_BACK = 80


def words_in(sentence: str) -> frozenset[str]:
    """The words of a sentence, without capitals, its signs for per cent and money, and "0" for figures."""
    words = WORD.findall(sentence.lower())
    return frozenset([*words, "0"] if any(word[0].isdecimal() for word in words) else words)


@dataclass(frozen=True)
class Phrase:
    """`finds` is what is sought, where one of the words `anchors` stands in the sentence; without any, one of
    the table's. It isn't meant where `unless_before` ends right before it, `unless_after` begins right after
    it, or `unless` stands anywhere in the sentence."""

    finds: str
    unless_before: str = ""
    unless_after: str = ""
    unless: str = ""
    anchors: str = ""


class Phrases:
    """A table of phrases. Each needs one of the words `anchors`, or of its own; `named` are words by name."""

    def __init__(self, anchors: str, named: Mapping[str, str], rows: Iterable[Phrase]):
        self.anchors = frozenset(anchors.split())
        self.rows = [_Patterns(row, named) for row in rows]

    def find(self, sentence: str, words: frozenset[str]) -> re.Match | None:
        """The first thing in the sentence that is meant. `words` are those of the sentence."""
        return next(self.all(sentence, words), None)

    def all(self, sentence: str, words: frozenset[str]) -> Iterator[re.Match]:
        """Everything that is meant, row by row."""
        is_anchored = not self.anchors.isdisjoint(words)
        for row in self.rows:
            if not row.anchors.isdisjoint(words) if row.anchors else is_anchored:
                yield from row.meant(sentence)


class _Patterns:
    """A phrase as patterns: whole words, and what ends right before or begins right after them."""

    def __init__(self, row: Phrase, named: Mapping[str, str]):
        def compiled(part: str, bound: str) -> re.Pattern:
            for name, words in named.items():
                part = part.replace(f"{{{name}}}", f"(?:{words})")
            return re.compile(bound.format(part or NOTHING), re.IGNORECASE)

        self.anchors = frozenset(row.anchors.split())
        self.finds = compiled(row.finds, r"(?<!\w)(?:{})(?!\w)")
        self.before = compiled(row.unless_before, r"(?<!\w)(?:{})\W{{0,3}}$")
        self.after = compiled(row.unless_after, r"\W{{0,3}}(?:{})(?!\w)")
        self.anywhere = compiled(row.unless, r"(?<!\w)(?:{})(?!\w)")

    def meant(self, sentence: str) -> Iterator[re.Match]:
        for number, found in enumerate(self.finds.finditer(sentence)):
            # The same for all that is found, so only looked for once.
            if number == 0 and self.anywhere.search(sentence):
                return
            looked_back = sentence[max(0, found.start() - LOOKED_BACK) : found.start()]
            if not (self.before.search(looked_back) or self.after.match(sentence, found.end())):
                yield found
