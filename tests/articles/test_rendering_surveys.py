"""Survey tables as readers see them, and as CSV."""

import csv
import io
import re
from dataclasses import replace

import pytest

from articles.content import SourceContent, SurveyColumn, SurveyRow, SurveyTableContent
from articles.rendering import render_survey, survey_csv

SOURCES = (SourceContent("poll-2020", "A poll"),)
TABLE = SurveyTableContent(
    "poll",
    "Who reads pages",
    columns=(SurveyColumn("Percent of readers"), SurveyColumn("Readers", "count")),
    rows=(SurveyRow("Reads", ("34.5%", "1,204")), SurveyRow("Does not", ("n/a", ""), "those asked twice")),
    question="Do you read pages?",
    population="readers",
    country="Nowhere",
    sample_size=1204,
    response_rate="42",
    fielded="2019-06/2019-07",
    mode="online",
    weighting="None",
    source="poll-2020",
    note="Made for tests.",
)


def drawn(**changes) -> str:
    return render_survey(replace(TABLE, **changes), SOURCES).html


class TestTable:
    def test_it_is_a_table_with_caption_and_scopes(self):
        html = drawn()
        assert '<table class="stack wide"><caption><b>Who reads pages</b></caption>' in html
        assert '<th scope="col">Answer</th><th scope="col">Percent of readers</th>' in html
        assert '<th scope="row">Does not <small>(those asked twice)</small></th>' in html

    def test_a_headline_stands_above_the_name_unless_nobody_has_checked_the_figures(self):
        told = {"headline": "A third of the readers read"}
        assert "<caption><b>A third of the readers read</b> Who reads pages</caption>" in drawn(**told)
        assert "A third" not in drawn(**told, show_unverified=True)

    def test_a_percentage_is_said_once_and_drawn_as_people(self):
        html = drawn()
        assert '<td class="drawn" data-h="Percent of readers"><b>34.5%</b><svg class="hundred"' in html
        assert '<path d="M0 0h20v1H15v1H0z"/>' in html
        assert html.count("34.5") == 1

    def test_shares_of_several_studies_are_drawn_only_where_each_has_groups(self):
        rows = (SurveyRow("a", ("60%", "40% [@poll-2020]")), SurveyRow("b", ("20%", "30% [@other]")))
        one = (SurveyColumn("Percent"), SurveyColumn("Measure", "text"))
        assert "<svg" not in drawn(rows=rows, columns=one)
        assert drawn(rows=rows, columns=(SurveyColumn("First"), SurveyColumn("Second"))).count("<svg") == 4

    def test_its_rows_lie_by_how_many_values_they_have_and_each_value_can_say_what_it_is(self):
        one = drawn(columns=(SurveyColumn("Percent"),), rows=(SurveyRow("a", ("60%",)),))
        assert '<table class="stack rows">' in one
        assert "data-h" not in one
        assert '<td data-h="Readers">1,204</td>' in drawn()

    def test_groups_are_bars_below_each_other_on_one_scale(self):
        columns = (
            SurveyColumn("People", "count"),
            SurveyColumn("Drug", "months"),
            SurveyColumn("None", "months"),
        )
        html = drawn(
            columns=columns, rows=(SurveyRow("a", ("9", "20", "12.5")), SurveyRow("b", ("8", "5", "n/a")))
        )
        assert '<table class="stack pairs">' in html
        assert (
            '<td data-h="People">9</td><td class="drawn" data-h="Drug"><b>20 months</b><svg class="length"'
            in html
        )
        assert re.findall(r"M0 0h([\d.]+)v10", html) == ["100", "62.5", "25"]
        assert "<rect" not in html

    def test_limits_are_drawn_over_the_bar_of_the_value_before_them(self):
        columns = (SurveyColumn("Percent"), SurveyColumn("95 % CI", "interval"))
        html = drawn(
            columns=columns, rows=(SurveyRow("a", ("60%", "48.5-71 (90 %)")), SurveyRow("b", ("5%", "n/a")))
        )
        assert '<rect width="100" height="10"/><path d="M0 0h60v10H0z"/>' in html
        assert html.count('<path class="limits" d="M48.5 4.4H71v1.2H48.5z') == html.count("limits") == 1

    def test_a_percentage_printed_without_its_sign_gets_it(self):
        assert "<b>72%</b><svg" in drawn(rows=(SurveyRow("a", ("72",)),))
        assert "<b>72%*</b><svg" in drawn(rows=(SurveyRow("a", ("72*",)),))

    def test_bars_are_for_the_eye_alone_and_have_no_style(self):
        for bar in re.findall("<svg.*?>", drawn()):
            assert 'aria-hidden="true"' in bar
            assert "style" not in bar

    @pytest.mark.parametrize("value", ["120%", "-3%", "n/a", "<5%"])
    def test_what_is_no_share_has_no_bar(self, value):
        assert "<svg" not in drawn(rows=(SurveyRow("a", (value,)),))

    def test_an_empty_cell_says_so(self):
        assert "no figure" in drawn()

    def test_rows_longer_than_the_header_lose_nothing(self):
        html = drawn(columns=(), rows=(SurveyRow("a", ("1", "2")), SurveyRow("b")))
        assert "<td>1</td><td>2</td>" in html
        assert html.count("<td") == 2 + 2 + 2

    def test_texts_are_escaped(self):
        evil = "<script>alert(1)</script>"
        html = drawn(
            title=evil, question=evil, population=evil, mode=evil, weighting=evil, note=evil, fielded=evil,
            label_heading=evil, columns=(SurveyColumn(evil),), rows=(SurveyRow(evil, (evil,), evil),),
            response_rate=evil,
        )  # fmt: skip
        assert "<script" not in html

    def test_a_cell_may_cite(self):
        assert '>5<a href="#source-1"' in drawn(rows=(SurveyRow("a", ("", "5 [@poll-2020]")),))

    def test_a_cell_that_only_cites_names_its_source(self):
        html = drawn(rows=(SurveyRow("a", ("[@poll-2020]",)),))
        assert '"><a href="#source-1" id="cite-1-1">Source 1</a></td>' in html


