import json
import logging
import zlib

from django.db import models
from django.db.models.fields.json import JSONField

from articles.content import canonical_json

logger = logging.getLogger(__name__)


class DeflatedJSONField(JSONField):
    """A JSON value that is read whole and never asked for by SQL, in a third of the room.

    Stored are bytes: the canonical JSON in UTF-8, the text that its digest is of, deflated by zlib. Rows have
    the value itself, as have `values()`, fixtures and the chain. Of queries it only answers `isnull`.

    What isn't such bytes, because somebody wrote past the site, is read as an empty object: its digest is
    another one, so `verify_record` goes on and names the row.
    """

    def get_internal_type(self):
        return "BinaryField"

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        try:
            return json.loads(inflated(value))
        except ValueError as error:
            logger.error("A deflated JSON value can't be read: %s", error)
            return {}

    def get_db_prep_value(self, value, connection, prepared=False):
        return None if value is None else connection.Database.Binary(deflated(value))

    def get_lookup(self, lookup_name):
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name):
        return None


def deflated(value) -> bytes:
    return zlib.compress(canonical_json(value).encode())


def inflated(stored: bytes | memoryview) -> str:
    """The canonical JSON of a stored value; of an empty object if it can't be read."""
    try:
        return zlib.decompress(stored).decode()
    except (TypeError, ValueError, zlib.error) as error:
        logger.error("A deflated JSON value can't be read: %s", error)
        return "{}"


def deflate(model: type[models.Model], plain: str, packed: str):
    """Copies one column of all rows to another, in the order of keys, with few in memory; for migrations that
    change between the two kinds of JSON."""
    rows = model._base_manager.filter(**{f"{plain}__isnull": False}).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).values_list("pk", plain)[:100]):
        for key, value in batch:
            model._base_manager.filter(pk=key).update(**{packed: value})
        last = batch[-1][0]
