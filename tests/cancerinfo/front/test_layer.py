"""Pages answered in front of Django: when from the store, when anew, and when Django answers itself."""

import gzip
import sqlite3
from io import BytesIO
from itertools import count
from threading import Thread

import brotli
import pytest

from cancerinfo.front import layer
from cancerinfo.front.clock import ClockAway
from cancerinfo.front.layer import StoredPages
from cancerinfo.front.shelf import Shelf
from cancerinfo.front.sqlite_store import SqliteStore
from cancerinfo.web.public_pages import TOO_MANY

FOLLOWED = {"/a/": ["articles"], "/b/": ["glossary"]}
TEXT = b"<p>Radiation is a treatment.</p>" * 20


class Hands:
    """A clock that the test sets."""

    def __init__(self):
        self.now, self.numbers, self.is_away = 0, {}, False

    def raise_generation(self, name):
        self.now += 1
        self.numbers[name] = self.now

    def read(self, names):
        if self.is_away:
            raise ClockAway
        return self.now, max((self.numbers.get(name, 0) for name in names), default=0)


class Site:
    """An application that counts how often it was asked, and answers with `body` and `status`."""

    def __init__(self):
        self.asked, self.body, self.status = [], TEXT, "200 OK"
        self.headers = [("Cache-Control", "public, max-age=0"), ("ETag", '"one"')]
        self.follows = set()
        self.before = lambda: None

    def __call__(self, environ, start_response):
        self.before()
        self.asked.append(environ)
        environ.get("cancerinfo.follows", set()).update(FOLLOWED.get(environ["PATH_INFO"], ()), self.follows)
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return [self.body]


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def opened(site, clock, tmp_path, settings):
    """A function that starts the layer as the settings are by then."""
    settings.ALLOWED_HOSTS = ["localhost"]
    store = SqliteStore(str(tmp_path / "pages.sqlite3"), {"address": 10**6, "query": 10**5})
    return lambda: StoredPages(site, Shelf(store), clock, FOLLOWED.__contains__, "release")


@pytest.fixture
def front(opened):
    return opened()


def asked(path="/a/", query="", method="GET", **headers):
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), **headers,
    }  # fmt: skip


def ask(front, path="/a/", query="", method="GET", is_closed=False, **headers):
    """Status, headers and body. With `is_closed` what is left to do after the answer is done, too."""
    told = []
    environ = asked(path, query, method, **headers)
    answer = front(environ, lambda status, sent, error=None: told.extend([status, dict(sent)]))
    body = b"".join(answer)
    if is_closed:
        answer.close()
    return told[0], told[1], body


def test_a_page_is_made_once(front, site):
    assert ask(front) == ask(front)
    assert ask(front)[2] == TEXT
    assert len(site.asked) == 1


def test_another_process_with_the_same_store_finds_it(front, site, clock, tmp_path):
    ask(front)
    store = SqliteStore(str(tmp_path / "pages.sqlite3"), front.shelf.store.limits)
    other = StoredPages(Site(), Shelf(store), clock, front.is_stored, "release")
    assert ask(other)[2] == TEXT
    assert not other.application.asked


def test_another_release_makes_its_own(front, site, clock):
    ask(front)
    ask(StoredPages(site, front.shelf, clock, front.is_stored, "next release"))
    assert len(site.asked) == 2


def test_a_page_is_made_anew_when_what_it_follows_has_changed(front, site, clock):
    ask(front)
    site.body = TEXT + b"new"
    clock.raise_generation("glossary")
    assert ask(front)[2] == TEXT
    clock.raise_generation("articles")
    assert ask(front)[2] == site.body


def test_a_page_follows_what_its_view_names_too(front, site, clock):
    site.follows = {"article x"}
    ask(front)
    clock.raise_generation("article x")
    ask(front)
    assert len(site.asked) == 2


