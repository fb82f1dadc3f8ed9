"""Lines to blocks: which lines stand together, what is dropped, and how wide the gaps are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from articles.content.plain_text import count_words
from articles.content_checks.promotional import advert_words, promotional_words
from articles.content_checks.safety import is_safety_advice

from .line_kinds import byline
from .scraped_lines import Line, ReadText

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

    def only(self, is_kept: Callable[[Line], bool]) -> "Block | None":
        """The block with only such lines; None without any. What is left of it isn't a block of its own."""
        lines = tuple(line for line in self.lines if is_kept(line))
        return replace(self, lines=lines, is_whole=self.is_whole and lines == self.lines) if lines else None

    def rest(self, start: int) -> "Block":
        """What follows the first `start` lines. It isn't a block of its own."""
        return replace(self, lines=self.lines[start:], is_whole=False)


@dataclass(frozen=True)
class KeptBlocks:
    """`blocks` is the text; `dropped` and `promotional` hold (line, reason) and (line, words)."""

    blocks: tuple[Block, ...]
    dropped: tuple[tuple[int, str], ...]
    promotional: tuple[tuple[int, str], ...]


def keep_blocks(read: ReadText) -> KeptBlocks:
    """The blocks of a text without decorations and without blocks that sell medicines.

    A line about safety is never dropped with its block. Before the title it would be taken for the title,
    so it moves behind the title and the bylines.
    """
    kept: list[Block] = []
    held: list[Block] = []
    promotional: list[tuple[int, str]] = []
    gap = 0
    dropped = [(line.number, "decoration") for line in read.lines if is_decoration(line)]
    block: Block | None
    for block in _blocks(read):
        # A dropped block isn't a block: the gaps on both its sides lie between its neighbours.
        block = replace(block, gap=max(gap, block.gap))
        gap_before, gap = block.gap, 0
        words = next(filter(None, (promotional_words(line.text) for line in block.lines)), None)
        if words:
            promotional.append((block.first.number, words))
            if not kept or _is_small(block):
                dropped += [(line.number, "promotional") for line in block.lines if not _is_safety(line)]
                block = block.only(_is_safety)
        if block is None or (not kept and (words or _is_safety_banner(block))):
            gap = gap_before
            held += [block] if block else []
            continue
        kept.append(block)
    blocks = tuple(_behind_the_bylines(kept, held)) if kept else tuple(held)
    return KeptBlocks(blocks, tuple(dropped), tuple(promotional))


def _behind_the_bylines(kept: list[Block], held: list[Block]) -> Iterator[Block]:
    start = 1
    while start < len(kept) and all(byline(line.text) for line in kept[start].lines):
        start += 1
    yield from (*kept[:start], *(replace(block, gap=0, is_whole=False) for block in held), *kept[start:])


def _is_safety(line: Line) -> bool:
    return is_safety_advice(line.text)


def _is_safety_banner(block: Block) -> bool:
    """Whether a block before the title is advice in whole sentences that only looks like an advertisement."""
    return any(advert_words(line.text) for line in block.lines) and all(
        _is_safety(line) and line.text.endswith((".", "!")) for line in block.lines
    )


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
        if lines and "|" in line.raw and "|" in lines[-1].raw:
            # The rule below the headings of a table in Markdown.
            continue
        if lines:
            yield Block(tuple(lines), gap)
            lines, gap, empty = [], 0, 0
        # A dropped line, or one that only markup made empty, ends a run and counts for none.
        empty = 0 if line.raw or line.number in read.touched else empty + 1
        gap = max(gap, empty)
    if lines:
        yield Block(tuple(lines), gap)
