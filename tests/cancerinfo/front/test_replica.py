"""Pages made from a read replica: as new as those of the site's database, or not made from it."""

from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, connections

from articles.models import Article, Generation
from articles.public.followed import is_stored
from cancerinfo.front import replica
from cancerinfo.front.layer import StoredPages
from cancerinfo.front.shelf import Shelf
from cancerinfo.front.sqlite_store import SqliteStore
from tests.cancerinfo.front.test_layer import Hands, Site
from tests.cancerinfo.front.test_layer import ask as ask_layer
from tests.cancerinfo.front.test_site import ADDRESSES, ask, django  # noqa: F401
from tests.factories import make_public_site


@pytest.fixture
def copy(db, settings):
    """A replica that shows the rows of the test, by a connection with statements of its own."""
    settings.DATABASE_ROUTERS = ["cancerinfo.front.replica.Router"]
    copy = connection.copy(alias="replica")
    copy.connection, copy.in_atomic_block = connection.connection, True
    connections["replica"] = copy
    yield copy
    copy.connection = None
    del connections["replica"]


@contextmanager
def away(database):
    def refuse(execute, sql, params, many, context):
        raise OperationalError(f"{database.alias} is away: {sql}")

    with database.execute_wrapper(refuse):
        yield


def clock_stands_at():
    return Generation.objects.values_list("number", flat=True).get(name="")


class TestEveryStoredPage:
    def test_it_is_made_from_a_replica_alone_and_has_the_same_bytes(self, copy, django):  # noqa: F811
        slug = make_public_site().slug
        addresses = [page.format(article=slug) for page in ADDRESSES]
        stored = [address for address in addresses if is_stored(address.partition("?")[0])]
        expected = {address: ask(django, address) for address in stored}
        clock = clock_stands_at()
        with away(connection):
            assert {address: ask(django, address, **{replica.CLOCK: clock}) for address in stored} == expected

    def test_it_is_made_from_the_site_if_the_replica_lags_or_is_away(self, copy, django, caplog):  # noqa: F811
        make_public_site()
        expected, clock = ask(django, "/articles/"), clock_stands_at()
        with away(copy):
            assert ask(django, "/articles/", **{replica.CLOCK: clock}) == expected
        assert "The replica can't be asked" in caplog.text
        middleware = replica.ReplicaMiddleware(lambda request: Article.objects.db)
        assert middleware(Asking(clock)) == "replica"
        assert middleware(Asking(clock + 1)) == "default"

    def test_what_isn_t_stored_is_read_where_it_is_written(self, copy, client):
        make_public_site()
        with away(copy):
            assert client.get("/.well-known/cancerinfo-record.json").status_code == 200


class Asking:
    """A request for a page that must know of all up to this clock."""

    def __init__(self, clock, *, away=False):
        self.META = {replica.CLOCK: clock, replica.AWAY: away}


def test_nobody_waits_for_a_database_that_is_known_to_be_away():
    middleware = replica.ReplicaMiddleware(lambda request: Article.objects.db)
    with pytest.raises(OperationalError, match="no replica can stand in"):
        middleware(Asking(0, away=True))
    assert middleware(Asking(0)) == "default"


def test_acts_are_written_to_the_site_s_database(copy):
    middleware = replica.ReplicaMiddleware(lambda request: get_user_model().objects.create(username="ann"))
    with away(copy), pytest.raises(OperationalError, match="replica is away"):
        get_user_model().objects.using("replica").count()
    assert middleware(Asking(0))._state.db == "default"
    assert not replica.Router().allow_migrate("replica", "articles")


def test_a_replica_that_did_not_answer_is_not_asked_again_at_once(copy, monkeypatch):
    middleware = replica.ReplicaMiddleware(lambda request: Article.objects.db)
    with away(copy):
        assert middleware(Asking(0)) == "default"
    assert middleware(Asking(0)) == "default"
    monkeypatch.setattr(replica, "PAUSE", 0)
    middleware._asked_again_at = 0
    assert middleware(Asking(0)) == "replica"


class TestTheLayer:
    @pytest.fixture
    def front(self, tmp_path, settings):
        settings.ALLOWED_HOSTS = ["localhost"]
        store = SqliteStore(str(tmp_path / "pages.sqlite3"), {"address": 10**6, "query": 10**5})
        return StoredPages(Site(), Shelf(store), Hands(), {"/a/", "/b/"}.__contains__, "release")

    def test_it_says_how_far_the_replica_must_be(self, front):
        front.clock.raise_generation("articles")
        ask_layer(front)
        assert front.application.asked[0][replica.CLOCK] == 1

    def test_a_replica_that_breaks_off_is_not_asked_a_second_time(self, front):
        def break_off_from_replica():
            front.application.status = "503 Service Unavailable"
            front.application.before = recover

        def recover():
            front.application.status = "200 OK"

        front.application.before = break_off_from_replica
        assert ask_layer(front)[0] == "200 OK"
        assert [replica.CLOCK in asked for asked in front.application.asked] == [True, False]

    def test_while_the_site_s_database_is_away_its_pages_say_so_and_are_not_kept(self, front):
        front.clock.now = 7
        ask_layer(front, "/b/")
        front.clock.is_away = True
        for _ in range(2):
            status, headers, _ = ask_layer(front)
            assert (status, headers["Warning"]) == ("200 OK", '111 - "Revalidation failed"')
        assert [asked[replica.CLOCK] for asked in front.application.asked] == [7, 7, 7]
