"""The page "Import a text"."""

import gzip
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Act, Article, Edition
from articles.working_copy.findings import article_findings
from tests.acting import shown
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TEXT = """Buy our pills

Headache

How people rest when the head hurts

60% feel better.
"""


@pytest.fixture
def address():
    return reverse("admin:articles_article_import")


@pytest.fixture
def upload(client, address):
    client.force_login(make_user("writer", username="ann"))

    def upload(data, name="headache.txt", **more):
        data = data if isinstance(data, bytes) else data.encode()
        return client.post(address, {"file": SimpleUploadedFile(name, data), **more}).content.decode()

    return upload


def articles_as_lines(count):
    sections = [{"heading": "A", "body": "One."}]
    rows = [{"id": f"t-{i}", "title": f"Page {i}", "sections": sections} for i in range(count)]
    return "\n".join(map(json.dumps, rows))


class TestUpload:
    def test_it_makes_a_draft_and_links_to_it(self, upload):
        page = upload(TEXT)
        article = Article.objects.get()
        assert "<strong>Created</strong>" in page
        assert reverse("admin:articles_article_change", args=[article.pk]) in page
        assert not Edition.objects.exists()

    def test_it_counts_findings_and_lines_left_out(self, upload):
        page = upload(TEXT)
        assert "1 line of the file left out" in page
        findings = article_findings(Article.objects.get())
        assert f"{sum(each.must_be_fixed for each in findings)} errors open, " in page

    def test_a_look_at_what_would_come_stores_nothing(self, upload):
        page = upload(TEXT, _look="1")
        assert "What would become of the file" in page
        assert "1 line of the file left out" in page
        assert "<li>How people rest when the head hurts" in page
        assert "/change/" not in page
        assert not Article.objects.exists()
        upload(TEXT)
        assert reverse("admin:articles_article_change", args=[Article.objects.get().pk]) in upload(
            TEXT, _look="1"
        )

    def test_it_is_the_work_of_whoever_uploads(self, upload):
        upload(TEXT)
        act = Act.objects.get()
        assert (act.verb, act.actor.username, act.detail["file"]) == (Act.Verb.IMPORT, "ann", "headache.txt")

    def test_the_same_file_again_changes_nothing(self, upload):
        upload(TEXT)
        assert "<strong>Unchanged</strong>" in upload(TEXT)
        assert Article.objects.count() == 1

    def test_an_editors_text_is_kept(self, upload):
        upload(TEXT)
        Article.objects.update(digest="0" * 64)
        assert "An editor has changed the working copy" in upload(TEXT + "More.")

    def test_several_files_and_those_of_a_folder_that_can_be_read_are_imported_at_once(
        self, client, upload, address
    ):
        texts = [
            SimpleUploadedFile(f"{name}.txt", TEXT.replace("Headache", name).encode())
            for name in ("One", "Two")
        ]
        folder = [SimpleUploadedFile("three.txt", TEXT.encode()), SimpleUploadedFile("style.css", b"p{}")]
        page = client.post(address, {"file": texts, "folder": folder}).content.decode()
        assert page.count("<strong>Created</strong>") == Article.objects.count() == 3
        assert "style.css" not in page

    def test_a_list_of_articles_makes_a_draft_of_each(self, upload):
        assert upload(articles_as_lines(3), "rest.jsonl").count("<strong>Created</strong>") == 3


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "name", "said"),
        [
            (b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml", "a.txt", "This is an Excel file (.xlsx)."),
            (b"", "a.txt", "The file is empty; no article was made."),
            (b"", "a.jsonl", "The file holds no article."),
            (b'{"title": 1}', "a.json", "a.json: title"),
            (b"a" * 5_000_001, "a.txt", "The file has 5,000,001 bytes; at most 5 MB are taken here."),
            (gzip.compress(b"{}"), "a.jsonl.gz", "unpack it first"),
        ],
    )
    def test_a_refusal_says_its_sentence(self, upload, data, name, said):
        assert said in upload(data, name).replace("&#x27;", "'")
        assert not Article.objects.exists()

    def test_it_offers_what_it_takes(self, client, upload, address):
        page = shown(client, address)
        assert ".xml or .csv, in UTF-8, each of up to 5 MB" in page
        assert 'accept=".txt,.text,.json,.jsonl,.md' in page

    @pytest.mark.parametrize(
        ("mapping", "said"),
        [
            (b'{"title": "name", "body": "text"}', "<strong>Created</strong>: "),
            (b'{"title": "name"}', "It can&#x27;t be read: a mapping names at least the columns of"),
            (None, "Say what its columns are in a mapping"),
        ],
    )
    def test_a_table_is_read_by_its_mapping(self, upload, mapping, said):
        table = "name,text,nid\nMouth,<p>Rinse it.</p>,1\n"
        more = {"mapping": SimpleUploadedFile("columns.json", mapping)} if mapping else {}
        page = upload(table, "pages.csv", **more)
        assert said in page
        assert [article.title for article in Article.objects.all()] == (
            ["Mouth"] if "Created" in said else []
        )

    def test_no_file_is_said(self, client, upload, address):
        assert "Choose a file, or a folder" in client.post(address).content.decode()

    def test_a_list_that_is_too_long_imports_nothing(self, upload, monkeypatch):
        monkeypatch.setattr("articles.admin.acts.import_text.MAX_TEXTS", 2)
        assert "more than 2 articles; none was imported" in upload(articles_as_lines(3), "rest.jsonl")
        assert not Article.objects.exists()

    def test_a_hostile_name_and_title_are_escaped(self, upload):
        page = upload('{"title": "<script>x</script>", "sections": 5}', "<b>.json")
        page += upload("<script>alert(1)</script>\n\nHead & <i>neck</i>\n\nText.")
        assert "<script>x" not in page
        assert "<b>.json" not in page
        assert "<script>alert" not in page


class TestWhoMay:
    def test_the_list_leads_there_for_who_may_add(self, client, upload, address):
        assert address in shown(client, reverse("admin:articles_article_changelist"))

    def test_a_reviewer_has_no_button_and_no_page(self, client, address):
        client.force_login(make_user("reviewer"))
        assert address not in shown(client, reverse("admin:articles_article_changelist"))
        assert client.get(address).status_code == 403
        assert client.post(address, {"file": SimpleUploadedFile("a.txt", TEXT.encode())}).status_code == 403
        assert not Article.objects.exists()

    def test_a_visitor_is_asked_to_sign_in(self, client, address):
        assert client.post(address).status_code == 302

    def test_a_post_without_token_is_refused(self, address):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user("writer"))
        assert client.post(address).status_code == 403

    def test_getting_the_page_imports_nothing(self, client, upload, address):
        assert client.get(address).status_code == 200
        assert not Act.objects.exists()
        assert client.put(address).status_code == 405
