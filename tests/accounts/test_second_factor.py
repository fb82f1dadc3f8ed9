"""The second factor: the step after the password, setting it up, losing it, and the log of it."""

import re
import time

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from cancerinfo.accounts.changes import changes_before
from cancerinfo.accounts.models import RecoveryCode, SecurityEvent, Session
from cancerinfo.accounts.proof import ProofForm, is_proven
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
STEP = "/admin/login/second-step/"
PAGE = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def clock(monkeypatch):
    """Goes on by seconds."""
    now = [time.time()]
    monkeypatch.setattr("time.time", lambda: now[0])

    def clock(seconds):
        now[0] += seconds

    return clock


@pytest.fixture
def ann(db):
    return make_user("reviewer", username="ann", email="ann@test.example")


def password_given(next_page="/admin/"):
    client = Client()
    data = {"username": "ann", "password": PASSWORD, "next": next_page}
    answer = client.post("/admin/login/", data)
    assert answer["Location"] == STEP
    return client


def shown_by_app(key):
    app = TOTP(bytes.fromhex(key))
    app.time = time.time()
    return f"{app.token():06}"


def set_up(next_page="/admin/"):
    """A browser in which ann set up her app at the sign-in, her secret and her recovery codes."""
    client = password_given(next_page)
    client.get(STEP)
    key = client.session["new_key"]
    page = client.post(STEP, {"code": shown_by_app(key)}).content.decode()
    codes = re.findall(r"<code>((?:[A-Z2-7]{4} ?){6})</code>", page)
    return client, key, codes, page


def is_in(client):
    return client.get("/admin/").status_code == 200


def logged():
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


