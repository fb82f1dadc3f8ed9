"""Passwords by letter: a forgotten one, and the first one of a person who was invited."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.models import Contributor
from articles.records.record import record_of
from cancerinfo.accounts.models import SecurityEvent, Session
from cancerinfo.accounts.password_links import INVITATION, RESET, _token
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/password-reset/"
NEW = "another password of the tests"
CHOICE = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def ann():
    return make_user("writer", username="ann", email="Ann@test.example")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def ask(typed, **headers):
    return Client().post(PAGE, {"account": typed}, **headers)


def link_of(letter):
    return re.search(r"http://\S+(/admin/new-password/\S+/)", letter.body)[1]


def sign_in(password, name="ann"):
    return Client().post("/admin/login/", {"username": name, "password": password}).status_code == 302


def kinds():
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", "account"))


class TestAForgottenPassword:
    @pytest.mark.parametrize("typed", ["ann", "ann@TEST.example"])
    def test_a_letter_brings_the_link_to_a_new_one_which_counts_once(self, ann, typed, commit):
        browser = Client()
        browser.force_login(ann)
        ask(typed)
        [letter] = mail.outbox
        assert letter.to == ["Ann@test.example"]
        link = link_of(letter)
        assert "no-store" in Client().get(link)["Cache-Control"]
        assert Client().post(link, {"new_password1": "short", "new_password2": "short"}).status_code == 200
        with commit():
            assert Client().post(link, CHOICE)["Location"] == "/admin/login/"
        assert (sign_in(PASSWORD), sign_in(NEW)) == (False, True)
        assert browser.get("/admin/").status_code == 302
        assert Client().get(link).status_code == 410
        assert Client().post(link, CHOICE).status_code == 410
        assert kinds()[:4] == [("sign-in", "ann"), ("reset", "ann"), ("password", "ann"), ("told", "ann")]
        assert "password changed: by a link in an e-mail" in mail.outbox[1].body

    def test_every_name_gets_the_same_answer_before_anything_is_looked_for(
        self, ann, django_assert_num_queries, monkeypatch
    ):
        make_user("writer", username="ben", email="ben@test.example", is_active=False)
        make_user("writer", username="eva")
        known = ask("ann").content
        done = []
        monkeypatch.setattr("cancerinfo.accounts.password_pages.send_reset_links", lambda *a: done.append(a))
        for typed in ("ann", "nobody", "ben", "eva", "a\0", "%", "' OR 1=1 --"):
            with django_assert_num_queries(0):
                answer = ask(typed)
            if "\0" not in typed:
                assert re.sub(rb"nonce-\S+", b"", answer.content) == re.sub(rb"nonce-\S+", b"", known)
        assert len(done) == 6
        assert len(mail.outbox) == 1

    def test_nobody_fills_a_mailbox_or_the_log(self, ann):
        for _ in range(9):
            ask("ann")
        ask("nobody")
        assert len(mail.outbox) == 3
        assert kinds() == [("reset", "ann")] * 3

    def test_who_has_no_password_gets_none_by_it(self, ann):
        ann.set_unusable_password()
        ann.save()
        ask("ann")
        assert mail.outbox == []

    def test_the_link_ends_after_an_hour_or_with_a_sign_in(self, ann, monkeypatch):
        links = [f"/admin/new-password/{_token(ann, purpose)}/" for purpose in (RESET, INVITATION)]
        assert [Client().get(link).status_code for link in links] == [200, 200]
        later = timezone.now() + timedelta(minutes=61)
        with monkeypatch.context() as patch:
            patch.setattr("time.time", later.timestamp)
            assert [Client().get(link).status_code for link in links] == [410, 200]
        sign_in(PASSWORD)
        assert [Client().get(link).status_code for link in links] == [410, 410]

    @pytest.mark.parametrize("token", ["x", "eyJ:1:x", "a" * 3000])
    def test_other_links_open_nothing(self, client, token):
        assert client.get(f"/admin/new-password/{token}/").status_code == 410

    def test_a_lock_ends_with_it_and_the_second_factor_is_still_asked_for(self, ann, settings):
        for _ in range(5):
            sign_in("wrong")
        assert AccessAttempt.objects.exists()
        Client().post(f"/admin/new-password/{_token(ann, RESET)}/", CHOICE)
        settings.SECOND_FACTOR = True
        answer = Client().post("/admin/login/", {"username": "ann", "password": NEW})
        assert answer["Location"] == "/admin/login/second-step/"
        assert not Session.objects.filter(user=ann).exists()

    def test_without_mail_the_page_says_so(self, client, ann, settings):
        settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = [settings.MAILERS["default"]["BACKEND"]]
        assert "No e-mail leaves this site" in client.get(PAGE).content.decode()
        assert mail.outbox == []


class TestAPerson:
    PERSON = {
        "username": "rita", "first_name": "Rita", "last_name": "Reviewer", "email": "rita@test.example",
        "public_name": "Rita Reviewer", "credentials": "of the tests", "affiliation": "Test house",
    }  # fmt: skip

    @pytest.fixture
    def chief(self, client):
        chief = make_user("superuser", username="chief")
        client.force_login(chief)
        return chief

    def make(self, client, **fields):
        role = make_user("reviewer").groups.get()
        data = self.PERSON | {"role": role.pk} | fields
        return client.post("/admin/auth/user/add/", data, follow=True)

    def test_is_made_and_invited_on_one_page(self, client, chief):
        page = self.make(client).content.decode()
        assert "An e-mail to rita@test.example is on its way." in page
        person = Contributor.objects.select_related("user").get(name="Rita Reviewer")
        rita = person.user
        assert (rita.is_staff, rita.is_superuser, rita.has_usable_password()) == (True, False, False)
        assert [group.name for group in rita.groups.all()] == ["medical reviewer"]
        assert person.credentials == "of the tests"
        assert record_of(person).is_unapproved
        log = SecurityEvent.objects.filter(account="rita").order_by("pk").values_list("kind", "by")
        assert {by for _, by in log} == {chief.pk}
        assert [kind for kind, _ in log][-1] == "invited"
        assert "rights" in {kind for kind, _ in log}
        [letter] = mail.outbox
        Client().post(link_of(letter), CHOICE)
        assert sign_in(NEW, "rita")

    def test_without_a_public_name_is_no_contributor(self, client, chief):
        self.make(client, public_name="", role="")
        assert not Contributor.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("email", ""), ("email", "CHIEF@test.example"), ("public_name", "Rita  reviewer")],
    )
    def test_is_refused_where_somebody_else_has_the_address_or_name(self, client, chief, field, value):
        chief.email = "chief@test.example"
        chief.save()
        Contributor.objects.create(key="rita-reviewer", name="Rita Reviewer")
        answer = self.make(client, **({"public_name": ""} | {field: value}))
        assert field in answer.context["adminform"].form.errors
        assert mail.outbox == []

    def test_whose_letter_was_lost_is_invited_again(self, client, chief, settings):
        settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = [settings.MAILERS["default"]["BACKEND"]]
        page = self.make(client).content.decode()
        assert "No e-mail leaves this site" in page
        settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = []
        [address] = re.findall(r"/admin/auth/user/\d+/invite/", page)
        client.post(address)
        assert [letter.to for letter in mail.outbox] == [["rita@test.example"]]
        events = SecurityEvent.objects.filter(account="rita", kind__in=["not-told", "invited"]).order_by("pk")
        assert [event.kind for event in events] == ["not-told", "invited"]
