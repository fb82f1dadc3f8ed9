"""Survey tables in a text whose columns scraping has joined by spaces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.text.numbers import FOOTNOTE_MARKS, parse_value

from .scraped_article import ScrapedRow, ScrapedSurvey
from .scraped_lines import Line, collapse

_FIRST_LINE = re.compile(
    r"(survey results|survey|poll results|poll|table|results)(?: ?\d+(?:\.\d+)?)?\s*:\s*(\S.*)", re.IGNORECASE
)
_METADATA = re.compile(r"(source|sample|base|fielded|dates?|question|notes?)\s*:\s*(.*)", re.IGNORECASE)
_FIELDS = {"base": "sample", "date": "fielded", "dates": "fielded", "notes": "note"}
_COUNT = r"(\d{1,3}(?:[, \u2009]\d{3})+(?!\d)|\d{1,15}(?!\d))"
_SAMPLE_IN_TITLE = re.compile(rf"\bn\s*=\s*{_COUNT}", re.IGNORECASE)
_FIRST_NUMBER = re.compile(rf"(?<!\d){_COUNT}")
_FIGURE = r"\d+(?:[.,]\d+)*"
# A span is a value if it is one of percentages: "18-29" may be an age.
_VALUE = re.compile(
    rf"(?:[<>≤≥~≈]?[-−+]?{_FIGURE}%?|{_FIGURE}%?[-–—]{_FIGURE}%)[{FOOTNOTE_MARKS}]*(?:(?<=%)[a-f⁰¹²³⁴-⁹])?|[—–]|n/a",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# "60 %", and "60% *".
_SPACE_INSIDE = re.compile(rf"(?<=\d) +(?=%)|(?<=%) +(?=[{FOOTNOTE_MARKS}]+(?:\s|$))")
_FOOTNOTE = re.compile(rf"[{FOOTNOTE_MARKS}⁰¹²³⁴-⁹]+\s*[^\W\d].*")
_HEADER_WORDS = {"percentage", "percent", "%", "number", "n", "count", "share", "proportion", "median",
                 "rate"}  # fmt: skip
_SIGNS = "<>≤≥~≈"


@dataclass(frozen=True)
class Metadata:
    """One line "Source: ..." below a table: its field and its text, which may be empty."""

    field: str
    text: str


def table_start(lines: Sequence[Line]) -> tuple[str, str] | None:
    """Kind and caption of the table that these lines are; None if they are none."""
    found = _FIRST_LINE.fullmatch(lines[0].text) if len(lines) >= 3 else None
    if not found:
        return None
    is_survey = found[1].casefold().startswith(("survey", "poll"))
    return ("survey" if is_survey else "table"), found[2]


def is_footnote(text: str) -> bool:
    """Whether a line explains a mark of a table: "* Weighted."."""
    return bool(_FOOTNOTE.fullmatch(text))


def metadata(text: str) -> Metadata | None:
    """What a metadata line says; None for another line."""
    if is_footnote(text):
        return Metadata("note", text)
    found = _METADATA.fullmatch(text)
    if not found:
        return None
    name = found[1].casefold()
    return Metadata(_FIELDS.get(name, name), found[2].strip())


def read_table(
    start: tuple[str, str], lines: Sequence[Line], below: Sequence[Metadata] = ()
) -> ScrapedSurvey:
    """The table of these lines, with their `table_start`; `below` are metadata lines after it."""
    kind, title = start
    inside = [metadata(line.text) for line in lines[1:]]
    others = [line.raw.strip() for line, told in zip(lines[1:], inside, strict=True) if not told]
    header, rows = _header_and_rows(others)
    survey = ScrapedSurvey(kind, title, columns=_columns(header, rows), rows=rows)
    return _with_metadata(survey, [*filter(None, inside), *below])


def _with_metadata(survey: ScrapedSurvey, told: Sequence[Metadata]) -> ScrapedSurvey:
    texts: dict[str, list[str]] = {}
    for item in told:
        if item.text:
            texts.setdefault(item.field, []).append(item.text)
    joined = {name: "; ".join(parts) for name, parts in texts.items()}
    size = _SAMPLE_IN_TITLE.search(survey.title) or _FIRST_NUMBER.search(joined.get("sample", ""))
    return replace(
        survey,
        source=joined.get("source"),
        fielded=joined.get("fielded"),
        question=joined.get("question"),
        note=joined.get("note"),
        sample_size=int(re.sub(r"\D", "", size[1])) if size else None,
    )


def _header_and_rows(lines: Sequence[str]) -> tuple[str | None, tuple[ScrapedRow, ...]]:
    if not lines:
        return None, ()
    first, *others = (split_row(line)[1:] for line in lines)
    has_header = not any(map(_VALUE.fullmatch, first)) or (
        _are_years(first) and not all(map(_are_years, others))
    )
    header = lines[0] if has_header else None
    return header, tuple(_row(split_row(line)) for line in lines[has_header:])


def _are_years(cells: list[str]) -> bool:
    return bool(cells) and all(map(_YEAR.fullmatch, cells))


def _row(cells: list[str]) -> ScrapedRow:
    return ScrapedRow(cells[0], tuple(cells[1:]), tuple(parse_value(cell) for cell in cells[1:]))


def split_at_separators(line: str) -> list[str]:
    """Cells of a line with tabs, bars or runs of spaces between them; one cell for a line without."""
    if "\t" in line:
        cells = line.split("\t")
    elif "|" in line:
        cells = line.strip("| \t").split("|")
    else:
        cells = re.split(r" {2,}", line)
    return [_SPACE_INSIDE.sub("", collapse(cell)) for cell in cells]


def split_row(line: str) -> list[str]:
    """Label and values of a row."""
    cells = split_at_separators(line)
    if len(cells) > 1 or "|" in line:
        return cells
    words, values = cells[0].split(" "), []
    while words and _VALUE.fullmatch(words[-1]):
        value = words.pop()
        if words and words[-1] in tuple(_SIGNS) and value[0].isdigit():
            value = f"{words.pop()} {value}"
        values.append(value)
    return [" ".join(words), *reversed(values)]


def _columns(header: str | None, rows: Sequence[ScrapedRow]) -> tuple[str, ...]:
    if header is None:
        return ()
    cells = split_at_separators(header)
    if len(cells) > 1:
        return tuple(cells)
    parts: list[list[str]] = []
    for word in cells[0].split(" "):
        if not parts or word.casefold() in _HEADER_WORDS or _YEAR.fullmatch(word):
            parts.append([])
        parts[-1].append(word)
    wide = 1 + max((len(row.values) for row in rows), default=0)
    return tuple(" ".join(part) for part in parts) if len(parts) == wide else (cells[0],)
