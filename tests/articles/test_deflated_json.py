"""JSON that is kept deflated: read back as it was, by whatever way, and refused to SQL."""

import json
import zlib

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from articles.content import canonical_json, json_digest
from articles.models import Edition, SignOff, raising, triggers
from articles.reports.chain_audit import chain_faults
from articles.reports.editions_audit import faults
from tests.factories import make_published

BEFORE, AFTER = ("articles", "0102_editors_of_sources"), ("articles", "0103_deflated_editions")


def stored(column, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return cursor.fetchone()[0]


def without_those_that_tests_lack(found):
    return [str(fault) for fault in found if "trigger" not in str(fault)]


@pytest.mark.django_db
def test_what_is_stored_is_the_text_of_the_digest():
    edition = make_published(title="Ménière ½ 🙂")
    for column in ("content", "rendered"):
        text = zlib.decompress(stored(column, "articles_edition")).decode()
        assert text == canonical_json(getattr(edition, column))
    assert json_digest(edition.content) == edition.digest
    assert json_digest(edition.rendered) == edition.rendered_digest
    again = Edition.objects.get()
    assert again.rendered == edition.rendered
    assert again.sign_off.content == again.content
    assert SignOff.objects.values_list("content", flat=True).get() == again.content
    with pytest.raises(FieldError):
        Edition.objects.filter(rendered__terms=[]).exists()
    with pytest.raises(FieldError):
        Edition.objects.filter(rendered={}).exists()


@pytest.mark.django_db(transaction=True)
def test_rows_from_before_keep_their_links():
    edition = make_published()
    loader = MigrationLoader(connection)
    before, migration = loader.project_state([BEFORE]), loader.get_migration(*AFTER)
    with connection.schema_editor() as editor:
        migration.unapply(before.clone(), editor)
    text = stored("content", "articles_edition")
    assert (json.loads(text) if isinstance(text, str) else text) == edition.content
    with connection.schema_editor() as editor:
        migration.apply(before.clone(), editor)
    assert triggers.missing(connection) == raising.missing(connection) == []
    with connection.cursor() as cursor:
        for _, statement in triggers.drops(connection.vendor, ["DELETE", "TRUNCATE"]):
            cursor.execute(statement)
    assert Edition.objects.get().content == edition.content
    assert without_those_that_tests_lack([*chain_faults(), *faults()]) == []
