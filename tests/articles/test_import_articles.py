"""The command import_articles."""

import gzip
import io
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles import publishing
from articles.importing.scraped import parse_scraped
from articles.models import Act, Article, Edition, ImportRecord
from resources.models import Organization
from tests.acting import refused
from tests.factories import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db

TEXT = """Buy our pills

Headache

How people rest when the head hurts

60% feel better.

Resources for people whose head often hurts

1. House of Rest (HR)

It rests.

Category: Pain"""


def run(*paths, **options):
    """Standard output, standard error, and the error with which the command ended."""
    out, err, error = io.StringIO(), io.StringIO(), None
    options = {"by": "outside", **options}
    try:
        call_command("import_articles", *map(str, paths), stdout=out, stderr=err, **options)
    except CommandError as raised:
        error = str(raised)
    return out.getvalue(), err.getvalue(), error


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "headache.txt"
    file.write_text(TEXT, "utf-8")
    return file


def collection(folder, name, count):
    rows = [
        {
            "id": f"{name}-{i}",
            "title": f"Page {i} of {name}",
            "category": "Pain",
            "tags": ["one", f"tag {i % 3}"],
            "sections": [{"heading": "A", "body": "One.\n\n- a\n- b", "kind": "symptoms"}],
            "source_url": f"https://example.org/{name}/{i}",
            "licence": "Public domain",
            "aliases": [f"alias {i}"],
        }
        for i in range(count)
    ]
    file = folder / f"{name}_articles.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return file


class TestScrapedTexts:
    def test_it_makes_a_draft_with_all_that_belongs_to_it(self, text):
        out, _, error = run(text)
        assert error is None
        assert "created headache: 2 sections, 0 survey tables, 1 organizations" in out
        assert out.endswith("1 created, 0 updated, 0 unchanged, 0 failed\n")
        assert Article.objects.get().category.name == "Pain"
        assert not Edition.objects.exists()

    def test_the_same_file_twice_makes_nothing_new_and_says_so(self, text):
        run(text)
        out, _, _ = run(text)
        assert out.endswith("0 created, 0 updated, 1 unchanged, 0 failed\n")
        assert (Article.objects.count(), Organization.objects.count(), ImportRecord.objects.count()) == (
            1,
            1,
            1,
        )

    def test_an_edited_article_is_kept_and_that_is_said(self, text):
        run(text)
        Article.objects.update(digest="0" * 64)
        text.write_text(TEXT + "; rest", "utf-8")
        out, _, error = run(text)
        assert "An editor has changed the working copy" in out
        assert "1 kept" in out
        assert error is None

    def test_a_dry_run_tells_findings_and_saves_nothing(self, text):
        out, _, error = run(text, dry_run=True)
        assert "line 7: error: unsupported-statistic: 60%" in out
        assert out.endswith("1 created, 0 updated, 0 unchanged, 0 failed (nothing was saved)\n")
        assert error is None
        assert not Article.objects.exists()
        assert not Organization.objects.exists()

    def test_any_name_will_do_for_a_file_that_is_named(self, tmp_path):
        (tmp_path / "page").write_text("Headache\n\nSome text.")
        assert run(tmp_path / "page")[2] is None
        assert Article.objects.count() == 1


