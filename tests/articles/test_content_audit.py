"""The content audit: a row for each article, as CSV and as a workbook, from the command and from the list."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.publishing.reader_reports import report
from articles.reports.content_audit import COLUMNS, as_csv, as_xlsx, audit_rows
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def rows(**filters):
    return list(audit_rows(Article.objects.filter(**filters).order_by("title", "pk")))


def read(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


class TestRows:
    def test_a_published_article(self):
        edition = make_published(title="Live", sources=2, now=timezone.now() - timedelta(days=1))
        report(edition, kind="wrong", text="The number is wrong.")
        owner = make_user("writer")
        Article.objects.update(owner=owner)
        [row] = rows()
        assert tuple(sorted(row)) == tuple(sorted(COLUMNS))
        year = str(timezone.localdate().year - 1)
        assert (row["title"], row["owner"], row["status"]) == ("Live", owner.username, "published")
        assert (row["edition"], row["errors"], row["open reports"]) == (1, 0, 1)
        assert (row["sources"], row["oldest source"], row["newest source"]) == (2, year, year)
        assert row["next review on"] == edition.next_review_on.isoformat()
        assert (row["JAMA"], row["DISCERN"]) == (4, 13)
        assert row["words"] > 50
        assert row["reading grade"] < 9

    def test_a_draft_names_the_rules_that_it_breaks(self):
        make_article(disclaimer="")
        [row] = rows()
        assert (row["edition"], row["published on"], row["next review on"]) == ("", "", "")
        assert row["errors"] == 3
        assert "metadata-missing" in row["failing rules"].split()

    def test_they_stand_in_the_order_that_was_asked_for(self):
        for title in ("B", "A", "C"):
            make_article(title=title)
        assert [row["title"] for row in rows()] == ["A", "B", "C"]

    def test_the_number_of_queries_does_not_grow(self):
        counts = []
        for number in (1, 5):
            for _ in range(number):
                make_published()
            with CaptureQueriesContext(connection) as queries:
                rows()
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestFiles:
    def test_a_cell_is_never_a_formula(self):
        make_article(title="=HYPERLINK(1)")
        [row] = read(as_csv(rows()))
        assert row["title"] == "'=HYPERLINK(1)"
        with zipfile.ZipFile(io.BytesIO(as_xlsx(rows()))) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            assert "=HYPERLINK(1)" in book.read("xl/sharedStrings.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet

    def test_a_workbook_of_no_articles_has_its_header(self):
        with zipfile.ZipFile(io.BytesIO(as_xlsx([]))) as book:
            assert "failing rules" in book.read("xl/sharedStrings.xml").decode()


class TestCommand:
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_it_writes_the_articles_in_use(self, tmp_path, capsys, kind):
        make_article(title="Kept")
        Article.objects.filter(pk=make_article(title="Thrown away").pk).update(trashed_at=timezone.now())
        file = tmp_path / f"audit.{kind}"
        call_command("export_audit", file)
        assert "1 articles" in capsys.readouterr().out
        assert file.read_bytes()[:2] == {"csv": b"\xef\xbb", "xlsx": b"PK"}[kind]
        if kind == "csv":
            assert [row["title"] for row in read(file.read_text("utf-8"))] == ["Kept"]

    def test_it_overwrites_nothing(self, tmp_path):
        file = tmp_path / "audit.csv"
        file.write_text("mine")
        with pytest.raises(CommandError, match="already exists"):
            call_command("export_audit", file)
        assert file.read_text() == "mine"

    @pytest.mark.parametrize(
        ("name", "reason"), [("audit.txt", "must end"), ("no/audit.csv", "The folder doesn't exist")]
    )
    def test_it_says_what_is_wrong_with_a_name(self, tmp_path, name, reason):
        with pytest.raises(CommandError, match=reason):
            call_command("export_audit", tmp_path / name)


class TestList:
    def address(self, kind):
        return reverse(f"admin:articles_article_audit_{kind}")

    def test_it_has_the_articles_of_the_list_as_it_is_filtered(self, client):
        me = make_user("writer")
        mine, _other = make_article(title="Mine"), make_article(title="Not mine")
        Article.objects.filter(pk=mine.pk).update(owner=me)
        client.force_login(me)
        response = client.get(self.address("csv"), {"owner": "me", "q": "mine"})
        assert [row["title"] for row in read(response.content.decode())] == ["Mine"]
        assert response["Content-Disposition"] == "attachment; filename=content-audit.csv"
        page = client.get(reverse("admin:articles_article_changelist"), {"owner": "me"}).content.decode()
        assert f'href="{self.address("xlsx")}?owner=me"' in page

    def test_a_workbook(self, client):
        make_article()
        client.force_login(make_user("reviewer"))
        assert client.get(self.address("xlsx")).content[:2] == b"PK"

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_strangers_get_nothing(self, client, kind):
        assert "/login/" in client.get(self.address(kind)).url
        client.force_login(make_user())
        assert client.get(self.address(kind)).status_code in {302, 403}
