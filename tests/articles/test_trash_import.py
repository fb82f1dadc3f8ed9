"""Undoing an import: what it made goes to the trash, and what people worked on since stays."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from articles.admin.acts import import_undo
from articles.models import Act, Article, ImportRecord
from tests.acting import rewrite
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TEXT = "{title}\n\nWhat it is\n\nA paper boat floats on water for as long as its paper keeps the water out.\n"


def import_texts(folder, *titles, by):
    for title in titles:
        (folder / f"{title}.txt").write_text(TEXT.format(title=title))
    call_command("import_articles", *(folder / f"{title}.txt" for title in titles), by=by.username)
    return ImportRecord.objects.first()


def test_it_leaves_alone_what_was_edited_or_there_before_and_is_safe_to_repeat(tmp_path, capsys):
    writer = make_user("writer")
    import_texts(tmp_path, "Apple boat", by=writer)
    (tmp_path / "Apple boat.txt").write_text(
        TEXT.format(title="Apple boat") + "\nMore\n\nAnd it sinks at last.\n"
    )
    call_command("import_articles", tmp_path / "Apple boat.txt", by=writer.username)
    record = import_texts(tmp_path, "Apple boat", "Banana boat", "Cherry boat", by=writer)
    ImportRecord.objects.update(imported_at=record.imported_at)
    rewrite(Article.objects.get(title="Cherry boat"), by=writer, summary="An editor wrote this.")
    moment = record.imported_at.isoformat()

    capsys.readouterr()
    call_command("trash_import", "--json")
    assert json.loads(capsys.readouterr().out) == [{"at": moment, "texts": 3, "file_name": "Apple boat.txt"}]
    call_command("trash_import", moment, "--dry-run")
    assert not Article.objects.exclude(trashed_at=None).exists()

    call_command("trash_import", moment, by=writer.username)
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "stays: Apple boat: The import changed an article that was there before.",
        "stays: Cherry boat: Somebody has edited this text since the import.",
        "1 moved to the trash, 2 stay",
    ]
    assert [article.title for article in Article.objects.exclude(trashed_at=None)] == ["Banana boat"]
    assert Act.objects.filter(verb=Act.Verb.TRASH, actor=writer).count() == 1
    call_command("trash_import", moment, by=writer.username)
    assert "0 moved to the trash, 2 stay" in capsys.readouterr().out

    for refused in ("yesterday", "2026-01-01T00:00:00+00:00"):
        with pytest.raises(CommandError, match="No import was made at"):
            call_command("trash_import", refused, by=writer.username)
    with pytest.raises(CommandError, match="You may not change articles"):
        call_command("trash_import", moment, by=make_user("reviewer").username)


def test_the_record_of_an_import_has_the_button_and_says_what_it_does(tmp_path, client, writer, monkeypatch):
    record = import_texts(tmp_path, "Apple boat", "Banana boat", by=writer)
    page = reverse("admin:articles_importrecord_change", args=[record.pk])
    undo = reverse("admin:articles_importrecord_trash_import", args=[record.pk])
    monkeypatch.setattr(import_undo, "MOST_AT_ONCE", 1)
    assert f"trash_import {record.imported_at.isoformat()}" in client.get(page).content.decode()
    assert "is undone by trash_import" in client.post(undo, follow=True).content.decode()
    monkeypatch.undo()
    assert "2 texts of this import aren’t in the trash." in client.get(page).content.decode()
    after = client.post(undo, follow=True).content.decode()
    assert "Done for 2 articles." in after
    assert undo not in after
    assert not Article.objects.filter(trashed_at=None).exists()
