"""The site behind its stored pages: the same bytes as without, and never a page from before a change."""

from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from articles.models import Generation
from articles.public.followed import is_stored
from cancerinfo.front.layer import StoredPages
from cancerinfo.front.shelf import Shelf
from cancerinfo.front.sqlite_store import SqliteStore
from tests.cancerinfo.test_public_pages import PAGES

DATA = ["/api/", "/api/articles/", "/api/articles/{article}/", "/api/organizations/", "/api/surveys/",
        "/api/glossary/", "/api/openapi.json", "/api/articles/{article}/sources.json",
        "/api/articles/{article}/sources.ris", "/api/organizations/helpers/", "/api/surveys/reading/",
        "/api/search/?q=page"]  # fmt: skip
ADDRESSES = PAGES + DATA
# What makes two answers different although nothing else does.
CHANGING = {"Date"}


class TestClock:
    """Reads the generations within the test's own transaction."""

    __test__ = False

    def read(self, names):
        numbers = dict(Generation.objects.values_list("name", "number"))
        return numbers.get("", 0), max((numbers.get(name, 0) for name in names), default=0)


@pytest.fixture
def django(settings):
    """The application as a server runs it, in the transaction of the test, whose connection stays open."""
    settings.ALLOWED_HOSTS = ["testserver"]
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def front(django, tmp_path):
    store = SqliteStore(str(tmp_path / "pages.sqlite3"), {"address": 10**8, "query": 10**7})
    return StoredPages(django, Shelf(store), TestClock(), is_stored, "release")


@pytest.fixture
def address(db, public_site):
    return lambda page: page.format(article=public_site.slug)


def ask(application, address, method="GET", **headers):
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), **headers,
    }  # fmt: skip
    told = []
    body = b"".join(application(environ, lambda status, sent, error=None: told.extend([status, sent])))
    return told[0], {(name, value) for name, value in told[1] if name not in CHANGING}, body


@pytest.mark.parametrize("page", ADDRESSES)
class TestEveryAddress:
    @pytest.mark.parametrize("accepted", ["", "gzip", "gzip, deflate, br"])
    def test_the_answer_is_that_of_django_byte_by_byte(self, front, django, address, page, accepted):
        expected = ask(django, address(page), HTTP_ACCEPT_ENCODING=accepted)
        assert ask(front, address(page), HTTP_ACCEPT_ENCODING=accepted) == expected
        assert ask(front, address(page), HTTP_ACCEPT_ENCODING=accepted) == expected

    def test_who_has_it_is_told_so(self, front, django, address, page):
        etag = dict(ask(django, address(page))[1]).get("ETag", "")
        for _ in range(2):
            status, headers, body = ask(front, address(page), HTTP_IF_NONE_MATCH=etag)
            assert (status, body) == ("304 Not Modified", b"")
            assert ("ETag", etag) in headers

    def test_it_is_stored(self, front, address, page):
        if not is_stored(page.partition("?")[0].format(article="any")):
            pytest.skip("A page that says why it isn't stored.")
        ask(front, address(page))
        front.application = None
        assert ask(front, address(page))[0] == "200 OK"
