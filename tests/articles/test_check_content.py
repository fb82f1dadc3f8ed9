import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.content_checks.catalogue import catalogue
from articles.models import Article, Section, Waiver
from articles.working_copy.findings import article_findings
from tests.factories import make_article, make_signed, make_user

TEXT = """\
Order cheap tablets today

A page of our own about rest

What rest does to people who are tired

Studies show that 20% of people rest. Visit our website.

See also A page that nobody wrote
"""


@pytest.fixture
def text_file(tmp_path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(capsys, *arguments):
    """Output and exit code of the command."""
    code = 0
    try:
        call_command("check_content", *map(str, arguments))
    except CommandError as error:
        code = error.returncode
    return capsys.readouterr(), code


@pytest.mark.django_db
class TestFile:
    def test_it_reports_findings_with_their_lines_and_ends_with_1(self, capsys, text_file):
        captured, code = run(capsys, text_file, "--json")
        found = {(each["line"], each["rule"]) for each in json.loads(captured.out)}
        assert {
            (1, "promotional"),
            (7, "unnamed-source"),
            (7, "unsupported-statistic"),
            (7, "link-missing"),
        } <= found
        assert (9, "related-unresolved") in found
        assert code == 1

    def test_a_finding_says_what_it_is_and_what_to_do(self, capsys, text_file):
        captured, _ = run(capsys, text_file, "--json")
        finding = next(each for each in json.loads(captured.out) if each["rule"] == "unnamed-source")
        assert finding["trigger"] == "Studies show"
        assert (finding["kind"], finding["severity"]) == ("generic", "error")
        assert finding["section"] == "What rest does to people who are tired"
        assert finding["advice"]
        assert "DISCERN Q4" in finding["standards"]

    def test_it_saves_nothing(self, capsys, text_file):
        run(capsys, text_file)
        assert not Article.objects.exists()

    def test_titles_of_articles_count(self, capsys, text_file):
        make_article("A page that nobody wrote")
        captured, _ = run(capsys, text_file, "--json")
        assert "related-unresolved" not in {each["rule"] for each in json.loads(captured.out)}

    def test_the_report_for_people_names_lines(self, capsys, text_file):
        captured, _ = run(capsys, text_file)
        assert "! line 7: error unnamed-source (generic): “Studies show”" in captured.out

    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(CommandError, match=r"nothing\.txt: This file doesn't exist") as refusal:
            call_command("check_content", str(tmp_path / "nothing.txt"))
        assert refusal.value.returncode == 2

    def test_an_article_in_json_is_checked_under_its_address(self, capsys, tmp_path):
        sections = [{"heading": "A", "body": "Studies show that it helps."}]
        (tmp_path / "a.json").write_text(json.dumps({"title": "Rest", "sections": sections}))
        captured, code = run(capsys, tmp_path / "a.json", "--json")
        assert ("rest", "unnamed-source") in {(f["article"], f["rule"]) for f in json.loads(captured.out)}
        assert code == 1

    def test_an_empty_file_is_refused_with_a_sentence(self, tmp_path):
        empty = tmp_path / "empty.txt"
        empty.write_text("")
        with pytest.raises(CommandError, match="is empty") as refusal:
            call_command("check_content", str(empty))
        assert refusal.value.returncode == 2


@pytest.mark.django_db
class TestWorkingCopies:
    def test_it_ends_with_0_if_no_error_is_open(self, capsys):
        article = make_article()
        make_signed(article)
        captured, code = run(capsys, "--json")
        assert json.loads(captured.out) == []
        assert code == 0

    def test_all_articles_in_use_are_checked(self, capsys):
        first, second = make_article(aim=""), make_article(funding="")
        make_article(trashed_title := "In the trash", licence="")
        Article.objects.filter(title=trashed_title).update(trashed_at=timezone.now())
        captured, code = run(capsys, "--json")
        found = {(each["article"], each["rule"]) for each in json.loads(captured.out)}
        assert {(first.slug, "aim-missing"), (second.slug, "funding-missing")} <= found
        assert "licence-missing" not in {rule for _, rule in found}
        assert code == 1

    def test_progress_goes_to_stderr(self, capsys):
        make_article()
        captured, _ = run(capsys)
        assert "1 of 1 articles checked" in captured.err
        assert "checked" not in captured.out

    def test_one_article_is_named_by_its_slug(self, capsys):
        article, other = make_article(aim=""), make_article(funding="")
        captured, code = run(capsys, "--article", article.slug, "--json")
        found = json.loads(captured.out)
        assert {each["article"] for each in found} == {article.slug}
        assert other.slug not in captured.out
        assert code == 1

    def test_a_finding_names_its_section(self, capsys):
        article = make_article()
        Section.objects.filter(article=article, order=2).update(body="<p>Studies show it to you.</p>")
        captured, _ = run(capsys, "--json")
        finding = next(each for each in json.loads(captured.out) if each["rule"] == "unnamed-source")
        assert (finding["section_index"], finding["line"]) == (2, None)
        assert finding["section"] == "What the page may help with"

    def test_a_section_without_heading_is_named_by_its_number(self, capsys):
        article = make_article()
        Section.objects.filter(article=article, order=2).update(heading="")
        captured, _ = run(capsys)
        assert "! section 3: error heading-needed" in captured.out

    def test_a_waived_error_is_told_and_not_counted(self, capsys):
        article = make_article(aim="")
        make_signed(article)
        (found,) = article_findings(article)
        until = timezone.localdate()
        Waiver.objects.create(
            article=article,
            rule=found.finding.rule,
            fingerprint=found.finding.fingerprint,
            reason="It holds.",
            waived_by=make_user(),
            waived_at=timezone.now(),
            until=until,
        )
        captured, code = run(capsys, "--json")
        assert [each["waived_until"] for each in json.loads(captured.out)] == [until.isoformat()]
        assert code == 0

    def test_an_unknown_article_is_named(self):
        with pytest.raises(CommandError, match="There is no article “nothing”") as refusal:
            call_command("check_content", "--article", "nothing")
        assert refusal.value.returncode == 2

    def test_a_file_and_an_article_at_once_are_refused(self, text_file):
        with pytest.raises(CommandError, match="not both"):
            call_command("check_content", str(text_file), "--article", "a")

    def test_batches_cost_the_same_queries(self, capsys, django_assert_max_num_queries, monkeypatch):
        for _ in range(5):
            make_article(aim="")
        monkeypatch.setattr("articles.management.commands.check_content.BATCH", 2)
        with django_assert_max_num_queries(3 * 20 + 10):
            captured, _ = run(capsys, "--json")
        assert sum(each["rule"] == "aim-missing" for each in json.loads(captured.out)) == 5


class TestRulesPage:
    def test_it_writes_the_page_about_all_rules(self, capsys):
        captured, code = run(capsys, "--rules")
        assert captured.out == catalogue()
        assert code == 0
