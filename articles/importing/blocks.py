"""Lines to blocks: which lines stand together, what is dropped, and how wide the gaps are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.content_checks.promotional import promotional_words

from .reading import Line, ReadText, count_words

MAX_PROMOTIONAL_LINES = 3
MAX_PROMOTIONAL_WORDS = 25


@dataclass(frozen=True)
class Block:
    """Lines that stand together. `gap` is the longest run of empty lines since the block before."""

    lines: tuple[Line, ...]
    gap: int = 0
    is_whole: bool = True

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def only_text(self) -> str | None:
        """The text of a block of one line."""
        return self.first.text if len(self.lines) == 1 and self.is_whole else None

    def rest(self, start: int) -> "Block":
        """What follows the first `start` lines. It is no block of its own."""
        return replace(self, lines=self.lines[start:], is_whole=False)


@dataclass(frozen=True)
class KeptBlocks:
    """`blocks` is the text; `dropped` and `promotional` hold (line, reason) and (line, words)."""

    blocks: tuple[Block, ...]
    dropped: tuple[tuple[int, str], ...]
    promotional: tuple[tuple[int, str], ...]


def keep_blocks(read: ReadText) -> KeptBlocks:
    """The blocks of a text without decorations and without blocks that sell medicines."""
    kept, promotional, gap = [], [], 0
    dropped = [(line.number, "decoration") for line in read.lines if is_decoration(line)]
    for block in _blocks(read):
        # A dropped block is no block: the gaps on both its sides lie between its neighbours.
        block = replace(block, gap=max(gap, block.gap))
        gap = 0
        words = next(filter(None, (promotional_words(line.text) for line in block.lines)), None)
        if words:
            promotional.append((block.first.number, words))
            if not kept or _is_small(block):
                dropped += [(line.number, "promotional") for line in block.lines]
                gap = block.gap
                continue
        kept.append(block)
    return KeptBlocks(tuple(kept), tuple(dropped), tuple(promotional))


def is_decoration(line: Line) -> bool:
    """Whether a line has something, but no letter and no digit."""
    return bool(line.raw) and not any(map(str.isalnum, line.raw))


def _is_small(block: Block) -> bool:
    return len(block.lines) <= MAX_PROMOTIONAL_LINES and all(
        count_words(line.text) <= MAX_PROMOTIONAL_WORDS for line in block.lines
    )


def _blocks(read: ReadText) -> Iterator[Block]:
    lines: list[Line] = []
    gap = empty = 0
    for line in read.lines:
        if line.raw and not is_decoration(line):
            lines.append(line)
            continue
        if lines:
            yield Block(tuple(lines), gap)
            lines, gap, empty = [], 0, 0
        # A dropped line, or one that only markup made empty, ends a run and counts for none.
        empty = 0 if line.raw or line.number in read.touched else empty + 1
        gap = max(gap, empty)
    if lines:
        yield Block(tuple(lines), gap)
