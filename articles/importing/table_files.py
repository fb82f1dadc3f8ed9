"""Tables of figures in files: CSV as spreadsheets write it, tables of Markdown and of HTML.

Each becomes a table of results whose figures are typed by their columns. Where the figures come from is
rarely in such a file, so readers see the table as unverified until an editor has given it its source.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborNode

from articles.content.codec import why_not_storable
from articles.content.letters import as_kept
from articles.text.free_names import free_name

from .pages.page import PageRefused
from .pages.tree import attribute, body_of, text_of
from .records import FileError, Records
from .scraped_content import survey_table
from .scraped_lines import Line
from .sniffing import is_html
from .survey_tables import is_footnote, read_table

MAX_KEY, MAX_SPAN = 80, 50
TITLES = "h1, h2, h3, h4, h5, h6, p"
DELIMITERS = "\t;,|"


@dataclass(frozen=True)
class Grid:
    """The cells of a table as printed, row by row, with its title and the lines below it."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def read_tables(name: str, data: bytes) -> Records:
    """SurveyTableContents of all tables in a file; `name` is the title of one that has none.

    Raises FileError.
    """
    try:
        text = as_kept(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if reason := why_not_storable(text):
        raise FileError(f"its text {reason}")
    try:
        grids = [grid for grid in _grids(text) if len(grid.rows) > 1 and max(map(len, grid.rows)) > 1]
    except (csv.Error, PageRefused) as error:
        raise FileError(f"no table can be read: {error}") from error
    if not grids:
        raise FileError("no table was found in it: expected JSON, CSV, or a table in Markdown or HTML")
    taken: set[str] = set()
    return Records(tuple((f"table {n}", _table(grid, name, taken)) for n, grid in enumerate(grids, 1)))


def _table(grid: Grid, name: str, taken: set[str]):
    title = grid.title or name
    cells = ["\t".join(" ".join(cell.split()) for cell in row) for row in grid.rows]
    lines = [Line(number, line) for number, line in enumerate([title, *cells, *grid.notes], 1)]
    key = free_name(slugify(title)[:MAX_KEY].strip("-_") or "table", taken)
    return survey_table(key, read_table(("table", title), lines))


def _grids(text: str) -> Iterator[Grid]:
    if is_html(text.encode()) or "<table" in text.lower():
        return _in_html(text)
    if any(set(line.strip()) <= set("|-: ") and "-" in line and "|" in line for line in text.splitlines()):
        return _in_html(MarkdownIt("commonmark").enable("table").render(text))
    return _in_csv(text)


def _in_csv(text: str) -> Iterator[Grid]:
    """The table of a sheet: a first line of one cell is its title, such lines below it are notes."""
    lines = [line for line in text.splitlines() if line.strip()]
    delimiter = max(DELIMITERS, key=lambda sign: sum(sign in line for line in lines))
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [tuple(cell.strip() for cell in row) for row in read if any(cell.strip() for cell in row)]
    is_line = [sum(map(bool, row)) == 1 and bool(row[0]) for row in rows]
    title = rows.pop(0)[0] if len(rows) > 2 and is_line[0] else ""
    notes: list[str] = []
    while len(rows) > 2 and sum(map(bool, rows[-1])) == 1 and rows[-1][0]:
        notes.insert(0, rows.pop()[0])
    yield Grid(title, tuple(rows), tuple(notes))


def _in_html(text: str) -> Iterator[Grid]:
    """All tables of a page, but those that hold others. Without a caption the title stands before it."""
    title = ""
    for node in body_of(text).css(f"{TITLES}, table"):
        if node.tag != "table":
            title = text_of(node)
        elif node.css_first("table table") is None:
            yield _grid(node, title)


def _grid(table: LexborNode, before: str) -> Grid:
    caption = table.css_first("caption")
    title = text_of(caption) if caption is not None else before.removeprefix("Table: ").removesuffix(":")
    rows, notes = [], []
    held: dict[int, tuple[str, int]] = {}
    for row in table.css("tr"):
        cells = list(_cells(row, held))
        if row.parent is not None and row.parent.tag == "tfoot" and len(set(filter(None, cells))) == 1:
            notes.append(next(filter(None, cells)))
        else:
            rows.append(tuple(cells))
    following = table.next
    while following is not None and (following.tag == "-text" or is_footnote(text_of(following))):
        notes += filter(None, [text_of(following)])
        following = following.next
    return Grid(title, tuple(rows), tuple(notes))


def _cells(row: LexborNode, held: dict[int, tuple[str, int]]) -> Iterator[str]:
    """The cells of a row, those that reach over several columns or rows said in each. `held` are those that
    reach down from rows before, by column."""
    place = 0
    for cell in row.css("th, td"):
        while place in held:
            yield _held(held, place)
            place += 1
        text, down = text_of(cell), _span(cell, "rowspan")
        for _ in range(_span(cell, "colspan")):
            if down > 1:
                held[place] = (text, down - 1)
            yield text
            place += 1
    while place in held:
        yield _held(held, place)
        place += 1


def _held(held: dict[int, tuple[str, int]], place: int) -> str:
    text, rows = held.pop(place)
    if rows > 1:
        held[place] = (text, rows - 1)
    return text


def _span(cell: LexborNode, name: str) -> int:
    said = attribute(cell, name)
    return min(max(int(said), 1), MAX_SPAN) if said.isdecimal() and len(said) < 4 else 1
