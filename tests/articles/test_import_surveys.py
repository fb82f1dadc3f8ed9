"""JSON to survey tables."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.content import SurveyColumn, SurveyRow
from articles.importing.surveys import read_survey_tables
from articles.models import Source, SurveyTable

SURVEY = {
    "id": "doe-2020-views",
    "title": "Views",
    "question": None,
    "question_note": "Exact wording not seen.",
    "population": "adults",
    "country": "US",
    "n": 1204,
    "response_rate": 16.6,
    "fielded": None,
    "mode": "online",
    "single_answer": True,
    "columns": ["Answer", "Percent of adults", "Number of people"],
    "rows": [
        {"label": "Yes", "values": [72.0, 1867], "base": "all adults"},
        {"label": "No", "values": [None, 12], "computed": True},
    ],
    "reference": "doe-2020",
    "status": "verified",
    "note": "Read with care. Field dates not seen; published 2020. More words.",
}
OUTCOME = {
    "id": "shrinkage",
    "title": "Shrinkage",
    "columns": ["Treatment", "People treated", "Response (%)", "95 % CI", "Median (months)", "Reference"],
    "rows": [
        {"values": ["drug", 1380, 65.9, "50-80", 12.0, "doe-2020"]},
        {"values": ["none", 2, 1, None, 3, None]},
    ],
    "note": "Not to be ranked.",
}


def data(surveys=(), outcome_tables=()):
    return json.dumps({"surveys": list(surveys), "outcome_tables": list(outcome_tables)}).encode()


def read_one(**kwargs):
    ((_, table),) = read_survey_tables(data(**kwargs)).values
    return table


@pytest.fixture
def source():
    return Source.objects.create(key="doe-2020", title="T")


@pytest.fixture
def import_tables(tmp_path, capsys):
    def run(**kwargs):
        path = tmp_path / "surveys.json"
        path.write_bytes(data(**kwargs))
        call_command("import_surveys", path, by="outside")
        return capsys.readouterr().out

    return run


class TestReadSurvey:
    def test_the_first_column_is_the_label_and_the_others_are_values(self):
        table = read_one(surveys=[SURVEY])
        assert table.label_heading == "Answer"
        assert table.columns == (SurveyColumn("Percent of adults"), SurveyColumn("Number of people", "count"))
        assert table.rows == (
            SurveyRow("Yes", ("72.0%", "1,867"), "all adults"),
            SurveyRow("No (worked out)", ("n/a", "12")),
        )

    def test_a_note_that_the_dates_are_not_known_becomes_the_note_on_the_dates(self):
        table = read_one(surveys=[SURVEY])
        assert table.fielded_note == "Field dates not seen; published 2020."
        assert table.note == "Read with care. More words."

    def test_with_dates_the_note_stays_whole(self):
        table = read_one(surveys=[{**SURVEY, "fielded": "2020-01"}])
        assert (table.fielded, table.fielded_note, table.note) == ("2020-01", "", SURVEY["note"])

    def test_words_for_readers_and_the_drawing_of_people_are_read(self):
        told = {"fielded_note": "Before 2005.", "headline": "7 in 10 said yes", "sampling": "probability"}
        table = read_one(surveys=[SURVEY | told])
        assert (table.fielded_note, table.headline, table.sampling) == tuple(told.values())

    @pytest.mark.parametrize(
        ("status", "flags"),
        [("verified", (True, False)), ("unverified", (False, True)), (None, (False, False))],
    )
    def test_the_status_says_what_was_compared_with_the_source(self, status, flags):
        table = read_one(surveys=[{**SURVEY, "status": status}])
        assert (table.verified, table.show_unverified) == flags

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"columns": ["Answer"]}, "columns: at least two headings"),
            ({"rows": [{"label": "Yes", "values": [1]}]}, "a row has 1 values, 2 are expected"),
            ({"rows": [{"label": "Yes", "values": [1, {}]}]}, "a value is neither a number nor text"),
            ({"rows": [{"values": [1, 2]}]}, "rows[0].label: is missing"),
            ({"sampling": "random"}, "sampling: one of probability, opt-in expected"),
            ({"n": "many"}, "n: a whole number is expected"),
        ],
    )
    def test_a_bad_record_is_named_with_its_place(self, change, problem):
        records = read_survey_tables(data([{**SURVEY, **change}], [OUTCOME]))
        assert [table.key for _, table in records.values] == ["shrinkage"]
        assert records.problems[0].startswith("survey 1 (doe-2020-views): ")
        assert problem in records.problems[0]


class TestReadOutcomeTable:
    def test_units_follow_the_headings_and_references_become_citations(self):
        table = read_one(outcome_tables=[OUTCOME])
        assert table.kind == "table"
        assert [column.unit for column in table.columns] == ["count", "percent", "interval", "number", "text"]
        assert table.rows == (
            SurveyRow("drug", ("1,380", "65.9%", "50-80", "12.0", "[@doe-2020]")),
            SurveyRow("none", ("2", "1%", "n/a", "3", "n/a")),
        )

    def test_it_may_say_that_plain_numbers_are_months(self):
        table = read_one(outcome_tables=[OUTCOME | {"unit": "months"}])
        assert [column.unit for column in table.columns] == ["count", "percent", "interval", "months", "text"]
        assert (
            "unit: months expected" in read_survey_tables(data((), [OUTCOME | {"unit": "weeks"}])).problems[0]
        )


@pytest.mark.django_db
class TestImportSurveys:
    def test_what_is_read_is_stored_and_the_second_time_nothing_changes(self, import_tables, source):
        assert "2 created" in import_tables(surveys=[SURVEY], outcome_tables=[OUTCOME])
        assert SurveyTable.objects.get(kind="survey").content() == read_one(surveys=[SURVEY])
        assert SurveyTable.objects.get(kind="table").content() == read_one(outcome_tables=[OUTCOME])
        assert "0 created, 0 updated, 2 unchanged" in import_tables(
            surveys=[SURVEY], outcome_tables=[OUTCOME]
        )

    def test_a_changed_figure_is_an_update(self, import_tables, source):
        import_tables(surveys=[SURVEY])
        rows = [{"label": "Yes", "values": [73, 1867]}]
        assert "1 updated" in import_tables(surveys=[{**SURVEY, "rows": rows}])
        assert [row.values for row in SurveyTable.objects.get().rows.all()] == [["73%", "1,867"]]

    @pytest.mark.parametrize("tables", [{"surveys": [SURVEY]}, {"outcome_tables": [OUTCOME]}])
    def test_it_refuses_a_table_whose_source_is_not_stored(self, import_tables, tables):
        with pytest.raises(CommandError, match="There is no source doe-2020; import the references first"):
            import_tables(**tables)
        assert not SurveyTable.objects.exists()
