"""One contract for each store: SQLite and Redis when the tests run on SQLite, PostgreSQL on PostgreSQL."""

import shutil
import sqlite3
import subprocess
import sys
import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from redis import Redis, RedisError

from cancerinfo.checks import stored_pages_have_a_store
from cancerinfo.front import postgresql_store, sqlite_store
from cancerinfo.front.postgresql_store import PostgresqlStore
from cancerinfo.front.redis_store import RedisStore
from cancerinfo.front.sqlite_store import SqliteStore
from cancerinfo.front.stored_page import Head, StoredPage
from cancerinfo.front.wiring import clock_of_database, store_at

HEADERS = [("Content-Type", "text/html"), ("ETag", '"one"')]
HEAD = Head("200 OK", HEADERS, '"one"', ("br", "gzip"), ("articles", "site"), 7, "2026-11-27")
PAGE = StoredPage(HEAD, {"br": b"b\0\xff", "gzip": b"gz", "": "plain é".encode()})
LIMITS = {"address": 1000, "query": 100}
ON_POSTGRESQL = (
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="runs with the tests on PostgreSQL"),
)
ON_REDIS = pytest.mark.skipif(not shutil.which("redis-server"), reason="needs Debian's redis-server")


def page_of(size):
    return StoredPage(Head("200 OK", [], ""), {"": b"x" * size})


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory):
    """The address of a server that keeps nothing."""
    folder = tmp_path_factory.mktemp("redis")
    options = ["--port", "0", "--unixsocket", str(folder / "socket"), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    address = f"unix://{folder / 'socket'}"
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address):
    for _ in range(500):
        try:
            return Redis.from_url(address).ping()
        except RedisError:
            time.sleep(0.01)
    raise AssertionError("redis-server doesn't answer.")


class TestContract:
    @pytest.fixture(
        params=[
            "sqlite",
            pytest.param("redis", marks=ON_REDIS),
            pytest.param("postgresql", marks=ON_POSTGRESQL),
        ]
    )
    def opened(self, request, tmp_path, monkeypatch):
        """A function that gives the store as another process has it."""
        monkeypatch.setattr(sqlite_store, "BETWEEN_LOOKS", 2)
        monkeypatch.setattr(postgresql_store, "BETWEEN_LOOKS", 2)
        if request.param == "sqlite":
            return lambda: SqliteStore(str(tmp_path / "pages.sqlite3"), LIMITS)
        if request.param == "redis":
            address = request.getfixturevalue("redis_server")
            return lambda: RedisStore(address, LIMITS)
        parameters = clock_of_database()._connection.parameters
        return lambda: PostgresqlStore(parameters, LIMITS)

    @pytest.fixture
    def store(self, opened):
        store = opened()
        store.clear()
        for key in ("key", "another key"):
            store.release(key)
        return store

    def test_a_page_comes_back_equal_in_any_process(self, store, opened):
        store.put("key", "address", page_of(10))
        store.put("key", "address", PAGE)
        store.put("key of a plain page", "query", page_of(10))
        assert opened().get("key") == PAGE
        assert opened().get("key of a plain page") == page_of(10)

    def test_a_page_that_was_never_stored_was_dropped_or_forgotten_is_not_there(self, store):
        assert store.get("key") is None
        for key in ("key", "another key"):
            store.put(key, "address", PAGE)
        store.drop("key")
        assert (store.get("key"), store.get("another key")) == (None, PAGE)
        store.clear()
        assert store.get("another key") is None

    def test_pages_stored_longest_ago_make_room(self, store):
        for number in range(12):
            store.put(f"key {number}", "address", page_of(200))
        kept = [number for number in range(12) if store.get(f"key {number}")]
        assert kept == list(range(kept[0], 12))
        assert 3 <= len(kept) <= 6

    def test_a_page_stored_again_or_dropped_takes_no_room_twice(self, store):
        store.put("key", "address", page_of(200))
        for _ in range(12):
            store.put("another key", "address", page_of(400))
            store.drop("dropped")
            store.put("dropped", "address", page_of(300))
        assert store.get("key")

    def test_addresses_with_a_query_never_push_out_the_others(self, store):
        store.put("page", "address", PAGE)
        for number in range(20):
            store.put(f"query {number}", "query", page_of(60))
        assert store.get("page") == PAGE
        assert 1 <= sum(store.get(f"query {number}") is not None for number in range(20)) <= 3

    def test_one_of_several_may_make_a_page(self, store, opened):
        other = opened()
        assert store.claim("key", 60)
        assert not other.claim("key", 60)
        assert other.claim("another key", 60)
        store.release("key")
        assert other.claim("key", 60)

    def test_the_claim_of_a_maker_that_died_ends(self, store, opened):
        other, patience = opened(), time.monotonic() + 5
        store.claim("key", 0)
        while not other.claim("key", 60):
            assert time.monotonic() < patience

    def test_what_is_counted_is_counted_together_and_begins_anew(self, store, opened):
        names = [f"{time.monotonic()} {number}" for number in range(2)]
        assert [store.count(names[0], 60), opened().count(names[0], 60), store.count(names[1], 0)] == [
            1,
            2,
            1,
        ]
        patience = time.monotonic() + 5
        while store.count(names[1], 0) > 1:
            assert time.monotonic() < patience


class TestSqlite:
    def test_a_file_that_is_none_fails_as_a_store(self, tmp_path):
        (tmp_path / "pages").write_bytes(b"This is no database, but long enough to look like one." * 20)
        with pytest.raises(SqliteStore.failures):
            SqliteStore(str(tmp_path / "pages"), LIMITS).get("key")

    def test_a_page_can_be_read_while_another_process_writes(self, tmp_path):
        store = SqliteStore(str(tmp_path / "pages.sqlite3"), LIMITS)
        store.put("key", "address", PAGE)
        writing = sqlite3.connect(store.path, isolation_level=None)
        writing.execute("BEGIN IMMEDIATE")
        assert store.get("key") == PAGE
        writing.execute("ROLLBACK")


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "postgresql://127.0.0.1:1/none"])
def test_a_server_that_is_not_there_fails_as_a_store(address):
    store = store_at(address)
    with pytest.raises(store.failures):
        store.get("key")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a connection of the other database")
def test_a_connection_that_the_server_ended_meanwhile_is_made_anew():
    clock = clock_of_database()
    clock.read([])
    with connection.cursor() as cursor:
        ours = clock._connection._kept.connection.info.backend_pid
        cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
    clock.read([])


class TestSetting:
    @pytest.mark.parametrize(
        "address",
        ["redis://host:port/0", "postgresql://host:port/name?nonsense=1", "mysql://user:secret@host/x"],
    )
    def test_a_malformed_address_is_named_without_its_password(self, settings, address):
        settings.STORED_PAGES = address
        (problem,) = stored_pages_have_a_store(None)
        assert problem.msg.startswith("STORED_PAGES must be a file, postgresql://")
        assert "secret" not in problem.msg

    def test_a_missing_package_is_named(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "cancerinfo.front.redis_store", None)
        with pytest.raises(ImproperlyConfigured, match="pip install -r"):
            store_at("redis://127.0.0.1/0")

    def test_a_file_is_a_store(self, settings):
        settings.STORED_PAGES = "pages.sqlite3"
        assert stored_pages_have_a_store(None) == []
