"""Contacts whose check has run out, and the call sheet."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from resources.models import Contact, Organization

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def make_contact(days_ago=None, crisis=False, listed=True, value="0800 1"):
    organization = Organization.objects.create(
        slug=f"o{Organization.objects.count()}", name="Helpers", is_listed=listed
    )
    checked_on = TODAY - timedelta(days=days_ago) if days_ago is not None else None
    return Contact.objects.create(
        organization=organization, kind="phone", value=value, checked_on=checked_on, is_crisis_line=crisis
    )


def run(*arguments):
    out = io.StringIO()
    call_command("list_unverified", *arguments, f"--on={TODAY}", stdout=out)
    return out.getvalue()


class TestUnverified:
    @pytest.mark.parametrize(
        ("days_ago", "crisis", "due"),
        [(None, False, True), (365, False, False), (366, False, True), (90, True, False), (91, True, True)],
    )
    def test_the_row_and_the_query_agree(self, days_ago, crisis, due):
        contact = make_contact(days_ago, crisis)
        assert contact.is_unverified(TODAY) is due
        assert Contact.objects.unverified(TODAY).exists() is due


class TestListUnverified:
    def test_it_prints_a_line_to_fill_in_for_each_contact(self):
        make_contact(400)
        assert "phone: 0800 1" in run()
        assert "last checked 2025-04-27 by unknown.  Works now? ____" in run()

    def test_crisis_lines_come_first(self):
        make_contact(None, value="later")
        make_contact(100, crisis=True, value="first")
        assert [row[3] for row in csv.reader(io.StringIO(run("--csv")))] == ["contact", "first", "later"]

    def test_json_holds_the_same_rows(self):
        make_contact()
        assert json.loads(run("--json"))[0]["contact"] == "0800 1"

    def test_an_organization_that_visitors_do_not_see_needs_no_call(self):
        make_contact(listed=False)
        assert "0 contacts to check." in run()
