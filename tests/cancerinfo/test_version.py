"""The version is said in one place, and everybody who asks is told the same."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from cancerinfo import __version__, command
from tests.factories import make_user

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("argument", ["version", "--version"])
def test_the_command_says_the_version_of_the_site(argument, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["manage.py", argument])
    command.main()
    assert capsys.readouterr().out.startswith(f"cancerinfo {__version__}\nDjango ")


def test_the_changelog_begins_with_this_version():
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[1]
    assert newest == __version__.partition(".dev")[0]


def test_the_lock_has_each_package_that_runs_the_site():
    wanted = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    locked = re.findall(r"^([\w-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert {name.lower() for name in wanted} <= set(locked)


def test_the_desk_says_the_version_to_those_who_are_signed_in(client, db):
    says = f"cancerinfo {__version__}"
    assert says not in client.get(reverse("admin:login")).content.decode()
    client.force_login(make_user("publisher"))
    assert says in client.get(reverse("admin:index")).content.decode()
