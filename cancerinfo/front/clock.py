"""Where the generations stand now, asked of the site's database at each request."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterable
from typing import Any, Protocol
from urllib.parse import quote

import psycopg2

from .postgresql_connection import PATIENCE, PostgresqlConnection

# Seconds for which a database that didn't answer isn't asked again, so that readers don't wait for it; and
# between two looks whether the database is still the same file.
PAUSE = 1.0
GENERATIONS = """
PREPARE generations (text[]) AS SELECT
    coalesce((SELECT number FROM articles_generation WHERE name = ''), 0),
    coalesce((SELECT max(number) FROM articles_generation WHERE name = ANY ($1)), 0)
"""


class ClockAway(Exception):
    """The database can't be asked."""


class Clock(Protocol):
    def read(self, names: Iterable[str]) -> tuple[int, int]:
        """The clock, and the newest number of the named generations, 0 if none was ever raised.

        Raises ClockAway.
        """


class SqliteClock:
    """Asks again only after a commit: `PRAGMA data_version` tells of one in microseconds."""

    def __init__(self, path: str):
        self.path = path
        self._kept = threading.local()

    def read(self, names: Iterable[str]) -> tuple[int, int]:
        try:
            numbers = self._numbers()
            newest = 0
            for name in names:
                number = numbers[name] if name in numbers else self._number(numbers, name)
                if number > newest:
                    newest = number
            return numbers[""], newest
        except (sqlite3.Error, OSError) as error:
            self._kept.__dict__.clear()
            raise ClockAway(str(error)) from error

    def _numbers(self) -> dict[str, int]:
        """What is known since the last commit by anybody."""
        kept = self._kept
        if time.monotonic() > getattr(kept, "looked_at", 0) + PAUSE:
            self._look_at_file(kept)
        version = kept.connection.execute("PRAGMA data_version").fetchone()[0]
        if getattr(kept, "version", None) != version:
            kept.version, kept.numbers = version, {}
            self._number(kept.numbers, "")
        return kept.numbers

    def _look_at_file(self, kept: threading.local):
        """Opens the file if it is another one than before, such as one put back from a backup."""
        file = os.stat(self.path).st_ino
        if getattr(kept, "file", None) != file:
            address = f"file:{quote(self.path)}?mode=ro"
            kept.__dict__.clear()
            kept.connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
            kept.file = file
        kept.looked_at = time.monotonic()

    def _number(self, numbers: dict[str, int], name: str) -> int:
        found = self._kept.connection.execute("SELECT number FROM articles_generation WHERE name = ?", [name])
        numbers[name] = (found.fetchone() or (0,))[0]
        return numbers[name]


class PostgresqlClock:
    """One prepared statement on a kept connection. `parameters` are those of psycopg2.connect."""

    def __init__(self, parameters: dict[str, Any]):
        self._connection = PostgresqlConnection(parameters, GENERATIONS)
        self._asked_again_at = 0.0

    def read(self, names: Iterable[str]) -> tuple[int, int]:
        if time.monotonic() < self._asked_again_at:
            raise ClockAway("The database didn't answer a moment ago.")
        if self._asked_again_at:
            # One asks whether it's back; the others don't wait for that.
            self._asked_again_at = time.monotonic() + PATIENCE
        try:
            found = self._connection.ask("EXECUTE generations (%s)", [list(names)])
        except psycopg2.Error as error:
            self._asked_again_at = time.monotonic() + PAUSE
            raise ClockAway(str(error)) from error
        self._asked_again_at = 0.0
        return found
