"""Who changes the account of somebody else could sign as them: the log has it, and the person hears of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.models import triggers
from articles.publishing.outside import outside_account
from cancerinfo.accounts.changes import changes_before
from cancerinfo.accounts.models import SecurityEvent
from tests.factories import PASSWORD, make_article, make_contributor, make_signed, make_user

pytestmark = pytest.mark.django_db
OTHER = "another password of the tests"


@pytest.fixture
def reviewer():
    user = make_user("reviewer", username="rita", email="rita@test.example", first_name="Rita")
    make_contributor(user, name="Rita Reviewer")
    return user


@pytest.fixture
def chief(client):
    user = make_user("superuser", username="chief")
    client.force_login(user)
    return user


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def logged(account="rita"):
    events = SecurityEvent.objects.filter(account=account).exclude(kind="sign-in").order_by("pk")
    return [(event.kind, event.by and event.by.username, event.detail) for event in events]


def change(client, account, **fields):
    """Sends the admin's form of the account as it is, but for the fields. Returns its errors."""
    address = reverse("admin:auth_user_change", args=[account.pk])
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if name != "password"}
    moments = {
        f"{name}_{i}": part
        for name in ("last_login", "date_joined")
        for i, part in enumerate(str(data.pop(name) or " ")[:19].split(" "))
    }
    data = data | moments | {"proof": PASSWORD} | fields
    answer = client.post(address, {name: value for name, value in data.items() if value not in (None, False)})
    return {} if answer.status_code == 302 else answer.context["adminform"].form.errors


def set_password(client, account):
    address = reverse("admin:auth_user_password_change", args=[account.pk])
    data = {"password1": OTHER, "password2": OTHER, "usable_password": "true"}
    assert client.post(address, data).status_code == 302


class TestAChange:
    def test_of_the_password(self, client, chief, reviewer, commit):
        with commit():
            set_password(client, reviewer)
        assert logged() == [("password", "chief", ""), ("told", "chief", "")]
        [letter] = mail.outbox
        assert letter.to == ["rita@test.example"]
        assert "chief changed your account" in letter.body
        assert "password changed" in letter.body

    def test_of_the_address_is_told_at_the_old_one(self, client, chief, reviewer, commit):
        with commit():
            change(client, reviewer, email="thief@test.example")
        assert logged() == [("email", "chief", ""), ("told", "chief", "")]
        assert [letter.to for letter in mail.outbox] == [["rita@test.example"]]
        assert "thief" not in mail.outbox[0].body

    @pytest.mark.parametrize("proof", ["", "a guess"])
    def test_takes_the_password_of_who_makes_it(self, client, chief, reviewer, commit, proof):
        with commit():
            assert list(change(client, reviewer, email="thief@test.example", proof=proof)) == ["proof"]
        reviewer.refresh_from_db()
        assert (reviewer.email, mail.outbox) == ("rita@test.example", [])
        assert [kind for kind, *_ in logged()] == []

    def test_of_rights(self, client, chief, reviewer, commit):
        publisher = make_user("publisher").groups.get()
        with commit():
            change(client, reviewer, is_superuser="on", groups=[publisher.pk])
        [(kind, by, detail), _] = logged()
        assert (kind, by) == ("rights", "chief")
        assert detail == "now role publisher, superuser; no longer role medical reviewer"

    def test_of_the_user_name_is_found_under_the_new_one(self, client, chief, reviewer):
        set_password(client, reviewer)
        change(client, reviewer, username="rita2")
        reviewer.refresh_from_db()
        kinds = [event.kind for event in changes_before(reviewer, timezone.now())]
        assert kinds == ["name", "password"]

    def test_of_the_linked_contributor_is_told_to_both(self, client, chief, reviewer, commit):
        thief = make_user("publisher", username="thief", email="thief@test.example")
        person = reviewer.contributor
        address = reverse("admin:articles_contributor_change", args=[person.pk])
        form = client.get(address).context["adminform"].form
        data = {name: form[name].value() or "" for name in form.fields}
        with commit():
            assert client.post(address, data | {"user": thief.pk}).status_code == 302
        assert logged()[0] == ("person", "chief", "no longer Rita Reviewer")
        assert logged("thief")[0] == ("person", "chief", "now Rita Reviewer")
        assert {address for letter in mail.outbox for address in letter.to} == {
            "rita@test.example",
            "thief@test.example",
        }

    def test_of_a_role_is_one_of_everybody_who_has_it(self, client, chief, reviewer):
        role = Group.objects.get(name="medical reviewer")
        address = reverse("admin:auth_group_change", args=[role.pk])
        client.post(address, {"name": role.name, "permissions": [role.permissions.first().pk]})
        assert logged() == [("rights", "chief", "the role medical reviewer was changed")]

    def test_by_the_command(self, reviewer, commit, monkeypatch):
        monkeypatch.setattr("getpass.getpass", lambda prompt: OTHER)
        with commit():
            call_command("changepassword", "rita", verbosity=0)
        assert logged()[0] == ("password", None, "by the command changepassword")
        assert len(mail.outbox) == 1
        assert len(changes_before(reviewer, timezone.now())) == 1

    def test_of_nothing_leaves_no_line(self, client, chief, reviewer, commit):
        with commit():
            change(client, reviewer, last_name="Reviewer")
        assert logged() == []
        assert mail.outbox == []

    def test_is_made_and_logged_where_no_mail_leaves(self, client, chief, reviewer, commit, settings):
        settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = [settings.MAILERS["default"]["BACKEND"]]
        with commit():
            set_password(client, reviewer)
        reviewer.refresh_from_db()
        assert reviewer.check_password(OTHER)
        [_, (kind, _, detail)] = logged()
        assert kind == "not-told"
        assert "No e-mail leaves this site" in detail

    def test_of_an_account_without_an_address_says_so(self, client, chief, commit):
        account = make_user("reviewer", username="rita")
        with commit():
            set_password(client, account)
        assert logged()[-1] == ("not-told", "chief", "The account has no e-mail address.")

    def test_left_the_log_its_trigger_when_it_got_room_for_it(self):
        assert "accounts_securityevent_no_update" not in triggers.missing(connection)


