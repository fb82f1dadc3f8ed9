"""The table of formats: what reads it knows a format at once, and no format lacks a part."""

import gzip
import io
import re
from dataclasses import fields, replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.importing import formats
from articles.importing.files import files_under
from articles.importing.formats import FORMATS, PLAIN_TEXT, Format, format_of, read_texts, why_not
from articles.importing.scraped import parse_scraped, scraped_text
from articles.importing.texts import ImportedText
from articles.intake.articles import import_text
from articles.models import Article
from tests.articles.test_import_sites import export, post
from tests.factories import make_user
from tests.word_files import paragraph, word_file

ARTICLE = b'{"title": "Rest", "sections": [{"heading": "A", "body": "One."}]}'
SAMPLES = {
    "plain text": b"Rest\n\nOne.",
    "JSON": ARTICLE,
    "JSON Lines": ARTICLE,
    "packed JSON Lines": gzip.compress(ARTICLE),
    "Markdown": b"# Rest\n\nOne.",
    "an export of WordPress": export(post("Rest", "One.")).encode(),
    "a Word file (.docx)": word_file(paragraph("Rest") + paragraph("One.")),
    "a web page (HTML)": b"<html><h1>Rest</h1><p>One.",
}
LEAFLET_MARK = b"LEAFLET\n"


def read_leaflet(name, stream):
    yield scraped_text(name, parse_scraped(stream.read().removeprefix(LEAFLET_MARK)))


LEAFLET = Format(
    name="a leaflet",
    suffixes=(".leaf",),
    how="Name it .leaf.",
    recognises=lambda head: head.startswith(LEAFLET_MARK),
    refuses=lambda head: ("no leaflet", "Write LEAFLET above it."),
    read=read_leaflet,
)
DATA = LEAFLET_MARK + b"Rest\n\nOne."


def test_json_is_json_whatever_its_texts_hold():
    page = b"<p>One</p><h2>Two</h2><ul><li>Three</li></ul><p>Four</p><h2>Five</h2>" * 3
    for name in ("a.json", "a.jsonl"):
        assert format_of(name, b'{"slug": "a", "sections": [{"body": "' + page + b'"}]}').name.startswith(
            "JSON"
        )


@pytest.fixture
def with_leaflets(monkeypatch):
    monkeypatch.setattr(formats, "FORMATS", [*FORMATS, LEAFLET])


def lacking(each, sample):
    """What a format lacks, by the names of its parts."""
    empty = [field.name for field in fields(each) if getattr(each, field.name) in (None, "", ())]
    if empty or not sample:
        return empty or ["a sample"]
    found = list(each.read("sample", io.BytesIO(sample)))
    checks = {
        "suffixes": all(suffix.startswith(".") and suffix.islower() for suffix in each.suffixes),
        "how": each.how.endswith(".") and each.suffixes[0] in each.how,
        "recognises": each is PLAIN_TEXT or each.recognises(sample),
        "refuses": each.refuses(b"%PDF-1.4"),
        "read": found and all(isinstance(text, ImportedText) for text in found),
    }
    return [name for name, is_there in checks.items() if not is_there]


# A table can't be read without a mapping: see test_import_sites.py.
@pytest.mark.parametrize("each", [*FORMATS[:-1]], ids=lambda each: each.name)
def test_no_format_lacks_a_part(each):
    assert lacking(each, SAMPLES.get(each.name)) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"name": ""}, "name"),
        ({"suffixes": ()}, "suffixes"),
        ({"how": "Anyhow."}, "how"),
        ({"recognises": lambda head: False}, "recognises"),
        ({"refuses": lambda head: None}, "refuses"),
        ({"read": lambda name, stream: iter(())}, "read"),
    ],
)
def test_a_format_that_lacks_a_part_is_found(change, part):
    assert lacking(LEAFLET, DATA) == []
    assert lacking(replace(LEAFLET, **change), DATA) == [part]


def test_no_two_formats_claim_the_same_name():
    names = [suffix for each in FORMATS for suffix in each.suffixes]
    assert [name for name in names if sum(name.endswith(other) for other in names) > 1] == []


def test_an_archive_of_articles_is_told_from_any_other():
    assert why_not(PLAIN_TEXT, gzip.compress(ARTICLE)) == "This is packed JSON Lines. Name it .jsonl.gz."
    assert why_not(PLAIN_TEXT, gzip.compress(b"Text")).startswith("This is a gzip archive.")


def test_a_pipe_is_read_that_cant_go_back_to_its_start():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    (found,) = read_texts("pipe", Pipe(b"Rest\n\nOne."))
    assert found.content.title == "Rest"


@pytest.mark.usefixtures("with_leaflets")
class TestMadeUpFormat:
    def test_a_folder_gives_its_files(self, tmp_path):
        (tmp_path / "a.leaf").write_bytes(DATA)
        assert files_under([tmp_path]) == ([tmp_path / "a.leaf"], [])

    def test_sniffing_names_it_and_how_to_bring_it_in(self, tmp_path):
        (tmp_path / "a.bin").write_bytes(DATA)
        assert "This is a leaflet. Name it .leaf." in str(files_under([tmp_path])[1][0])
        (found,) = read_texts("a.txt", io.BytesIO(DATA))
        assert found.reason == "This is a leaflet. Name it .leaf."

    def test_its_own_refusal_is_said(self):
        (found,) = read_texts("a.leaf", io.BytesIO(b"Rest"))
        assert found.reason == "This is no leaflet. Write LEAFLET above it."

    @pytest.mark.django_db
    def test_the_act_takes_its_bytes(self):
        (outcome,) = import_text("a.leaf", DATA)
        assert (outcome.result, outcome.slug) == ("created", "rest")

    @pytest.mark.django_db
    def test_the_command_imports_it(self, tmp_path):
        (tmp_path / "a.leaf").write_bytes(DATA)
        call_command("import_articles", str(tmp_path), by="outside", stdout=io.StringIO())
        assert Article.objects.get().title == "Rest"

    @pytest.mark.django_db
    def test_the_check_reads_it(self, tmp_path):
        (tmp_path / "a.leaf").write_bytes(DATA)
        with pytest.raises(CommandError, match="open error"):
            call_command("check_content", str(tmp_path / "a.leaf"), stdout=io.StringIO())

    @pytest.mark.django_db
    def test_the_upload_page_takes_it_and_names_it(self, client):
        client.force_login(make_user("writer"))
        address = reverse("admin:articles_article_import")
        page = client.post(address, {"file": SimpleUploadedFile("a.leaf", DATA)}).content.decode()
        assert "<strong>Created</strong>" in page
        assert re.search(r"One or several files: [^<]*\.leaf[^<]*each of up to 5 MB", page)
        assert Article.objects.get().title == "Rest"
