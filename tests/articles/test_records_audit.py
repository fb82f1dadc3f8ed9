"""What verify_record finds of records: terms, tags and whatever else a second person approves."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import ApprovedText, LiveRecord
from articles.publishing import record_changed
from articles.publishing.records import take_down
from articles.records.record import records_of
from articles.reports.records_audit import record_faults
from tests.factories import make_approved, make_term, make_user

pytestmark = pytest.mark.django_db


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


def sentences():
    return [str(fault) for fault in record_faults()]


@pytest.fixture
def term():
    """A term whose definition was approved twice."""
    term = make_term(name="scan", definition="A picture.")
    term.definition = "A picture of the inside of the body."
    term.save()
    record_changed(term, make_user("writer"))
    make_approved(term)
    assert sentences() == []
    return term


def test_an_older_text_that_is_shown_again_is_found(term):
    LiveRecord.objects.update(text=ApprovedText.objects.get(number=1))
    assert sentences() == [f"Readers don't see the newest approved text of term {term.pk}, scan."]


def test_the_text_of_another_record_is_found(term):
    other = make_term(name="ray")
    text = LiveRecord.objects.get(record=other.pk).text
    LiveRecord.objects.filter(record=other.pk).delete()
    LiveRecord.objects.filter(record=term.pk).update(text=text)
    assert sentences() == [f"Readers don't see the newest approved text of term {term.pk}, scan."]


def test_what_was_taken_down_and_is_shown_is_found(term):
    live = LiveRecord.objects.get()
    (record,) = records_of(term)
    take_down(record, make_user("publisher"), "The definition is wrong and must be read again.")
    assert sentences() == []
    live.save(force_insert=True)
    assert sentences() == [f"Readers see term {term.pk}, scan, though it was taken from them."]


@pytest.mark.usefixtures("unguarded")
class TestWithoutTriggers:
    def test_a_changed_text_is_found(self, term):
        sql("UPDATE articles_approvedtext SET content = %s WHERE number = 2", json.dumps({"name": "x"}))
        assert sentences() == [f"The text of term {term.pk}, text 2 is not the one that was approved."]

    def test_an_approver_who_wrote_is_found(self, term):
        text = ApprovedText.objects.get(number=2)
        writer = json.dumps([{"user": text.approved_by_id, "name": "x"}])
        sql("UPDATE articles_approvedtext SET proposers = %s WHERE number = 2", writer)
        assert sentences() == [f"Who approved term {term.pk}, text 2 wrote it."]

    def test_the_command_says_so(self, term, capsys):
        LiveRecord.objects.update(text=ApprovedText.objects.get(number=1))
        with pytest.raises(SystemExit):
            call_command("verify_record")
        assert "Readers don't see the newest approved text" in capsys.readouterr().out