def test_a_change_while_the_page_is_made_makes_it_old_at_once(front, site, clock):
    site.before = lambda: clock.raise_generation("articles")
    ask(front)
    site.before = lambda: None
    ask(front)
    assert len(site.asked) == 2


def test_pages_made_after_the_time_of_a_restored_database_are_made_anew(front, site, clock):
    clock.now = 7
    ask(front)
    clock.now = 5
    ask(front)
    assert len(site.asked) == 2


def test_a_page_that_depends_on_the_day_ends_with_it(front, site, monkeypatch):
    site.follows = {"today"}
    monkeypatch.setattr(StoredPages, "_today", lambda self: "2026-11-27")
    ask(front)
    ask(front)
    monkeypatch.setattr(StoredPages, "_today", lambda self: "2026-11-28")
    ask(front)
    assert len(site.asked) == 2


class TestWhatIsSent:
    def test_the_plain_body_with_the_headers_of_django(self, front):
        status, headers, body = ask(front)
        assert (status, headers["ETag"], body) == ("200 OK", '"one"', TEXT)
        assert "Content-Encoding" not in headers

    @pytest.mark.parametrize(
        ("accepted", "encoding", "unpack"),
        [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
    )
    def test_a_compressed_body_and_its_length(self, front, accepted, encoding, unpack):
        _, headers, body = ask(front, HTTP_ACCEPT_ENCODING=accepted)
        assert headers["Content-Encoding"] == encoding
        assert headers["Content-Length"] == str(len(body))
        assert headers["ETag"] == 'W/"one"'
        assert unpack(body) == TEXT

    def test_who_comes_first_does_not_wait_for_what_makes_it_smallest(self, front, site, clock):
        site.body = b" ".join(b"treatment %d of the lungs" % (number * number) for number in range(1000))
        _, headers, first = ask(front, HTTP_ACCEPT_ENCODING="br", is_closed=True)
        assert headers["Content-Length"] == str(len(first))
        _, headers, later = ask(front, HTTP_ACCEPT_ENCODING="br")
        assert headers["Content-Length"] == str(len(later))
        assert len(later) < len(first)
        assert brotli.decompress(first) == brotli.decompress(later) == site.body

    def test_what_was_made_smaller_late_is_not_stored_over_a_newer_page(self, front, site, clock):
        late = front(asked("/a/"), lambda status, headers, error=None: None)
        clock.raise_generation("articles")
        site.body = TEXT + b"new"
        ask(front)
        late.close()
        assert ask(front)[2] == site.body
        assert len(site.asked) == 2

    @pytest.mark.parametrize("known", ['"one"', 'W/"one"', '"other", W/"one"', "*"])
    def test_nothing_to_whoever_has_it(self, front, known):
        ask(front)
        status, headers, body = ask(front, HTTP_IF_NONE_MATCH=known)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == '"one"'
        assert not [name for name in headers if name.startswith("Content-")]

    def test_the_head_alone_to_who_asks_for_it(self, front):
        _, headers, body = ask(front, method="HEAD")
        assert headers["ETag"] == '"one"'
        assert body == b""
        assert ask(front)[2] == TEXT

    def test_django_is_asked_without_what_is_personal(self, front, site):
        ask(front, HTTP_COOKIE="sessionid=1", HTTP_IF_NONE_MATCH="*", HTTP_ACCEPT_ENCODING="br")
        assert not {"HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING"} & set(site.asked[0])


class TestWhatGoesToDjangoAsItCame:
    @pytest.mark.parametrize(
        "way",
        [
            {"method": "POST"},
            {"path": "/admin/"},
            {"HTTP_HOST": "elsewhere.example"},
            {"HTTP_HOST": ""},
        ],
    )
    def test_it_is_asked_every_time(self, front, site, way):
        ask(front, HTTP_COOKIE="sessionid=1", **way)
        ask(front, HTTP_COOKIE="sessionid=1", **way)
        assert [environ["HTTP_COOKIE"] for environ in site.asked] == ["sessionid=1"] * 2

    def test_the_store_is_not_asked_for_it(self, front, monkeypatch):
        monkeypatch.setattr(front.shelf, "get", None)
        assert ask(front, "/admin/")[0] == "200 OK"

    def test_plain_http_where_the_site_is_served_by_https(self, opened, site, settings):
        settings.SECURE_SSL_REDIRECT = True
        ask(opened())
        assert "cancerinfo.follows" not in site.asked[0]

    def test_a_proxy_is_believed_only_where_the_settings_name_its_header(self, opened, site, settings):
        settings.SECURE_SSL_REDIRECT = True
        ask(opened(), HTTP_X_FORWARDED_PROTO="https")
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        ask(opened(), HTTP_X_FORWARDED_PROTO="https")
        assert ["cancerinfo.follows" in environ for environ in site.asked] == [False, True]


@pytest.mark.parametrize(
    ("status", "caching"),
    [("404 Not Found", "public"), ("301 Moved", "public"), ("200 OK", "no-store"), ("500 Oh", "public")],
)
def test_what_is_not_a_page_for_everybody_is_not_kept(front, site, status, caching):
    site.status, site.headers = status, [("Cache-Control", caching)]
    assert ask(front)[0] == status
    ask(front)
    assert len(site.asked) == 2


def test_the_news_of_a_withdrawal_is_kept(front, site):
    site.status = "410 Gone"
    ask(front)
    assert ask(front)[0] == "410 Gone"
    assert len(site.asked) == 1


class TestWhileTheDatabaseIsAway:
    def test_a_stored_page_is_sent_and_says_that_it_may_be_old(self, front, site, clock):
        ask(front)
        clock.is_away = True
        status, headers, body = ask(front)
        assert (status, body, headers["Warning"]) == ("200 OK", TEXT, '111 - "Revalidation failed"')
        assert len(site.asked) == 1

    def test_no_cdn_keeps_what_may_be_old_or_stands_in_for_a_page(self, front, site, clock):
        front.unavailable_at = lambda path: "/b/"
        site.headers.append(("CDN-Cache-Control", "max-age=60"))
        assert "CDN-Cache-Control" in ask(front)[1]
        clock.is_away, site.status = True, "503 Service Unavailable"
        for asked in ({}, {"HTTP_IF_NONE_MATCH": "*"}, {"query": "page=2"}):
            assert "CDN-Cache-Control" not in ask(front, **asked)[1]

    def test_a_page_at_hand_is_sent_though_the_store_was_emptied(self, front, site, clock):
        ask(front)
        front.shelf.store.clear()
        clock.is_away = True
        assert ask(front)[1]["Warning"]
        assert len(site.asked) == 1

    def test_other_pages_are_left_to_django(self, front, site, clock):
        clock.is_away, site.status = True, "503 Service Unavailable"
        assert ask(front)[0] == "503 Service Unavailable"

    def test_the_page_before_is_sent_if_django_fails_in_making_a_new_one(self, front, site, clock):
        ask(front)
        clock.raise_generation("articles")
        site.status = "500 Internal Server Error"
        status, headers, body = ask(front)
        assert (status, body) == ("200 OK", TEXT)
        assert "Warning" in headers

    def test_the_page_with_helplines_stands_in_for_one_that_was_never_made(self, front, site, clock):
        front.unavailable_at = lambda path: "/b/"
        ask(front, "/a/")
        clock.is_away, site.status, site.body = True, "503 Service Unavailable", b"Sorry."
        status, headers, body = ask(front, "/a/", query="page=2", HTTP_ACCEPT_ENCODING="gzip")
        assert (status, gzip.decompress(body)) == ("503 Service Unavailable", TEXT)
        assert (headers["Retry-After"], headers["Cache-Control"]) == ("30", "no-store")
        assert "ETag" not in headers
        assert len(site.asked) == 3

    def test_no_page_stands_in_for_what_machines_ask_for(self, front, site, clock):
        front.unavailable_at = lambda path: ""
        ask(front, "/a/")
        clock.is_away, site.status, site.body = True, "503 Service Unavailable", b"{}"
        assert ask(front, "/a/", query="page=2")[::2] == ("503 Service Unavailable", b"{}")
        assert len(site.asked) == 2

    def test_what_was_made_then_is_not_kept(self, front, site, clock):
        clock.is_away = True
        ask(front)
        clock.is_away = False
        ask(front)
        assert len(site.asked) == 2

    def test_the_new_page_comes_by_itself_once_all_is_well(self, front, site, clock):
        ask(front)
        clock.is_away = True
        ask(front)
        clock.is_away = False
        clock.raise_generation("articles")
        site.body = TEXT + b"new"
        _, headers, body = ask(front)
        assert body == site.body
        assert "Warning" not in headers

    def test_a_page_that_is_no_longer_there_is_not_shown_later_either(self, front, site, clock):
        ask(front)
        clock.raise_generation("articles")
        site.status = "404 Not Found"
        ask(front)
        clock.is_away = True
        assert ask(front)[0] == "404 Not Found"


def test_a_store_that_fails_costs_only_time(front, site, tmp_path, caplog):
    front.shelf.store.connection.execute("DROP TABLE page")
    assert ask(front)[2] == TEXT
    assert "The store of pages failed" in caplog.text


def test_while_the_store_fails_one_thread_of_a_process_makes_a_page(front):
    front.shelf.store.connection.execute("DROP TABLE page")
    front.shelf.get("key")
    assert front.shelf.claim("key", 60)
    assert not front.shelf.claim("key", 60)
    front.shelf.release("key")
    assert front.shelf.claim("key", 60)


def test_one_makes_a_page_while_others_wait_for_it(front, site, monkeypatch):
    monkeypatch.setattr(layer, "WAIT", 0.001)
    answers = []
    others = [Thread(target=lambda: answers.append(ask(front)[2])) for _ in range(5)]

    def begin_others():
        site.before = lambda: None
        for other in others:
            other.start()

    site.before = begin_others
    answers.append(ask(front)[2])
    for other in others:
        other.join()
    assert answers == [TEXT] * 6
    assert len(site.asked) == 1


class TestLimit:
    """New questions of one network, in a minute."""

    @pytest.fixture
    def search(self, front, site, settings):
        """Asks something new from an address; gives whether it was one question too many."""
        settings.QUESTIONS_A_MINUTE, words = 2, count()

        def search(address, query=None):
            ask(front, query=query or f"q={next(words)}", REMOTE_ADDR=address)
            return TOO_MANY in site.asked[-1]

        return search

    def test_one_network_is_stopped_and_its_neighbours_are_not(self, search):
        assert [search("192.0.2.1") for _ in range(3)] == [False, False, True]
        assert not search("192.0.2.2")
        assert [search(f"2001:db8::{number}") for number in range(3)] == [False, False, True]
        assert not search("2001:db8:0:1::1")

    def test_a_block_of_networks_is_stopped_too(self, search):
        asked = [search(f"198.51.{third}.{last}") for third in range(8) for last in range(4)]
        # An organization's networks may ask 8 times, a provider's block 20 times.
        assert asked.count(False) == 20

    def test_what_was_answered_before_is_not_counted(self, search, site):
        for _ in range(9):
            search("192.0.2.1", query="q=pain")
        assert len(site.asked) == 1

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
    def test_this_machine_has_no_limit(self, search, address):
        assert not any(search(address) for _ in range(9))

    def test_a_store_that_fails_lets_readers_in(self, search, front, monkeypatch):
        def fail(*_):
            raise sqlite3.OperationalError("disk full")

        monkeypatch.setattr(front.shelf.store, "count", fail)
        assert not any(search("192.0.2.1") for _ in range(4))
