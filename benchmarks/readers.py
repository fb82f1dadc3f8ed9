"""Readers who open pages without a break, in a process of their own, and note what each of them saw.

A page that is published again and again has its number in its text, so that whoever saw number 7 knows that a
page with number 6, asked for afterwards, is one from before.
"""

import http.client
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from itertools import count as counting
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

NUMBER = re.compile(rb"Number (\d+) of this page")
PAUSE = 0.02  # seconds between two pages of one reader
TIMEOUT = 30


@dataclass
class Seen:
    """One answer. `began` and `waited` are in seconds, `status` is 0 if none came; `is_older` says that a
    page with a higher number had been seen before this one was asked for."""

    began: float
    waited: float
    path: str
    status: int
    is_stale: bool = False
    is_older: bool = False
    number: int = 0

    @property
    def failed(self) -> bool:
        return self.status == 0 or self.status >= 500


@dataclass
class Phase:
    """A part of a benchmark, in seconds of the clock, and what else is to be said of it."""

    name: str
    began: float
    ended: float
    note: str = ""


class Readers:
    """`paths` are opened in turn by each of `count` readers; `{n}` in one is another number each time."""

    def __init__(self, port: int, paths: list[str], log: Path, count: int = 6):
        self.log = log
        context = get_context("spawn")
        self._end = context.Event()
        self._process = context.Process(target=_read, args=(port, paths, log, count, self._end), daemon=True)

    def __enter__(self):
        self._process.start()
        while not (self.log.exists() and self.log.stat().st_size):
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self._end.set()
        self._process.join(TIMEOUT + 10)
        self._process.kill()

    def seen(self) -> list[Seen]:
        """All that was seen, once the block is left."""
        return [Seen(**json.loads(line)) for line in self.log.read_text().splitlines()]


def _read(port: int, paths: list[str], log: Path, count: int, end) -> None:
    with log.open("w", buffering=1) as out:
        notes = _Notes(out)
        readers = [
            threading.Thread(target=_read_on, args=(port, paths, notes, end, which)) for which in range(count)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()


class _Notes:
    """What all readers saw, a line an answer, and the highest number of each page."""

    def __init__(self, out: TextIO):
        self.out, self.newest = out, Counter()
        self._lock = threading.Lock()

    def add(self, path: str, seen: Seen, known: int):
        """`known` is the number that had been seen of the page when this answer was asked for."""
        seen = replace(seen, path=path, is_older=0 < seen.number < known)
        with self._lock:
            self.newest[path] = max(self.newest[path], seen.number)
            self.out.write(json.dumps(asdict(seen)) + "\n")


def _read_on(port: int, paths: list[str], notes: _Notes, end, which: int) -> None:
    """One reader, who opens the paths in turn."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    for asked in counting():
        for path in paths:
            known = notes.newest[path]
            notes.add(path, look(connection, path.format(n=f"{which}x{asked}")), known)
            time.sleep(PAUSE)
            if end.is_set():
                return connection.close()


def look(connection: http.client.HTTPConnection, path: str) -> Seen:
    """Opens one page. A connection that failed is opened anew at the next."""
    began = time.time()
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return Seen(began, time.time() - began, path, 0)
    found = NUMBER.search(body)
    return Seen(
        began, time.time() - began, path, answer.status,
        is_stale=answer.getheader("Warning") is not None, number=int(found[1]) if found else 0,
    )  # fmt: skip


def table(title: str, phases: Iterable[Phase], seen: Iterable[Seen]) -> list[str]:
    """A line a phase: what readers saw of the pages that they asked for in it."""
    seen = sorted(seen, key=lambda each: each.began)
    columns = f"{'asked':>7}{'failed':>8}{'for s':>7}{'longest s':>11}{'p99 s':>7}{'stale':>7}{'older':>7}"
    lines = [title.ljust(30) + columns]
    for phase in phases:
        here = [each for each in seen if phase.began <= each.began < phase.ended]
        waits = sorted(each.waited for each in here) or [0.0]
        failures = [each for each in here if each.failed]
        lasting = failures[-1].began - failures[0].began if failures else 0.0
        why = Counter(str(each.status or "no answer") for each in failures)
        notes = [*(f"{status}: {times} times" for status, times in why.items()), phase.note]
        lines.append(
            f"{phase.name:30}{len(here):7}{len(failures):8}{lasting:7.1f}{waits[-1]:11.2f}"
            f"{waits[int(len(waits) * 0.99)]:7.2f}{sum(each.is_stale for each in here):7}"
            f"{sum(each.is_older for each in here):7}  {'; '.join(filter(None, notes))}".rstrip()
        )
    return lines
