"""What machines ask: answered by any name, without HTTPS, and true."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Round
from cancerinfo.running import conditions
from cancerinfo.running.schedule import MINUTE, NIGHT

pytestmark = pytest.mark.django_db
HELD = {"database": "ok", "migrations": "ok", "schedule": "ok", "store": "ok", "disk": "ok"}


@pytest.fixture
def probe(settings, tmp_path, all_rounds):
    """Asks as a balancer does: by IP address, without HTTPS."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["example.org"], True
    settings.STORED_PAGES = str(tmp_path / "pages.sqlite3")
    settings.PICTURES = str(tmp_path / "pictures")
    client = Client(headers={"Host": "10.0.0.7:8000"})
    return client.get


@pytest.fixture
def all_rounds(db):
    now = timezone.now()
    return [Round.objects.create(pk=name, ended_at=now) for name in (MINUTE, NIGHT)]


def test_a_process_that_answers_is_healthy_whatever_else_is_wrong(probe, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = probe("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_site_where_all_is_well_is_ready(probe, django_assert_max_num_queries):
    probe("/readyz")
    with django_assert_max_num_queries(6):
        answer = probe("/readyz")
    assert (answer.status_code, answer.json()["conditions"]) == (200, HELD)
    assert answer.json()["rounds"].keys() == {MINUTE, NIGHT}
    assert Client().post("/readyz").status_code == 405


def test_what_is_wrong_is_named_without_its_details(probe, settings, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    settings.STORED_PAGES = str(tmp_path / "file" / "pages.sqlite3")
    monkeypatch.setattr(conditions, "LEAST_FREE", 10**18)
    monkeypatch.setattr(conditions, "migrations_of_program", lambda: {("articles", "9999_later")})
    answer = probe("/readyz")
    wrong = {"migrations": "failed", "schedule": "unknown", "store": "failed", "disk": "failed"}
    assert (answer.status_code, answer.json()["conditions"]) == (503, {**HELD, **wrong})
    assert str(tmp_path) not in answer.content.decode()
    assert "9999" in next(conditions.migrations_are_applied())


def test_while_the_database_is_away_the_rest_is_still_asked(probe, monkeypatch):
    def fail():
        raise OperationalError("no route to host")

    monkeypatch.setattr(conditions.connection, "cursor", fail)
    away = {"database": "failed", "migrations": "unknown", "schedule": "unknown"}
    assert probe("/readyz").json()["conditions"] == {**HELD, **away}


class TestLateRounds:
    def late(self):
        Round.objects.filter(pk=NIGHT).update(ended_at=timezone.now() - timedelta(hours=31))

    def test_one_that_does_not_come_is_told_to_those_who_run_the_site_once(self, probe, settings):
        settings.ADMINS = [("", "ada@example.org"), ("", "grace@example.org")]
        assert probe("/readyz").status_code == 200
        self.late()
        for _ in range(2):
            answer = probe("/readyz")
        assert (answer.status_code, answer.json()["conditions"]["schedule"]) == (503, "failed")
        assert [letter.to for letter in mail.outbox] == [["ada@example.org"], ["grace@example.org"]]
        assert "The work of the night isn't done: run_schedule last did" in mail.outbox[0].body

    def test_an_alarm_that_no_server_took_is_tried_again_after_an_hour(self, probe, settings, monkeypatch):
        settings.ADMINS = [("", "ada@example.org")]
        self.late()
        with monkeypatch.context() as broken:
            nowhere = [settings.MAILERS["default"]["BACKEND"]]
            broken.setattr(settings, "EMAIL_BACKENDS_WITHOUT_DELIVERY", nowhere)
            probe("/readyz")
        probe("/readyz")
        assert mail.outbox == []
        Round.objects.update(alarm_tried_at=timezone.now() - timedelta(hours=1))
        probe("/readyz")
        assert len(mail.outbox) == 1

    def test_the_desk_says_so_to_superusers_alone(self, admin_client, writer, client, all_rounds):
        self.late()
        assert "The work of the night" in admin_client.get(reverse("admin:index")).content.decode()
        assert "The work of the night" not in client.get(reverse("admin:index")).content.decode()

    def test_a_schedule_that_was_never_set_up_is_late_but_on_a_demonstration(self, probe, settings):
        Round.objects.all().delete()
        assert "has never done the round of each minute" in next(conditions.schedule_comes())
        settings.DEMONSTRATION = True
        assert list(conditions.schedule_comes()) == []