class TestFacts:
    @pytest.mark.parametrize(
        "line",
        [
            "<dt>Question</dt><dd>Do you read pages?</dd>",
            "<dt>Who was asked</dt><dd>readers, Nowhere</dd>",
            "<dt>Number of people</dt><dd>1,204</dd>",
            "<dt>Answered</dt><dd>42% of those asked</dd>",
            "<dt>When</dt><dd>June 2019 to July 2019</dd>",
            "<dt>How</dt><dd>online</dd>",
            "<dt>Weighting</dt><dd>None</dd>",
            '<dt>Source</dt><dd><a href="#source-1" id="cite-1-1">Source 1</a></dd>',
            "<dt>Note</dt><dd>Made for tests.</dd>",
        ],
    )
    def test_it_says_what_the_figures_rest_on(self, line):
        assert line in drawn()

    def test_the_margin_of_error_of_a_probability_sample_names_its_assumption(self):
        assert "up to about 2.8 percentage points" in drawn(sampling="probability")
        assert "as for a simple random sample" in drawn(sampling="probability")

    @pytest.mark.parametrize("sampling", ["", "opt-in"])
    def test_of_people_who_chose_to_answer_it_says_that_nobody_knows(self, sampling):
        html = drawn(sampling=sampling)
        assert "percentage points" not in html
        assert "We can't tell how close these figures are" in html
        assert "people chose whether to answer" in html

    @pytest.mark.parametrize(
        "changes",
        [
            {"kind": "table"},
            {"sample_size": None},
            {"sample_size": 0},
            {"source": ""},
            {"rows": (SurveyRow("a", ("n/a", "3")),)},
        ],
    )
    def test_there_is_no_margin_of_error_without_its_grounds(self, changes):
        assert "Margin" not in drawn(**{"sampling": "probability"} | changes)


class TestGaps:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"question": ""}, "The exact question was not published."),
            ({"question": "", "question_note": "Not seen."}, "<dt>Question</dt><dd>Not seen.</dd>"),
            ({"population": ""}, "We don't know who was asked."),
            ({"sample_size": None}, "We don't know how many people the figures are based on."),
            ({"fielded": ""}, "We don't know when people were asked."),
            ({"fielded": "", "fielded_note": "In 2011"}, "<dt>When</dt><dd>In 2011</dd>"),
            ({"weighting": ""}, "We don't know whether the answers were weighted."),
        ],
    )
    def test_what_is_missing_is_said_plainly(self, changes, sentence):
        assert sentence in drawn(**changes)
        assert sentence not in drawn()

    def test_what_a_note_explains_is_not_said_again(self):
        assert "not published" not in drawn(question="", question_note="Not seen.")

    def test_a_table_of_results_has_no_question_to_miss(self):
        html = drawn(kind="table", question="", fielded="", weighting="", population="")
        assert "t know" not in html
        assert "not published" not in html


class TestUnverified:
    def test_a_table_without_source_says_so_first(self):
        html = drawn(source="", source_text="Some Society")
        assert html.index("Unverified:") < html.index("<table")
        assert "no source was found for these figures. Do not rely on them." in html
        assert "The text it was taken from gave: Some Society." in html

    def test_a_table_that_is_shown_unverified_with_a_source_does_not_deny_the_source(self):
        html = drawn(show_unverified=True)
        assert "nobody has compared these figures with their source. Do not rely on them." in html
        assert "no source" not in html

    def test_a_sourced_table_has_no_label(self):
        assert "Unverified" not in drawn()


class TestCsv:
    def rows(self, **changes):
        return list(csv.reader(io.StringIO(survey_csv(replace(TABLE, **changes)), newline="")))

    def test_every_row_says_what_it_rests_on(self):
        header, first, second = self.rows()
        assert header == [
            "Answer", "Percent of readers", "Readers", "Base", "Sample size", "Field dates", "Source",
            "Status",
        ]  # fmt: skip
        assert first == ["Reads", "34.5%", "1,204", "", "1204", "2019-06/2019-07", "poll-2020", "sourced"]
        assert second[:4] == ["Does not", "n/a", "", "those asked twice"]

    def test_an_unverified_table_says_so_in_every_row(self):
        assert {row[-1] for row in self.rows(source="")[1:]} == {"unverified"}

    def test_marks_of_citation_are_left_out(self):
        assert self.rows(rows=(SurveyRow("a", ("5% [@poll-2020]", "6")),))[1][1:3] == ["5%", "6"]

    def test_a_row_that_cites_names_its_source(self):
        assert self.rows(rows=(SurveyRow("a", ("5% [@one]",)),))[1][6] == "poll-2020; one"

    @pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "-"])
    def test_no_cell_is_a_formula(self, text):
        (row,) = self.rows(rows=(SurveyRow(text, (text,)),), columns=())[1:]
        assert row[0] == f"'{text}"
        assert row[1].startswith("'")

    @pytest.mark.parametrize("number", ["-3", "-0.1", "+5", "-12%"])
    def test_negative_numbers_stay(self, number):
        assert self.rows(rows=(SurveyRow("a", (number,)),))[1][1] == number
