"""Tables of figures in CSV, Markdown and HTML."""

import pytest
from django.core.management import call_command

from articles.importing.records import FileError
from articles.importing.table_files import read_tables
from articles.models import SurveyTable

CSV = "Help at home;;\nAnswer;2019;2020\nYes;60 %*;12,5 %\nNo;<1 %;87,5%\n* Weighted.;;\n"
MARKDOWN = """# Help at home

| Answer | 2019 | 2020 |
|--------|-----:|-----:|
| Yes    | 60%* | 12,5 % |
| No     | <1 % | 87,5 % |

\\* Weighted.
"""
HTML = """<html><body><p>Before.</p><table><caption>Help at home</caption>
<thead><tr><th>Answer<th>2019<th>2020</thead><tbody><tr><th>Yes<td>60%<sup>*</sup><td>12,5&nbsp;%
<tr><th>No<td>&lt;1 %<td>87,5 %</tbody><tfoot><tr><td colspan=3>* Weighted.</tfoot></table></body></html>"""


@pytest.mark.parametrize("text", [CSV, CSV.replace(";", "\t"), MARKDOWN, HTML])
def test_a_table_keeps_its_title_columns_figures_and_notes(text):
    ((_, table),) = read_tables("file", text.encode()).values
    assert (table.key, table.title, table.kind, table.label_heading) == (
        "help-at-home", "Help at home", "table", "Answer",
    )  # fmt: skip
    assert [(column.heading, column.unit) for column in table.columns] == [
        ("2019", "percent"),
        ("2020", "percent"),
    ]
    assert [row.label for row in table.rows] == ["Yes", "No"]
    assert [value.replace(" %", "%") for row in table.rows for value in row.values] == [
        "60%*", "12,5%", "<1%", "87,5%",
    ]  # fmt: skip
    assert table.note == "* Weighted."
    assert table.is_unverified


def test_cells_that_reach_over_others_are_said_in_each():
    html = "<table><tr><th>A<th colspan=2>B<tr><td rowspan=2>x<td>1<td>2<tr><td>3<td>4</table>"
    ((_, table),) = read_tables("a file", html.encode()).values
    assert table.title == "a file"
    assert [(row.label, *row.values) for row in table.rows] == [("x", "1", "2"), ("x", "3", "4")]


@pytest.mark.parametrize("data", [b"", b"Words alone.", b"<p>Nothing</p><table></table>", b"\x00\xff"])
def test_a_file_without_a_table_is_refused(data):
    with pytest.raises(FileError):
        read_tables("a", data)


@pytest.mark.django_db
def test_the_command_takes_them_and_twice_changes_nothing(tmp_path, capsys):
    file = tmp_path / "people.csv"
    file.write_text("Answer,People\nYes,12\nNo,3\n")
    for _ in range(2):
        call_command("import_surveys", file, by="outside")
    assert capsys.readouterr().out.splitlines()[1] == "people.csv: 0 created, 0 updated, 1 unchanged"
    assert SurveyTable.objects.get().content().columns[0].unit == "count"
