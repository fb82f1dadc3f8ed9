"""A table of results may name one source for all its rows, or a source in each row."""

from articles.content import SourceContent, SurveyColumn, SurveyRow, SurveyTableContent
from articles.content_checks.survey import missing_parts
from articles.rendering.survey_csv import survey_csv
from articles.rendering.surveys import render_survey

SOURCES = [SourceContent(key="first-2020", title="First"), SourceContent(key="second-2021", title="Second")]


def results(*cells, **fields):
    return SurveyTableContent(
        key="results",
        title="Results of two trials",
        kind="table",
        columns=(SurveyColumn("People", "count"), SurveyColumn("Reference", "text")),
        rows=tuple(SurveyRow(f"trial {i}", ("40", cell)) for i, cell in enumerate(cells)),
        **fields,
    )


class TestATableWithASourceInEachRow:
    table = results("[@first-2020]", "[@second-2021]")

    def test_it_has_its_sources(self):
        assert self.table.is_sourced
        assert missing_parts(self.table) == []

    def test_readers_see_it_without_the_label_unverified(self):
        assert not self.table.is_unverified
        assert "See each row." in render_survey(self.table, SOURCES).html

    def test_it_says_in_a_column_how_many_people_it_rests_on(self):
        assert "how many people" not in render_survey(self.table, SOURCES).html

    def test_each_row_of_its_csv_names_the_source(self):
        rows = survey_csv(self.table).splitlines()
        assert "first-2020,sourced" in rows[1]
        assert "second-2021,sourced" in rows[2]


class TestATableWithARowThatNamesNoSource:
    table = results("[@first-2020]", "")

    def test_its_source_is_missing(self):
        assert missing_parts(self.table) == ["source"]

    def test_readers_see_it_as_unverified(self):
        assert self.table.is_unverified

    def test_one_source_for_all_rows_is_enough(self):
        assert results("", "", source="first-2020").is_sourced

    def test_a_table_without_rows_has_no_source(self):
        assert not results().is_sourced