class TestSeveralFiles:
    def test_a_bad_one_does_not_stop_the_others_and_is_named(self, tmp_path, text):
        (tmp_path / "empty.txt").write_text("\n")
        (tmp_path / "large.txt").write_bytes(b"a" * 5_000_001)
        (tmp_path / "broken.jsonl").write_text('{"id": 5}\n{broken\n')
        out, _, error = run(tmp_path, tmp_path / "absent.txt")
        assert Article.objects.count() == 1
        assert "1 created, 0 updated, 0 unchanged, 5 failed" in out
        lines = error.split("\n")
        assert len(lines) == 5
        assert "broken.jsonl, line 1: title: is missing" in error
        assert "broken.jsonl, line 2: this isn't JSON" in error
        assert f"{tmp_path / 'empty.txt'}: The file is empty; no article was made." in error
        assert "5,000,001 bytes" in error
        assert "absent.txt: This file doesn't exist" in error

    def test_a_folder_is_read_at_any_depth_without_what_is_hidden_or_of_another_kind(self, tmp_path):
        for name in ("a.txt", "b/c.TXT", "b/.hidden/d.txt", ".e.txt", "notes.log", "b/f.tsv"):
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"Title of {name}\n\nSome text.")
        out, _, error = run(tmp_path)
        assert error is None
        assert set(Article.objects.values_list("title", flat=True)) == {"Title of a.txt", "Title of b/c.TXT"}
        assert [line.split(": ")[1] for line in out.splitlines() if line.startswith("left out")] == [
            str(tmp_path / "b/f.tsv"),
            str(tmp_path / "notes.log"),
        ]

    def test_a_folder_with_nothing_to_read_is_an_error(self, tmp_path):
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
        error = run(tmp_path)[2]
        assert "No .txt" in error
        assert f"left out: {tmp_path / 'a.pdf'}: This is a PDF." in error

    @pytest.mark.parametrize("name", ["a.txt", "a.docx", "a", "a.json", "a.jsonl", "a.jsonl.gz"])
    def test_another_kind_of_file_makes_no_article_whatever_its_name(self, tmp_path, text, name):
        (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml")
        out, _, error = run(text, tmp_path / name)
        assert "1 created, 0 updated, 0 unchanged, 1 failed" in out
        assert f"{name}: This is an Excel file (.xlsx). Copy its text and paste it" in error
        assert Article.objects.count() == 1

    def test_a_byte_order_mark_is_no_part_of_the_title(self, tmp_path):
        (tmp_path / "a.txt").write_text("Headache\n\nSome text.", "utf-8-sig")
        assert run(tmp_path / "a.txt")[2] is None
        assert Article.objects.get().title == "Headache"

    def test_two_collections_twice(self, tmp_path):
        files = [collection(tmp_path, "cancer", 12), collection(tmp_path, "rare", 9)]
        assert run(*files)[0] == (
            "Kinds of page, by their words: 12 condition, 9 treatment. Check them.\n"
            "21 created, 0 updated, 0 unchanged, 0 failed\n"
        )
        assert run(*files)[0] == "0 created, 0 updated, 21 unchanged, 0 failed\n"
        content = Article.objects.get(title="Page 4 of rare").content()
        assert (content.tags, content.aliases) == (("one", "tag 1"), ("alias 4",))
        assert content.source_url == "https://example.org/rare/4"
        assert content.sections[0].purpose == "diagnosis"


class TestJson:
    def test_one_file_gives_one_object_and_nothing_else(self, text):
        out, err, _ = run(text, json=True)
        assert json.loads(out) == parse_scraped(TEXT.encode()).to_dict()
        assert "1 created" in err
        assert Article.objects.count() == 1

    def test_a_dry_run_saves_nothing(self, text):
        out, _, _ = run(text, json=True, dry_run=True)
        assert json.loads(out)["title"] == "Headache"
        assert not Article.objects.exists()

    def test_several_files_give_a_list_without_the_bad_ones(self, tmp_path, text):
        (tmp_path / "empty.txt").write_text("")
        (tmp_path / "zebra.txt").write_text("Zebra\n\nText.")
        out, _, error = run(tmp_path, json=True)
        assert [article["title"] for article in json.loads(out)] == ["Headache", "Zebra"]
        assert "empty.txt" in error

    def test_one_bad_file_gives_nothing(self, tmp_path):
        (tmp_path / "empty.txt").write_text("")
        out, _, error = run(tmp_path / "empty.txt", json=True)
        assert (out, "is empty" in error) == ("", True)

    def test_json_articles_give_their_contents_as_a_list(self, tmp_path):
        out, _, _ = run(collection(tmp_path, "rare", 2), json=True)
        assert [(article["slug"], article["schema"]) for article in json.loads(out)] == [
            ("page-0-of-rare", 1),
            ("page-1-of-rare", 1),
        ]

    def test_an_empty_collection_gives_an_empty_list(self, tmp_path):
        assert run(collection(tmp_path, "rare", 0), json=True)[0] == "[]\n"

    def test_a_content_comes_back_through_a_file(self, tmp_path, text):
        run(text)
        content = Article.objects.get().content()
        (tmp_path / "a.json").write_text(json.dumps(content.to_dict()), "utf-8")
        out, _, _ = run(tmp_path / "a.json", json=True)
        assert json.loads(out) == content.to_dict()
        assert Article.objects.count() == 1


class TestWhoseImportItIs:
    def test_the_account_that_is_named_stands_in_the_log(self, text):
        make_user("superuser")
        writer = make_user("writer", username="ann")
        make_user("reviewer")
        assert run(text, by="ann")[2] is None
        assert {act.actor for act in Act.objects.all()} == {writer}

    @pytest.mark.parametrize(
        ("name", "said"),
        [("nobody", "there is no account “nobody”"), ("gone", "account “gone” isn't active")],
    )
    def test_an_account_that_is_unknown_or_inactive_imports_nothing(self, text, name, said):
        make_user("superuser", username="gone", is_active=False)
        assert said in run(text, by=name)[2]
        assert not Article.objects.exists()

    @pytest.mark.parametrize("accounts", [0, 1, 2])
    def test_it_must_be_named_however_many_may_sign_off(self, text, accounts):
        for _ in range(accounts):
            make_user("superuser")
        assert "Say with --by USER whose work this is" in run(text, by=None)[2]
        assert not Article.objects.exists()

    def test_a_dry_run_asks_nobody(self, text):
        assert run(text, by=None, dry_run=True)[2] is None

    def test_who_imports_alone_doesnt_sign_it_off(self, text):
        alone = make_user("superuser")
        make_contributor(alone)
        run(text, by=alone.username)
        article = Article.objects.get()
        reasons = refused(publishing.sign_off, article, alone, seen=publishing.reviewed_page(article))
        assert "has imported this text. Somebody else must sign it off." in reasons


class TestTextsFromOutside:
    def test_their_account_is_made_when_it_is_needed(self, text):
        assert run(text, by="outside")[2] is None
        (account,) = {act.actor for act in Act.objects.all()}
        assert (account.username, account.is_active, account.is_staff) == ("outside", False, False)
        assert not account.has_usable_password()

    def test_a_dry_run_makes_none(self, text):
        run(text, by="outside", dry_run=True)
        assert not get_user_model().objects.exists()

    def test_an_account_that_somebody_signs_in_with_cant_be_it(self, text):
        make_user("writer", username="outside", password="set")
        assert "must be inactive and have no password" in run(text, by="outside")[2]
        assert not Article.objects.exists()

    def test_it_does_no_act_even_as_an_active_superuser(self, text):
        make_user("superuser", username="outside")
        article, account = make_article(), get_user_model().objects.get(username="outside")
        make_contributor(account)
        seen = publishing.reviewed_page(article)
        assert "You may not sign off" in refused(publishing.sign_off, article, account, seen=seen)
        assert "You may not publish" in refused(publishing.publish, article, account)
