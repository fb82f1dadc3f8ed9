"""The chain: a link for each row that is written once, in one order, each bound to the one before.

A link holds the digest of its row, and its own digest covers that and the digest before it. So a row that was
changed, removed or slipped in shows, as does a link; and whoever kept the head knows all that came before it.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from articles.content import json_digest

from .turns import Turn, wait_for

# What stands for the digest before the first link.
START = "0" * 64
BATCH = 100  # rows in memory at a time: an edition may be large

Row = tuple[type[models.Model], int]  # a model and the key of a row

_waiting: ContextVar[list[Row] | None] = ContextVar("rows that wait for their links", default=None)


@contextmanager
def written_together(savepoint: bool = True) -> Iterator[list[Row]]:
    """A transaction whose new rows get their links as its last step. Yields the list that they are put on.

    Nobody who holds the lock on the head then waits for another lock, so two acts can't wait for each
    other. Inside another such block it joins that one, without `savepoint` for better or worse.
    """
    waiting = _waiting.get()
    with transaction.atomic(savepoint=savepoint or waiting is None):
        if waiting is not None:
            yield waiting
            return
        rows: list[Row] = []
        token = _waiting.set(rows)
        try:
            yield rows
        finally:
            _waiting.reset(token)
        if not transaction.get_rollback():
            append(rows, apps.get_model("articles", "ChainLink"))


def append(rows: Sequence[Row], links: type[models.Model]):
    """Links rows at the end of the chain, in their order; `links` is its model. What a rolled-back savepoint
    took back is left out. In a transaction."""
    if not rows:
        return
    _lock_head()
    number, digest = head(links)
    kept = _stored(rows)
    made = []
    for model, key in dict.fromkeys(rows):
        if (model, key) in kept:
            link = _link(links, model, key, kept[model, key])
            number, digest = number + 1, link_digest(number + 1, digest, link.row_digest)
            link.number, link.digest = number, digest
            made.append(link)
    links._base_manager.bulk_create(made)


def append_all(model: type[models.Model], links: type[models.Model]):
    """Links every row of a table that wasn't in the chain, in the order of keys; for migrations."""
    last = 0
    while keys := list(
        model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        append([(model, key) for key in keys], links)
        last = keys[-1]


def head(links: type[models.Model]) -> tuple[int, str]:
    """Number and digest of the newest link; 0 and START if there is none."""
    newest = links._base_manager.order_by("-number").values_list("number", "digest").first()
    return newest or (0, START)


def _lock_head():
    """One transaction at a time adds links."""
    wait_for(Turn.CHAIN)


def _stored(rows: Iterable[Row]) -> dict[Row, dict]:
    """The rows by model and key, as the database has them and will show them to whoever checks."""
    keys: dict[type[models.Model], list[int]] = {}
    for model, key in rows:
        keys.setdefault(model, []).append(key)
    return {(model, key): row for model in keys for key, row in read_rows(model, keys[model])}


def _link(links, model, key, row):
    link = links(table=model._meta.db_table, row=key, at=timezone.now(), salt=secrets.token_hex(16))
    link.row_digest = row_digest(link, row)
    return link


def read_rows(model: type[models.Model], keys: Iterable[int]) -> Iterator[tuple[int, dict]]:
    """Key and written columns of the rows that exist, in the order of their keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.filter(pk__in=keys).order_by("pk").values(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield row[model._meta.pk.attname], written(model, row)


def written(model: type[models.Model], row: dict) -> dict[str, str | int | bool | None]:
    """The columns of a row as its digest covers them, the same on every database.

    A column that has its default is left out, so that one which is added later leaves old digests as they
    are. JSON stands by its digest, which lets outsiders check a text without what lies beside it.
    """
    columns = ((field, row[field.attname]) for field in model._meta.concrete_fields)
    return {field.attname: _plain(field, value) for field, value in columns if not _is_default(field, value)}


def _is_default(field: models.Field, value: object) -> bool:
    """A default that a function works out anew for each row isn't one to be left out."""
    if field.has_default() and callable(field.default) and field.default not in (dict, list):
        return False
    return value == field.get_default()


def _plain(field: models.Field, value: object) -> str | int | bool | None:
    if isinstance(field, models.JSONField):
        return json_digest(_same_numbers(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{field} holds {type(value).__name__}, for which the chain has no written form.")


def moment(value: datetime) -> str:
    """A moment in UTC, to the millisecond: dumpdata keeps no more."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds")


def _same_numbers(value):
    """JSON with each whole number as one: PostgreSQL turns 1e16 into 10000000000000000."""
    if isinstance(value, dict):
        return {key: _same_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_same_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def row_digest(link: models.Model, row: dict) -> str:
    """SHA-256 of what a link says of its row. By the salt nobody guesses a row from its public digest."""
    return json_digest({"salt": link.salt, "table": link.table, "linked_at": moment(link.at), "row": row})


def link_digest(number: int, previous: str, row: str) -> str:
    """SHA-256 over number, digest of the link before and digest of the row, as text between blanks."""
    return hashlib.sha256(f"{number} {previous} {row}".encode()).hexdigest()
