"""Invariant 1 for records: no public address shows what nobody approved.

A writer puts a marker into every field of text of a record's row, and of the rows that belong to it. Every
public address is asked, and no answer may hold one of the markers. A new kind of record is a row of MAKE.
"""

import pytest
from django.db import models
from django.test import Client

from articles.models import FixedPage, LiveRecord, SurveyTable, WithdrawalWords
from articles.publishing import record_changed, withdraw
from articles.records.kinds import KINDS
from articles.records.record import Record
from tests.articles.test_invariants_leaks import addresses, leaks_in
from tests.factories import (
    make_approved,
    make_fixed_pages,
    make_organization,
    make_published,
    make_survey,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_withdrawn_with_words():
    edition = make_published(title="Gone page", slug="gone-page")
    reason = "The page said what a newer page now says better."
    withdraw(edition.article, edition.published_by, cause="other", reason=reason)
    return make_approved(WithdrawalWords.objects.get())


def make_about_page():
    make_fixed_pages()
    return FixedPage.objects.get(slug="about", language="en")


def reviewer_of_a_page():
    return make_published(title="Read page").sign_off.contributor


def make_translated_survey():
    make_published(surveys=[make_survey("reading")])
    table = SurveyTable.objects.get()
    table.translations = {"es": {"name": "Una encuesta"}}
    table.save()
    record_changed(table, make_user("writer"))
    return make_approved(table)


# By kind: makes the row of a record that readers see.
MAKE = {
    "term": lambda: make_term("shown-term", synonyms=[("another word", "lay")]),
    "tag": lambda: make_published(tags=["Topic"]).article.tags.get(),
    "category": lambda: make_published(category="Shelf").article.category,
    "organization": lambda: make_organization("shown-organization"),
    "contacts": lambda: make_organization("called-organization"),
    "contributor": reviewer_of_a_page,
    "withdrawal": make_withdrawn_with_words,
    "survey": make_translated_survey,
    "page": make_about_page,
}
# Shorter fields hold codes, and no sentence.
SHORTEST = 19


def mark(row):
    """Puts a marker into every field of text of the row, each with the name of its place."""
    for field in row._meta.concrete_fields:
        name = f"qsecret{row._meta.model_name}{field.name.replace('_', '')}"
        if isinstance(field, models.JSONField):
            in_spanish = {"es": {"name": name, "text": name}}
            setattr(row, field.name, in_spanish if field.name == "translations" else [name])
        elif isinstance(field, models.CharField | models.TextField) and holds_sentences(field):
            setattr(row, field.name, name[: field.max_length])
    row.save()


def holds_sentences(field):
    return not field.choices and (field.max_length is None or field.max_length >= SHORTEST)


def mark_record(kind):
    """Marks the row of a record that readers see, and its parts, as a writer would by the form."""
    row = MAKE[kind.name]()
    assert Record(kind, row).live
    mark(row)
    for name in kind.related:
        part = getattr(row, name, None)
        for each in part.all() if hasattr(part, "all") else []:
            mark(each)
    record_changed(row, make_user("writer"))
    assert Record(kind, type(row).objects.get(pk=row.pk)).is_unapproved


def test_every_kind_of_record_is_walked():
    assert set(MAKE) == set(KINDS)


@pytest.mark.parametrize("name", MAKE)
def test_no_public_address_shows_what_nobody_approved(name):
    mark_record(KINDS[name])
    client, leaks = Client(raise_request_exception=False), {}
    misspelt = [f"/search/?q=qsecret{name}{field}x" for field in ("name", "text", "definition")]
    for address in [*addresses(), *misspelt]:
        if found := leaks_in(client.get(address), address):
            leaks[address] = found
    assert leaks == {}


def test_the_walk_sees_a_marker_that_was_approved():
    make_term("shown", definition="It says qsecretdefinition.", name="qsecretname")
    found = {address for address in addresses() if leaks_in(Client().get(address), address)}
    assert {"/glossary/", "/api/glossary/"} <= found


def test_a_page_of_its_own_keeps_its_address():
    row = MAKE["tag"]()
    mark(row)
    assert LiveRecord.objects.get(kind="tag").slug == "topic"
    assert Client().get("/tags/topic/").status_code == 200
    assert Client().get(f"/tags/{row.slug}/").status_code == 404
