"""Plain text with blank lines, `- ` items, numbered lines and Markdown tables to the HTML of a body."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .bodies import text_html
from .scraped_lines import collapse

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_NUMBER = re.compile(r"(\d{1,3})[.)] +(\S.*)")
_TABLE_LINE = re.compile(r"\|[ :|-]*-[ :|-]*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")


def plain_body_html(text: str) -> str:
    """The HTML of a plain text: a blank line ends a paragraph, a single line end breaks a line in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return ""
    return "".join(html for block in _BLANK_LINES.split(text) for html in _block_html(block))


def _block_html(block: str) -> Iterator[str]:
    lines = [line for line in map(collapse, block.split("\n")) if line]
    for kind, group in groupby(lines, _kind):
        run = list(group)
        if kind == "table" and len(run) > 1 and _TABLE_LINE.fullmatch(run[1]):
            yield _table_html(run)
        elif kind == "item":
            yield f"<ul>{''.join(f'<li>{text_html(line[2:])}</li>' for line in run)}</ul>"
        elif kind == "number" and len(run) > 1 and _counts_up(run):
            yield _numbered_html(run)
        else:
            yield f"<p>{'<br>'.join(map(text_html, run))}</p>"


def _kind(line: str) -> str:
    if line.startswith("- "):
        return "item"
    if line.startswith("|"):
        return "table"
    return "number" if _NUMBER.fullmatch(line) else "text"


def _counts_up(lines: Sequence[str]) -> bool:
    numbers = [int(number) for number, _ in _numbered(lines)]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _numbered(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Number and text of each line that has them."""
    return [(found[1], found[2]) for found in map(_NUMBER.fullmatch, lines) if found]


def _numbered_html(lines: Sequence[str]) -> str:
    items = _numbered(lines)
    first = int(items[0][0])
    start = f' start="{first}"' if first != 1 else ""
    return f"<ol{start}>{''.join(f'<li>{text_html(text)}</li>' for _, text in items)}</ol>"


def _table_html(lines: Sequence[str]) -> str:
    header = _cells(lines[0])
    head = "".join(f'<th scope="col">{text_html(cell)}</th>' for cell in header)
    rows = "".join(
        f"<tr>{''.join(f'<td>{text_html(cell)}</td>' for cell in _cells(line))}</tr>" for line in lines[2:]
    )
    thead = f"<thead><tr>{head}</tr></thead>" if any(header) else ""
    return f"<table>{thead}{f'<tbody>{rows}</tbody>' if rows else ''}</table>"


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(inner)]
