"""The blocks of a text as the sections of an article: which heading is the title, and how deep each
stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.content_checks.page import same_title
from articles.importing.bodies import text_html

from .blocks import BOLD_LINE, Block, Heading, Picture, Piece
from .tree import body_of, text_of

# "1.", "2.1", "A)": numbers that programs or people put before headings.
NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|[A-Z][.)]|[IVX]{1,4}[.)])\s+(?=\S)")
TOP = 1


@dataclass
class Part:
    """A section: `level` is 2 or 3, and its blocks are pieces and pictures."""

    heading: str
    level: int
    blocks: list[Piece | Picture] = field(default_factory=list)


def title_and_parts(title: str, blocks: Iterable[Block]) -> tuple[str, list[Part]]:
    """The title and the sections. Without a title the first heading is it, or of several the highest."""
    blocks = _levelled(list(blocks))
    if not title:
        headings = [block for block in blocks if isinstance(block, Heading)]
        first = next((each for each in headings if each.level == TOP), headings[0] if headings else None)
        title = first.text if first else ""
    same = same_title(title)
    blocks = [
        block
        for block in blocks
        if not (isinstance(block, Heading) and same_title(without_number(block.text)) == same)
    ]
    if blocks and isinstance(blocks[0], Piece) and same_title(text_of(body_of(blocks[0].html))) == same:
        blocks = blocks[1:]
    blocks = _without_numbers(blocks)
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    parts = [Part("", 2)]
    for block in blocks:
        if isinstance(block, Heading):
            level = 2 if (len(parts) == 1 and not parts[0].blocks) or block.level == levels[0] else 3
            parts.append(Part(block.text, level))
        else:
            parts[-1].blocks.append(block)
    if not parts[0].blocks:
        parts = parts[1:]
    return title, _without_jumps(parts)


def without_number(heading: str) -> str:
    return NUMBER.sub("", heading, count=1)


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """A line in bold stands one level below the heading before it, or on the level of the next one."""
    levels = [block.level for block in blocks if isinstance(block, Heading) and TOP < block.level < BOLD_LINE]
    before = 0
    made: list[Block] = []
    for i, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level >= BOLD_LINE:
            # With nothing below it, it is a line that somebody wanted to stand out.
            if not any(isinstance(each, Piece) for each in blocks[i + 1 : i + 2]):
                made.append(Piece(f"<p><strong>{text_html(block.text)}</strong></p>"))
                continue
            made.append(Heading(before + 1 if before else min(levels, default=2), block.text, block.anchor))
            continue
        if isinstance(block, Heading) and block.level > TOP:
            before = block.level
        made.append(block)
    return made


def _without_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Numbers go if at least two headings have one, and half of them do or they count up."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    numbered = sum(bool(NUMBER.match(heading.text)) for heading in headings)
    if numbered < 2 or (numbered * 2 < len(headings) and not _counts_up(headings)):
        return list(blocks)
    return [
        Heading(block.level, without_number(block.text), block.anchor)
        if isinstance(block, Heading)
        else block
        for block in blocks
    ]


def _counts_up(headings: Sequence[Heading]) -> bool:
    """Whether the numbers of those that have one are 1, 2, 3."""
    numbers = [found[0].strip(" .)") for heading in headings if (found := NUMBER.match(heading.text))]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _without_jumps(parts: list[Part]) -> list[Part]:
    """The first section is of level 2."""
    if parts:
        parts[0].level = 2
    return parts
