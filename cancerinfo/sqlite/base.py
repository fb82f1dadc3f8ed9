"""Django's connections to SQLite, kept from one request to the next but never beyond their file.

A file may be put back from a backup, or its disk be away for a while. A kept connection would go on with the
file of before, where what editors write is lost; a new one would make an empty file in the site's place.
"""

import os
import sqlite3

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    # Files that this process has opened. One that is gone isn't made anew.
    _opened: set[str] = set()
    _file: tuple[int, int] | None = None

    def get_new_connection(self, conn_params):
        name = str(conn_params["database"])
        if name in self._opened and _file_at(name) is None:
            raise sqlite3.OperationalError(f"The database {name} isn't there.")
        connection = super().get_new_connection(conn_params)
        self._file = _file_at(name)
        if self._file:
            self._opened.add(name)
        return connection

    def is_usable(self):
        """Whether the file of the connection is still the one at its path."""
        return self._file == _file_at(str(self.settings_dict["NAME"]))


def _file_at(name: str) -> tuple[int, int] | None:
    """What tells the file there from others; None if there is none, as for a database in memory."""
    try:
        found = os.stat(name)
    except OSError:
        return None
    return found.st_dev, found.st_ino
