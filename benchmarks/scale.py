"""What pages and acts cost on sites of different sizes, and what an article takes on the disk.

    python -m benchmarks.scale --sites DIR [--sizes 1000 10000] [--databases sqlite postgresql] [--repeats 15]

Sites are built once, by benchmarks/build_site.py, and kept in DIR; PostgreSQL is an embedded server whose
data lie there, too. Figures are milliseconds of CPU, the median of the repeats: of this process and, on
PostgreSQL, of the server's that works for it. The sites take turns at each repeat, so that whatever else the
machine does slows all of them; the ratio is that of the largest site to the smallest.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.on_postgresql import server_in

MOST = 1.3  # times what a page costs at the smallest size
DATABASES = ("sqlite", "postgresql")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=Path, required=True, help="The folder that sites are kept in.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--repeats", type=int, default=15)
    options = parser.parse_args()
    options.sites.mkdir(parents=True, exist_ok=True)
    for database in options.databases:
        with server(database, options.sites.resolve()) as address, ExitStack() as stack:
            sites = {size: Site(address(size), size, stack) for size in sorted(options.sizes)}
            report_acts(database, sites, options.repeats)
            report_disk(sites)


@contextmanager
def server(database: str, folder: Path) -> Iterator:
    """Gives what makes the DATABASE_URL of the site of a size."""
    if database == "sqlite":
        yield lambda size: f"sqlite:///{folder / f'{size}.sqlite3'}"
        return
    with server_in(folder / "postgresql") as url:
        parts = urlsplit(url)
        yield lambda size: urlunsplit(parts._replace(path=f"/site_{size}"))


class Site:
    """A site, which is built if it isn't there, and the process of benchmarks.scale_acts that works on it."""

    def __init__(self, url: str, size: int, stack: ExitStack):
        environment = {**os.environ, "DATABASE_URL": url, "STORED_PAGES": "", "DEBUG": "1"}
        if create(url):
            print(f"{url} is built", file=sys.stderr, flush=True)
            build = [sys.executable, "-m", "benchmarks.build_site", "--articles", str(size)]
            subprocess.run(build, env=environment, check=True)  # noqa: S603
        run = [sys.executable, "-m", "benchmarks.scale_acts"]
        process = subprocess.Popen(  # noqa: S603
            run, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.process = stack.enter_context(process)

    def ask(self, what: str) -> str:
        """The answer of scale_acts to a line. Raises EOFError if the process has ended."""
        self.process.stdin.write(f"{what}\n")
        answer = self.process.stdout.readline()
        if not answer:
            raise EOFError(f"The process that measures has ended with {self.process.wait()}.")
        return answer.strip()


def create(url: str) -> bool:
    """Whether the database wasn't there; on PostgreSQL it is made, empty."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return not Path(parts.path.removeprefix("/")).exists()
    import psycopg2

    connection = psycopg2.connect(urlunsplit(parts._replace(path="/postgres")))
    connection.autocommit = True
    with connection.cursor() as cursor:
        name = parts.path.strip("/")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if is_new := not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return is_new


def report_acts(database: str, sites: dict[int, Site], repeats: int):
    """A row an act: milliseconds at each size, and the ratio of the last to the first."""
    print(f"\n{database}, CPU ms".ljust(28) + "".join(f"{size:>12,}" for size in sites) + f"{'ratio':>9}")
    while any(names := [site.ask("next") for site in sites.values()]):
        times: dict[int, list[float]] = {size: [] for size in sites}
        # The first time doesn't count.
        for _ in range(repeats + 1):
            for size, site in sites.items():
                times[size].append(float(site.ask("once")))
        costs = [statistics.median(each[1:]) for each in times.values()]
        ratio = costs[-1] / costs[0]
        cells = "".join(f"{cost:12.1f}" for cost in costs)
        print(f"{names[0]:26}{cells}{ratio:9.2f}{'  grows' if ratio > MOST else ''}", flush=True)


def report_disk(sites: dict[int, Site]):
    told = [json.loads(site.ask("disk")) for site in sites.values()]
    for name in told[0]:
        print(f"kB, {name:22}" + "".join(f"{each[name]:12.1f}" for each in told))


if __name__ == "__main__":
    main()
