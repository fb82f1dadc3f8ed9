"""A connection to PostgreSQL that each thread keeps, with its statements prepared.

It's an asynchronous one, for the sake of a server that takes what it's sent and never answers: its own
timeouts hang with it, and the wait for it would have no end.
"""

import select
import threading
import time
from typing import Any

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_WRITE

PATIENCE = 2  # seconds that an answer may take


class PostgresqlConnection:
    """`parameters` are those of psycopg2.connect, `prepare` the SQL that each new connection begins with."""

    def __init__(self, parameters: dict[str, Any], prepare: str):
        self.parameters = parameters
        self.prepare = prepare
        self._kept = threading.local()

    def ask(self, statement: str, values: Any = ()) -> Any:
        """The first row of what the statement gives, None without one. Raises psycopg2.Error.

        A connection that ended while nobody used it is made anew; one that ends for another reason isn't
        trusted again.
        """
        kept = getattr(self._kept, "connection", None)
        try:
            return self._ask(kept or self._connect(), statement, values)
        except psycopg2.Error:
            self._kept.__dict__.clear()
            if not (kept and kept.closed):
                raise
        return self._ask(self._connect(), statement, values)

    def _ask(self, connection, statement: str, values: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            _wait(connection)
            return cursor.fetchone() if cursor.description else None

    def _connect(self):
        connection = psycopg2.connect(**self.parameters, async_=True)
        _wait(connection)
        self._ask(connection, self.prepare, ())
        self._kept.connection = connection
        return connection


def _wait(connection):
    """Until the server has answered. Raises psycopg2.OperationalError if that takes too long."""
    until = time.monotonic() + PATIENCE
    while (state := connection.poll()) != POLL_OK:
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLOUT if state == POLL_WRITE else select.POLLIN)
        if not waiting.poll(max(0, until - time.monotonic()) * 1000):
            raise psycopg2.OperationalError(f"The server didn't answer within {PATIENCE} s.")
