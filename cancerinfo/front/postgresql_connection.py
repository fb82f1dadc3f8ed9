"""A connection to PostgreSQL that each thread keeps, with its statements prepared."""

import threading
from typing import Any

import psycopg2

PATIENCE = 2  # seconds that an answer may take


class PostgresqlConnection:
    """`parameters` are those of psycopg2.connect, `prepare` the SQL that each new connection begins with."""

    def __init__(self, parameters: dict[str, Any], prepare: str):
        self.parameters = {
            **parameters,
            "connect_timeout": PATIENCE,
            "options": f"-c statement_timeout={PATIENCE}s",
        }
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
            return cursor.fetchone() if cursor.description else None

    def _connect(self):
        connection = psycopg2.connect(**self.parameters)
        connection.autocommit = True
        self._ask(connection, self.prepare, ())
        self._kept.connection = connection
        return connection
