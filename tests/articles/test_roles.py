"""The three roles and what each may do."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.publishing.roles import ROLES
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class TestSetupRoles:
    def test_it_makes_the_groups_and_says_so(self, capsys):
        Group.objects.all().delete()
        call_command("setup_roles")
        assert capsys.readouterr().out.split("\n")[:3] == [
            "writer: created",
            "medical reviewer: created",
            "publisher: created",
        ]

    def test_twice_changes_nothing(self, capsys):
        call_command("setup_roles")
        capsys.readouterr()
        call_command("setup_roles")
        assert capsys.readouterr().out.count("unchanged") == 3

    def test_it_takes_away_what_does_not_belong_to_a_role(self, capsys):
        call_command("setup_roles")
        group = Group.objects.get(name="writer")
        group.permissions.add(Permission.objects.get(codename="publish_article"))
        group.permissions.remove(Permission.objects.get(codename="add_source"))
        call_command("setup_roles")
        assert "writer: updated (+articles.add_source, -articles.publish_article)" in capsys.readouterr().out
        assert not make_user("writer").has_perm("articles.publish_article")

    @pytest.mark.parametrize("role", ["writer", "reviewer", "publisher"])
    @pytest.mark.parametrize("model", ["edition", "signoff", "act", "liveedition", "withdrawal", "waiver"])
    def test_nobody_may_change_what_acts_write(self, role, model):
        user = make_user(role)
        assert user.has_perm(f"articles.view_{model}")
        for action in ("add", "change", "delete"):
            assert not user.has_perm(f"articles.{action}_{model}")

    @pytest.mark.parametrize(
        ("role", "acts"),
        [
            ("writer", {"change_article"}),
            ("reviewer", {"review_article"}),
            ("publisher", {"change_article", "publish_article", "waive_finding"}),
        ],
    )
    def test_each_role_has_its_acts(self, role, acts):
        user = make_user(role)
        every_act = {"change_article", "review_article", "publish_article", "waive_finding"}
        assert {act for act in every_act if user.has_perm(f"articles.{act}")} == acts

    def test_no_role_manages_accounts(self):
        assert not {name for names in ROLES.values() for name in names if name.startswith("auth.")}
