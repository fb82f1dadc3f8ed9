"""A bad setting stops the start with a sentence that names it."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cancerinfo import settings


class TestReading:
    @pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)])
    def test_a_switch_takes_the_usual_words(self, monkeypatch, text, value):
        monkeypatch.setenv("SWITCH", text)
        assert settings.read_bool("SWITCH", "1") is value

    def test_a_switch_refuses_other_words(self, monkeypatch):
        monkeypatch.setenv("SWITCH", "maybe")
        with pytest.raises(ImproperlyConfigured, match="SWITCH must be 1 or 0, not 'maybe'"):
            settings.read_bool("SWITCH", "1")

    @pytest.mark.parametrize("text", ["-1", "70000", "twelve", "", "²"])
    def test_a_number_out_of_range_is_refused(self, monkeypatch, text):
        monkeypatch.setenv("PORT", text)
        with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number from 1 to 65535"):
            settings.read_number("PORT", 25, 1, 65535)

    def test_emergency_numbers_have_a_country_where_there_are_several(self, monkeypatch):
        monkeypatch.setenv("NUMBERS", "EU 112, US 911")
        assert settings.read_emergency_numbers("NUMBERS") == [("EU", "112"), ("US", "911")]
        monkeypatch.setenv("NUMBERS", "112")
        assert settings.read_emergency_numbers("NUMBERS") == [("", "112")]
        monkeypatch.setenv("NUMBERS", "112, Spain 112")
        with pytest.raises(ImproperlyConfigured, match="or ES 112, US 911; not 'Spain 112'"):
            settings.read_emergency_numbers("NUMBERS")

    def test_a_postgresql_address_is_taken_apart(self, monkeypatch):
        address = "postgres://ann:p%40ss@db.example:5433/site?sslmode=require&connect_timeout=9"
        monkeypatch.setenv("DB", address)
        database = settings.read_database("DB", "")
        assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("ann", "p@ss", "site")
        assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
        options = {"sslmode": "require", "connect_timeout": "9", "tcp_user_timeout": "5000"}
        assert database["OPTIONS"] == options

    def test_an_absolute_sqlite_file_stays_absolute(self, monkeypatch):
        monkeypatch.setenv("DB", "sqlite:////var/lib/site.sqlite3")
        assert str(settings.read_database("DB", "")["NAME"]) == "/var/lib/site.sqlite3"

    @pytest.mark.parametrize("url", ["mysql://a/b", "sqlite://", "postgres://host", "nonsense"])
    def test_another_database_is_refused_without_showing_its_password(self, monkeypatch, url):
        monkeypatch.setenv("DB", url)
        with pytest.raises(ImproperlyConfigured, match="DB must be sqlite:///FILE or postgres://") as refusal:
            settings.read_database("DB", "")
        assert "://a/b" not in str(refusal.value)


def start(**environment):
    """The last line that a start with this environment, and no other, prints."""
    environment = {"PATH": os.environ["PATH"], **environment}
    command = [sys.executable, "-c", "import cancerinfo.settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT)"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=settings.BASE_DIR)
    return (done.stdout or done.stderr).strip().splitlines()[-1]


class TestStart:
    def test_without_a_secret_key_nothing_starts(self):
        assert "SECRET_KEY must be set to a long random text" in start()

    def test_the_defaults_are_those_of_a_public_server(self):
        assert start(SECRET_KEY="x" * 50) == "False True"

    def test_debug_needs_no_secret_key_and_no_https(self):
        assert start(DEBUG="1") == "True False"

    def test_a_site_address_must_be_one(self):
        assert "SITE_URL must be an address such as" in start(DEBUG="1", SITE_URL="example.org")

    def test_preloading_needs_the_names_below(self):
        assert "HSTS_PRELOAD needs HSTS_SUBDOMAINS=1" in start(SECRET_KEY="x" * 50, HSTS_PRELOAD="1")

    def test_a_provider_needs_all_its_settings(self):
        assert "OIDC_CLIENT_ID must be set" in start(DEBUG="1", OIDC_ISSUER="https://id.test.example")

    def test_a_replica_is_for_the_pages_that_are_stored(self):
        replica = {"DEBUG": "1", "REPLICA_URL": "postgres://host/site"}
        assert "a database of the same kind" in start(**replica)
        assert "REPLICA_URL needs STORED_PAGES" in start(DATABASE_URL="postgres://primary/site", **replica)


class TestMail:
    KEYS = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "example.org"}

    @pytest.mark.parametrize(
        ("environment", "refused"),
        [
            ({}, True),
            ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, True),
            (
                {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend", "EMAIL_HOST": "a.example"},
                True,
            ),
            ({"EMAIL_HOST": "mail.example"}, False),
        ],
    )
    def test_a_deployment_whose_mail_goes_nowhere_is_refused(self, environment, refused):
        command = [sys.executable, "manage.py", "check", "--deploy"]
        environment = {"PATH": os.environ["PATH"], **self.KEYS, **environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=settings.BASE_DIR)
        assert ("cancerinfo.E002" in done.stderr) is refused
        assert done.returncode == refused
        assert "W005" not in done.stderr

    def test_two_kinds_of_encryption_at_once_are_refused(self):
        environment = {"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"}
        assert "not both" in start(DEBUG="1", **environment)
