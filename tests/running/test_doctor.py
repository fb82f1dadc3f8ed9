"""What `doctor` says: a sentence for each thing that is wrong, and nothing of what is well."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import FixedPage
from articles.publishing.roles import setup_roles
from cancerinfo.accounts.models import Passkey
from cancerinfo.running import conditions, installation

pytestmark = pytest.mark.django_db


def doctor():
    """What `doctor --json` prints, and its exit code."""
    output = StringIO()
    try:
        call_command("doctor", "--json", stdout=output)
    except SystemExit as end:
        return json.loads(output.getvalue()), end.code
    return json.loads(output.getvalue()), 0


@pytest.fixture(autouse=True)
def _elsewhere(settings, tmp_path):
    settings.STORED_PAGES = str(tmp_path / "pages.sqlite3")
    settings.PICTURES = str(tmp_path / "pictures")


def test_a_site_that_was_only_migrated_hears_what_it_lacks():
    Group.objects.get(name="publisher").permissions.clear()
    found, code = doctor()
    assert code == 1
    assert found["database"] == found["migrations"] == []
    roles, *people = found["people"]
    assert "“publisher”. Run setup_roles." in roles
    assert people == list(installation.PARTS.values())
    assert len(found["pages"]) == len(FixedPage.Slug)


def test_people_are_lacking_until_two_can_work():
    setup_roles()
    ada = User.objects.create_user("ada")
    ada.groups.set(Group.objects.all())
    (sentence,) = installation.people_can_publish()
    assert "make a second account" in sentence
    User.objects.create_user("grace").groups.add(Group.objects.get(name="medical reviewer"))
    assert list(installation.people_can_publish()) == []


def test_staff_without_a_second_factor_are_counted():
    ada, grace = (User.objects.create_user(name, password="x", is_staff=True) for name in ("ada", "grace"))
    User.objects.create_user("invited", is_staff=True)
    assert "2 accounts of staff have no" in next(installation.staff_have_a_second_factor())
    Passkey.objects.create(user=ada, name="phone", identifier="a", key="a", uses=0)
    assert "1 account of staff has no" in next(installation.staff_have_a_second_factor())
    TOTPDevice.objects.create(user=grace)
    assert list(installation.staff_have_a_second_factor()) == []


def test_a_mail_server_that_takes_nothing_is_named(settings):
    backend, nobody = "django.core.mail.backends.smtp.EmailBackend", {"host": "127.0.0.1", "port": 1}
    settings.MAILERS, settings.ADMINS = {"default": {"BACKEND": backend, "OPTIONS": nobody}}, []
    server, admins = installation.mail_server_answers()
    assert "127.0.0.1:1 takes no e-mails" in server
    assert "set ADMINS" in admins


def test_static_files_that_were_never_collected_are_missed(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "cancerinfo.web.static_files.StaticFilesStorage"},
    }
    assert "run collectstatic" in next(installation.static_files_are_collected())
    (tmp_path / "staticfiles.json").touch()
    assert list(installation.static_files_are_collected()) == []


def test_settings_that_are_not_safe_are_said(settings):
    settings.SECRET_KEY = "short"
    assert any("security.W009" in sentence for sentence in installation.settings_are_safe())


def test_a_clock_that_is_wrong_is_said(monkeypatch):
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(installation.timezone, "now", lambda: later)
    expected = conditions.connection.vendor == "postgresql"
    assert bool(list(installation.clocks_agree())) == expected


def test_with_the_database_away_the_rest_is_still_said(monkeypatch):
    def fail():
        raise OperationalError("no route to host")

    monkeypatch.setattr(conditions.connection, "cursor", fail)
    output = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=output)
    assert "database: The database can't be asked: no route to host." in output.getvalue()
    assert "people: not asked" in output.getvalue()
    assert "disk: ok" in output.getvalue()
