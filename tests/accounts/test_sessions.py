"""How long somebody stays signed in, and the page that shows where."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cancerinfo.accounts.models import SecurityEvent, Session
from cancerinfo.accounts.sessions import name_of_browser
from tests.factories import PASSWORD, make_article, make_user

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def ann():
    return make_user("writer", username="ann")


def signed_in(user, browser=""):
    client = Client(headers={"user-agent": browser})
    client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get("/admin/").status_code == 200


def end(client, **posted):
    return client.post("/admin/sessions/", {"password": PASSWORD} | posted)


class TestTheEnd:
    @pytest.fixture
    def at(self, monkeypatch):
        """Goes to a time, in hours from now."""
        now = timezone.now()

        def at(hours):
            moment = now + timedelta(hours=hours)
            monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
            monkeypatch.setattr("time.time", moment.timestamp)

        return at

    def test_comes_after_eight_hours_without_a_page(self, ann, at):
        client = signed_in(ann)
        at(7.9)
        assert is_signed_in(client)
        at(15.8)
        assert is_signed_in(client)
        at(23.9)
        assert not is_signed_in(client)

    def test_comes_after_fourteen_days_whatever_was_done(self, ann, at):
        client = signed_in(ann)
        for hours in range(0, 14 * 24, 7):
            at(hours)
            assert is_signed_in(client)
        at(14 * 24 + 0.1)
        assert not is_signed_in(client)

    def test_isnt_put_off_by_what_the_browser_asks_by_itself(self, ann, at):
        article = make_article(by=ann)
        client = signed_in(ann)
        for hours in (3, 6):
            at(hours)
            assert client.post(f"/admin/articles/article/{article.pk}/presence/").status_code == 200
        at(8.1)
        assert not is_signed_in(client)

    def test_is_put_off_once_in_five_minutes(self, ann, at):
        client = signed_in(ann)
        before = Session.objects.get().seen_at
        at(0.05)
        assert is_signed_in(client)
        assert Session.objects.get().seen_at == before
        at(0.1)
        assert is_signed_in(client)
        assert Session.objects.get().seen_at > before


def test_the_cookie_opens_nothing_after_signing_out(ann):
    client, thief = signed_in(ann), Client()
    thief.cookies = client.cookies.copy()
    assert is_signed_in(thief)
    client.post("/admin/logout/")
    assert not is_signed_in(thief)


class TestTheList:
    def test_shows_each_browser_and_ends_one_or_all_others(self, ann):
        here, there, third = (signed_in(ann, agent) for agent in (FIREFOX, "", "curl"))
        stranger = signed_in(make_user("writer"))
        page = here.get("/admin/sessions/")
        assert "Firefox on Linux</strong> (this browser)" in page.content.decode()
        keys = Session.objects.values_list("session_key", flat=True)
        assert not [key for key in keys if key in page.content.decode()]
        handle = next(row["handle"] for row in page.context["rows"] if row["session"].browser == "curl")
        assert "isn&#x27;t your password" in end(here, password="wrong").content.decode()
        assert is_signed_in(there)
        end(here, session=handle)
        assert [is_signed_in(client) for client in (here, there, third)] == [True, True, False]
        end(here)
        assert [is_signed_in(client) for client in (here, there, stranger)] == [True, False, True]
        ended = SecurityEvent.objects.filter(kind="ended").values_list("account", "detail")
        assert list(ended) == [("ann", "1"), ("ann", "1")]

    def test_who_has_nothing_to_prove_it_by_ends_them_too(self, ann):
        here, there = signed_in(ann), signed_in(ann)
        ann.set_unusable_password()
        User.objects.filter(pk=ann.pk).update(password=ann.password)
        for client in (here, there):
            client.force_login(ann)
        here.post("/admin/sessions/")
        assert [is_signed_in(client) for client in (here, there)] == [True, False]

    def test_is_for_who_is_signed_in(self, client):
        assert client.get("/admin/sessions/").status_code == 302

    def test_ends_none_of_somebody_else(self, ann):
        other = signed_in(make_user("writer"))
        handle = other.get("/admin/sessions/").context["rows"][0]["handle"]
        end(signed_in(ann), session=handle)
        assert is_signed_in(other)


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/password_change/", "/admin/sessions/", "/admin/nonsense/"]
)
def test_no_cache_keeps_what_was_made_for_a_person(ann, address):
    assert "no-store" in signed_in(ann).get(address)["Cache-Control"]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("", "Another browser"),
    ],
)
def test_a_browser_is_named_by_what_it_says(agent, name):
    assert name_of_browser(agent) == name
