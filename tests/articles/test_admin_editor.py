"""What the rich-text editor and the fields for lists send, and what is made of it. No database."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.form.editor import body_from_editor
from articles.admin.form.fields import CellsField, LinesField, PeopleField
from articles.admin.page import posted_as_kept
from articles.text.cleaning import clean_html

TAGS = ("p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "script")
marks = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<br>", " word ", "[@key]"]
pieces = st.lists(st.sampled_from(marks), max_size=30).map("".join)


class TestBodies:
    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("<p></p>", ""),
            ("<p>Text</p><p></p>", "<p>Text</p>"),
            ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "<ul><li>One</li><li>Two</li></ul>"),
            ("<ol><li><p>A</p><ul><li>B</li></ul></li></ol>", "<ol><li>A<ul><li>B</li></ul></li></ol>"),
            ("<ul><li><p>One</p><p>More</p></li></ul>", "<ul><li><p>One</p><p>More</p></li></ul>"),
            ('<p><a target="_blank" href="https://a.example/">x</a></p>',
             '<p><a href="https://a.example/">x</a></p>'),
            ('<table><tbody><tr><td colspan="1" rowspan="1"><p>1</p></td></tr></tbody></table>',
             "<table><tbody><tr><td>1</td></tr></tbody></table>"),
            ("<table><caption>What</caption><tbody><tr><th><p>H</p></th></tr><tr><td><p>1</p></td></tr></tbody></table>",
             '<table><caption>What</caption><thead><tr><th scope="col">H</th></tr></thead>'
             "<tbody><tr><td>1</td></tr></tbody></table>"),
        ],
    )  # fmt: skip
    def test_it_is_written_as_the_importers_write_it(self, sent, kept):
        assert body_from_editor(sent) == kept

    @given(pieces)
    def test_it_comes_out_clean_and_stays_as_it_is(self, html):
        body = body_from_editor(html)
        assert clean_html(body) == body
        assert body_from_editor(body) == body


class TestListsOnLines:
    def test_lines_are_trimmed_and_empty_ones_dropped(self):
        assert LinesField().clean(" one \r\n\n two") == ["one", "two"]

    def test_cells_keep_their_place(self):
        assert CellsField().clean("60% | | 1,204") == ["60%", "", "1,204"]
        assert CellsField().prepare_value(["60%", "", "1,204"]) == "60% |  | 1,204"

    @given(st.lists(st.from_regex(r"[a-z0-9%]{1,5}", fullmatch=True), max_size=5))
    def test_cells_come_back(self, cells):
        assert CellsField().clean(CellsField().prepare_value(cells)) == cells

    @pytest.mark.parametrize("people", [
        [{"family": "Lin", "given": "N. O."}, {"literal": "A Society"}], [{"family": "Lin"}], [],
    ])  # fmt: skip
    def test_people_come_back(self, people):
        assert PeopleField().clean(PeopleField().prepare_value(people)) == people


def test_newlines_of_browsers_become_plain():
    assert posted_as_kept(QueryDict("a=1%0D%0A2&a=3%0D4")).getlist("a") == ["1\n2", "3\n4"]
