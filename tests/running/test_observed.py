"""What is told of requests and events: to the log, to Prometheus, to Sentry. Never who asked for what."""

import json
import logging
import re
import sys
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from cancerinfo.running.fault_reports import report_faults, without_people
from cancerinfo.running.log_lines import JsonLines, TextLines
from cancerinfo.running.observed import observed
from cancerinfo.running.requests import REQUEST_ID, NamedRequests
from tests.factories import make_user

TOKEN = "a-token-that-is-long-enough"


def application(environ, start_response):
    """Answers with the name of the request, and 404 for "/lost"."""
    start_response("404 Not Found" if environ["PATH_INFO"] == "/lost" else "200 OK", [("X-Own", "1")])
    return [REQUEST_ID.get().encode()]


def ask(application, path="/", method="GET", **environ):
    """Status, headers, body."""
    told = []
    body = application(
        {"PATH_INFO": path, "REQUEST_METHOD": method, **environ}, lambda *answer: told.append(answer)
    )
    ((status, headers, *_),) = told
    return status, dict(headers), b"".join(body).decode()


class TestNames:
    def test_each_request_has_a_name_of_its_own_in_answer_and_log(self):
        named = NamedRequests(application, behind_proxy=False)
        status, headers, name = ask(named)
        assert (status, headers) == ("200 OK", {"X-Own": "1", "X-Request-ID": name})
        assert re.fullmatch("[0-9a-f]{16}", name)
        assert ask(named)[2] != name
        assert REQUEST_ID.get() == "-"

    @pytest.mark.parametrize(
        ("given", "behind_proxy", "is_taken"),
        [("from-nginx-1", True, True), ("from-nginx-1", False, False), ("a\nb-forged-line", True, False),
         ("short", True, False), ("x" * 65, True, False)],
    )  # fmt: skip
    def test_only_a_proxy_gives_names_and_only_well_formed_ones(self, given, behind_proxy, is_taken):
        name = ask(NamedRequests(application, behind_proxy), HTTP_X_REQUEST_ID=given)[2]
        assert (name == given) == is_taken


class TestLogLines:
    def record(self, message, *values, exc_info=None):
        return logging.LogRecord("articles.mail", logging.ERROR, "file", 1, message, values, exc_info)

    def test_what_is_quoted_cannot_begin_a_line(self):
        line = TextLines().format(self.record("Sent to %s.", "ada\n2026 INFO forged\x1b[31m"))
        time, _, rest = line.partition(" ")
        assert datetime.fromisoformat(time).utcoffset() == timedelta(0)
        assert rest == "ERROR articles.mail [-]: Sent to ada\\n2026 INFO forged\\x1b[31m."
        assert "\n" not in line

    def test_an_event_is_one_object_of_one_line_with_its_traceback(self):
        try:
            raise ValueError("é\n")
        except ValueError as error:
            record = self.record("It failed.", exc_info=(ValueError, error, error.__traceback__))
        line = JsonLines().format(record)
        event = json.loads(line)
        assert "\n" not in line
        assert (event["level"], event["logger"], event["message"], event["request_id"]) == (
            "ERROR", "articles.mail", "It failed.", "-",
        )  # fmt: skip
        assert event["traceback"].startswith("Traceback")

    def test_a_wrong_host_is_a_warning_without_traceback(self, settings, caplog):
        settings.ALLOWED_HOSTS = ["example.org"]
        # Whether pages are stored or not.
        assert (
            Client(raise_request_exception=False, headers={"Host": "evil.example"}).get("/").status_code
            == 400
        )
        (record,) = [record for record in caplog.records if "evil.example" in record.getMessage()]
        assert (record.levelname, record.exc_info) == ("WARNING", None)


@pytest.mark.django_db
def test_a_refusal_is_a_warning(client, caplog):
    client.force_login(make_user("reviewer"))
    assert client.get("/admin/articles/article/import/").status_code == 403
    assert "WARNING" in [each.levelname for each in caplog.records if "/import/" in each.getMessage()]


@pytest.mark.django_db
class TestMetrics:
    @pytest.fixture(autouse=True)
    def _with_token(self, settings, tmp_path):
        settings.METRICS_TOKEN, settings.METRICS_DIR = TOKEN, str(tmp_path / "metrics")
        settings.STORED_PAGES = ""

    def test_what_is_counted_is_read_by_who_knows_the_token(self, client):
        served = observed(application)
        for path, method in [("/", "GET"), ("/lost", "GET"), ("/lost", "INVENTED")]:
            ask(served, path, method)
        text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
        for method, status in [("GET", 200), ("GET", 404), ("other", 404)]:
            assert f'cancerinfo_request_seconds_count{{method="{method}",status="{status}"}} 1.0' in text
        assert 'cancerinfo_condition{condition="database"} 1.0' in text
        assert "cancerinfo_live_editions 0.0" in text

    @pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN[:-1]}])
    def test_for_others_there_is_nothing(self, client, sent):
        assert client.get("/metrics", headers=sent).status_code == 404

    def test_without_a_token_there_is_nothing_for_anybody(self, client, settings):
        settings.METRICS_TOKEN = ""
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


class TestFaultReports:
    def test_what_people_sent_and_who_they_are_stays_here(self):
        request = {
            "method": "GET", "url": "https://example.org/search/?q=fear", "query_string": "q=fear",
            "cookies": {"sessionid": "s"}, "headers": {"Cookie": "s"}, "data": {"password": "p"},
        }  # fmt: skip
        event = without_people(
            {"request": request, "user": {"email": "ada@example.org"}, "level": "error"}, {}
        )
        assert event == {"request": {"method": "GET", "url": "https://example.org/search/"}, "level": "error"}

    def test_a_missing_package_is_named(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "sentry_sdk", None)
        with pytest.raises(ImproperlyConfigured, match=r"requirements-monitoring\.txt"):
            report_faults("https://key@sentry.example/1")
