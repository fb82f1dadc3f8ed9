"""What a long command tells of its progress."""

import io

from django.core.management.base import OutputWrapper

from articles.management.progress import progress_on


class Terminal(io.StringIO):
    def isatty(self):
        return True


def told(stream):
    progress = progress_on(OutputWrapper(stream))
    for done in (500, 750, 1000):
        progress(done, 1000)
    return stream.getvalue()


def test_a_terminal_is_told_the_rate_and_the_time_left():
    said = told(Terminal())
    last = said.rpartition("\r")[2]
    assert "1,000 of 1,000" in last
    assert "a second" in last
    assert "left" in last
    assert (said.count("\n"), said[-1]) == (1, "\n"), "one line, written over"


def test_a_pipe_is_told_nothing():
    assert told(io.StringIO()) == ""
