"""CSL-JSON to sources."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from articles import publishing
from articles.content import ArticleContent, PersonName, SectionContent
from articles.importing.csl import read_sources
from articles.importing.records import FileError
from articles.models import Act, Article, Source
from tests.acting import refused
from tests.factories import make_article, make_contributor, make_signed, make_user

RECORD = {
    "id": "doe-2020",
    "type": "article-journal",
    "title": "A title with a < b",
    "author": [{"family": "Doe", "given": "J."}, {"literal": "A Study Group"}],
    "container-title": "A Journal",
    "issued": {"date-parts": [[2020, 7, 3]]},
    "volume": 12,
    "DOI": "https://doi.org/10.1000/xyz",
    "URL": "https://doi.org/10.1000/xyz",
    "custom": {"kind": "trial", "authors_truncated": True, "note": "Pages not seen.", "checked": "known"},
}


def data(*records):
    return json.dumps(list(records)).encode()


@pytest.fixture
def import_records(tmp_path, capsys):
    def run(*records, **options):
        path = tmp_path / "references.json"
        path.write_bytes(data(*records))
        call_command("import_references", path, **{"by": "outside", **options})
        return capsys.readouterr().out

    return run


def _citing(key):
    content = make_article().content()
    overview, *others = content.sections
    overview = replace(overview, body=f"{overview.body}<p>More is known [@{key}].</p>")
    return Article.objects.get().apply(replace(content, sections=(overview, *others)))


class TestRetracted:
    def test_a_record_marks_the_source_and_flags_the_texts(self, db, import_records):
        import_records(RECORD)
        article = _citing("doe-2020")
        import_records(RECORD | {"title": "RETRACTED: A title"})
        assert Source.objects.get(key="doe-2020").retraction_status == "retracted"
        assert article.acts.filter(verb="flag").count() == 1

    def test_it_never_weakens_a_mark(self, db, import_records):
        import_records(RECORD | {"title": "RETRACTED: A title"})
        import_records(RECORD | {"custom": {"retraction_status": "concern", "retraction_note": "Old."}})
        assert Source.objects.get(key="doe-2020").retraction_status == "retracted"


class TestReadSources:
    def test_it_reads_every_field(self):
        ((place, record),) = read_sources(data(RECORD)).values
        source = record.source
        assert place == "record 1 (doe-2020)"
        assert source.authors == (PersonName("Doe", "J."), PersonName(literal="A Study Group"))
        assert (source.issued, source.volume, source.doi) == ("2020-07-03", "12", "10.1000/xyz")
        assert (source.kind, source.authors_truncated) == ("trial", True)
        assert record.note == "Pages not seen.\nChecked when the list was compiled: known."

    @pytest.mark.parametrize(
        ("parts", "issued"), [([[2020]], "2020"), ([["2020", 3]], "2020-03"), ([], ""), (None, "")]
    )
    def test_a_date_keeps_the_parts_it_has(self, parts, issued):
        ((_, record),) = read_sources(data({**RECORD, "issued": {"date-parts": parts}})).values
        assert record.source.issued == issued

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"title": ""}, "title: is missing"),
            ({"title": 3}, "title: text is expected"),
            ({"title": "a\x00"}, "title: holds a NUL character"),
            ({"title": "\ud800"}, "half of a surrogate pair"),
            ({"author": ["Doe"]}, "author[0]: an object is expected"),
            ({"custom": {"authors_truncated": "yes"}}, "custom.authors_truncated: true or false is expected"),
            ({"volume": True}, "volume: text or a number is expected"),
        ],
    )
    def test_a_bad_record_is_named_with_its_place(self, change, problem):
        records = read_sources(data({**RECORD, **change}, {**RECORD, "id": "roe-2021"}))
        assert len(records.values) == 1
        assert records.problems[0].startswith("record 1 (doe-2020): ")
        assert problem in records.problems[0]

    def test_a_repeated_key_is_named(self):
        assert read_sources(data(RECORD, RECORD)).problems == (
            "record 2 (doe-2020): id: an earlier record has the same one",
        )

    @pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"3", b'{"items": 1}', b"[" * 100_000])
    def test_it_refuses_a_file_that_is_no_list_of_records(self, text):
        with pytest.raises(FileError):
            read_sources(text)


@pytest.mark.django_db
class TestImportReferences:
    def test_it_creates_then_changes_nothing_then_updates(self, import_records):
        assert "1 created, 0 updated, 0 unchanged" in import_records(RECORD)
        assert "0 created, 0 updated, 1 unchanged" in import_records(RECORD)
        assert "0 created, 1 updated, 0 unchanged" in import_records({**RECORD, "page": "1-9"})
        assert Source.objects.get().page == "1-9"

    def test_a_dry_run_changes_nothing(self, import_records):
        assert "1 created, 0 updated, 0 unchanged (nothing was saved)" in import_records(RECORD, dry_run=True)
        assert not Source.objects.exists()

    def test_keep_leaves_an_existing_record(self, import_records):
        import_records(RECORD)
        assert "1 kept" in import_records({**RECORD, "title": "Another"}, keep=True)
        assert Source.objects.get().title == RECORD["title"]

    def test_what_the_file_leaves_empty_stays(self, import_records):
        import_records(RECORD)
        Source.objects.update(pmid="123")
        assert "1 unchanged" in import_records(RECORD)
        assert Source.objects.get().pmid == "123"

    def test_a_bad_record_does_not_stop_the_others(self, import_records):
        with pytest.raises(CommandError, match=r"references.json: record 1 \(roe\): title: is missing"):
            import_records({"id": "roe"}, RECORD)
        assert Source.objects.get().key == "doe-2020"

    def test_working_copies_that_cite_it_get_a_new_digest(self, import_records):
        content = ArticleContent("A", "a", sections=(SectionContent("A", body="<p>[@doe-2020]</p>"),))
        article = Article().apply(content)
        import_records(RECORD)
        stored = Article.objects.get()
        assert stored.digest == stored.content().digest() != article.digest

    def test_a_correction_that_voids_a_sign_off_stands_in_the_log_under_its_name(self, import_records):
        import_records(RECORD)
        article, importer = _citing(RECORD["id"]), make_user("superuser")
        make_signed(article)
        import_records({**RECORD, "title": "A corrected title"}, by=importer.username)
        line = Act.objects.first()
        assert (line.article, line.verb, line.actor) == (article, Act.Verb.EDIT, importer)
        assert line.digest != article.digest
        assert Article.objects.get().standing == "draft"

    def test_who_imports_a_correction_cant_sign_the_text_off(self, import_records):
        import_records(RECORD)
        article, importer = _citing(RECORD["id"]), make_user("superuser")
        make_contributor(importer)
        import_records({**RECORD, "title": "A corrected title"}, by=importer.username)
        seen = publishing.reviewed_page(article)
        assert "has edited this text" in refused(publishing.sign_off, article, importer, seen=seen)

    def test_it_asks_whose_work_it_is(self, import_records):
        with pytest.raises(CommandError, match="Say with --by USER"):
            import_records(RECORD, by=None)
        assert not Source.objects.exists()

    def test_every_form_is_read_and_a_source_is_made_once(self, tmp_path, capsys):
        import_records_of = {
            "a.ris": "TY  - JOUR\nTI  - A title\nAU  - Lee, Ann\nPY  - 2020\nDO  - 10.1000/abc\nER  - ",
            "b.nbib": "PMID- 12\nTI  - A title, otherwise.\nFAU - Lee, A\nAID - 10.1000/ABC [doi]\n"
            "PT  - Retracted Publication\nTA  - J Tests\n",
            "c.bib": "@article{smith, title={A title}, doi={https://doi.org/10.1000/abc}, volume={8}}",
            "d.json": '{"message": {"title": ["A title"], "DOI": "10.1000/abc", "issue": "3"}}',
            "e.txt": "DOI\n10.1000/abc\n10.1000/new.\nPMID: 34\n",
            "f.xml": "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>34</PMID><Article>"
            "<ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
            "g.ris": "TY  - BOOK\nTI  - A book\nAU  - M\u00fcller, Ann\nPY  - 2020\nER  - ",
        }
        for name, text in import_records_of.items():
            (tmp_path / name).write_bytes(text.encode("cp1252" if name == "g.ris" else "utf-8"))
        files = [tmp_path / name for name in import_records_of]
        call_command("import_references", *files, by="outside")
        told = capsys.readouterr().out
        assert "smith is lee-2020 in the register." in told
        assert "lee-2020 was retracted. Marked by PubMed as retracted." in told
        known = Source.objects.get(doi="10.1000/abc")
        assert (known.key, known.title, known.pmid, known.volume, known.issue, known.retraction_status) == (
            "lee-2020", "A title", "12", "8", "3", "retracted",
        )  # fmt: skip
        assert Source.objects.filter(pmid="34", title="T", note="").exists()
        assert Source.objects.get(key="muller-2020").authors == [{"family": "Müller", "given": "Ann"}]
        assert Source.objects.get(key="doi-10-1000-new").note.startswith("To be completed")
        assert Source.objects.count() == 4
        call_command("import_references", *files, by="outside")
        again = capsys.readouterr().out
        assert again.count("0 created, 0 updated, ") == len(files)

    def test_another_source_under_the_same_key_is_refused(self, import_records):
        import_records(RECORD)
        with pytest.raises(CommandError, match=r"Another source has this key"):
            import_records({**RECORD, "title": "Another paper", "DOI": "10.1000/other", "URL": ""})
        assert Source.objects.get().doi == "10.1000/xyz"

    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(CommandError, match=r"none\.json"):
            call_command("import_references", tmp_path / "none.json", by="outside")
