"""Cells of a spreadsheet pasted into a survey table."""

import pytest

from articles.models import SurveyTable

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


@pytest.fixture
def form(desk):  # noqa: F811
    page = desk("articles_surveytable_add")
    page.fill("#id_title", "How they felt")
    page.fill("#id_key", "felt")
    for group in ("columns", "rows"):
        page.click(f"#{group}-group .row-add")
    return page


def paste(page, field, text):
    """Whether the browser was left to paste it itself."""
    return page.evaluate(PASTE, [f"[name={field}]", text])


def stored():
    table = SurveyTable.objects.get()
    columns = [(column.heading, column.unit) for column in table.columns.order_by("order")]
    return columns, [(row.label, row.values) for row in table.rows.order_by("order")]


COLUMNS = [("Felt well", "percent"), ("People", "count")]
ROWS = [('A "big" one', ["72 %", "1,204"]), ("A small one", ["59%", "88"])]


def test_a_table_with_headings_fills_an_empty_one(form):
    assert not paste(form, "rows-0-label", CELLS)
    assert "2 rows pasted" in form.locator("#rows-group [data-said]").text_content()
    save(form)
    assert stored() == (COLUMNS, ROWS)
    assert SurveyTable.objects.get().label_heading == "Setting"


def test_rows_are_added_where_they_are_pasted(form):
    paste(form, "columns-0-heading", CELLS)
    form.click("#rows-group .row-add")
    paste(form, "rows-2-label", "Another\t40%\t9")
    save(form)
    assert stored() == (COLUMNS, [*ROWS, ("Another", ["40%", "9"])])


def test_a_single_cell_is_pasted_as_ever(form):
    assert paste(form, "rows-0-label", "One cell")
