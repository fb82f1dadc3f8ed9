"""Stored pages in a table of PostgreSQL, which several servers share. The table isn't in the log of the
database: a crash empties it, and replicas don't have it."""

import time
from typing import Any

import psycopg2

from .postgresql_connection import PostgresqlConnection
from .stored_page import Head, StoredPage

# Only who makes the tables needs the right to. The lock keeps two from making them at once.
TABLES = """
DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('cancerinfo stored_page'));
    IF to_regclass('stored_page') IS NULL THEN
        CREATE UNLOGGED TABLE stored_page (
            key text PRIMARY KEY, kind text NOT NULL, stored_at double precision NOT NULL,
            size bigint NOT NULL, head text NOT NULL, br bytea, gzip bytea, plain bytea NOT NULL
        );
        -- As they are: trying to compress them took most of the time of storing a page.
        ALTER TABLE stored_page ALTER br SET STORAGE EXTERNAL, ALTER gzip SET STORAGE EXTERNAL,
            ALTER plain SET STORAGE EXTERNAL;
        CREATE INDEX stored_page_by_age ON stored_page (kind, stored_at, size);
        CREATE UNLOGGED TABLE stored_page_making (key text PRIMARY KEY, until double precision NOT NULL);
    END IF;
    IF to_regclass('stored_page_counted') IS NULL THEN
        CREATE UNLOGGED TABLE stored_page_counted (
            name text PRIMARY KEY, until double precision NOT NULL, times bigint NOT NULL
        );
    END IF;
END $$;
"""
STATEMENTS = """
PREPARE get (text) AS SELECT head, br, gzip, plain FROM stored_page WHERE key = $1;
PREPARE put (text, text, double precision, bigint, text, bytea, bytea, bytea) AS
    INSERT INTO stored_page VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (key) DO UPDATE
    SET kind = $2, stored_at = $3, size = $4, head = $5, br = $6, gzip = $7, plain = $8;
"""
CLAIM = """
INSERT INTO stored_page_making AS making VALUES (%(key)s, %(now)s + %(seconds)s)
ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE making.until <= %(now)s RETURNING key
"""
COUNT = """
INSERT INTO stored_page_counted AS counted VALUES (%(name)s, %(now)s + %(seconds)s, 1)
ON CONFLICT (name) DO UPDATE SET
    times = CASE WHEN counted.until <= %(now)s THEN 1 ELSE counted.times + 1 END,
    until = CASE WHEN counted.until <= %(now)s THEN excluded.until ELSE counted.until END
RETURNING times
"""
# Deletes the pages stored longest ago until a tenth of the limit is free, if it's passed.
MAKE_ROOM = """
DELETE FROM stored_page WHERE key IN (
    SELECT key FROM (
        SELECT key, sum(size) OVER (ORDER BY stored_at DESC, key) AS held
        FROM stored_page WHERE kind = %(kind)s
    ) AS pages WHERE held > 0.9 * %(limit)s
) AND (SELECT sum(size) FROM stored_page WHERE kind = %(kind)s) > %(limit)s
"""
# Pages that are written between two looks at the size of the table.
BETWEEN_LOOKS = 64


class PostgresqlStore:
    """`parameters` are those of psycopg2.connect, `limits` the most bytes of bodies for each kind of page."""

    failures = (psycopg2.Error,)

    def __init__(self, parameters: dict[str, Any], limits: dict[str, int]):
        self.connection = PostgresqlConnection(parameters, TABLES + STATEMENTS)
        self.limits = limits
        self._written = 0

    def get(self, key: str) -> StoredPage | None:
        found = self.connection.ask("EXECUTE get (%s)", [key])
        if found is None:
            return None
        head, *bodies = found
        kept = {
            name: bytes(body)
            for name, body in zip(("br", "gzip", ""), bodies, strict=True)
            if body is not None
        }
        return StoredPage(Head.from_json(head), kept)

    def put(self, key: str, kind: str, page: StoredPage):
        bodies = [page.bodies.get(encoding) for encoding in ("br", "gzip", "")]
        values = [key, kind, time.time(), page.size, page.head.to_json(), *bodies]
        self.connection.ask("EXECUTE put (%s, %s, %s, %s, %s, %s, %s, %s)", values)
        self._written += 1
        if self._written % BETWEEN_LOOKS == 1:
            self.connection.ask("DELETE FROM stored_page_counted WHERE until <= %s", [time.time()])
            for each, limit in self.limits.items():
                self.connection.ask(MAKE_ROOM, {"kind": each, "limit": limit})

    def claim(self, key: str, seconds: float) -> bool:
        values = {"key": key, "now": time.time(), "seconds": seconds}
        return self.connection.ask(CLAIM, values) is not None

    def release(self, key: str):
        self.connection.ask("DELETE FROM stored_page_making WHERE key = %s", [key])

    def count(self, name: str, seconds: float) -> int:
        values = {"name": name, "now": time.time(), "seconds": seconds}
        return self.connection.ask(COUNT, values)[0]

    def drop(self, key: str):
        self.connection.ask("DELETE FROM stored_page WHERE key = %s", [key])

    def clear(self):
        self.connection.ask("DELETE FROM stored_page")
