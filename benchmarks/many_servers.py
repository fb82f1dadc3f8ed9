"""A site of three servers behind nginx, with a read replica and Redis, on this machine: what readers see
while pages are published and while its parts are killed one after the other and started again.

    python -m benchmarks.many_servers [--seconds 10] [--store redis|sqlite]

Needs nginx, redis-server, and Debian's PostgreSQL or the embedded one of the tests. Everything that it starts
is stopped at its end. A line a phase: pages asked for; answers that failed, and for how many seconds from the
first to the last of them; waits; answers marked as stale; answers older than one that a reader had before;
and how long after the commit of a publication the last server had the new page.
"""

import argparse
import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from benchmarks.publisher import PAGES, Publisher
from benchmarks.readers import TIMEOUT, Phase, Readers, look, table
from benchmarks.stage import ENVIRONMENT, Part, Stage, stage

STORED = [*PAGES, "/", "/tags/", "/organizations/"]
# Every search is another one, so its page is made, not stored.
MADE = ["/search/?q=radiation+{n}"]


class Scenario:
    """The site, what is done to it, and when."""

    def __init__(self, on: Stage, store: str, seconds: float):
        self.stage, self.seconds = on, seconds
        self.phases: list[Phase] = []
        environment = ENVIRONMENT | {
            "DATABASE_URL": on.primary(),
            "STORED_PAGES": str(on.folder / "pages.sqlite3"),
        }
        self.publisher = Publisher(environment)
        environment["REPLICA_URL"] = on.replica()
        if store == "redis":
            environment["STORED_PAGES"] = on.redis()
        self.servers = [on.gunicorn(f"server {number}", environment) for number in (1, 2, 3)]
        self.port = on.nginx(self.servers)

    def phase(self, name: str, act: Callable[[], None] = lambda: None, *, publishes: bool = True):
        """Does something to the site, and publishes while readers read."""
        began, delays = time.time(), []
        act()
        while time.time() < began + self.seconds:
            if publishes:
                delays.append(self.publish())
            time.sleep(0.5)
        note = f"new page after {max(delays):.2f} s ({len(delays)} times)" if delays else ""
        self.phases.append(Phase(name, began, time.time(), note))

    def publish(self) -> float:
        """Seconds from the end of a publication until each server that runs has shown the new page."""
        number = self.publisher.publish_at_last()
        published = time.time()
        asked = [(server, path) for server in self.servers if server.is_up for path in PAGES]
        with ThreadPoolExecutor(len(asked)) as pool:
            shown = pool.map(lambda each: shown_at(*each, number), asked)
        return max(shown) - published

    def killed(self, part: Part, *, publishes: bool = True):
        """Kills a part, and starts it again."""
        self.phase(f"{part.name} killed", part.kill, publishes=publishes)
        self.phase(f"{part.name} started again", part.start_again)

    def pause_replica(self, pause: bool):
        """Stops or goes on with the replica's taking over what the primary has written."""
        import psycopg2

        connection = psycopg2.connect(
            host="127.0.0.1", port=self.stage.parts["replica"].port, user="site", dbname="cancerinfo"
        )
        connection.autocommit = True
        connection.cursor().execute(f"SELECT pg_wal_replay_{'pause' if pause else 'resume'}()")
        connection.close()

    def play(self):
        parts = self.stage.parts
        self.phase("all is well")
        self.killed(self.servers[1])
        self.phase("replica lags", lambda: self.pause_replica(True))
        self.phase("replica goes on", lambda: self.pause_replica(False))
        self.killed(parts["replica"])
        if "Redis" in parts:
            self.killed(parts["Redis"])
        self.killed(parts["primary"], publishes=False)
        self.phase("all is well again")


def shown_at(server: Part, path: str, number: int) -> float:
    """When this server shows the page with that number; asked again and again."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT)
    until = time.time() + TIMEOUT
    while look(connection, path).number < number and time.time() < until:
        time.sleep(0.05)
    connection.close()
    return time.time()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--store", choices=["redis", "sqlite"], default="redis")
    options = parser.parse_args()
    needs = ("nginx", "redis-server") if options.store == "redis" else ("nginx",)
    with stage(needs) as on:
        scenario = Scenario(on, options.store, options.seconds)
        scenario.publish()
        with (
            Readers(scenario.port, STORED, on.folder / "stored.jsonl", count=5) as stored,
            Readers(scenario.port, MADE, on.folder / "made.jsonl", count=1) as made,
        ):
            scenario.play()
        print("\n".join(table("pages that are stored", scenario.phases, stored.seen())))
        print()
        phases = [replace(phase, note="") for phase in scenario.phases]
        print("\n".join(table("searches, each another one", phases, made.seen())))


if __name__ == "__main__":
    main()