class TestTheFirstTime:
    def test_the_password_alone_opens_nothing(self, ann):
        client = password_given()
        assert not is_in(client)
        assert client.get(PAGE).status_code == 302
        assert Session.objects.get().user is None
        assert logged() == []

    def test_the_app_is_set_up_and_its_code_lets_in(self, ann):
        client = password_given()
        page = client.get(STEP)
        assert "no-store" in page["Cache-Control"]
        assert "<svg" in page.content.decode()
        key = client.session["new_key"]
        wrong = client.post(STEP, {"code": "12345"})
        assert "isn&#x27;t the code" in wrong.content.decode()
        assert not is_in(client)
        before = client.session.session_key
        answer = client.post(STEP, {"code": shown_by_app(key)})
        assert len(answer.context["codes"]) == 8
        assert "new_key" not in client.session
        assert client.session.session_key != before
        assert is_in(client)
        assert logged() == ["factor", "sign-in"]

    def test_the_address_that_was_wanted_comes_after_it(self, ann):
        *_, page = set_up("/admin/articles/article/")
        assert 'href="/admin/articles/article/"' in page
        *_, page = set_up_again("https://elsewhere.example/")
        assert "elsewhere.example" not in page

    def test_the_person_is_told(self, ann, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            set_up()
        [letter] = mail.outbox
        assert "You changed your account" in letter.body
        assert "second factor set up" in letter.body


def set_up_again(next_page):
    TOTPDevice.objects.all().delete()
    return set_up(next_page)


class TestTheStep:
    def test_takes_a_code_of_the_app_once(self, ann, clock):
        _, key, _, _ = set_up()
        clock(30)
        code = shown_by_app(key)
        first, second = password_given(), password_given()
        assert first.post(STEP, {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/admin/"
        assert is_in(first)
        assert second.post(STEP, {"code": code}).status_code == 200
        assert not is_in(second)
        assert logged()[-2:] == ["sign-in", "code"]

    def test_takes_each_recovery_code_once(self, ann):
        *_, codes, _ = set_up()
        assert password_given().post(STEP, {"code": codes[0].lower().replace(" ", "-")}).status_code == 302
        assert password_given().post(STEP, {"code": codes[0]}).status_code == 200
        assert RecoveryCode.objects.count() == 7
        event = SecurityEvent.objects.get(kind="recovery")
        assert event.detail == "7 left"

    def test_lets_a_guesser_wait_but_not_the_owner_of_a_recovery_code(self, ann, clock):
        _, key, codes, _ = set_up()
        client = password_given()
        for _ in range(5):
            page = client.post(STEP, {"code": "000000"}).content.decode()
        assert "Too many wrong codes. Wait" in page
        clock(30)
        assert client.post(STEP, {"code": shown_by_app(key)}).status_code == 200
        assert logged().count("code") == 1
        assert client.post(STEP, {"code": codes[0]}).status_code == 302

    def test_refuses_odd_codes(self, ann):
        set_up()
        client = password_given()
        for code in ("", "٣٤٥٦٧٨", "9" * 5000, "-00001", "\0", "1e5"):
            assert client.post(STEP, {"code": code}).status_code == 200
            TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
        assert not is_in(client)

    def test_ends_after_a_quarter_of_an_hour_and_with_the_password(self, ann, clock):
        *_, codes, _ = set_up()
        client, other = password_given(), password_given()
        ann.set_password("another password of the tests")
        ann.save()
        assert other.post(STEP, {"code": codes[0]})["Location"].startswith("/admin/login/")
        clock(901)
        assert client.post(STEP, {"code": codes[0]})["Location"].startswith("/admin/login/")
        assert RecoveryCode.objects.count() == 8

    def test_is_asked_of_who_has_a_factor_where_nobody_must(self, ann, settings):
        settings.SECOND_FACTOR = False
        data = {"username": "ann", "password": PASSWORD}
        assert Client().post("/admin/login/", data)["Location"] == "/admin/"
        settings.SECOND_FACTOR = True
        set_up()
        settings.SECOND_FACTOR = False
        assert not is_in(password_given())

    def test_isnt_reached_without_the_password(self, client):
        assert client.get(STEP)["Location"] == "/admin/login/"


class TestOnesOwnPage:
    def test_makes_new_recovery_codes_for_the_password(self, ann):
        client, _, codes, _ = set_up()
        assert client.post(PAGE, {"password": "wrong"}).status_code == 200
        assert "8 unused recovery codes" in client.get(PAGE).content.decode()
        new = client.post(PAGE, {"password": PASSWORD}).context["codes"]
        assert not set(new) & set(codes)
        assert password_given().post(STEP, {"code": codes[0]}).status_code == 200
        assert password_given().post(STEP, {"code": new[0]}).status_code == 302

    def test_sets_up_another_app_for_the_password(self, ann, clock):
        client, old, _, _ = set_up()
        client.get(f"{PAGE}?app=")
        key = client.session["new_key"]
        clock(60)
        client.post(f"{PAGE}?app=", {"code": shown_by_app(key), "password": "wrong"})
        assert TOTPDevice.objects.get().key == old
        client.post(f"{PAGE}?app=", {"code": shown_by_app(key), "password": PASSWORD})
        assert TOTPDevice.objects.get().key == key
        assert logged()[-1] == "factor"
        assert changes_before(ann, SecurityEvent.objects.first().at) == []

    def test_sign_offs_of_who_has_no_password_are_proven_by_a_code(self, ann, rf):
        *_, codes, _ = set_up()
        ann.set_unusable_password()
        ann.save()
        request = rf.post("/")
        request.user = ann
        form = ProofForm(ann, {"password": codes[0]})
        assert form.is_valid()
        assert is_proven(request, form)
        again = ProofForm(ann, {"password": codes[0]})
        assert again.is_valid()
        assert not is_proven(request, again)


class TestALostTelephone:
    def test_is_helped_by_an_administrator(self, ann):
        client, *_ = set_up()
        chief = make_user("superuser", username="chief")
        desk = Client()
        desk.force_login(chief)
        address = reverse("admin:auth_user_factor", args=[ann.pk])
        assert address in desk.get(reverse("admin:auth_user_change", args=[ann.pk])).content.decode()
        assert desk.post(address, {"password": "wrong"}).status_code == 200
        assert is_in(client)
        assert desk.post(address, {"password": PASSWORD}).status_code == 302
        assert not is_in(client)
        assert not TOTPDevice.objects.exists()
        event = SecurityEvent.objects.get(kind="no-factor")
        assert (event.account, event.by) == ("ann", chief)
        assert changes_before(ann, event.at) == [event]
        set_up()

    def test_is_helped_by_a_command(self, ann, capsys):
        set_up()
        call_command("reset_second_factor", "ann")
        call_command("reset_second_factor", "ann")
        assert "Nothing was changed" in capsys.readouterr().out
        assert SecurityEvent.objects.get(kind="no-factor").detail == "by the command reset_second_factor"
        with pytest.raises(CommandError, match="no account nobody"):
            call_command("reset_second_factor", "nobody")

    def test_nobody_reads_the_secrets_in_the_admin(self, client):
        client.force_login(make_user("superuser"))
        assert "otp_totp" not in client.get("/admin/").content.decode()
