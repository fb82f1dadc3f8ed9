"""Dataclasses to JSON-ready values and back, and the digest of those."""

import hashlib
import json
import types
import typing
from dataclasses import fields, is_dataclass


class ContentError(ValueError):
    """A dict is no ArticleContent. The message names the place and what is wrong there."""


def json_digest(data: dict) -> str:
    """SHA-256, in 64 hex digits, of canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def encode(value):
    if is_dataclass(value):
        return {item.name: encode(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(kind, data, where):
    if is_dataclass(kind):
        return _decode_record(kind, data, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(data, list | tuple):
            raise _error(where, "a list", data)
        (item_kind, _) = typing.get_args(kind)
        return tuple(decode(item_kind, item, f"{where}[{i}]") for i, item in enumerate(data))
    if isinstance(kind, types.UnionType):
        return None if data is None else decode(typing.get_args(kind)[0], data, where)
    # bool is an int in Python, not here.
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise _error(where, {str: "text", int: "a whole number", bool: "true or false"}[kind], data)
    return _storable(data, where) if kind is str else data


def _decode_record(kind, data, where):
    if not isinstance(data, dict):
        raise _error(where, "an object", data)
    hints = typing.get_type_hints(kind)
    unknown = sorted(str(name) for name in data if name not in hints)
    if unknown:
        raise ContentError(f"{where or 'content'}: unknown field {', '.join(unknown)}")
    try:
        return kind(
            **{
                name: decode(hints[name], value, f"{where}.{name}".lstrip("."))
                for name, value in data.items()
            }
        )
    except TypeError as error:
        raise ContentError(f"{where or 'content'}: {error}".replace("__init__() ", "")) from error


def _storable(text, where):
    if "\x00" in text:
        raise ContentError(f"{where}: the text holds a NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ContentError(f"{where}: the text holds half of a surrogate pair") from None
    return text


def _error(where, expected, data):
    return ContentError(f"{where or 'content'}: {expected} expected, got {str(data)[:60]!r}")
