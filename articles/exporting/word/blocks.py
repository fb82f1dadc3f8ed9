"""What a Word file is made of: paragraphs, tables and pictures, in their order."""

from dataclasses import dataclass, field, replace

INSERTED, DELETED = "ins", "del"


@dataclass(frozen=True)
class Run:
    """Words of one look. A line feed in `text` is a line break; `marks` are names of HTML elements; `link` is
    an address, or "#" and a place of the file. `change` is INSERTED, DELETED or ""."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""
    change: str = ""


@dataclass(frozen=True)
class Picture:
    """`name` is that of its file; width and height are in pixels."""

    name: str
    data: bytes = field(repr=False, compare=False)
    width: int
    height: int
    alternative: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`style` is the id of a style. An item of a list has `item`, "bullet" or "number", and a `depth`;
    `series` tells the numbered lists of a file apart, each of which begins at `start`. `place` is where links
    of the file lead. `remarks` are indexes of comments. `change` says what became of it as a whole."""

    runs: tuple[Run, ...] = ()
    style: str = ""
    item: str = ""
    depth: int = 0
    series: int = field(default=0, compare=False)
    start: int = 1
    place: str = ""
    picture: Picture | None = None
    remarks: tuple[int, ...] = ()
    change: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """`span` counts columns; `merge` is "restart" or "continue" in a cell that goes over several rows."""

    paragraphs: tuple[Paragraph, ...]
    is_head: bool = False
    span: int = 1
    merge: str = ""


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    is_head: bool = False
    change: str = ""


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]


Block = Paragraph | Table


def as_changed(block: Block, change: str) -> Block:
    """The block as one that came or went as a whole."""
    if isinstance(block, Table):
        return Table(tuple(_changed_row(row, change) for row in block.rows))
    runs = tuple(replace(run, change=change) for run in block.runs)
    return replace(block, runs=runs, change=change)


def _changed_row(row: Row, change: str) -> Row:
    cells = (
        replace(cell, paragraphs=tuple(_in_changed_row(each, change) for each in cell.paragraphs))
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells), change=change)


def _in_changed_row(paragraph: Paragraph, change: str) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, change=change) for run in paragraph.runs))
