"""Rows of a database as it has them, read and written past the models. For benchmarks only."""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import ForeignKey, Model


def keys_of(found: dict[type[Model], list], left: Sequence[type[Model]]) -> dict[type[Model], list]:
    """The keys of these rows and of all that belong to them, by model. A row belongs to what the first of its
    foreign keys names that leads to one of these models; rows of the models `left` out belong to nothing."""
    waiting = [model for model in apps.get_models() if model not in left and model not in found]
    is_new = True
    while is_new:
        is_new = False
        for model in list(waiting):
            owner = next((each for each in _foreign_keys(model) if each.related_model in found), None)
            if owner is not None:
                owned = model._base_manager.filter(**{f"{owner.name}__in": found[owner.related_model]})
                found[model] = list(owned.order_by("pk").values_list("pk", flat=True))
                waiting.remove(model)
                is_new = True
    return {model: keys for model, keys in found.items() if keys}


def _foreign_keys(model: type[Model]) -> list[ForeignKey]:
    return [each for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]


def _columns(model: type[Model]) -> str:
    return ", ".join(connection.ops.quote_name(each.column) for each in model._meta.concrete_fields)


def raw_rows(model: type[Model], keys: Sequence) -> list[tuple]:
    """The rows as the database has them, in the order of keys."""
    meta, rows = model._meta, []
    with connection.cursor() as cursor:
        for start in range(0, len(keys), 500):
            batch = keys[start : start + 500]
            places = ", ".join(["%s"] * len(batch))
            cursor.execute(
                f"SELECT {_columns(model)} FROM {meta.db_table}"  # noqa: S608
                f" WHERE {meta.pk.column} IN ({places}) ORDER BY {meta.pk.column}",
                batch,
            )
            rows += cursor.fetchall()
    return rows


def insert(model: type[Model], rows: Iterable[list]):
    into = f"INSERT INTO {model._meta.db_table} ({_columns(model)}) VALUES"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg2.extras import execute_values

            execute_values(cursor.cursor, f"{into} %s", rows, page_size=100)
        else:
            places = ", ".join(["?"] * len(model._meta.concrete_fields))
            cursor.connection.executemany(f"{into} ({places})", rows)


def next_key(table: str) -> int:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    newest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (newest or 0) + 1


def reset_sequences(models: list[type[Model]]):
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
