"""Signing in: how often one may try, what the page says then, and the log of it all."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import triggers
from articles.models.append_only import RecordIsFinal
from cancerinfo.accounts.models import SecurityEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RIGHT = "correct horse battery staple"
Kind = SecurityEvent.Kind


@pytest.fixture(autouse=True)
def editor(settings):
    settings.AXES_FAILURE_LIMIT = 5
    user = make_user("writer", username="ann")
    user.set_password(RIGHT)
    user.save()
    return user


def sign_in(password, username="ann", client=None, **headers):
    data = {"username": username, "password": password}
    return (client or Client()).post("/admin/login/?next=/admin/", data, **headers)


def fail(times, **kwargs):
    return [sign_in(f"wrong {i}", **kwargs) for i in range(times)]


def kinds():
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", "account"))


class TestWrongPasswords:
    def test_the_fifth_locks_and_the_right_one_is_refused_then(self):
        assert [answer.status_code for answer in fail(5)] == [200] * 4 + [429]
        assert sign_in(RIGHT).status_code == 429

    def test_the_page_says_how_long(self):
        answer = fail(5)[-1]
        assert "for 15 minutes" in answer.content.decode()
        assert answer["Retry-After"] == "900"
        assert "script-src" in answer["Content-Security-Policy"]

    def test_four_do_not_lock_and_are_forgotten_after_the_right_one(self):
        for _ in range(2):
            fail(4)
            assert sign_in(RIGHT).status_code == 302

    def test_another_browser_is_no_way_out(self):
        answers = [sign_in("wrong", headers={"user-agent": f"browser {i}"}) for i in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2

    def test_the_lock_ends(self):
        fail(5)
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        assert sign_in(RIGHT).status_code == 302

    def test_trying_again_does_not_make_it_longer(self):
        fail(5)
        since = timezone.now() - timedelta(minutes=10)
        AccessAttempt.objects.update(attempt_time=since)
        fail(3)
        assert AccessAttempt.objects.get().attempt_time == since

    def test_an_administrator_can_end_it(self):
        fail(5)
        call_command("axes_reset_username", "ann")
        assert sign_in(RIGHT).status_code == 302

    def test_an_unknown_name_gets_the_same_answers(self):
        known = fail(6)
        unknown = fail(6, username="nobody")
        assert [answer.status_code for answer in known] == [answer.status_code for answer in unknown]
        assert known[-1].content == unknown[-1].content


class TestAddresses:
    def test_a_colleague_and_another_address_are_not_locked(self):
        colleague = make_user("writer", username="ben")
        colleague.set_password(RIGHT)
        colleague.save()
        fail(5)
        assert sign_in(RIGHT, username="ben").status_code == 302
        assert sign_in(RIGHT, REMOTE_ADDR="198.51.100.7").status_code == 302

    def test_a_header_that_anybody_can_send_is_no_way_out(self):
        answers = [sign_in("wrong", headers={"x-forwarded-for": f"198.51.100.{i}"}) for i in range(6)]
        assert answers[-1].status_code == 429

    def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(self, settings):
        settings.BEHIND_PROXY = True
        for i in range(5):
            sign_in("wrong", headers={"x-forwarded-for": f"203.0.113.{i}, 198.51.100.7"})
        assert sign_in(RIGHT, headers={"x-forwarded-for": "198.51.100.7"}).status_code == 429
        assert sign_in(RIGHT, headers={"x-forwarded-for": "198.51.100.8"}).status_code == 302

    def test_all_addresses_of_an_ipv6_network_count_as_one(self):
        for i in range(5):
            sign_in("wrong", REMOTE_ADDR=f"2001:db8:1:2::{i + 1}")
        assert sign_in(RIGHT, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
        assert sign_in(RIGHT, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302

    def test_a_server_behind_a_socket_knows_no_address(self):
        answers = [sign_in("wrong", REMOTE_ADDR="") for _ in range(5)]
        assert answers[-1].status_code == 429


class TestTheLog:
    def test_it_has_failures_and_the_lock_but_no_more_than_that(self):
        fail(9)
        assert kinds() == [(Kind.FAILURE, "ann")] * 5 + [(Kind.LOCK, "ann")]

    def test_it_has_sign_ins_and_sign_outs(self, client):
        sign_in(RIGHT, client=client)
        client.post(reverse("admin:logout"))
        assert kinds() == [(Kind.SIGN_IN, "ann"), (Kind.SIGN_OUT, "ann")]
        assert SecurityEvent.objects.first().address == "127.0.0.1"

    def test_it_keeps_no_name_that_no_account_has(self):
        sign_in("x", username="my secret password")
        assert kinds() == [(Kind.FAILURE, "")]

    def test_it_has_a_changed_password_and_the_person_is_told(
        self, client, editor, django_capture_on_commit_callbacks
    ):
        editor.email = "ann@test.example"
        editor.save()
        sign_in(RIGHT, client=client)
        new = "another horse battery staple"
        data = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("admin:password_change"), data)
        assert kinds()[-2:] == [(Kind.PASSWORD, "ann"), (Kind.TOLD, "ann")]
        [letter] = mail.outbox
        assert "You changed your account" in letter.body

    def test_it_says_who_changed_the_password_of_another(self, client, editor):
        superuser = make_user("superuser")
        client.force_login(superuser)
        new = "another horse battery staple"
        address = reverse("admin:auth_user_password_change", args=[editor.pk])
        client.post(address, {"password1": new, "password2": new, "usable_password": "true"})
        event = SecurityEvent.objects.first()
        assert (event.kind, event.account, event.by) == (Kind.PASSWORD, "ann", superuser)

    def test_axes_reset_leaves_it_as_it_is(self):
        fail(5)
        call_command("axes_reset")
        assert SecurityEvent.objects.count() == 6

    def test_nobody_changes_or_deletes_a_line(self):
        sign_in("wrong")
        with pytest.raises(RecordIsFinal):
            SecurityEvent.objects.get().save()
        with pytest.raises(RecordIsFinal):
            SecurityEvent.objects.all().delete()

    def test_the_database_refuses_it_too(self):
        sign_in("wrong")
        with connection.cursor() as cursor:
            for statement in triggers.statements(connection.vendor):
                cursor.execute(statement)
            for change in (
                "UPDATE accounts_securityevent SET account = ''",
                "DELETE FROM accounts_securityevent",
            ):
                with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
                    cursor.execute(change)

    @pytest.mark.parametrize(("role", "status"), [("superuser", 200), ("publisher", 403), ("writer", 403)])
    def test_only_superusers_read_it(self, client, role, status):
        sign_in("wrong")
        client.force_login(make_user(role))
        assert client.get(reverse("admin:accounts_securityevent_changelist")).status_code == status

    def test_the_menu_has_no_entries_of_axes(self, client):
        client.force_login(make_user("superuser"))
        assert "/admin/axes/" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["ann\0", "a" * 5000, "ＡＮＮ", "", "ann' OR 1=1 --"])
def test_hostile_names_do_no_harm(name):
    assert {answer.status_code for answer in fail(6, username=name)} <= {200, 429}
