"""What the desk says of records that wait is what their texts say, whoever changed one, and by what way."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Category,
    Contributor,
    Source,
    StoredWaiting,
    SurveyTable,
    Tag,
    WithdrawalWords,
)
from articles.publishing import record_changed, withdraw
from articles.publishing.live_repair import repair_live
from articles.records.kinds import KINDS
from articles.records.record import Record
from articles.records.waiting import renew_waiting, waiting, waiting_by_kind
from articles.reports.records_audit import record_faults
from resources.models import Contact, Organization, Synonym, Term
from tests.factories import (
    make_approved,
    make_contributor,
    make_organization,
    make_published,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


def due():
    """The kinds of what waits, as stored, once it was seen to be so of every row that there is."""
    found = {(record.kind.name, record.row.pk) for record in waiting()}
    rows = [Record(kind, row) for kind in KINDS.values() for row in kind.rows()]
    assert found == {(record.kind.name, record.row.pk) for record in rows if somebody_is_to_approve(record)}
    return {name for name, _row in found}


def somebody_is_to_approve(record):
    asked = type(record.row).objects.filter(record.kind.waits, pk=record.row.pk)
    return record.is_unapproved and (record.last is not None or asked.exists())


def test_it_follows_every_row_that_a_text_is_made_of():
    Source.objects.create(key="book", title="A book")
    make_term("word", source_key="book", synonyms=[("another word", "lay")])
    make_organization()
    make_contributor(make_user("writer"))
    for row in [
        Tag.objects.create(name="Scan", description="It shows the inside."),
        Category.objects.create(name="Care", slug="care", description="All of it."),
        SurveyTable.objects.create(key="poll", title="A poll", translations={"es": {"name": "Una encuesta"}}),
    ]:
        record_changed(row, make_user("writer"))
        make_approved(row)
    assert due() == set()
    for model, field, value, kind in [
        (Term, "definition", "Another.", "term"),
        (Synonym, "text", "a third word", "term"),
        (Source, "title", "Another book", "term"),
        (Organization, "description", "Another.", "organization"),
        (Contact, "value", "+34900100999", "contacts"),
        (Contributor, "name", "Another", "contributor"),
        (User, "username", "another", "contributor"),
        (Tag, "description", "Another.", "tag"),
        (Category, "description", "Another.", "category"),
        (SurveyTable, "title", "Another", "survey"),
    ]:
        row = Contributor.objects.get().user if model is User else model.objects.first()
        model.objects.filter(pk=row.pk).update(**{field: value})
        assert due() == {kind}, model
        model.objects.filter(pk=row.pk).update(**{field: getattr(row, field)})
        assert due() == set(), model
    Synonym.objects.all().delete()
    assert due() == {"term"}
    Term.objects.all().delete()
    assert due() == set()


def test_what_never_was_approved_waits_if_it_says_something():
    Tag.objects.create(name="Scan")
    assert due() == set()
    edition = make_published()
    reason = "The page said what a newer page now says better."
    withdraw(edition.article, edition.published_by, cause="other", reason=reason)
    assert due() == {"withdrawal"}
    make_approved(WithdrawalWords.objects.get())
    assert due() == set()


def test_those_that_were_approved_before_come_first():
    new, old = make_term("a", approved=False), make_term("b")
    Term.objects.filter(pk=old.pk).update(definition="Another.")
    [found] = waiting_by_kind([KINDS["term"]])
    assert (found.count, [record.row for record in found.first]) == (2, [old, new])
    [found] = waiting_by_kind([KINDS["term"]], at_most=1)
    assert (found.count, [record.row for record in found.first]) == (2, [old])


def test_it_reads_no_record_that_does_not_wait():
    for _ in range(3):
        make_term()
        make_organization()
    renew_waiting()
    with CaptureQueriesContext(connection) as queries:
        assert not any(each.count for each in waiting_by_kind())
    assert {query["sql"].split(" FROM ")[1].split()[0].strip('"') for query in queries} == {
        StoredWaiting._meta.db_table
    }


def test_what_was_changed_past_the_triggers_is_told_and_put_right():
    term = make_term()
    renew_waiting()
    assert list(record_faults()) == []
    StoredWaiting.objects.filter(kind="term").update(is_waiting=True)
    assert [str(fault) for fault in record_faults()] == [
        f"The desk says that term {term.pk} waits for a second person, and it doesn't."
    ]
    StoredWaiting.objects.filter(kind="term").delete()
    assert [str(fault) for fault in record_faults()] == [
        f"The desk doesn't know of term {term.pk}, whether it waits for a second person."
    ]
    repair_live()
    assert list(record_faults()) == []
    assert due() == set()
