"""A table of pages (CSV), such as an export of Drupal, read by a mapping that names its columns.

The mapping is a JSON object: `title` and `body` name columns, and may be joined by `author`, `reviewer`,
`published`, `updated`, `tags`, `category`, `language`, `audience`, `summary` and `old_address`. `body_format`
is html, markdown or text, `tag_separator` stands between tags, `dates` is iso or unix (seconds since 1970),
`site` is the address before paths, and `only_if` holds the values that columns must have for a row to be
read: {"status": "1"}.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import urljoin

from articles.importing.plain_body import plain_body_html
from articles.importing.records import FileError, why_not_json
from articles.importing.sniffing import UTF_16
from articles.importing.texts import BadRecord, ImportedText

from .content import read_page
from .main_text import main_text
from .markdown import markdown_page
from .page import Page, PageRefused, why_refused
from .tree import body_of

MAX_BYTES, MAX_CELL = 200_000_000, 5_000_000
COLUMNS = (
    "title", "body", "author", "reviewer", "published", "updated", "tags", "category", "language",
    "audience", "kind", "summary", "old_address",
)  # fmt: skip
OTHERS = {"body_format", "tag_separator", "dates", "site", "only_if"}
FORMATS: Mapping[str, Callable[[str], str]] = {
    "html": lambda body: main_text(body_of(body))[0].inner_html or "",
    "markdown": lambda body: markdown_page(body).html,
    "text": plain_body_html,
}
NO_MAPPING = (
    "This is a table (CSV). Say what its columns are in a mapping (--mapping FILE), a JSON file such as "
    '{"title": "title", "body": "body", "tags": "field_tags"}.'
)
Mapped = Mapping[str, Any]


def read_mapping(data: bytes) -> Mapped:
    """The mapping in a file. Raises FileError, naming what is wrong."""
    try:
        mapping = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileError(f"the mapping: {why_not_json(error)}") from error
    if not isinstance(mapping, dict) or not {"title", "body"} <= set(mapping):
        raise FileError('a mapping names at least the columns of "title" and "body"')
    if unknown := sorted(set(mapping) - set(COLUMNS) - OTHERS):
        raise FileError(
            f"the mapping has {', '.join(unknown)}; known are {', '.join(sorted({*COLUMNS, *OTHERS}))}"
        )
    if mapping.get("body_format", "html") not in FORMATS:
        raise FileError(f"body_format: one of {', '.join(FORMATS)} expected")
    return mapping


def read_table(
    place: str, stream: BinaryIO, mapping: Mapped | None = None
) -> Iterator[ImportedText | BadRecord]:
    """The rows of a table as pages; a row that `only_if` leaves out is named."""
    if mapping is None:
        yield BadRecord(place, NO_MAPPING)
        return
    # The limit is one for the process, and other tables have their own.
    before = csv.field_size_limit(MAX_CELL)
    try:
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            yield BadRecord(place, "The table is larger than 200 MB: divide it. Nothing of it was read.")
            return
        rows = _rows(data)
        names = rows.fieldnames or []
        wanted = [mapping[name] for name in COLUMNS if name in mapping] + list(mapping.get("only_if", {}))
        if missing := [name for name in wanted if name not in names]:
            yield BadRecord(
                place, f"The table has no column {', '.join(missing)}; it has {', '.join(names)}."
            )
            return
        for number, row in enumerate(rows, 2):
            yield _row(f"{place}: row {number} ({(row[mapping['title']] or '')[:60]})", row, mapping)
    except csv.Error as error:
        yield BadRecord(place, f"The table can't be read: {error}.")
    finally:
        csv.field_size_limit(before)


def _rows(data: bytes) -> csv.DictReader:
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows.fieldnames = [name.strip() for name in rows.fieldnames or []]
    return rows


def _row(place: str, row: dict[str, str], mapping: Mapped) -> ImportedText | BadRecord:
    for name, value in mapping.get("only_if", {}).items():
        if row[name] not in (value if isinstance(value, list) else [str(value)]):
            return BadRecord(place, f"Left out: its {name} is “{row[name]}”.", is_fault=False)
    cells = {name: (row[mapping[name]] or "").strip() for name in COLUMNS if name in mapping}
    separator = mapping.get("tag_separator", ",")
    address = cells.get("old_address", "")
    whole = urljoin(mapping["site"], address) if mapping.get("site") and address else address
    try:
        page = Page(
            title=cells["title"],
            html=FORMATS[mapping.get("body_format", "html")](cells["body"]),
            address=whole if "://" in whole else "",
            old_addresses=() if "://" in whole else (address,),
            language=cells.get("language", ""),
            category=cells.get("category", ""),
            tags=tuple(filter(None, map(str.strip, cells.get("tags", "").split(separator)))),
            labels=(cells.get("audience", ""), cells.get("kind", "")),
            author=cells.get("author", ""),
            reviewer=cells.get("reviewer", ""),
            published=_date(cells.get("published", ""), mapping),
            updated=_date(cells.get("updated", ""), mapping),
            summary=cells.get("summary", ""),
        )
        return read_page(place, page)
    except (PageRefused, RecursionError) as error:
        return BadRecord(place, why_refused(error))


def _date(cell: str, mapping: Mapped) -> str:
    if mapping.get("dates") == "unix" and cell.isdecimal() and len(cell) < 12:
        return datetime.fromtimestamp(int(cell), UTC).date().isoformat()
    return cell
