"""A CDN is told once and again what has changed, and nothing is lost while it's away."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db.models import F

from articles.models import Generation, Purge
from cancerinfo.front.cdn import LONGEST, Cdn, CdnAway, cdn_of_settings, parts
from cancerinfo.front.purging import purge
from tests.factories import make_published


class Calls(BaseHTTPRequestHandler):
    """A CDN that notes what it was told: method, path, headers and body."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.told.append((self.command, self.path, self.headers, body))
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PURGE = do_POST

    def log_message(self, *arguments):
        """Keeps quiet."""


@pytest.fixture(scope="module")
def server():
    server = HTTPServer(("127.0.0.1", 0), Calls)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(server):
    server.told, server.answer = [], 200
    return f"http://127.0.0.1:{server.server_port}"


class Listening:
    """A CDN that takes calls unless it is away."""

    kind = "fastly"

    def __init__(self):
        self.is_away = False

    def forget(self, keys):
        if self.is_away:
            raise CdnAway


def advance(*names):
    """Commits a change of what these names stand for."""
    Generation.objects.get_or_create(name="", defaults={"number": 0})
    Generation.objects.filter(name="").update(number=F("number") + 1)
    number = Generation.objects.get(name="").number
    for name in names:
        Generation.objects.update_or_create(name=name, defaults={"number": number})


@pytest.mark.django_db
class TestPurging:
    @pytest.fixture
    def cdn(self):
        """One that was told of everything, twice."""
        cdn = Listening()
        assert [purge(cdn), purge(cdn), purge(cdn)] == [["site"], ["site"], []]
        return cdn

    def test_what_has_changed_is_told_in_two_runs(self, cdn):
        advance("articles", "article what-is-ménière")
        keys = ["article/what-is-m%C3%A9ni%C3%A8re", "articles"]
        assert [purge(cdn), purge(cdn), purge(cdn)] == [keys, keys, []]

    def test_a_publication_is_told_by_the_keys_of_its_pages(self, cdn):
        edition = make_published()
        assert {f"article/{edition.slug}", "articles", "search"} <= set(purge(cdn))

    def test_what_a_cdn_that_was_away_was_not_told_is_told_later(self, cdn):
        cdn.is_away = True
        for name in ("articles", "sources"):
            advance(name)
            with pytest.raises(CdnAway):
                purge(cdn)
        cdn.is_away = False
        assert purge(cdn) == ["articles", "sources"]

    def test_a_new_day_is_told(self, cdn):
        Purge.objects.update(day="2020-01-01")
        assert [purge(cdn), purge(cdn)] == [["today"], []]

    def test_a_database_from_before_is_a_change_of_everything(self, cdn):
        advance("articles")
        purge(cdn)
        Generation.objects.update(number=F("number") - 1)
        assert purge(cdn) == ["site"]

    def test_more_than_can_be_named_is_everything(self, cdn, monkeypatch):
        monkeypatch.setattr("cancerinfo.front.purging.MOST_NAMES", 2)
        advance("articles", "search", "sources")
        assert purge(cdn) == ["site"]

    def test_the_command_tells_all_after_a_release_and_fails_if_nobody_listens(
        self, settings, address, server, capsys
    ):
        settings.CDN, settings.CDN_ADDRESSES = "varnish", [address]
        call_command("purge_cdn", "--all")
        assert capsys.readouterr().out == "Forgotten: site\n"
        server.answer = 503
        with pytest.raises(CommandError, match="503"):
            call_command("purge_cdn")


class TestDialects:
    def test_fastly_forgets_softly_by_surrogate_keys(self, server, address):
        Cdn("fastly", (address,), "service", "secret").forget(["articles", "article/a"])
        ((method, path, headers, _),) = server.told
        assert (method, path) == ("POST", "/service/service/purge")
        assert (headers["Surrogate-Key"], headers["Fastly-Soft-Purge"]) == ("articles article/a", "1")
        assert headers["Fastly-Key"] == "secret"

    def test_cloudflare_forgets_by_tags(self, server, address):
        Cdn("cloudflare", (address,), "zone", "secret").forget(["articles", "article/a"])
        ((method, path, headers, body),) = server.told
        assert (method, path) == ("POST", "/zones/zone/purge_cache")
        assert json.loads(body) == {"tags": ["articles", "article/a"]}
        assert headers["Authorization"] == "Bearer secret"

    def test_each_server_of_varnish_is_told(self, server, address):
        Cdn("varnish", (address, f"{address}/second")).forget(["articles", "article/a"])
        assert [(method, path) for method, path, _, _ in server.told] == [
            ("PURGE", "/"),
            ("PURGE", "/second"),
        ]
        assert {headers["xkey-purge"] for _, _, headers, _ in server.told} == {"articles article/a"}

    def test_one_that_refuses_or_is_not_there_is_away(self, server, address):
        server.answer = 500
        for each in (address, "http://127.0.0.1:1"):
            with pytest.raises(CdnAway):
                Cdn("varnish", (each,)).forget(["articles"])

    def test_many_keys_are_told_in_several_calls(self):
        keys = [f"article/{number:0200}" for number in range(100)]
        calls = list(parts(keys))
        assert [key for call in calls for key in call] == keys
        assert all(len(call) <= 30 and len(" ".join(call)) <= LONGEST for call in calls)


class TestSettings:
    @pytest.mark.parametrize(
        ("cdn", "named"), [("1", "CDN must"), ("varnish", "CDN_ADDRESSES"), ("fastly", "CDN_TOKEN")]
    )
    def test_what_is_missing_is_named(self, settings, cdn, named):
        settings.CDN = cdn
        with pytest.raises(ImproperlyConfigured, match=named):
            cdn_of_settings()

    @pytest.mark.parametrize(
        ("cdn", "header", "keys"),
        [
            ("fastly", "Surrogate-Key", "articles records/category records/page records/tag site"),
            ("cloudflare", "Cache-Tag", "articles,records/category,records/page,records/tag,site"),
            ("varnish", "xkey", "articles records/category records/page records/tag site"),
        ],
    )
    def test_pages_name_their_keys_and_how_long_a_cdn_may_keep_them(
        self, settings, client, db, cdn, header, keys
    ):
        settings.CDN = cdn
        response = client.get("/articles/")
        assert response[header] == keys
        assert "CDN-Cache-Control" not in response
        settings.CDN_SECONDS = 3600
        response = client.get("/articles/")
        assert response["CDN-Cache-Control"] == "max-age=3600, stale-if-error=604800"
        assert response["Cache-Control"] == "public, max-age=0, stale-if-error=604800"
        assert "CDN-Cache-Control" not in client.get("/no-such-page/")
