"""Tables of bodies and of values as tables of a Word file."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from articles.importing.pages.tree import attribute

from .blocks import Block, Cell, Paragraph, Row, Run, Table


def plain_table(rows: Sequence[Sequence[str]], words: Callable[[str], tuple[Run, ...]]) -> Table:
    """A table of texts: the first row and the first column head the others."""
    return Table(
        tuple(
            Row(
                tuple(Cell((Paragraph(words(text)),), not i or not j) for j, text in enumerate(row)),
                is_head=not i,
            )
            for i, row in enumerate(rows)
        )
    )


def table_rows(
    rows: Sequence[LexborNode], inside: Callable[[LexborNode], tuple[Paragraph, ...]]
) -> tuple[Row, ...]:
    """Rows of HTML. Word has a cell in each row that a cell goes over."""
    made: list[Row] = []
    # By column, how many rows a cell still goes over, and how wide it is.
    over: dict[int, tuple[int, int]] = {}
    for row in rows:
        waiting = deque(cell for cell in row.iter() if cell.tag in ("td", "th"))
        cells: list[Cell] = []
        going_on: dict[int, tuple[int, int]] = {}
        column = 0
        while waiting or column in over:
            if column in over:
                left, span = over[column]
                cells.append(Cell((Paragraph(),), span=span, merge="continue"))
            else:
                cell = waiting.popleft()
                left, span = (int(attribute(cell, name) or "1") for name in ("rowspan", "colspan"))
                cells.append(Cell(inside(cell), cell.tag == "th", span, "restart" if left > 1 else ""))
            if left > 1:
                going_on[column] = (left - 1, span)
            column += span
        over = going_on
        is_head = all(cell.is_head for cell in cells) and all(each.is_head for each in made)
        if cells:
            made.append(Row(tuple(cells), is_head))
    return tuple(made)


def in_lines(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block; of a table, which can't stand in a cell, those of its cells."""
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            yield from cell.paragraphs
