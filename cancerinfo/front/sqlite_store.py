"""Stored pages in an SQLite file of their own, which the processes of a server share."""

import sqlite3
import threading
import time

from .store import PATIENCE
from .stored_page import Head, StoredPage

TABLES = """
CREATE TABLE IF NOT EXISTS page (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, stored_at REAL NOT NULL, size INTEGER NOT NULL,
    head TEXT NOT NULL, br BLOB, gzip BLOB, plain BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS page_by_age ON page (kind, stored_at, size);
CREATE TABLE IF NOT EXISTS making (key TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS counted (name TEXT PRIMARY KEY, until REAL NOT NULL, times INTEGER NOT NULL);
"""
GET = "SELECT head, br, gzip, plain FROM page WHERE key = ?"
PUT = "REPLACE INTO page VALUES (:key, :kind, :stored_at, :size, :head, :br, :gzip, :plain)"
CLAIM = """
INSERT INTO making (key, until) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE making.until < ? RETURNING key
"""
COUNT = """
INSERT INTO counted VALUES (:name, :until, 1) ON CONFLICT (name) DO UPDATE SET
    times = CASE WHEN until <= :now THEN 1 ELSE times + 1 END,
    until = CASE WHEN until <= :now THEN excluded.until ELSE until END
RETURNING times
"""
# Pages that are written between two looks at the size of the file.
BETWEEN_LOOKS = 64


class SqliteStore:
    """`limits` are the most bytes of bodies for each kind of page."""

    # What a broken, full, locked or read-only file raises.
    failures = (sqlite3.Error,)

    def __init__(self, path: str, limits: dict[str, int]):
        self.path, self.limits = path, limits
        self._kept = threading.local()
        self._written = 0

    @property
    def connection(self) -> sqlite3.Connection:
        if not hasattr(self._kept, "connection"):
            connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {TABLES}")
            self._kept.connection = connection
        return self._kept.connection

    def get(self, key: str) -> StoredPage | None:
        found = self.connection.execute(GET, [key]).fetchone()
        if found is None:
            return None
        head, *bodies = found
        kept = {name: body for name, body in zip(("br", "gzip", ""), bodies, strict=True) if body is not None}
        return StoredPage(Head.from_json(head), kept)

    def put(self, key: str, kind: str, page: StoredPage):
        bodies = {"br": page.bodies.get("br"), "gzip": page.bodies.get("gzip"), "plain": page.bodies[""]}
        about = {"key": key, "kind": kind, "stored_at": time.time(), "size": page.size}
        self.connection.execute(PUT, {**about, "head": page.head.to_json(), **bodies})
        self._written += 1
        if self._written % BETWEEN_LOOKS == 1:
            self.connection.execute("DELETE FROM counted WHERE until <= ?", [time.time()])
            for each in self.limits:
                self._make_room(each)

    def _make_room(self, kind: str):
        """Deletes the pages stored longest ago until a tenth of the limit is free, if it's passed."""
        ages = self.connection.execute(
            "SELECT stored_at, size FROM page WHERE kind = ? ORDER BY stored_at DESC", [kind]
        ).fetchall()
        if sum(size for _, size in ages) <= self.limits[kind]:
            return
        kept = 0
        for stored_at, size in ages:
            kept += size
            if kept > self.limits[kind] * 0.9:
                self.connection.execute(
                    "DELETE FROM page WHERE kind = ? AND stored_at <= ?", [kind, stored_at]
                )
                return

    def claim(self, key: str, seconds: float) -> bool:
        now = time.time()
        return self.connection.execute(CLAIM, [key, now + seconds, now]).fetchone() is not None

    def release(self, key: str):
        self.connection.execute("DELETE FROM making WHERE key = ?", [key])

    def count(self, name: str, seconds: float) -> int:
        now = time.time()
        counted = self.connection.execute(COUNT, {"name": name, "now": now, "until": now + seconds})
        return counted.fetchone()[0]

    def drop(self, key: str):
        self.connection.execute("DELETE FROM page WHERE key = ?", [key])

    def clear(self):
        self.connection.execute("DELETE FROM page")
