"""What is left when processes are killed in the middle of their work, again and again, on both databases.

    python -m benchmarks.kills [sqlite] [postgresql] [--number 200] [--only killed_restores]

Each kind of work gets an empty database of its own, migrations another one where the first was through too
soon: see tests.kills. A line each: what was found, and how long it took. Ends with 1 if something is half
done, if something acknowledged is lost, or if the record has faults.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.on_postgresql import temporary_server

ROOT = Path(__file__).resolve().parent.parent
WORK = ("killed_publishers", "killed_imports", "killed_restores", "killed_migrations")
# Each of these is to be 0, or empty.
HARM = ("half_done", "lost", "wrong", "lacking", "faults")


@contextmanager
def empty_databases(kind: str) -> Iterator[Callable[[], str]]:
    """What gives the address of a new empty database each time it's called."""
    numbers = count()
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="cancerinfo-kills-") as folder:
            yield lambda: f"sqlite:///{folder}/{next(numbers)}.sqlite3"
        return
    import psycopg2

    with temporary_server() as server:

        def create() -> str:
            connection = psycopg2.connect(server)
            connection.autocommit = True
            name = f"kills_{next(numbers)}"
            connection.cursor().execute(f"CREATE DATABASE {name}")
            connection.close()
            return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

        yield create


def report_of(address: str, name: str, *numbers: int) -> dict:
    """What tests.kills found in the database at the address."""
    environment = os.environ | {"TEST_DATABASE_URL": address}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.kills", name, *map(str, numbers)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{name} broke off:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def trial(create: Callable[[], str], name: str, number: int) -> dict:
    """The report of so many kills at one kind of work."""
    if name != "killed_migrations":
        return report_of(create(), name, number)
    reports = list[dict]()
    while (kills := sum(report["kills"] for report in reports)) < number:
        # Where few are left, not so few that the process may come through untouched.
        reports.append(report_of(create(), name, max(5, number - kills), len(reports)))
    found = {key: [report[key] for report in reports if report[key]] for key in ("lacking", "faults")}
    return {"databases": len(reports), "kills": kills, **found}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("databases", nargs="*", choices=["sqlite", "postgresql", []])
    parser.add_argument("--number", type=int, default=200, help="of kills, for each kind of work")
    parser.add_argument("--only", choices=WORK)
    options = parser.parse_args()
    harm = False
    for kind in options.databases or ["sqlite", "postgresql"]:
        with empty_databases(kind) as create:
            for name in [options.only] if options.only else WORK:
                began = time.monotonic()
                report = trial(create, name, options.number)
                harm |= any(report.get(key) for key in HARM) or not report.get("is_same", True)
                print(
                    f"{kind:11}{name:18}{time.monotonic() - began:7.0f} s  {json.dumps(report)}", flush=True
                )
    return int(harm)


if __name__ == "__main__":
    sys.exit(main())
