"""What changed between two texts."""

from dataclasses import fields, replace

import pytest
from hypothesis import given

from articles.content import (
    ArticleContent,
    FigureContent,
    SectionContent,
    SourceContent,
    SurveyRow,
    SurveyTableContent,
)
from articles.content.difference import IN_PARTS, difference
from articles.content.field_names import FIELD_NAMES
from articles.content.plain_text import plain_text
from tests.articles.test_working_copy import contents

WHAT = SectionContent("What it is", 2, "overview", body="<p>A course takes 12 weeks [@lin-2020].</p>")
RISKS = SectionContent("Risks", 2, "risks", body="<p>It can make you tired.</p>")
HELP = SectionContent("Help", 2, "support", body="<p>Ask your nurse about a ward visit.</p>")
SOURCE = SourceContent("lin-2020", "A trial", doi="10.1000/1")
TABLE = SurveyTableContent("poll", "A poll", rows=(SurveyRow("Yes", ("60%",)),))
TEXT = ArticleContent("Title", "title", sections=(WHAT, RISKS, HELP), sources=(SOURCE,))


def with_section(index, **changes):
    sections = list(TEXT.sections)
    sections[index] = replace(sections[index], **changes)
    return replace(TEXT, sections=tuple(sections))


class TestDifference:
    @given(contents())
    def test_a_text_does_not_differ_from_itself(self, content):
        assert not difference(content, content)

    @given(contents(), contents())
    def test_two_texts_differ_exactly_when_their_digests_do(self, first, second):
        # The order in which sources stand follows from the bodies.
        assert bool(difference(first, second)) == (first.digest() != second.digest())

    def test_it_names_the_field_with_both_values(self):
        (change,) = difference(TEXT, replace(TEXT, main_message="New")).fields
        assert (change.name, change.before, change.after) == ("main_message", "", "New")

    def test_a_rewritten_section_is_one_change(self):
        (change,) = difference(TEXT, with_section(2, body="<p>Ask a doctor.</p>")).sections
        assert (change.kind, change.index, change.heading) == ("changed", 2, "Help")

    def test_a_section_with_a_new_heading_is_the_same_section(self):
        (change,) = difference(TEXT, with_section(2, heading="Support")).sections
        assert (change.kind, change.before.heading, change.after.heading) == ("changed", "Help", "Support")

    def test_a_section_with_a_new_heading_and_some_new_words_is_the_same_section(self):
        after = with_section(2, heading="Support", body="<p>Ask your nurse about a home visit.</p>")
        assert [change.kind for change in difference(TEXT, after).sections] == ["changed"]

    def test_a_new_section_before_others_does_not_touch_them(self):
        after = replace(TEXT, sections=(SectionContent("First", body="<p>New.</p>"), *TEXT.sections))
        assert [(c.kind, c.index) for c in difference(TEXT, after).sections] == [("added", 0)]

    def test_a_removed_section_has_its_old_place(self):
        after = replace(TEXT, sections=(WHAT, HELP))
        assert [(c.kind, c.index) for c in difference(TEXT, after).sections] == [("removed", 1)]

    def test_only_the_section_that_moved_has_moved(self):
        after = replace(TEXT, sections=(HELP, WHAT, RISKS))
        assert [(c.kind, c.heading) for c in difference(TEXT, after).sections] == [("moved", "Help")]

    def test_of_many_sections_with_one_heading_each_has_its_place(self):
        many = tuple(SectionContent("A", body=f"<p>Words of {n}.</p>") for n in range(2_000))
        after = replace(
            TEXT, sections=(*many[:1_000], SectionContent("A", body="<p>Else.</p>"), *many[1_001:])
        )
        (change,) = difference(replace(TEXT, sections=many), after).sections
        assert (change.kind, change.index) == ("changed", 1_000)

    def test_of_very_many_new_headings_no_section_is_left_out(self):
        many = [
            tuple(SectionContent(f"{text} {n}", body=f"<p>{text}{n}</p>") for n in range(500))
            for text in "ab"
        ]
        before, after = (replace(TEXT, sections=sections) for sections in many)
        kinds = [change.kind for change in difference(before, after).sections]
        assert kinds == ["added"] * 500 + ["removed"] * 500

    def test_a_changed_source_is_named(self):
        after = replace(TEXT, sources=(replace(SOURCE, title="The trial"),))
        (change,) = difference(TEXT, after).records
        assert (change.what, change.kind, change.key) == ("source", "changed", "lin-2020")


class TestPlainText:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ("<p>As shown [@lin-2020; @kim-2021].</p>", "As shown ."),
            ("<p>[survey:poll]</p>", ""),
            ("1 < 2 and <b>3</b>", "1 < 2 and 3"),
            ("[@ [@ [@lin-2020]", "[@ [@"),
            ("<" * 50_000, "<" * 50_000),
        ],
    )
    def test_what_is_no_tag_and_no_token_stays(self, body, words):
        assert " ".join(plain_text(body).split()) == words


class TestNamesOfFields:
    def test_every_field_whose_change_is_shown_has_a_name_for_readers(self):
        records = (ArticleContent, SourceContent, SurveyTableContent, FigureContent)
        shown = {item.name for record in records for item in fields(record)} - IN_PARTS
        sections = {item.name for item in fields(SectionContent)} - {"heading", "body"}
        assert set(FIELD_NAMES) == shown | sections
