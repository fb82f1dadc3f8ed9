"""What a store of pages costs beside the pages that a process has at hand.

    python -m benchmarks.stores [--count 2000] [--kilobytes 45]

A process asks the store for a page once, and again if it had to make room: what it sent last is at hand. The
stores are a file of SQLite, Redis on a socket, and PostgreSQL on a server like that of the tests. Times are
what a reader waits, in microseconds. The last row asks PostgreSQL for page and clock in one statement, which
the program doesn't do.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from cancerinfo.front.postgresql_connection import PostgresqlConnection
from cancerinfo.front.postgresql_store import PostgresqlStore
from cancerinfo.front.redis_store import RedisStore
from cancerinfo.front.sqlite_store import SqliteStore
from cancerinfo.front.stored_page import make_page
from tests.on_postgresql import temporary_server

LIMITS = {"address": 10**9, "query": 10**8}
FOLLOWS = [f"generation {number}" for number in range(9)]
GENERATIONS = "CREATE TABLE articles_generation (name text PRIMARY KEY, number bigint)"
CLOCK = "SELECT max(number) FROM articles_generation WHERE name = ANY (%s)"
TOGETHER = """
PREPARE together (text) AS SELECT head, br, gzip, plain, (
    SELECT max(number) FROM articles_generation
    WHERE name IN (SELECT jsonb_array_elements_text(head::jsonb -> 'follows'))
) FROM stored_page WHERE key = $1
"""


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--kilobytes", type=int, default=45)
    options = parser.parse_args()
    text = b"".join(b"<p>Paragraph %d of %s</p>" % (n, os.urandom(9).hex().encode()) for n in range(10**4))
    headers = [("Content-Type", "text/html"), ("Cache-Control", "public, max-age=0")]
    page = make_page("200 OK", headers, text[: options.kilobytes * 1000], follows=tuple(FOLLOWS))
    with tempfile.TemporaryDirectory() as folder, temporary_server() as address:
        stores = {
            "SQLite": SqliteStore(f"{folder}/pages.sqlite3", LIMITS),
            "PostgreSQL": PostgresqlStore({"dsn": address}, LIMITS),
        }
        with redis_server(Path(folder)) as redis_address:
            if redis_address:
                stores["Redis"] = RedisStore(redis_address, LIMITS)
            print(f"{'us':28}{'p50':>8}{'p99':>8}")
            for name, store in stores.items():
                report(f"{name}, put", lambda n, store=store: store.put(f"k{n}", "address", page), options)
                report(f"{name}, get", lambda n, store=store: store.get(f"k{n}"), options)
            together(address, stores["PostgreSQL"], options)


def together(address: str, store: PostgresqlStore, options):
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(GENERATIONS)
        cursor.executemany("INSERT INTO articles_generation VALUES (%s, 1)", [[name] for name in FOLLOWS])
    clock = PostgresqlConnection({"dsn": address}, "SELECT 1")
    both = PostgresqlConnection({"dsn": address}, TOGETHER)

    def one_after_the_other(number: int):
        store.get(f"k{number}")
        clock.ask(CLOCK, [FOLLOWS])

    report("PostgreSQL, get and clock", one_after_the_other, options)
    report("PostgreSQL, both in one", lambda n: both.ask("EXECUTE together (%s)", [f"k{n}"]), options)


def report(name: str, act: Callable[[int], object], options):
    took = []
    for number in range(options.count):
        began = time.perf_counter()
        act(number)
        took.append((time.perf_counter() - began) * 1e6)
    print(f"{name:28}{statistics.median(took):8.0f}{statistics.quantiles(took, n=100)[98]:8.0f}")


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address of a server that keeps nothing; empty where Debian's package isn't installed."""
    if not shutil.which("redis-server"):
        yield ""
        return
    options = ["--port", "0", "--unixsocket", str(folder / "socket"), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)  # noqa: S603, S607
    try:
        while not (folder / "socket").exists():
            time.sleep(0.01)
        yield f"unix://{folder / 'socket'}"
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
