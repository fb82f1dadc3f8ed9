"""Reads files of JSON records. A bad record is named with its place and does not stop the others."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from articles.content.codec import why_not_storable
from articles.content.letters import all_composed


class FileError(ValueError):
    """A file as a whole can't be read. The message says why."""


class RecordError(ValueError):
    """A record is not what its format asks for. The message names the field."""


@dataclass(frozen=True)
class Records:
    """`values` holds (place, value) pairs, `problems` a sentence for each record that was refused.

    A place reads "record 3 (lin-2020)".
    """

    values: tuple[tuple[str, Any], ...] = ()
    problems: tuple[str, ...] = ()


def load_json(data: bytes) -> Any:
    """The JSON in `data`, fractions as Decimal, so that 12.0 stays 12.0. Raises FileError."""
    try:
        return all_composed(json.loads(data.decode("utf-8-sig"), parse_float=Decimal))
    except (ValueError, RecursionError) as error:
        raise FileError(why_not_json(error)) from error


def why_not_json(error: Exception) -> str:
    """What is wrong with a file that should be JSON, and where."""
    if isinstance(error, UnicodeDecodeError):
        return f"this isn't JSON: byte {error.start + 1:,} isn't text in UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"this isn't JSON: line {error.lineno:,}, column {error.colno:,}: {error.msg}"
    return "this isn't JSON that can be read: it's nested too deep or has a number that is too long"


def list_in(data: Any, name: str) -> list:
    """The list under `name` in an object, or the list itself. Raises FileError."""
    found = data.get(name) if isinstance(data, dict) else data
    if not isinstance(found, list):
        raise FileError(f'a list of records, or an object with the list "{name}", is expected')
    return found


def read_each(
    rows: Iterable, identity: str, make: Callable[["Fields"], Any], what: str = "record"
) -> Records:
    """What `make` makes of each row. A row that says the same `identity` as one before it is refused."""
    values, problems, seen = [], [], set()
    for number, row in enumerate(rows, 1):
        place = f"{what} {number}"
        try:
            fields = Fields(row)
            name = fields.text(identity, required=True)
            place = f"{place} ({name[:60]})"
            if name in seen:
                raise RecordError(f"{identity}: an earlier record has the same one")
            seen.add(name)
            values.append((place, make(fields)))
        except RecordError as error:
            problems.append(f"{place}: {error}")
    return Records(tuple(values), tuple(problems))


class Fields:
    """A JSON object whose fields are asked for by name and type. Null and absent are the same."""

    def __init__(self, data: Any, place: str = ""):
        if not isinstance(data, dict):
            raise RecordError(f"{place or 'the record'}: an object is expected")
        self._data, self._place = data, f"{place}." if place else ""

    def __contains__(self, name: str) -> bool:
        return self._data.get(name) is not None

    def _get(self, name: str, kinds: tuple[type, ...], expected: str, default: Any) -> Any:
        value = self._data.get(name)
        if value is None:
            return default
        # bool is an int in Python, not in JSON.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise RecordError(f"{self._place}{name}: {expected} is expected")
        return value

    @property
    def data(self) -> Mapping[str, Any]:
        return self._data

    def said(self, name: str) -> Any:
        """Whatever stands there."""
        return self._data.get(name)

    def text(self, name: str, required: bool = False) -> str:
        """The text without spaces around it; "" if there is none."""
        text = _storable(self._get(name, (str,), "text", ""), f"{self._place}{name}").strip()
        if required and not text:
            raise RecordError(f"{self._place}{name}: is missing")
        return text

    def printed(self, name: str) -> str:
        """A text or a number, as text."""
        value = self._get(name, (str, int, Decimal), "text or a number", "")
        return _storable(str(value), f"{self._place}{name}").strip()

    def whole(self, name: str) -> int | None:
        return self._get(name, (int,), "a whole number", None)

    def flag(self, name: str) -> bool:
        return self._get(name, (bool,), "true or false", False)

    def items(self, name: str) -> list:
        return self._get(name, (list,), "a list", [])

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, without empty ones and repeats."""
        where = f"{self._place}{name}"
        for i, item in enumerate(found := self.items(name)):
            if not isinstance(item, str):
                raise RecordError(f"{where}[{i}]: text is expected")
        return tuple(dict.fromkeys(text for item in found if (text := _storable(item, where).strip())))

    def object(self, name: str) -> "Fields":
        """The object under `name`; an empty one if there is none."""
        return Fields(self._get(name, (dict,), "an object", {}), f"{self._place}{name}")

    def objects(self, name: str) -> list["Fields"]:
        return [Fields(item, f"{self._place}{name}[{i}]") for i, item in enumerate(self.items(name))]


def _storable(text: str, where: str) -> str:
    if reason := why_not_storable(text):
        raise RecordError(f"{where}: {reason}")
    return text
