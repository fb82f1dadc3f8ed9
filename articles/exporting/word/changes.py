"""Two versions of a text as one, with its changes marked word by word, as Word tracks them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from articles.text.word_alignment import Run as Kept
from articles.text.word_alignment import kept_runs, likeness

from .blocks import DELETED, INSERTED, Block, Paragraph, Run, as_changed

WORD = re.compile(r"\s+|\S+")
# A title is one, however different it reads.
ONE_OF_ITS_KIND = {"Title", "Subtitle", "Heading1", "Heading2"}
# Two paragraphs that share less than this are two, not one that was rewritten.
LEAST_LIKENESS = 0.4
# Old paragraphs, in their order, that are looked at for the one that a new one was.
MOST_LOOKS = 10


def tracked(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    """The new blocks with what became of the old ones."""
    i = k = 0
    for kept in [*kept_runs(old, new), Kept(len(old), len(new), 0)]:
        yield from _replaced(old[i : kept.old], new[k : kept.new])
        i, k = kept.old + kept.length, kept.new + kept.length
        yield from new[kept.new : k]


def _replaced(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    left = list(old)
    for block in new:
        looks = range(min(len(left), MOST_LOOKS))
        found = next((j for j in looks if _is_rewritten(left[j], block)), None)
        if found is None:
            yield as_changed(block, INSERTED)
            continue
        yield from (as_changed(each, DELETED) for each in left[:found])
        yield _rewritten(left[found], block)
        left = left[found + 1 :]
    yield from (as_changed(each, DELETED) for each in left)


def _is_rewritten(old: Block, new: Block) -> bool:
    if not isinstance(old, Paragraph) or not isinstance(new, Paragraph) or old.picture or new.picture:
        return False
    if old.style != new.style:
        return False
    return new.style in ONE_OF_ITS_KIND or likeness(old.text.split(), new.text.split()) >= LEAST_LIKENESS


def _rewritten(old: Block, new: Block) -> Block:
    if not isinstance(old, Paragraph) or not isinstance(new, Paragraph):
        return new
    before, after = list(_words(old.runs)), list(_words(new.runs))
    runs: list[Run] = []
    i = k = 0
    for kept in [*kept_runs(before, after), Kept(len(before), len(after), 0)]:
        runs += [replace(word, change=DELETED) for word in before[i : kept.old]]
        runs += [replace(word, change=INSERTED) for word in after[k : kept.new]]
        i, k = kept.old + kept.length, kept.new + kept.length
        runs += after[kept.new : k]
    return replace(new, runs=tuple(_joined(runs)))


def _words(runs: Iterable[Run]) -> Iterator[Run]:
    return (replace(run, text=word) for run in runs for word in WORD.findall(run.text))


def _joined(words: Iterable[Run]) -> Iterator[Run]:
    """Words of one look in a row as one run."""
    last: Run | None = None
    for word in words:
        if last and replace(last, text="") == replace(word, text=""):
            last = replace(last, text=last.text + word.text)
            continue
        if last:
            yield last
        last = word
    if last:
        yield last
