"""Somebody leaves: what they owned is somebody else's, they can do nothing, and their name stays."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles.models import Act, Article, ReviewRequest
from articles.publishing import submit
from cancerinfo.accounts.models import SecurityEvent, Session
from tests.factories import PASSWORD, make_article, make_contributor, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Ann, who leaves, Ben, who takes over, and Ada, who runs the site."""
    ann = make_user("reviewer", username="ann")
    make_contributor(ann)
    return ann, make_user("publisher", username="ben"), User.objects.create_superuser("ada")


def hand_over(*options):
    output = StringIO()
    call_command("hand_over", "ann", "--to", "ben", "--by", "ada", *options, stdout=output)
    return output.getvalue()


def test_work_goes_over_rights_go_and_names_stay(people):
    ann, ben, _ = people
    article = make_article()
    Article.objects.filter(pk=article.pk).update(owner=ann)
    asked = submit(article, make_user("writer"), reviewer=ann)
    browser = Client()
    browser.post("/admin/login/", {"username": "ann", "password": PASSWORD})
    ann.totpdevice_set.create(name="app")
    acts = Act.objects.filter(actor=ann).count()
    dry = hand_over("--dry-run")
    assert User.objects.get(username="ann").is_active
    said = hand_over()
    assert said.splitlines()[:-1] == dry.splitlines()[:-1]
    assert f"owned by ben now: {article.title}" in said
    article.refresh_from_db()
    assert article.owner == ben
    assert ReviewRequest.objects.get(pk=asked.pk).reviewer is None
    ann = User.objects.get(username="ann")
    assert (ann.is_active, ann.is_staff, ann.has_usable_password()) == (False, False, False)
    assert not ann.groups.exists()
    assert not Session.objects.filter(user=ann).exists()
    assert not ann.totpdevice_set.exists()
    assert browser.get("/admin/").status_code == 302
    assert (ann.contributor.name, Act.objects.filter(actor=ann).count()) == (ann.contributor.name, acts)
    rights = SecurityEvent.objects.get(account="ann", kind="rights")
    assert "no longer active, role medical reviewer" in rights.detail


@pytest.mark.parametrize(
    ("username", "reason"), [("ada", "Only an administrator"), ("ben", "ben may not change articles.")]
)
def test_who_cannot_give_or_take_over_is_told(people, username, reason):
    User.objects.filter(username=username).update(is_superuser=False)
    User.objects.get(username=username).groups.clear()
    with pytest.raises(CommandError, match=reason):
        hand_over()
    assert User.objects.get(username="ann").is_active


def test_the_last_administrator_stays(people):
    User.objects.exclude(username="ada").update(is_superuser=False)
    with pytest.raises(CommandError, match="ada is the last administrator"):
        call_command("hand_over", "ada", "--to", "ben", "--by", "ada")


def test_a_person_sees_all_that_is_held_of_them_but_no_secrets(people):
    ann = people[0]
    edition = make_published()
    edition.article.owner = ann
    edition.article.save()
    Client().post("/admin/login/", {"username": "ann", "password": PASSWORD})
    app = ann.totpdevice_set.create(name="app")
    output = StringIO()
    call_command("export_person", "ann", stdout=output)
    held = json.loads(output.getvalue())
    assert held["auth.user"][0]["username"] == "ann"
    assert held["articles.article by owner"][0]["title"] == edition.article.title
    assert held["articles.contributor by user"][0]["name"] == ann.contributor.name
    assert [row["kind"] for row in held["accounts.securityevent of the account"]][-1] == "sign-in"
    assert "password" not in held["auth.user"][0]
    assert held["accounts.session by user"][0].keys() >= {"address", "browser"}
    assert Session.objects.get(user=ann).session_key not in output.getvalue()
    assert app.key not in output.getvalue()


def test_an_administrator_does_it_on_a_page_and_proves_who_they_are(people, client):
    ann, ben, ada = people
    ada.set_password(PASSWORD)
    ada.save()
    article = make_article()
    Article.objects.filter(pk=article.pk).update(owner=ann)
    client.force_login(ada)
    address = reverse("admin:auth_user_leave", args=[ann.pk])
    assert article.title in client.get(address).content.decode()
    client.post(address, {"successor": ben.pk, "password": "a guess"})
    assert Article.objects.get().owner == ann
    page = client.post(address, {"successor": ben.pk, "password": PASSWORD}, follow=True).content.decode()
    assert "has no rights any more" in page
    assert "1 article was handed over." in page
    assert Article.objects.get().owner == ben
    client.force_login(ben)
    assert client.get(reverse("admin:auth_user_leave", args=[ada.pk])).status_code == 403
