"""Passes on what a long run prints, and says that it lives while it prints nothing.

    ... | python -m tests.say NAME

Each line begins with the name. After 15 seconds without one comes what stands of the next line, and the time.
"""

import os
import select
import sys
import time

SILENCE = 15  # seconds


def say(name, source, write, silence=SILENCE):
    """Reads the file descriptor `source` to its end; `write` gets the lines, one text each."""
    began, part = time.monotonic(), ""
    while True:
        if not select.select([source], [], [], silence)[0]:
            write(f"{name}: {part[-60:]}... {time.monotonic() - began:.0f} s")
            continue
        read = os.read(source, 65536)
        *lines, part = (part + read.decode(errors="replace")).split("\n")
        if not read and part:
            lines = [part]
        for line in lines:
            write(f"{name}: {line}")
        if not read:
            return


if __name__ == "__main__":
    say(sys.argv[1], sys.stdin.fileno(), lambda line: print(line, flush=True))