class TestTheAccountOfTextsFromOutside:
    @pytest.mark.parametrize("name", ["auth_user_change", "auth_user_password_change"])
    def test_gets_no_password_and_no_rights(self, client, chief, name):
        account = outside_account()
        data = {"username": "outside", "is_active": "on", "password1": OTHER, "password2": OTHER}
        answer = client.post(reverse(f"admin:{name}", args=[account.pk]), data)
        account.refresh_from_db()
        assert answer.status_code == 403
        assert not account.is_active
        assert not account.has_usable_password()


class TestASignOffAfterIt:
    @pytest.fixture
    def signed(self, client, chief, reviewer):
        set_password(client, reviewer)
        article = make_article(by=make_user("writer"))
        make_signed(article, by=reviewer)
        return article

    SAID = "had changed that account: password changed."

    def page(self, client, signed, name=None):
        if name:
            return client.get(reverse("admin:articles_article_act", args=[signed.pk, name])).content.decode()
        return client.get(reverse("admin:articles_article_change", args=[signed.pk])).content.decode()

    def test_is_shown_with_it_beside_the_article_and_to_the_publisher(self, client, signed):
        client.force_login(make_user("publisher"))
        assert self.SAID in self.page(client, signed)
        assert self.page(client, signed, "publish").count(self.SAID) == 2
        assert self.SAID in self.page(client, signed, "schedule")

    def test_says_so_in_its_record(self, client, signed):
        record = reverse("admin:articles_signoff_change", args=[signed.sign_offs.get().pk])
        assert self.SAID in client.get(record).content.decode()

    def test_isnt_shown_with_it_to_a_writer(self, client, signed):
        client.force_login(make_user("writer"))
        assert self.SAID not in self.page(client, signed)

    def test_after_a_week_it_isnt(self, client, chief, reviewer):
        set_password(client, reviewer)
        later = timezone.now() + timedelta(days=7, minutes=1)
        assert changes_before(reviewer, later) == []

    def test_ones_own_new_password_counts_for_nothing(self, client, reviewer):
        client.force_login(reviewer)
        data = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
        assert client.post(reverse("admin:password_change"), data).status_code == 302
        assert changes_before(reviewer, timezone.now()) == []

    def test_giving_oneself_the_name_of_a_reviewer_counts(self, client, chief, reviewer):
        person = reviewer.contributor
        address = reverse("admin:articles_contributor_change", args=[person.pk])
        form = client.get(address).context["adminform"].form
        data = {name: form[name].value() or "" for name in form.fields}
        client.post(address, data | {"user": chief.pk})
        [event] = changes_before(chief, timezone.now())
        assert (event.kind, event.by) == ("person", chief)
