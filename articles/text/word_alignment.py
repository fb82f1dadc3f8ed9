"""Which words of two texts stayed, in time that grows in step with their length. It knows nothing of Django.

`difflib` alone takes time that grows with the square of the length, or worse, when words repeat: it works
here on short pieces only. Longer texts are first cut where a word stands once in both, as in the patience
diff of Bram Cohen; a long piece that no such word cuts counts as replaced as a whole.
"""

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

# Words of a piece that difflib may compare.
SHORT = 200
# How often a piece is cut again at words that stand once in it.
CUTS = 8


@dataclass(frozen=True)
class Run:
    """`length` words that are the same in both texts: from `old` in the first, from `new` in the second."""

    old: int
    new: int
    length: int

    def leads_to(self, other: "Run") -> bool:
        return (self.old + self.length, self.new + self.length) == (other.old, other.new)


def kept_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """The runs of words that stayed, in the order of both texts; two that touch are one."""
    kept: list[Run] = []
    for run in _runs(old, new, 0, 0, CUTS):
        if kept and kept[-1].leads_to(run):
            kept[-1] = Run(kept[-1].old, kept[-1].new, kept[-1].length + run.length)
        elif run.length:
            kept.append(run)
    return kept


def likeness(old: Sequence[Hashable], new: Sequence[Hashable]) -> float:
    """The share of the words of both texts that stayed: 1 when they are the same, 0 when nothing is."""
    words = len(old) + len(new)
    return 2 * sum(run.length for run in kept_runs(old, new)) / words if words else 1.0


def most_alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> float:
    """What `likeness` can be at most, whatever the order of the words. It is quickly counted."""
    words = len(old) + len(new)
    return 2 * (Counter(old) & Counter(new)).total() / words if words else 1.0


def longest_rise(places: Sequence[int]) -> list[int]:
    """The indexes of the most places, all different, that stand in rising order."""
    ends: list[int] = []
    indexes: list[int] = []
    previous: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        previous.append(indexes[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        indexes[length : length + 1] = [index]
    rise = indexes[-1:]
    while rise and previous[rise[-1]] >= 0:
        rise.append(previous[rise[-1]])
    return rise[::-1]


def _runs(old: Sequence[Hashable], new: Sequence[Hashable], i: int, k: int, cuts: int) -> Iterator[Run]:
    """The runs of two pieces that begin at i and k: their like beginning, what is between, their like end."""
    start = _like_start(old, new)
    end = _like_start(old[start:][::-1], new[start:][::-1])
    till, until = len(old) - end, len(new) - end
    yield Run(i, k, start)
    yield from _runs_between(old[start:till], new[start:until], i + start, k + start, cuts)
    yield Run(i + till, k + until, end)


def _runs_between(
    old: Sequence[Hashable], new: Sequence[Hashable], i: int, k: int, cuts: int
) -> Iterator[Run]:
    if not old or not new:
        return
    if max(len(old), len(new)) <= SHORT:
        for block in difflib.SequenceMatcher(None, old, new, False).get_matching_blocks():
            yield Run(i + block.a, k + block.b, block.size)
        return
    anchors = _anchors(old, new) if cuts else []
    if not anchors:
        return
    a = b = 0
    for x, y in anchors:
        yield from _runs(old[a:x], new[b:y], i + a, k + b, cuts - 1)
        yield Run(i + x, k + y, 1)
        a, b = x + 1, y + 1
    yield from _runs(old[a:], new[b:], i + a, k + b, cuts - 1)


def _like_start(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many words two pieces have in common at their beginning."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of words that stand once in both pieces, in the order of both."""
    there = {word: place for place, word in enumerate(new)}
    in_old, in_new = Counter(old), Counter(new)
    pairs = [(i, there[word]) for i, word in enumerate(old) if in_old[word] == in_new[word] == 1]
    return [pairs[index] for index in longest_rise([place for _, place in pairs])]
