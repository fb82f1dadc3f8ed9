import sqlite3

import pytest

from cancerinfo.front import sqlite_store
from cancerinfo.front.sqlite_store import SqliteStore
from cancerinfo.front.stored_page import Head, StoredPage

HEADERS = [("Content-Type", "text/html"), ("ETag", '"one"')]
HEAD = Head("200 OK", HEADERS, '"one"', ("br", "gzip"), ("articles", "site"), 7, "2026-11-27")
PAGE = StoredPage(HEAD, {"br": b"b", "gzip": b"gz", "": b"plain"})


def page_of(size):
    return StoredPage(Head("200 OK", [], ""), {"": b"x" * size})


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "pages.sqlite3")


@pytest.fixture
def store(path, monkeypatch):
    monkeypatch.setattr(sqlite_store, "BETWEEN_LOOKS", 2)
    return SqliteStore(path, {"address": 1000, "query": 100})


def test_a_page_comes_back_equal_in_any_process(store, path):
    store.put("key", "address", PAGE)
    assert SqliteStore(path, store.limits).get("key") == PAGE


def test_a_page_without_compressed_bodies_comes_back_equal(store):
    store.put("key", "address", page_of(10))
    assert store.get("key") == page_of(10)


def test_a_page_that_was_never_stored_or_was_dropped_is_not_there(store):
    assert store.get("key") is None
    store.put("key", "address", PAGE)
    store.drop("key")
    assert store.get("key") is None


def test_pages_stored_longest_ago_make_room(store):
    for number in range(12):
        store.put(f"key {number}", "address", page_of(200))
    kept = [number for number in range(12) if store.get(f"key {number}")]
    assert 0 not in kept
    assert 11 in kept
    assert 3 <= len(kept) <= 6


def test_addresses_with_a_query_never_push_out_the_others(store):
    store.put("page", "address", PAGE)
    for number in range(20):
        store.put(f"query {number}", "query", page_of(60))
    assert store.get("page") == PAGE
    assert sum(store.get(f"query {number}") is not None for number in range(20)) <= 3


def test_one_of_several_may_make_a_page(store, path):
    other = SqliteStore(path, store.limits)
    assert store.claim("key", 60)
    assert not other.claim("key", 60)
    assert other.claim("another key", 60)
    store.release("key")
    assert other.claim("key", 60)


def test_the_claim_of_a_maker_that_died_ends(store, path):
    store.claim("key", 0)
    assert SqliteStore(path, store.limits).claim("key", 60)


def test_a_file_that_is_none_fails_as_a_store(tmp_path):
    (tmp_path / "pages").write_bytes(b"This is no database at all, but long enough to look like one." * 20)
    with pytest.raises(SqliteStore.failures):
        SqliteStore(str(tmp_path / "pages"), {"address": 1}).get("key")


def test_a_page_can_be_read_while_another_process_writes(store, path):
    store.put("key", "address", PAGE)
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    assert store.get("key") == PAGE
    writing.execute("ROLLBACK")
