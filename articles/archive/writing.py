"""A site to an archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from articles.pictures import stored_bytes, stored_names

from . import anonymous
from .file import FORMAT, NewArchive, member_of
from .rows import line_of
from .tables import FOLLOWS, kept_models, rows_of

PICTURES = "pictures/"
BATCH = 100  # rows in memory at a time: an edition may be large
Progress = Callable[[int, int], object]
# Sees the database as it is now, and lets others write meanwhile.
ONE_MOMENT = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@dataclass(frozen=True)
class Choices:
    """What is to be left out of an archive. `is_anonymous` leaves passwords and second factors out, too."""

    has_passwords: bool = True
    is_anonymous: bool = False

    def models(self) -> list[type[Model]]:
        left_out = anonymous.LEFT_OUT if self.is_anonymous else set()
        if self.is_anonymous or not self.has_passwords:
            left_out = left_out | anonymous.SECOND_FACTORS
        return [model for model in kept_models() if model._meta.label not in left_out]

    def row(self, label: str, row: dict) -> dict:
        row = {**row, **FOLLOWS.get(label, {})}
        row = row if self.has_passwords else anonymous.without_secrets(label, row)
        return anonymous.anonymous(label, row) if self.is_anonymous else row


def counts(choices: Choices) -> dict[str, int]:
    """How many rows of each table an archive would have."""
    return {model._meta.db_table: rows_of(model).count() for model in choices.models()}


def write_archive(file: BinaryIO, choices: Choices, progress: Progress = lambda done, total: None) -> dict:
    """Writes the site as it is at one moment; the same site gives the same bytes. Gives the manifest.

    `progress` gets how many rows and pictures are done, and of how many.
    """
    with NewArchive(file) as made:
        with one_moment():
            tables, pictures = counts(choices), stored_names()
            total = sum(tables.values()) + len(pictures)
            done = 0

            def lines(model: type[Model]) -> Iterator[bytes]:
                nonlocal done
                names = [field.attname for field in model._meta.concrete_fields]
                for row in rows_of(model).values(*names).iterator(chunk_size=BATCH):
                    yield line_of(model, choices.row(model._meta.label, row))
                    done += 1
                    progress(done, total)

            for model in choices.models():
                made.add(member_of(model._meta.db_table), lines(model))
            migrations = applied_migrations()
        for name in pictures:
            made.add(f"{PICTURES}{name}", [stored_bytes(name)])
            done += 1
            progress(done, total)
        manifest = {
            "format": FORMAT,
            "migrations": migrations,
            "is_anonymous": choices.is_anonymous,
            "tables": tables,
            "pictures": pictures,
        }
        made.finish(manifest)
    return manifest


def applied_migrations() -> list[str]:
    """All that made the tables: "articles 0001_initial", ..."""
    return sorted(" ".join(key) for key in MigrationRecorder(connection).applied_migrations())


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that only reads. Within another one it is that one."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(ONE_MOMENT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
