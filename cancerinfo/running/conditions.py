"""What must hold for the site to answer, each asked quickly: what the probe /readyz answers from.

A condition is a function that yields a sentence for each thing that is wrong. None changes anything but the
store of pages, where it claims a key and gives it back.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cancerinfo.front.wiring import store_at

from .lateness import late_rounds

Condition = Callable[[], Iterator[str]]
LEAST_FREE = 500_000_000  # bytes


def database_answers() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        yield f"The database can't be asked: {first_line(error)}."


def migrations_are_applied() -> Iterator[str]:
    waiting = migrations_of_program() - set(MigrationRecorder(connection).applied_migrations())
    if waiting:
        first = ".".join(min(waiting))
        yield f"Migrations that weren't applied yet: {len(waiting)}, first {first}. Run migrate."


@cache
def migrations_of_program() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def store_keeps_pages() -> Iterator[str]:
    if not settings.STORED_PAGES:
        return
    try:
        store = _store(settings.STORED_PAGES)
    except ImproperlyConfigured as error:
        yield str(error)
        return
    try:
        if store.claim("readyz", 0):
            store.release("readyz")
    except store.failures as error:
        yield f"The store of pages fails, so each page is made at every request: {first_line(error)}."


# Its connection is kept, as that of the pages is.
_store = cache(store_at)


def disk_has_room() -> Iterator[str]:
    for what, folder in folders().items():
        there = next(path for path in (folder, *folder.parents) if path.exists())
        if not os.access(there, os.W_OK):
            yield f"The site may not write to {there}, where {what} lies."
        free = shutil.disk_usage(there).free
        if free < LEAST_FREE:
            yield f"Only {free / 1_000_000:,.0f} MB are free in {there}, where {what} lies."


def folders() -> dict[str, Path]:
    """The folders on this machine that the site writes to, by what lies there."""
    found = {}
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        found["the database"] = Path(connection.settings_dict["NAME"]).parent
    if settings.STORED_PAGES and "://" not in settings.STORED_PAGES:
        found["the store of pages"] = Path(settings.STORED_PAGES).absolute().parent
    if "://" not in settings.PICTURES:
        found["the folder of pictures"] = Path(settings.PICTURES).absolute()
    return found


def schedule_comes() -> Iterator[str]:
    yield from (str(late) for late in late_rounds(timezone.now()))


def first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


# By the names that /readyz answers with. What asks the database comes after what says whether it can be,
# and is left out if it can't.
DATABASE, MIGRATIONS = "database", "migrations"
CONDITIONS: dict[str, Condition] = {
    DATABASE: database_answers,
    MIGRATIONS: migrations_are_applied,
    "schedule": schedule_comes,
    "store": store_keeps_pages,
    "disk": disk_has_room,
}
ASK_DATABASE = {MIGRATIONS, "schedule"}


def faults_by_condition(
    conditions: dict[str, Condition], ask_database: set[str]
) -> dict[str, list[str] | None]:
    """The sentences of each condition, none if it holds; None if it couldn't be asked."""
    found: dict[str, list[str] | None] = {}
    for name, condition in conditions.items():
        if name in ask_database and (found[DATABASE] or found.get(MIGRATIONS)):
            found[name] = None
        else:
            found[name] = list(condition())
    return found
