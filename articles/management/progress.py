"""What a long command tells of its progress: only people at a terminal are told, a pipe stays silent."""

import time
from collections.abc import Callable

from django.core.management.base import OutputWrapper

SECONDS_BETWEEN = 0.5


def progress_on(stream: OutputWrapper, unit: str = "") -> Callable[[int, int], None]:
    """Gets how many are done and of how many, and writes the rate and the time left on one line.

    `unit` is said of what is counted, where it isn't plain: "kB".
    """
    if not stream.isatty():
        return lambda done, total: None
    of_what = f" {unit}" if unit else ""
    started, first, written = time.monotonic(), None, 0.0

    def tell(done: int, total: int):
        nonlocal first, written
        now = time.monotonic()
        # What an earlier run had done says nothing of how fast this one is.
        first = done if first is None else first
        if now - written < SECONDS_BETWEEN and done < total:
            return
        written = now
        rate = (done - first) / max(now - started, 0.001)
        left = f", {_duration((total - done) / rate)} left" if rate else ""
        end = "\n" if done == total else ""
        # Without the colour of errors, and without the line's end that it adds.
        stream.write(f"\r{done:,} of {total:,}{of_what}, {rate:,.0f} a second{left}  ", str, end)
        stream.flush()

    return tell


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"
