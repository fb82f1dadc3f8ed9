"""The list of retractions: exact matches only, repeatable, reversible, kinds kept apart."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.content import ArticleContent, SectionContent, SourceContent
from articles.importing.retractions import BadNotice, NotARetractionList, read_notices
from articles.models import Act, Article, ListedNotice, RetractionNotice, Source
from tests.factories import make_user

HEADER = (
    "Record ID,RetractionDate,RetractionDOI,RetractionNature,Reason,OriginalPaperDOI,OriginalPaperPubMedID"
)


def make_list(*rows):
    return "\n".join([HEADER, *rows]).encode()


def row(
    record="1", on="3/9/2024 0:00", nature="Retraction", reason="+Error in Data;", doi="10.1/A", pmid="0"
):
    return f"{record},{on},10.1/notice,{nature},{reason},{doi},{pmid}"


class TestReadNotices:
    def test_it_reads_the_columns_of_the_list(self):
        (notice,) = read_notices(make_list(row(reason="+Error in Data;+Error in Methods;", pmid="123")))
        assert notice.status == "retracted"
        assert notice.noticed_on == date(2024, 3, 9)
        assert notice.names == {"doi:10.1/a", "pmid:123"}
        assert notice.reason == "Error in Data; Error in Methods"

    @pytest.mark.parametrize(
        ("nature", "reason", "status"),
        [
            ("Expression of concern", "", "concern"),
            ("Correction", "", "corrected"),
            ("Reinstatement", "", ""),
            ("Retraction", "+Withdrawn (out of date);", "superseded"),
        ],
    )
    def test_it_keeps_the_kinds_apart(self, nature, reason, status):
        (notice,) = read_notices(make_list(row(nature=nature, reason=reason)))
        assert notice.status == status

    def test_the_lists_words_for_no_identifier_match_nothing(self):
        (notice,) = read_notices(make_list(row(doi="unavailable", pmid="0")))
        assert notice.names == frozenset()

    def test_a_cell_may_name_two_papers(self):
        (notice,) = read_notices(make_list(row(doi="10.1/x;10.1/A.", pmid="12; 34")))
        assert notice.names == {"doi:10.1/x", "doi:10.1/a", "pmid:12", "pmid:34"}

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            (row(nature="Praise"), "line 3: unknown RetractionNature 'Praise'"),
            (row(record=""), "line 3: no Record ID"),
            (row(record="1" * 41), "line 3: a Record ID of more than 40"),
            (row(reason="a\x00b"), "line 3: a Record ID of more than 40 characters, or a NUL"),
            (row(on="31/31/2024"), "line 3: month must be in 1..12"),
        ],
    )
    def test_a_bad_row_is_named_and_the_others_are_read(self, bad, message):
        good, refused, other = read_notices(make_list(row(), bad, row(record="2")))
        assert isinstance(refused, BadNotice)
        assert message in str(refused)
        assert (good.record_id, other.record_id) == ("1", "2")

    def test_a_cell_without_end_spoils_only_its_row(self):
        bad, good = read_notices(make_list(row(reason="x" * 200_000), row(record="2")))
        assert isinstance(bad, BadNotice)
        assert good.record_id == "2"

    def test_another_file_is_refused_with_the_columns_it_lacks(self):
        with pytest.raises(NotARetractionList, match="lacks the columns Record ID, RetractionDate"):
            list(read_notices(b"name,phone\nAnn,1\n"))


@pytest.fixture
def article(db):
    Source.objects.create(key="near", title="Near", doi="10.1/ab")
    section = SectionContent("A", body="<p>Cited [@lin].</p>")
    source = SourceContent("lin", "Lin", doi="10.1/a", pmid="77")
    return Article().apply(ArticleContent("One", "one", sections=(section,), sources=(source,)))


def run(tmp_path, *rows, options=()):
    path = tmp_path / "list.csv"
    path.write_bytes(make_list(*rows))
    out = io.StringIO()
    call_command("import_retractions", str(path), "--by=outside", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def status(key="lin"):
    return Source.objects.get(key=key).retraction_status


class TestImportRetractions:
    @pytest.mark.parametrize("match", [row(), row(doi="", pmid="77"), row(doi="https://doi.org/10.1/A")])
    def test_it_marks_the_source_and_names_the_article(self, article, tmp_path, match):
        assert "back to review: one" not in run(tmp_path, row(doi="10.1/other"))
        report = run(tmp_path, match)
        assert "lin: no notice -> retracted" in report
        assert "back to review: one" in report
        assert status() == "retracted"
        assert Act.objects.filter(article=article, verb="flag").count() == 1

    def test_a_longer_identifier_is_another_paper(self, article, tmp_path):
        run(tmp_path, row(doi="10.1/a"), row(record="2", doi="", pmid="777"))
        assert status("near") == ""

    @pytest.mark.parametrize(
        "stored",
        [
            {"url": "https://doi.org/10.1000/AbC"},
            {"url": "https://journal.example.org/doi/full/10.1000/abc?x=1"},
            {"doi": "https://dx.doi.org/10.1000/abc."},
            {"doi": "10.1000%2Fabc"},
            {"url": "https://www.ncbi.nlm.nih.gov/pubmed/77"},
            {"doi": "10.1/other", "url": "https://pubmed.ncbi.nlm.nih.gov/77/"},
        ],
    )
    def test_a_stored_source_is_found_by_any_identifier(self, db, tmp_path, stored):
        Source.objects.create(key="lin", title="Lin", **stored)
        Source.objects.create(key="near", title="Near", doi="10.1000/abcd", url="https://doi.org/10.1000/ab")
        run(tmp_path, row(doi="10.1000/zzz 10.1000/abc", pmid="77"))
        assert (status("lin"), status("near")) == ("retracted", "")

    def test_the_same_list_twice_changes_nothing(self, article, tmp_path):
        run(tmp_path, row())
        assert "0 sources changed, 0 articles flagged" in run(tmp_path, row())
        assert RetractionNotice.objects.count() == 1

    def test_a_reinstatement_takes_an_older_retraction_back(self, article, tmp_path):
        run(tmp_path, row(on="1/2/2024"), row(record="2", on="2/1/2024", nature="Reinstatement"))
        assert status() == ""

    @pytest.mark.parametrize("nature", ["Correction", "Expression of concern"])
    @pytest.mark.parametrize("are_turned", [False, True])
    def test_nothing_else_takes_a_retraction_back(self, article, tmp_path, nature, are_turned):
        rows = [row(on="1/1/2021"), row(record="2", on="1/1/2022", nature=nature)]
        for each in reversed(rows) if are_turned else rows:
            run(tmp_path, each)
        source = Source.objects.get(key="lin")
        assert source.retraction_status == "retracted"
        first, second = source.retraction_note.splitlines()
        assert first.startswith("Retraction, 2021-01-01")
        assert second.startswith(f"{nature}, 2022-01-01")

    @pytest.mark.parametrize(
        ("rows", "right"),
        [
            ([("Reinstatement", "1/1/2022"), ("Retraction", "1/1/2022")], "retracted"),
            ([("Retraction", "1/1/2021"), ("Reinstatement", "1/1/2022"), ("Retraction", "1/1/2023")],
             "retracted"),
            ([("Retraction", "1/1/2021"), ("Correction", "1/1/2022"), ("Reinstatement", "1/1/2023")],
             "corrected"),
            ([("Correction", "1/1/2022"), ("Expression of concern", "1/1/2021")], "concern"),
        ],
    )  # fmt: skip
    def test_the_order_of_the_rows_means_nothing(self, article, tmp_path, rows, right):
        rows = [row(record=str(i), nature=nature, on=on) for i, (nature, on) in enumerate(rows)]
        for lines in (rows, rows[::-1]):
            RetractionNotice.objects.all().delete()
            Source.objects.update(retraction_status="", retraction_note="")
            run(tmp_path, *lines)
            assert status() == right

    def test_a_review_that_a_newer_one_replaced_stays_so_after_a_correction(self, article, tmp_path):
        replaced = row(on="1/1/2021", reason="+Withdrawn (out of date);")
        run(tmp_path, replaced, row(record="2", on="1/1/2022", nature="Correction"))
        assert status() == "superseded"

    def test_a_concern_that_an_editor_set_isnt_weakened_to_a_correction(self, article, tmp_path):
        Source.objects.update(retraction_status="concern")
        run(tmp_path, row(nature="Correction"))
        assert status() == "concern"
        run(tmp_path, row(record="2"))
        assert status() == "retracted"

    def test_what_an_editor_set_and_noted_stays(self, article, tmp_path):
        Source.objects.update(retraction_status="retracted", retraction_note="Told by letter.")
        correction = row(nature="Correction")
        for _ in range(2):
            run(tmp_path, correction)
            source = Source.objects.get(key="lin")
            assert source.retraction_status == "retracted"
            assert source.retraction_note.splitlines()[1:] == ["Told by letter."]
        run(tmp_path, correction, options=["--undo"])
        source = Source.objects.get(key="lin")
        assert (source.retraction_status, source.retraction_note) == ("retracted", "Told by letter.")
        run(tmp_path, row(record="2", nature="Reinstatement"))
        assert status() == ""

    def test_undo_finds_a_source_whose_doi_was_changed_since(self, article, tmp_path):
        run(tmp_path, row())
        Source.objects.filter(key="lin").update(doi="10.1/other", pmid="")
        run(tmp_path, row(), options=["--undo"])
        assert status() == ""

    def test_undo_of_one_of_two_leaves_the_other(self, article, tmp_path):
        concern = row(record="2", on="1/1/2025", nature="Expression of concern")
        run(tmp_path, row(), concern)
        run(tmp_path, concern, options=["--undo"])
        assert status() == "retracted"
        run(tmp_path, concern)
        run(tmp_path, row(), options=["--undo"])
        assert status() == "concern"

    def test_undo_takes_the_list_back(self, article, tmp_path):
        run(tmp_path, row(nature="Correction", record="9", on="1/1/2020"))
        run(tmp_path, row())
        run(tmp_path, row(), options=["--undo"])
        assert status() == "corrected"

    def test_an_article_without_a_notice_left_is_cleared(self, article, tmp_path):
        run(tmp_path, row())
        assert "no notice left: one" in run(tmp_path, row(), options=["--undo"])

    def test_a_dry_run_changes_nothing(self, article, tmp_path):
        assert "lin: no notice -> retracted" in run(tmp_path, row(), options=["--dry-run"])
        assert status() == ""

    def test_bad_rows_end_with_an_error_after_the_good_ones(self, article, tmp_path):
        with pytest.raises(CommandError, match="1 rows could not be read: line 2"):
            run(tmp_path, row(nature="Praise"), row())
        assert status() == "retracted"

    def test_a_missing_file_is_named(self, db):
        with pytest.raises(CommandError, match=r"nowhere\.csv: This file doesn't exist"):
            call_command("import_retractions", "nowhere.csv", by="outside")


class TestSourcesThatComeLater:
    """The list was read before the source was there."""

    @pytest.fixture
    def listed(self, db, tmp_path):
        rows = [
            row(doi="10.1000/zzz;10.1000/Late", pmid="99"),
            row(record="2", on="1/1/2025", nature="Correction", doi="10.1000/late"),
            row(record="3", doi="10.1000/latest"),
        ]
        run(tmp_path, *rows)
        return rows

    def test_an_imported_reference_is_marked(self, listed, tmp_path):
        record = {"id": "late", "title": "Late", "URL": "https://doi.org/10.1000/late"}
        (tmp_path / "a.json").write_text(json.dumps([record]))
        call_command("import_references", tmp_path / "a.json", by="outside", stdout=io.StringIO())
        source = Source.objects.get()
        assert source.retraction_status == "retracted"
        assert source.retraction_note.count("\n") == 1

    def test_so_is_one_that_an_article_brings(self, listed, tmp_path):
        section = SectionContent("A", body="<p>Cited [@late].</p>")
        source = SourceContent("late", "Late", url="https://pubmed.ncbi.nlm.nih.gov/99/")
        content = ArticleContent("One", "one", sections=(section,), sources=(source,))
        (tmp_path / "a.json").write_text(json.dumps(content.to_dict()))
        call_command("import_articles", tmp_path / "a.json", by="outside", stdout=io.StringIO())
        assert status("late") == "retracted"
        assert Act.objects.filter(article__slug="one", verb="flag").count() == 1

    def test_so_is_one_that_an_editor_enters_or_corrects(self, listed, client):
        client.force_login(make_user("superuser"))
        data = {"type": "book", "title": "Late", "key": "late", "doi": "10.1000/lat"}
        client.post(reverse("admin:articles_source_add"), data)
        assert status("late") == ""
        address = reverse("admin:articles_source_change", args=[Source.objects.get().pk])
        response = client.post(address, data | {"doi": "10.1000/late"}, follow=True)
        assert status("late") == "retracted"
        assert "By the list of retractions, this source was retracted." in response.content.decode()

    def test_so_is_one_made_beside_the_form_of_an_article(self, listed, client):
        client.force_login(make_user("superuser"))
        data = {"source-type": "book", "source-title": "Late", "source-key": "late", "source-pmid": "99"}
        client.post(reverse("admin:articles_article_new_source"), data)
        assert status("late") == "retracted"

    def test_an_editor_does_not_take_back_what_the_list_says(self, listed, client):
        client.force_login(make_user("superuser"))
        data = {"type": "book", "title": "Late", "key": "late", "doi": "10.1000/late"}
        client.post(reverse("admin:articles_source_add"), data)
        address = reverse("admin:articles_source_change", args=[Source.objects.get().pk])
        client.post(address, data | {"retraction_status": ""})
        assert status("late") == "retracted"

    def test_a_list_that_was_taken_back_marks_nothing(self, listed, tmp_path, client):
        run(tmp_path, *listed, options=["--undo"])
        assert not ListedNotice.objects.exists()

    def test_the_same_list_twice_is_kept_once(self, listed, tmp_path):
        before = ListedNotice.objects.count()
        run(tmp_path, *listed)
        assert ListedNotice.objects.count() == before == 5

    def test_a_dry_run_keeps_nothing(self, db, tmp_path):
        run(tmp_path, row(), options=["--dry-run"])
        assert not ListedNotice.objects.exists()
