"""A survey table written in its grid: typed, pasted, moved, deleted and taken back."""

import pytest
from playwright.sync_api import expect

from articles.content import SurveyColumn, SurveyRow
from articles.intake.records import save_survey_table
from articles.models import SurveyTable
from tests.factories import make_survey

from .desk import save
from .test_choose import desk  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)
PASTE = """([selector, text]) => {
    const field = document.querySelector(selector);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.focus();
    const init = { clipboardData, bubbles: true, cancelable: true };
    return field.dispatchEvent(new ClipboardEvent("paste", init));
}"""
CELLS = 'Setting\tFelt well\tPeople\r\n"A ""big"" one"\t72 %\t1,204\r\nA small one\t59%\t88\r\n'
COLUMNS = [("Felt well", "percent"), ("People", "count")]
ROWS = [('A "big" one', ["72 %", "1,204"]), ("A small one", ["59%", "88"])]


@pytest.fixture
def form(desk):  # noqa: F811
    page = desk("articles_surveytable_add")
    page.fill("#id_title", "How they felt")
    page.fill("#id_key", "felt")
    return page


def cell(row, at):
    """The field of the grid in a row and a column, both counted from 0; the headings are row -1, the labels
    column -1."""
    return f'#survey-grid input[data-row="{row}"][data-at="{at}"]'


def paste(page, row, at, text):
    """Whether the browser was left to paste it itself."""
    return page.evaluate(PASTE, [cell(row, at), text])


def stored():
    table = SurveyTable.objects.get()
    columns = [(column.heading, column.unit) for column in table.columns.order_by("order")]
    return columns, [(row.label, row.values) for row in table.rows.order_by("order")]


def test_a_pasted_table_fills_an_empty_grid_and_is_told_of(form):
    assert paste(form, 0, -1, "One cell")
    assert not paste(form, 0, -1, CELLS)
    assert "2 rows pasted" in form.locator("#survey-grid [data-said]").text_content()
    form.fill(cell(1, 0), "most")
    page = form.frame_locator(".grid-page iframe")
    expect(page.get_by_role("row", name="A small one")).to_contain_text("most")
    expect(form.locator(cell(1, 0))).to_have_attribute("aria-invalid", "true")
    expect(form.locator(".grid-checks")).to_contain_text("sample size")
    form.fill(cell(1, 0), "59%")
    save(form)
    assert stored() == (COLUMNS, ROWS)
    assert SurveyTable.objects.get().label_heading == "Setting"
    assert form.input_value(cell(1, 0)) == "59%"


def test_cells_go_where_they_are_pasted_and_enter_adds_a_row(form):
    paste(form, -1, -1, CELLS)
    form.press(cell(2, -1), "Enter")
    form.keyboard.type("Another")
    paste(form, 3, 0, "40%\t9\tnew")
    form.press(cell(3, 0), "ArrowUp")
    form.keyboard.type("n/a")
    form.fill(cell(2, -1), "Nobody")
    form.fill(cell(-1, 2), "Kind")
    save(form)
    columns, rows = stored()
    assert columns == [*COLUMNS, ("Kind", "percent")]
    assert rows[2:] == [("Nobody", ["n/a", "", ""]), ("Another", ["40%", "9", "new"])]


def test_columns_and_rows_of_a_stored_table_move_go_and_come_back(desk):  # noqa: F811
    columns = (SurveyColumn("Well"), SurveyColumn("Ill"))
    rows = (SurveyRow("Old", ("60%", "40%")), SurveyRow("Young", ("70%", "30%")))
    save_survey_table(make_survey(columns=columns, rows=rows))
    page = desk("articles_surveytable_change", SurveyTable.objects.get().pk)
    page.get_by_role("button", name="Move column 1 right").click()
    page.get_by_role("button", name="Move row 2 up").click()
    page.get_by_role("button", name="Delete column 2").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Delete row 2").click()
    save(page)
    columns, rows = stored()
    assert [heading for heading, _unit in columns] == ["Ill", "Well"]
    assert rows == [("Young", ["30%", "70%"])]
