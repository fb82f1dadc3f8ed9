"""The pages of the desk on which a second person approves the texts of records, and the command."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Category, LiveRecord, Source, Tag
from articles.records.kinds import KINDS
from articles.records.record import record_of
from articles.records.waiting import waiting
from tests.acting import shown
from tests.factories import (
    PASSWORD,
    make_article,
    make_contributor,
    make_organization,
    make_term,
    make_user,
    save_contributor,
)

pytestmark = pytest.mark.django_db


def rows():
    """A row of each kind that waits, by its kind."""
    make_article(tags=("testing",), category="Tests")
    organization = make_organization(approved=False)
    found = {
        "term": make_term(approved=False),
        "tag": Tag.objects.get(),
        "category": Category.objects.get(),
        "organization": organization,
        "contacts": organization,
        "contributor": make_contributor(approved=False),
    }
    return {kind: row for kind, row in found.items() if kind in KINDS}


def page_of(row, kind):
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_approve"
    return reverse(name, args=[row.pk, kind])


def send(client, row, kind, **fields):
    name = "ApproveCheckedForm" if KINDS[kind].asks_how else "ApproveForm"
    sent = {"name": name, "seen_digest": record_of(row, kind).digest, "how": "called", "password": PASSWORD}
    data = sent | fields
    return client.post(page_of(row, kind), data, follow=True).content.decode()


class TestTheRecordPage:
    def test_every_form_leads_to_it_and_says_what_waits(self, client):
        client.force_login(make_user("superuser"))
        for kind, row in rows().items():
            options = row._meta
            form = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
            html = shown(client, form)
            assert page_of(row, kind) in html
            assert f"Approve {KINDS[kind].label}…" in html
            assert client.get(page_of(row, kind)).status_code == 200

    @pytest.mark.parametrize("password", ["", "a wrong one"])
    def test_it_approves_nothing_without_the_password(self, client, password):
        term = make_term("word", approved=False, definition="A plain word.")
        client.force_login(make_user("reviewer"))
        send(client, term, "term", password=password)
        assert not LiveRecord.objects.of("term").exists()

    def test_it_approves_what_was_read(self, client):
        term = make_term("word", approved=False, definition="A plain word.")
        client.force_login(make_user("reviewer"))
        assert "A plain word." in shown(client, page_of(term, "term"))
        assert "Readers see this text now." in send(client, term, "term")
        assert LiveRecord.objects.of("term").get().text.value.definition == "A plain word."

    def test_a_text_that_changed_meanwhile_is_not_approved(self, client):
        term = make_term(approved=False)
        client.force_login(make_user("reviewer"))
        assert "was changed after you opened this page" in send(client, term, "term", seen_digest="old")
        assert not LiveRecord.objects.of("term").exists()

    def test_who_wrote_it_is_told_why_not(self, client):
        by = make_user("publisher")
        contributor = save_contributor(make_contributor(approved=False), approved=False)
        contributor.credentials = "Nobel laureate"
        contributor.save()
        client.force_login(by)
        assert "doesn&#x27;t say who wrote" in shown(client, page_of(contributor, "contributor"))

    def test_the_checks_say_what_they_found(self, client):
        term = make_term(approved=False, definition="Buy cheap pills here.")
        client.force_login(make_user("reviewer"))
        assert "promotional in “definition”" in shown(client, page_of(term, "term"))
        assert "An error is open" in send(client, term, "term")

    @pytest.mark.parametrize("kind", ["contacts", "nothing"])
    def test_a_kind_that_the_row_has_not_is_not_found(self, client, kind):
        term = make_term()
        client.force_login(make_user("superuser"))
        assert client.get(page_of(term, kind)).status_code == 404


class TestTheFilter:
    def test_the_list_shows_what_waits_alone(self, client):
        make_term("seen", name="Seen")
        make_term("new", name="New", approved=False)
        client.force_login(make_user("reviewer"))
        response = client.get(reverse("admin:resources_term_changelist"), {"waiting": "yes"})
        assert [row.name for row in response.context["cl"].result_list] == ["New"]

    def test_a_text_that_says_nothing_waits_for_nobody(self):
        organization = make_organization(approved=False)
        organization.contacts.all().delete()
        assert waiting([KINDS["contacts"]]) == []


class TestTheDesk:
    def test_it_counts_what_waits_for_a_second_person(self, client):
        client.force_login(make_user("reviewer"))
        make_term("seen")
        term = make_term("new", name="New word", approved=False)
        html = shown(client, "/admin/")
        assert "To approve: terms" in html
        assert page_of(term, "term") in html

    def test_a_writer_is_not_asked(self, client):
        client.force_login(make_user("writer"))
        make_term(approved=False)
        assert "To approve" not in shown(client, "/admin/")

    def test_it_costs_the_same_for_few_and_many(self, django_assert_num_queries):
        def make():
            source = Source.objects.create(key=f"source-{Source.objects.count()}", title="A book")
            make_term(approved=False, source_key=source.key)
            make_organization(approved=False)

        def ask():
            return waiting()

        make()
        with CaptureQueriesContext(connection) as first:
            ask()
        make()
        with django_assert_num_queries(len(first)):
            ask()


class TestApproveRecords:
    def test_it_approves_what_waits_and_prints_it(self, capsys):
        make_term(approved=False, definition="A plain word.")
        call_command("approve_records", by=make_user("reviewer").username, kind="term")
        out = capsys.readouterr().out
        assert "definition: A plain word." in out
        assert "1 waited, 1 approved." in out
        assert LiveRecord.objects.of("term").count() == 1

    def test_every_rule_holds(self, capsys):
        make_term(approved=False, definition="Buy cheap pills here.")
        with pytest.raises(CommandError, match="1 refused"):
            call_command("approve_records", by=make_user("reviewer").username, kind="term")
        assert "Refused. An error is open" in capsys.readouterr().out
        assert not LiveRecord.objects.of("term").exists()

    def test_a_dry_run_changes_nothing(self, capsys):
        make_term(approved=False)
        call_command("approve_records", dry_run=True)
        assert "0 approved" in capsys.readouterr().out
        assert not LiveRecord.objects.of("term").exists()

    def test_it_asks_whose_approval_it_is(self):
        with pytest.raises(CommandError, match="--by"):
            call_command("approve_records")
