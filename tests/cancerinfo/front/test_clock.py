import socket
import sqlite3

import pytest
from django.db import connection, transaction

from articles.models import Generation
from cancerinfo.front import clock as clocks
from cancerinfo.front import postgresql_connection
from cancerinfo.front.clock import ClockAway, PostgresqlClock, SqliteClock
from cancerinfo.front.wiring import clock_of_database


@pytest.fixture
def path(tmp_path):
    path = str(tmp_path / "site.sqlite3")
    make(path, 7)
    return path


def make(path, number):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE articles_generation (name TEXT PRIMARY KEY, number INTEGER)")
    put(path, "", number)
    put(path, "articles", number)


def put(path, name, number):
    with sqlite3.connect(path) as connection:
        connection.execute("REPLACE INTO articles_generation VALUES (?, ?)", [name, number])


def test_it_reads_the_clock_and_the_newest_of_the_generations(path):
    put(path, "glossary", 5)
    assert SqliteClock(path).read(["glossary"]) == (7, 5)
    assert SqliteClock(path).read(["glossary", "articles"]) == (7, 7)


def test_a_generation_that_was_never_raised_is_nought(path):
    assert SqliteClock(path).read(["never"]) == (7, 0)
    assert SqliteClock(path).read([]) == (7, 0)


def test_it_sees_every_commit_of_another_process_at_once(path):
    clock = SqliteClock(path)
    for number in range(8, 20):
        clock.read(["articles"])
        put(path, "", number)
        put(path, "articles", number)
        assert clock.read(["articles"]) == (number, number)


def test_between_commits_it_asks_for_no_row_twice(path, monkeypatch):
    clock = SqliteClock(path)
    clock.read(["articles"])
    asked = []
    clock._kept.connection.set_trace_callback(asked.append)
    clock.read(["articles"])
    assert asked == ["PRAGMA data_version"]


def test_without_the_file_it_is_away_and_then_back(path, tmp_path, monkeypatch):
    monkeypatch.setattr(clocks, "PAUSE", 0)
    clock = SqliteClock(path)
    clock.read([])
    (tmp_path / "site.sqlite3").rename(tmp_path / "moved")
    with pytest.raises(ClockAway):
        clock.read([])
    (tmp_path / "moved").rename(path)
    assert clock.read([]) == (7, 0)


def test_it_looks_at_a_file_that_was_put_in_place_of_the_first(path, tmp_path, monkeypatch):
    monkeypatch.setattr(clocks, "PAUSE", 0)
    clock = SqliteClock(path)
    clock.read([])
    make(str(tmp_path / "backup"), 3)
    (tmp_path / "backup").replace(path)
    assert clock.read(["articles"]) == (3, 3)


def test_a_file_without_the_table_is_away(tmp_path):
    with pytest.raises(ClockAway):
        SqliteClock(str(tmp_path / "none.sqlite3")).read([])


def test_a_server_that_does_not_answer_is_not_asked_again_at_once():
    clock = PostgresqlClock({"host": "127.0.0.1", "port": 1, "dbname": "none"})
    for message in ("refused|failed", "a moment ago"):
        with pytest.raises(ClockAway, match=message):
            clock.read([])


def test_a_server_that_takes_a_question_and_never_answers_is_away(monkeypatch):
    monkeypatch.setattr(postgresql_connection, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        clock = PostgresqlClock({"host": "127.0.0.1", "port": server.getsockname()[1], "dbname": "none"})
        with pytest.raises(ClockAway, match="didn't answer within"):
            clock.read([])


def test_one_asks_whether_a_server_is_back_and_others_do_not_wait(monkeypatch):
    monkeypatch.setattr(clocks, "PAUSE", 0)
    clock = PostgresqlClock({"host": "127.0.0.1", "port": 1, "dbname": "none"})
    said = []

    def ask(*_):
        with pytest.raises(ClockAway, match="a moment ago"):
            clock.read([])
        said.append("one waits")
        return 7, 0

    with pytest.raises(ClockAway):
        clock.read([])
    monkeypatch.setattr(clock._connection, "ask", ask)
    assert clock.read([]) == (7, 0)
    assert said == ["one waits"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the clock of the other database")
@pytest.mark.django_db(transaction=True)
class TestOnPostgresql:
    @pytest.fixture
    def clock(self):
        clock = clock_of_database()
        yield clock
        clock._connection._kept.connection.close()

    def test_it_sees_every_commit_at_once(self, clock):
        for number in (1001, 1002):
            set_generations(number, "", "articles")
            assert clock.read(["articles", "glossary"]) == (number, number)

    def test_it_sees_nothing_that_is_not_committed(self, clock):
        set_generations(1001, "")
        with transaction.atomic():
            set_generations(1007, "")
            assert clock.read([]) == (1001, 0)
        assert clock.read([]) == (1007, 0)


def set_generations(number, *names):
    for name in names:
        Generation.objects.update_or_create(name=name, defaults={"number": number})
