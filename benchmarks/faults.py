"""What readers see of one server, two workers behind nginx, while what it stands on fails and comes back.

    python -m benchmarks.faults [sqlite] [postgresql] [--seconds 10] [--away 60]

Two sites of the demonstration, one after the other; nobody lends a hand in between. Files lie on a disk of
their own, an image that only root can mount, so that it can be full or break as disks do. A line a phase, as
in benchmarks.many_servers.
"""

import argparse
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.readers import TIMEOUT, Phase, Readers, look, table
from benchmarks.stage import ENVIRONMENT, ROOT, Part, Stage, stage

STORED = ["/", "/articles/", "/articles/radiation-for-brain-metastases/", "/tags/", "/organizations/"]
# Every search is another one, so its page is made, not stored.
MADE = ["/search/?q=radiation+{n}"]
DISK_MB = 64


class Trials:
    """One site and what is done to it, with the seconds that each harm and each recovery is watched."""

    def __init__(self, on: Stage, held: socket.socket, disk: Path, seconds: float, database: str = ""):
        self.seconds, self.disk, self.phases = seconds, disk, list[Phase]()
        (disk / "database").mkdir()
        self.file = disk / "database" / "site.sqlite3"
        environment = ENVIRONMENT | {
            "DATABASE_URL": database or f"sqlite:///{self.file}",
            "STORED_PAGES": str(disk / "pages.sqlite3"),
        }
        for command in ("migrate", "collectstatic --no-input", "load_demo", "warm_pages"):
            manage(environment, *command.split())
        self.site = on.gunicorn_on(held, "site", environment)
        # Named twice, so that a request that a killed worker had is given to the other one.
        self.port = on.nginx([self.site, self.site], "max_fails=0")
        # The socket was there before the workers.
        self._wait_for_an_answer()

    def phase(self, name: str, act: Callable[[], object], seconds: float | None = None):
        began = time.time()
        act()
        time.sleep(max(0.0, began + (seconds or self.seconds) - time.time()))
        # A busy machine takes longer to start a server than a phase lasts.
        self._wait_for_an_answer()
        self.phases.append(Phase(name, began, time.time()))

    def _wait_for_an_answer(self):
        while look(http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT), "/").failed:
            time.sleep(0.1)

    def on_processes(self):
        self.phase("all is well", lambda: None)
        self.phase("a worker killed", lambda: os.kill(worker_of(self.site), signal.SIGKILL))
        self.phase("settings read again (HUP)", lambda: os.kill(self.site.process.pid, signal.SIGHUP))
        self.phase("server killed, started again", lambda: (self.site.kill(), self.site.start_again()))

    def on_sqlite(self):
        self.phase("database moved away", lambda: self.file.parent.rename(self.disk / "moved"))
        self.phase("put back", lambda: (self.disk / "moved").rename(self.file.parent))
        with locked(self.file):
            self.phase("database locked", lambda: None)
        self.phase("lock given up", lambda: None)
        self.phase("disk full", self._fill)
        self.phase("disk has room again", (self.disk / "ballast").unlink)
        self.phase("stored pages deleted", self._delete_pages)
        # Last, as a disk that broke doesn't come back by itself.
        self.phase("disk read-only", lambda: run("mount", "-o", "remount,abort", str(self.disk)))

    def _fill(self):
        """Leaves no room on the disk."""
        with (self.disk / "ballast").open("wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError:
                return

    def _delete_pages(self):
        for path in self.disk.glob("pages.sqlite3*"):
            path.unlink()

    def on_postgresql(self, primary: Part, away: float):
        self.phase("all is well", lambda: None)
        self.phase("PostgreSQL hangs", lambda: signal_all(primary, signal.SIGSTOP))
        self.phase("goes on", lambda: signal_all(primary, signal.SIGCONT))
        self.phase(f"PostgreSQL killed for {away:.0f} s", primary.kill, away)
        self.phase("started again", primary.start_again)
        self.phase("all is well again", lambda: None)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody writes for a long time, as an import may."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.close()


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """A small disk of its own for files; a folder where only root may mount one."""
    image, mounted = folder / "disk.image", folder / "disk"
    mounted.mkdir()
    image.write_bytes(bytes(DISK_MB * 1_000_000))
    run("mkfs.ext4", "-q", str(image))
    run("mount", "-o", "loop", str(image), str(mounted))
    try:
        yield mounted
    finally:
        run("umount", "--lazy", str(mounted))


def run(*command: str):
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603


def manage(environment: dict[str, str], *command: str):
    subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *command, "--verbosity", "0"],
        check=True, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def children_of(part: Part) -> list[int]:
    found = subprocess.run(  # noqa: S603
        ["pgrep", "-P", str(part.process.pid)],  # noqa: S607
        capture_output=True, text=True,
    )  # fmt: skip
    return [int(pid) for pid in found.stdout.split()]


def worker_of(site: Part) -> int:
    return children_of(site)[0]


def signal_all(part: Part, number: signal.Signals):
    for pid in (part.process.pid, *children_of(part)):
        os.kill(pid, number)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "sites", nargs="*", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--away", type=float, default=60, help="seconds for which PostgreSQL is killed")
    options = parser.parse_args()
    for site in options.sites:
        with (
            socket.create_server(("127.0.0.1", 0), backlog=2048) as held,
            stage(("nginx", "mkfs.ext4")) as on,
            disk(on.folder) as mounted,
        ):
            database = on.primary() if site == "postgresql" else ""
            trials = Trials(on, held, mounted, options.seconds, database)
            watch(trials, on, options.away)


def watch(trials: Trials, on: Stage, away: float):
    """Has readers read during the trials, and prints what they saw."""
    with (
        Readers(trials.port, STORED, on.folder / "stored.jsonl", count=5) as stored,
        Readers(trials.port, MADE, on.folder / "made.jsonl", count=1) as made,
    ):
        if "primary" in on.parts:
            trials.on_postgresql(on.parts["primary"], away)
        else:
            trials.on_processes()
            trials.on_sqlite()
    print("\n".join(table("pages that are stored", trials.phases, stored.seen())), end="\n\n")
    print("\n".join(table("searches, each another one", trials.phases, made.seen())), end="\n\n")


if __name__ == "__main__":
    main()
