"""A whole site to one file, and from it the same site in an empty database."""

import io
import json
import random
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ConnectionHandler, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles import publishing
from articles.archive import anonymous, restoring, tables
from articles.archive.file import MANIFEST, Archive, ArchiveRefused, NewArchive, open_archive
from articles.archive.writing import Choices, applied_migrations, write_archive
from articles.models import (
    Article,
    ChainLink,
    Edition,
    ReaderReport,
    RelatedEdition,
    SearchMiss,
    Tag,
    UnfinishedRebuild,
    triggers,
)
from articles.publishing.tag_merge import merge
from articles.reports.whole_record import faults_of_record
from tests.acting import confirm, give_verdict, make_invitation
from tests.factories import make_article, make_figure, make_public_site, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty_sqlite(db):
    """An empty database of SQLite in the memory in place of the one of the tests: tables without triggers."""
    others = applied_migrations()
    usual = connections["default"]
    memory = ConnectionHandler({"default": {"ENGINE": "cancerinfo.sqlite", "NAME": ":memory:"}})
    connections["default"] = memory["default"]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration in others:
        recorder.record_applied(*migration.split())
    yield
    connection.close()
    connections["default"] = usual


def label_of(model):
    return model._meta.label


def archive_of(**choices):
    file = io.BytesIO()
    write_archive(file, Choices(**choices))
    return file.getvalue()


def members(data):
    """The files of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode().splitlines() for name in file.namelist()}


def make_site():
    """Something of most kinds: pages, an expert's review, a withdrawal, the trash, a merge, a report."""
    edition = make_public_site()
    make_published(title="Banana", tags=("scan", "scans"), figures=[make_figure()])
    publishing.withdraw(make_published(title="Withdrawn").article, make_user("publisher"), reason="Too old.")
    publishing.trash(make_article(title="Thrown away"), make_user("publisher"))
    invitation = make_invitation(make_article(title="Read by an expert"), message="Dear colleague")
    give_verdict(invitation)
    confirm(invitation)
    make_invitation(make_article(title="Waits"), name="Dr. Never Answered", email="waits@hospital.example")
    tags = {tag.name: tag for tag in Tag.objects.all()}
    merge(tags["scan"], tags["scans"], make_user("superuser"))
    ReaderReport.objects.create(
        article=edition.article, edition=edition, text="My tumour", email="reader@home.example",
        received_at=timezone.now(),
    )  # fmt: skip
    other = Edition.objects.get(title="Banana").article
    RelatedEdition.objects.update_or_create(article=edition.article, other=other, defaults={"pinned": True})
    SearchMiss.objects.create(words="my own words", first_on="2026-01-01", last_on="2026-01-01")
    return edition


