"""Stored values: frozen dataclasses to JSON-ready dicts and back, and the digest of those.

Everything that is kept for good goes through here: contents of editions, sign-offs and invitations, and pages
as they were drawn. What came in from outside is read strictly, what is stored tolerantly, so that a row
written by a newer release is still read.
"""

import hashlib
import json
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache

LATER = "added after the first release"


class ContentError(ValueError):
    """Data isn't the value it should be. The message names the place and what is wrong there."""


def later(default):
    """A field that came after the first release: while it has its default, it isn't written, so that a text
    which doesn't use it keeps the digest that it had before there was such a field."""
    return field(default=default, metadata={LATER: True})


def scalar_fields(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass that hold one text, number or flag each, in their order."""
    return tuple(item.name for item in fields(kind) if typing.get_origin(item.type) is not tuple)


def json_digest(data: dict) -> str:
    """SHA-256, in 64 hex digits, of canonical JSON in UTF-8: keys sorted, no spaces."""
    return hashlib.sha256(canonical_json(data).encode("utf-8")).hexdigest()


def canonical_json(data: typing.Any) -> str:
    """The one text of JSON-ready data that its digest is of."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def encode(value):
    """The value as JSON-ready dicts, lists and scalars."""
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return {name: encode(item) for name, item in _written(value)}
    return value


def _written(value) -> Iterator[tuple[str, object]]:
    for name, unwritten in _unwritten(value.__class__):
        held = getattr(value, name)
        if unwritten is MISSING or held != unwritten:
            yield name, held


@cache
def _unwritten(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass in their order, each with the value that isn't written, MISSING for none."""
    return tuple((item.name, item.default if LATER in item.metadata else MISSING) for item in fields(kind))


def decode(kind: type, data: object):
    """The value of `kind` that `encode` made; absent fields take their defaults.

    Raises ContentError for a wrong type, an unknown field, or text that a database can't keep.
    """
    return _Reading()(kind, data, "")


def decode_stored(kind: type, data: object, leaves: dict[type, Callable] | None = None):
    """The value of `kind` from a stored row, whichever release wrote it: unknown fields are left aside
    (`unknown_fields` names them). `leaves` makes scalars of types that JSON doesn't have.

    Raises ContentError for a wrong type, or where a field without default is absent.
    """
    return _Reading(strict=False, leaves=leaves or {})(kind, data, "")


def unknown_fields(kind: type, data: typing.Any, where: str = "") -> Iterator[str]:
    """Places in stored data that `decode_stored` leaves aside, such as "sections[2].figure"."""
    if is_dataclass(kind):
        hints = _hints(kind)
        for name, item in data.items():
            place = f"{where}.{name}".lstrip(".")
            if name in hints:
                yield from unknown_fields(hints[name], item, place)
            else:
                yield place
    elif typing.get_origin(kind) is tuple:
        for i, item in enumerate(data):
            yield from unknown_fields(typing.get_args(kind)[0], item, f"{where}[{i}]")


@dataclass(frozen=True)
class _Reading:
    """Reads a value. `place` is where it stands: "", or the place around it and its own name there."""

    strict: bool = True
    leaves: dict = field(default_factory=dict)

    def __call__(self, kind, data, place):
        shape, inner = _shape(kind)
        if shape == RECORD:
            return self._record(kind, data, place)
        if shape == LIST:
            if not isinstance(data, list | tuple):
                raise _error(place, "a list", data)
            return tuple([self(inner, item, (place, f"[{i}]")) for i, item in enumerate(data)])
        if shape == OPTIONAL:
            return None if data is None else self(inner, data, place)
        if kind in self.leaves:
            return self.leaves[kind](data)
        # bool is an int in Python, not here.
        if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
            raise _error(place, {str: "text", int: "a whole number", bool: "true or false"}[kind], data)
        return _storable(data, place) if kind is str and self.strict else data

    def _record(self, kind, data, place):
        if not isinstance(data, dict):
            raise _error(place, "an object", data)
        hints = _hints(kind)
        if self.strict:
            _refuse_unknown(data, hints, place)
        values = {
            # Most values are scalars of stored rows, which are taken as they are.
            name: value
            if type(value) is hints[name] and not self.strict
            else self(hints[name], value, (place, f".{name}"))
            for name, value in data.items()
            if name in hints
        }
        try:
            return kind(**values)
        except TypeError as error:
            raise ContentError(f"{_named(place) or 'content'}: {error}".replace("__init__() ", "")) from error


RECORD, LIST, OPTIONAL, SCALAR = "record", "list", "optional", "scalar"


@cache
def _shape(kind) -> tuple[str, typing.Any]:
    """What a value of a kind looks like, with the kind of what it holds."""
    if is_dataclass(kind):
        return RECORD, None
    if typing.get_origin(kind) is tuple:
        return LIST, typing.get_args(kind)[0]
    if isinstance(kind, types.UnionType):
        return OPTIONAL, typing.get_args(kind)[0]
    return SCALAR, None


def _named(place) -> str:
    """A place in words, as in sections[2].level."""
    names = []
    while place:
        place, name = place
        names.append(name)
    return "".join(reversed(names)).lstrip(".")


# Reading the hints of a class takes longer than decoding a record.
_hints = cache(typing.get_type_hints)


def _refuse_unknown(data, hints, place):
    unknown = sorted(str(name) for name in data if name not in hints)
    if unknown:
        raise ContentError(f"{_named(place) or 'content'}: unknown field {', '.join(unknown)}")


def _storable(text, place):
    if reason := why_not_storable(text):
        raise ContentError(f"{_named(place)}: the text {reason}")
    return text


def why_not_storable(text: str) -> str:
    """What PostgreSQL can't keep in a text, as the end of a sentence; "" if nothing."""
    if "\x00" in text:
        return "holds a NUL character"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "holds half of a surrogate pair"
    return ""


def _error(place, expected, data):
    return ContentError(f"{_named(place) or 'content'}: {expected} expected, got {str(data)[:60]!r}")
