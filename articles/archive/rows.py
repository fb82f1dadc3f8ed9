"""A row as a line of JSON, the same one on every database, and back."""

import base64
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from django.db import connection
from django.db.models import Field, JSONField, Model

from articles.content.codec import canonical_json


def line_of(model: type[Model], row: dict) -> bytes:
    """A row, as `values()` gives it, as canonical JSON in UTF-8 with a line's end."""
    fields = model._meta.concrete_fields
    return (
        f"{canonical_json({field.attname: _plain(field, row[field.attname]) for field in fields})}\n".encode()
    )


def _plain(field: Field, value):
    if isinstance(field, JSONField):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{field} holds {type(value).__name__}, which an archive has no form for.")


def insert(model: type[Model], lines: Sequence[bytes]):
    """Writes rows as they were, with their keys and moments and without what `save` adds. It only adds, so a
    trigger that refuses changes has nothing to refuse."""
    fields = model._meta.concrete_fields
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    size = min(100, connection.ops.bulk_batch_size(fields, lines))
    with connection.cursor() as cursor:
        for start in range(0, len(lines), size):
            batch = [json.loads(line) for line in lines[start : start + size]]
            sql = f"INSERT INTO {table} ({columns}) VALUES {', '.join([marks] * len(batch))}"  # noqa: S608
            cursor.execute(sql, [value for row in batch for value in _stored(fields, row)])


def _stored(fields: Iterable[Field], row: dict) -> list:
    """The values of a row as the database takes them."""
    return [field.get_db_prep_save(field.to_python(row[field.attname]), connection) for field in fields]


def clear(models: Iterable[type[Model]]):
    """Deletes all rows of these models, in a transaction whose end finds what pointed to them again."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