def empty_the_database():
    """As after `migrate`: its owner takes the triggers away for that, and puts them back. The clock goes
    on: in the transaction of a test it has ticked already."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for _, statement in triggers.drops(connection.vendor):
            cursor.execute(statement)
        for model in apps.get_models(include_auto_created=True):
            if label_of(model) not in {*tables.OF_MIGRATE, "articles.Generation"}:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")
        connection.check_constraints()
        for statement in triggers.statements(connection.vendor):
            cursor.execute(statement, None)


def test_of_every_model_it_is_decided_whether_an_archive_has_it():
    lists = (tables.KEPT, tuple(tables.REBUILT), tuple(tables.LEFT_OUT))
    decided = [label for labels in lists for label in labels]
    assert sorted(decided) == sorted(label_of(model) for model in apps.get_models(include_auto_created=True))
    assert set(tables.OF_MIGRATE) | set(tables.ONLY) | set(anonymous.HIDDEN) <= set(tables.KEPT)


class TestARoundTrip:
    @pytest.fixture(scope="class")
    def made(self, rows_of_class):
        return rows_of_class(lambda: (make_site(), archive_of()))

    @pytest.fixture
    def file(self, made, tmp_path):
        path = tmp_path / "site.zip"
        path.write_bytes(made[1])
        return path

    def test_it_gives_the_same_site_and_the_same_bytes(self, made, file, client, capsys):
        edition, data = made
        address = edition.get_absolute_url()
        pages = [client.get(path).content for path in (address, "/", "/search/?q=page")]
        head = ChainLink.objects.first()
        empty_the_database()
        call_command("import_site", file, "--dry-run")
        assert not Article.objects.exists()
        call_command("import_site", file)
        assert str(ChainLink.objects.first()) == str(head)
        assert list(faults_of_record()) == []
        assert members(archive_of()) == members(data)
        assert archive_of() == data
        assert [client.get(path).content for path in (address, "/", "/search/?q=page")] == pages
        assert make_article().pk > Article.objects.filter(title="Waits").get().pk, "keys go on"
        assert "site.zip" not in capsys.readouterr().err, "no progress in a pipe"
        with pytest.raises(CommandError, match="This site isn't empty"):
            call_command("import_site", file)

    @pytest.mark.skipif(
        connection.vendor == "sqlite", reason="between two databases of one kind it's the same"
    )
    def test_another_database_gives_the_same_bytes(self, made, empty_sqlite):
        """So what PostgreSQL wrote moves to SQLite, and what SQLite wrote is what PostgreSQL reads back."""
        restoring.restore(open_archive(io.BytesIO(made[1])))
        assert connection.vendor == "sqlite"
        assert archive_of() == made[1]

    def test_broken_off_it_goes_on_with_the_same_file(self, file):
        empty_the_database()
        with file.open("rb") as stream:
            restoring.restore(open_archive(stream))
        assert UnfinishedRebuild.objects.exists()
        call_command("import_site", file)
        assert not UnfinishedRebuild.objects.exists()
        assert list(faults_of_record()) == []

    def test_an_anonymous_copy_names_nobody_whom_pages_don_t_name(self, made, tmp_path, client):
        user = User.objects.filter(is_superuser=True).first()
        User.objects.filter(pk=user.pk).update(username="ada", first_name="Ada", email="ada@hospital.example")
        data = archive_of(is_anonymous=True)
        text = "\n".join(line for lines in members(data).values() for line in lines)
        for private in (
            "ada@hospital", '"ada"', "waits@hospital", "Never Answered", "Dear colleague", "My tumour",
            "reader@home", "my own words", "md5$",
        ):  # fmt: skip
            assert private not in text
        path = tmp_path / "copy.zip"
        path.write_bytes(data)
        empty_the_database()
        call_command("import_site", path)
        assert not User.objects.get(pk=user.pk).has_usable_password()
        assert client.get("/").status_code == 200

    def test_without_passwords_nobody_can_sign_in(self, made):
        found = members(archive_of(has_passwords=False))
        users = map(json.loads, found["auth_user.jsonl"])
        assert {user["password"] for user in users} == {"!"}
        secrets = {
            f"{name}.jsonl"
            for name in (
                "otp_totp_totpdevice",
                "accounts_recoverycode",
                "accounts_passkey",
            )
        }
        assert secrets <= set(members(made[1]))
        assert not secrets & set(found)

    def test_every_flipped_bit_and_every_cut_is_found(self, made):
        whole = made[1]
        for place in [0, len(whole) - 1, *random.Random(1).sample(range(len(whole)), 30)]:
            changed = bytearray(whole)
            changed[place] ^= 1 << place % 8
            with pytest.raises(ArchiveRefused):
                open_archive(io.BytesIO(changed))
            with pytest.raises(ArchiveRefused):
                open_archive(io.BytesIO(whole[:place]))

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"format": 2}, "The archive has the format 2; this program reads 1."),
            ({"migrations": ["articles 9999_later"]}, "this site lacks the migration articles 9999_later."),
            ({"migrations": []}, "another release, which lacks the migration"),
            ({"pictures": ["gone.svg"]}, "The archive lacks pictures/gone.svg"),
        ],
    )
    def test_what_is_no_archive_for_this_site_is_refused_in_a_sentence(
        self, made, tmp_path, change, sentence
    ):
        before = Archive(io.BytesIO(made[1]), "")
        path = tmp_path / "changed.zip"
        with path.open("w+b") as stream:
            changed = NewArchive(stream)
            for name in before.names():
                changed.add(name, [before.data(name)])
            changed.finish({**before.manifest, **change})
        count = ChainLink.objects.count()
        with pytest.raises(CommandError, match=sentence):
            call_command("import_site", path)
        assert ChainLink.objects.count() == count


def test_the_commands_refuse_files_in_a_sentence(tmp_path, capsys):
    text = tmp_path / "text.zip"
    text.write_text(f"{MANIFEST} " * 20)
    with pytest.raises(CommandError, match="isn't an archive that export_site wrote"):
        call_command("import_site", text)
    for path, why in ((tmp_path, "This is a folder"), (tmp_path / "gone", "This file doesn't exist")):
        with pytest.raises(CommandError, match=why):
            call_command("import_site", path)
    with pytest.raises(CommandError, match="already exists"):
        call_command("export_site", text)
    with pytest.raises(CommandError, match="The folder doesn't exist"):
        call_command("export_site", tmp_path / "gone" / "site.zip")
    call_command("export_site", tmp_path / "site.zip", "--dry-run", "--json")
    assert json.loads(capsys.readouterr().out)["tables"]["articles_article"] == 0
    call_command("export_site", tmp_path / "site.zip")
    assert (tmp_path / "site.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []
