"""Survey tables and tables of results in scraped texts."""

import pytest

from articles.importing.scraped import parse_scraped
from articles.importing.survey_tables import split_row
from articles.text.numbers import parse_value


def read(*lines):
    return parse_scraped(
        "\n".join(["Headache", "", "How people rest when the head hurts", "", *lines]).encode()
    )


def table(*lines):
    (found,) = read(*lines).surveys
    return found


def cells(found):
    return [(row.label, *row.values) for row in found.rows]


class TestFirstLine:
    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            ("Survey Results: How people rest", "survey"),
            ("Survey: How people rest", "survey"),
            ("Poll Results: How people rest", "survey"),
            ("poll 2: How people rest", "survey"),
            ("Table: How people rest", "table"),
            ("Table 3: How people rest", "table"),
            ("Results: How people rest", "table"),
        ],
    )
    def test_it_tells_the_kind_and_the_caption(self, line, kind):
        found = table(line, "Answer Percentage", "Lying down 60%")
        assert (found.kind, found.title) == (kind, "How people rest")

    @pytest.mark.parametrize(
        "lines",
        [
            ("Survey: How people rest", "Lying down 60%"),
            ("Survey:", "Lying down 60%", "Sitting 40%"),
            ("Surveys: How people rest", "Lying down 60%", "Sitting 40%"),
        ],
        ids=["two lines", "no caption", "another word"],
    )
    def test_it_is_text(self, lines):
        assert read(*lines).surveys == ()

    def test_it_stands_in_its_section(self):
        article = read("Survey: Rest", "Answer %", "Lying 60%", "", "Text.")
        assert [block.to_dict()["type"] for block in article.sections[0].blocks] == ["survey", "paragraph"]
        assert article.surveys[0].section == "How people rest when the head hurts"
        assert article.survey_lines == ((5, 0),)


class TestCells:
    @pytest.mark.parametrize(
        "row",
        [
            "Lying down\t60%\t12", "Lying down | 60 % | 12", "| Lying down | 60% | 12 |",
            "Lying down   60%  12", "Lying down 60 % 12", "Lying  down \t 60 %\t12",
        ],
    )  # fmt: skip
    def test_a_row_is_cut_at_the_first_kind_of_separator_that_it_has(self, row):
        assert split_row(row) == ["Lying down", "60%", "12"]

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("Stage 2 60%", ["Stage", "2", "60%"]),
            ("Nausea <5% ~7 ≥3 n/a — –", ["Nausea", "<5%", "~7", "≥3", "n/a", "—", "–"]),
            ("Less pain 1,204 12,5%", ["Less pain", "1,204", "12,5%"]),
            ("Grade 1–4 all", ["Grade 1–4 all"]),
            ("Grade 1–4", ["Grade 1–4"]),
            ("60% 40%", ["", "60%", "40%"]),
        ],
    )
    def test_without_separators_the_values_at_the_end_are_the_cells(self, row, expected):
        assert split_row(row) == expected


class TestMarks:
    """What stands behind or instead of a plain figure keeps its place, and the figure its number."""

    @pytest.mark.parametrize(
        ("cell", "number"),
        [
            ("60%*", 60.0),
            ("40 % †", 40.0),
            ("12,5%a", 12.5),
            ("33%¹", 33.0),
            ("1,204*†", 1204.0),
            ("<1 %", None),
            ("10-20%", None),
            ("10–20%*", None),
            ("10³", None),
            ("5 a", None),
        ],
    )
    def test_the_number_of_a_cell(self, cell, number):
        assert parse_value(cell) == number
        assert parse_value(split_row(f"Yes\t{cell}")[1]) == number

    def test_a_row_without_separators_is_cut_before_them(self):
        assert split_row("Yes 60%* 10–20%† <1 % 7%a") == ["Yes", "60%*", "10–20%†", "<1%", "7%a"]
        assert split_row("Aged 18–29 60% *") == ["Aged 18–29", "60%*"]

    def test_the_lines_that_explain_them_are_the_note(self):
        lines = ("Answer\t2019\t2020", "Yes\t60%*\t50%", "No\t40%\t50%", "* Weighted.", "Note: Rounded.")
        found = table("Survey: Rest", *lines)
        assert (found.columns, found.note) == (("Answer", "2019", "2020"), "* Weighted.; Rounded.")
        assert cells(found) == [("Yes", "60%*", "50%"), ("No", "40%", "50%")]

    @pytest.mark.parametrize(
        ("lines", "columns", "count"),
        [
            (("Answer 2019 2020", "Yes 60% 50%"), ("Answer", "2019", "2020"), 1),
            (("Survivors 2019", "Others 2018"), (), 2),
            (("| Answer | % |", "|---|--:|", "| Yes | 60% |"), ("Answer", "%"), 1),
        ],
    )
    def test_years_head_columns_and_a_rule_of_markdown_is_no_row(self, lines, columns, count):
        found = table("Survey: Rest", *lines)
        assert (found.columns, len(found.rows)) == (columns, count)


class TestHeader:
    @pytest.mark.parametrize(
        ("header", "row", "columns"),
        [
            ("Answer Percentage of people", "Lying 60%", ("Answer", "Percentage of people")),
            ("Answer n %", "Lying 12 60%", ("Answer", "n", "%")),
            ("Answer\tYes\tNo", "Lying\t1\t2", ("Answer", "Yes", "No")),
            ("Answer | Yes", "Lying | 1", ("Answer", "Yes")),
            ("Kind of rest", "Lying 60%", ("Kind of rest",)),
            ("Answer Number Rate", "Lying 60%", ("Answer Number Rate",)),
        ],
    )
    def test_columns(self, header, row, columns):
        found = table("Survey: Rest", header, row)
        assert found.columns == columns
        assert len(found.rows) == 1

    def test_a_first_line_with_values_is_a_row(self):
        found = table("Survey: Rest", "Lying 60%", "Sitting 40%")
        assert found.columns == ()
        assert cells(found) == [("Lying", "60%"), ("Sitting", "40%")]

    def test_the_words_of_a_header_count_in_any_case_and_alone(self):
        found = table("Survey: Rest", "Numbered answers SHARE of all", "Lying 60%")
        assert found.columns == ("Numbered answers", "SHARE of all")


class TestNumbers:
    @pytest.mark.parametrize(
        ("cell", "number"),
        [
            ("60%", 60.0),
            ("12,5%", 12.5),
            ("1,204", 1204.0),
            ("1,204,000", 1204000.0),
            ("1,204.5", 1204.5),
            ("1,204%", 1.204),
            ("1,5", 1.5),
            ("2.5", 2.5),
            ("1 048", 1048.0),
            ("-3", -3.0),
            ("1–4", None),
            ("n/a", None),
            ("—", None),
            ("<5%", None),
            ("", None),
            ("9" * 400, None),
        ],
    )
    def test_parse_value(self, cell, number):
        assert parse_value(cell) == number

    def test_rows_hold_them(self):
        found = table("Survey: Rest", "Answer n %", "Lying 12 60%", "Sitting n/a 40%")
        assert [row.numbers for row in found.rows] == [(12.0, 60.0), (None, 40.0)]


class TestMetadata:
    def test_lines_in_the_table(self):
        found = table(
            "Survey: Rest", "Source: Our own count", "Sample: 1,204 readers of 2 pages", "Answer %",
            "Fielded: May 2020", "Lying 60%", "Question: How do you rest?",
        )  # fmt: skip
        assert (found.source, found.sample_size) == ("Our own count", 1204)
        assert (found.fielded, found.question) == ("May 2020", "How do you rest?")
        assert cells(found) == [("Lying", "60%")]

    def test_a_block_after_the_table_of_such_lines_only(self):
        article = read(
            "Survey: Rest", "Answer %", "Lying 60%", "", "Source: Our own count", "Base: 50", "", "Text."
        )
        assert (article.surveys[0].source, article.surveys[0].sample_size) == ("Our own count", 50)
        assert [block.to_dict()["type"] for block in article.sections[0].blocks] == ["survey", "paragraph"]

    def test_a_block_with_another_line_is_text(self):
        article = read("Survey: Rest", "Answer %", "Lying 60%", "", "Source: Our own count", "and text")
        assert article.surveys[0].source is None
        assert len(article.sections[0].blocks) == 3

    @pytest.mark.parametrize(
        ("title", "size"),
        [
            ("Rest (n = 1,204)", 1204),
            ("Rest, N=1 048 readers", 1048),
            ("Rest n = 7", 7),
            ("Rest in 2020", None),
        ],
    )
    def test_the_sample_size_in_the_first_line(self, title, size):
        found = table(f"Survey: {title}", "Answer %", "Lying 60%")
        assert (found.sample_size, found.title) == (size, title)

    def test_the_first_line_counts_before_the_sample_line(self):
        assert table("Survey: Rest (n = 7)", "Sample: 9", "Lying 60%").sample_size == 7

    def test_missing_values_are_null(self):
        told = table("Survey: Rest", "Source:", "Answer %", "Lying 60%").to_dict()
        assert [told[name] for name in ("source", "sample_size", "fielded", "question")] == [None] * 4

    def test_an_endless_number_is_no_sample_size(self):
        assert table("Survey: Rest", "Sample: " + "9" * 5000, "Lying 60%").sample_size is None
