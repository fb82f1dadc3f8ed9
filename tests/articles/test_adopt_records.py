"""The command that gives records of an older release a writer, so that somebody else can approve them."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import LiveRecord, Source, Tag
from articles.publishing import approve, record_changed
from articles.records.record import record_of
from resources.models import Term
from tests.acting import refused
from tests.factories import make_approved, make_published, make_term, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopt(capsys):
    def run(by):
        call_command("adopt_records", by=by)
        return capsys.readouterr().out

    return run


def test_a_text_of_unknown_origin_gets_a_writer_who_then_cannot_approve_it(adopt):
    publisher = make_user("publisher")
    term = Term.objects.create(slug="old", name="old", definition="From before.", is_listed=True)
    assert "1 texts now have" in adopt(publisher.get_username())
    record = record_of(term)
    assert "You wrote" in refused(approve, record, publisher, seen_digest=record.digest)
    make_approved(term)
    assert LiveRecord.objects.defined().count() == 1


def test_twice_adds_nothing(adopt):
    make_term(approved=False)
    adopt(make_user("writer").get_username())
    assert adopt(make_user("writer").get_username()).startswith("0 names signed with live pages; 0 texts")


def test_the_account_of_texts_from_outside_stands_in_for_nobody(adopt):
    with pytest.raises(CommandError, match="must name a person"):
        adopt("outside")


def test_a_changed_source_is_a_proposal_of_who_changed_it(client):
    source = Source.objects.create(key="a", title="A trial")
    term = make_term(source_key="a")
    source.title = "Buy lemons"
    source.save()
    publisher = make_user("publisher")
    record_changed(source, publisher)
    assert "lemons" not in client.get("/glossary/").content.decode()
    record = record_of(term)
    assert "You wrote" in refused(approve, record, publisher, seen_digest=record.digest)


def test_names_that_were_signed_with_live_pages_are_shown(client, adopt, monkeypatch):
    with monkeypatch.context() as older_release:
        older_release.setattr("articles.publishing.publication.approve_names", lambda *texts: 0)
        edition = make_published(tags=["Scans"])
    Tag.objects.update(description="Drink lemon juice.")
    assert client.get("/tags/scans/").status_code == 404
    assert adopt(make_user("writer").get_username()).startswith("2 names signed")
    page = client.get("/tags/scans/").content.decode()
    assert edition.title in page
    assert "lemon" not in page
