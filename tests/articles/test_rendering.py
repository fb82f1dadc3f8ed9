"""The page that is drawn from a content."""

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import ArticleContent, SectionContent, SourceContent, SurveyRow, SurveyTableContent
from articles.content.anchors import PAGE_IDS, free_anchor
from articles.rendering import GlossaryTerm, RenderedArticle, render_article

from .test_cleaning import markup, tags_of

SCAN = GlossaryTerm("scan", "brain scan", "A picture of the brain.", ("MRI",))
ALLOWED = {
    "p": {"class"}, "br": set(), "ul": set(), "ol": {"start"}, "li": set(), "strong": set(), "em": set(),
    "sub": set(), "sup": {"class"}, "a": {"href", "id", "class", "aria-label"}, "blockquote": set(),
    "h2": set(), "h3": set(), "h4": set(), "caption": set(), "table": {"class"}, "thead": set(),
    "tbody": set(), "tr": set(), "th": {"scope", "colspan", "rowspan"},
    "td": {"class", "data-h", "colspan", "rowspan"}, "b": set(),
    "mark": set(), "figure": {"class", "id"}, "small": set(), "span": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"}, "dl": set(), "dt": set(), "dd": set(),
    "details": set(), "summary": set(),
    "svg": {"class", "viewBox", "width", "height", "preserveAspectRatio", "role", "aria-hidden"},
    "rect": {"width", "height", "fill"}, "path": {"class", "d"},
}  # fmt: skip
tokens = st.sampled_from(
    ["[@one]", "[@one; @two]", "[@none]", "[survey:poll]", "[survey:none]", "[@", "MRI "]
)
bodies = st.lists(markup.map("".join) | tokens | tokens.map(lambda token: f"<p>{token}</p>")).map("".join)


def make_content(*bodies: str, **fields) -> ArticleContent:
    sections = tuple(SectionContent(f"Part {i}", body=body) for i, body in enumerate(bodies, start=1))
    sources = (SourceContent("one", "First"), SourceContent("two", "Second"))
    table = SurveyTableContent("poll", "A poll", rows=(SurveyRow("Yes", ("60%", "[@two]")),), source="one")
    defaults = {"sections": sections, "sources": sources, "survey_tables": (table,)}
    return ArticleContent("Title", "title", **defaults | fields)


def html_of(*bodies: str, terms=(), **fields) -> str:
    return "".join(
        section.html for section in render_article(make_content(*bodies, **fields), terms).sections
    )


def text_of(html: str) -> str:
    return unescape(re.sub(r'<(?:[^<>"]|"[^"]*")*>', "", html))


class TestLaws:
    @given(st.lists(bodies, max_size=3))
    def test_nothing_but_listed_tags_and_attributes_comes_out(self, texts):
        for name, attributes in tags_of(html_of(*texts, terms=[SCAN])):
            names = re.findall(r'([\w-]+)="', re.sub(r'"[^"]*"', '""', attributes))
            assert set(names) <= ALLOWED[name.lstrip("/")]

    @given(st.lists(bodies, max_size=3))
    def test_ids_are_unique_and_links_within_the_page_arrive(self, texts):
        page = render_article(make_content(*texts), [SCAN])
        html = "".join(section.html for section in page.sections)
        ids = re.findall(r' id="([^"]*)"', html)
        places = {*ids, *(source.anchor for source in page.sources), *(term.anchor for term in page.terms)}
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#((?:source|cite|term|survey)-[^"]*)"', html)) <= places
        assert {anchor for source in page.sources for anchor in source.back} <= set(ids)

    @given(st.text().filter(lambda text: "[" not in text and "\r" not in text))
    def test_text_without_tokens_keeps_its_text(self, text):
        body = text.replace("&", "&amp;").replace("<", "&lt;").replace("\x00", "")
        assert text_of(html_of(f"<p>{body}</p>", terms=[SCAN])) == text.replace("\x00", "")

    @given(st.lists(bodies, max_size=2))
    def test_it_survives_being_stored_as_json(self, texts):
        page = render_article(make_content(*texts), [SCAN])
        assert RenderedArticle.from_dict(json.loads(json.dumps(page.to_dict()))) == page

    def test_what_was_stored_with_other_fields_is_still_read(self):
        assert RenderedArticle.from_dict({"words": 3, "of_the_future": 1}).words == 3

    def test_templates_print_it_as_html(self):
        page = RenderedArticle.from_dict(render_article(make_content("<p>a [@one]</p>")).to_dict())
        assert hasattr(page.sections[0].html, "__html__")
        assert hasattr(page.sources[0].html, "__html__")


class TestAnchors:
    def anchors(self, *headings):
        sections = tuple(SectionContent(heading) for heading in headings)
        return [section.anchor for section in render_article(make_content(sections=sections)).sections]

    def test_they_come_from_headings_in_any_script(self):
        assert self.anchors("Who is Ménière?", "治療", "???") == ["who-is-ménière", "治療", "part"]

    def test_they_are_unique(self):
        assert self.anchors("Risks", "Risks", "risks 2", "RISKS") == [
            "risks",
            "risks-2",
            "risks-2-2",
            "risks-3",
        ]

    def test_many_of_one_heading_are_numbered_on(self):
        taken = {}
        anchors = [free_anchor("Risks", taken) for _ in range(5_000)]
        assert anchors == ["risks", *(f"risks-{number}" for number in range(2, 5_001))]
        assert taken["risks"] == 5_000

    @pytest.mark.parametrize("heading", ["Sources", "Source 3", "Cite 1 1", "Survey X", "Main", "Term a"])
    def test_they_never_take_an_id_of_the_page(self, heading):
        (anchor,) = self.anchors(heading)
        assert anchor.startswith("section-")
        assert anchor not in PAGE_IDS

    def test_a_section_without_heading_has_none_and_is_not_listed(self):
        page = render_article(make_content(sections=(SectionContent(" ", body="<p>text</p>"),)))
        assert (page.sections[0].anchor, page.sections[0].heading, page.contents) == ("", "", ())


class TestLevels:
    def levels(self, *sections):
        return render_article(make_content(sections=sections)).sections

    def test_the_first_heading_is_of_level_two(self):
        assert self.levels(SectionContent("a", level=3))[0].level == 2

    def test_headings_in_a_body_come_one_level_below(self):
        body = "<h4>Inner</h4>"
        sections = self.levels(
            SectionContent("a", body=body),
            SectionContent("b", level=3, body=body),
            SectionContent("", body=body),
        )
        assert [section.html for section in sections] == [
            "<h3>Inner</h3>", "<h4>Inner</h4>", "<h4>Inner</h4>",
        ]  # fmt: skip

    def test_an_emergency_is_a_card_with_a_spoken_name(self):
        (section,) = self.levels(SectionContent("Call now", purpose="get-help", urgency="emergency"))
        assert section.urgency_label == "Immediate action required"
        assert section.classes == "purpose-get-help card card-emergency"

    @pytest.mark.parametrize(
        ("urgency", "heading"),
        [("emergency", "Emergency: call"), ("urgent", "Urgent: phone"), ("non-urgent", "Not urgent: tell")],
    )
    def test_a_card_that_says_how_urgent_it_is_says_it_once(self, urgency, heading):
        (section,) = self.levels(SectionContent(heading, purpose="get-help", urgency=urgency))
        assert section.urgency_label == ""


class TestReadingOrder:
    def page(self, *sections):
        return render_article(make_content(sections=tuple(SectionContent(*each) for each in sections)))

    def test_when_to_get_help_follows_the_overview_the_most_urgent_first(self):
        page = self.page(
            ("About", 2, "overview", ""),
            ("More about", 3, "overview", ""),
            ("", 2, "other", ""),
            ("Risks", 2, "risks", ""),
            ("Soon", 2, "get-help", "urgent"),
            ("Now", 2, "get-help", "emergency"),
            ("Whom to call", 3, "get-help", ""),
            ("Ask", 2, "questions", ""),
        )
        order = ["About", "More about", "", "Now", "Whom to call", "Soon", "Risks", "Ask"]
        assert [section.heading for section in page.sections] == order
        assert [line.heading for line in page.contents] == [heading for heading in order if heading]
        assert page.in_reading_order == page.sections
        assert (page.care_anchor, page.questions_anchor) == ("now", "ask")

    def test_without_an_overview_it_comes_first(self):
        page = self.page(("Risks", 2, "risks", ""), ("Now", 2, "get-help", "emergency"))
        assert [section.heading for section in page.sections] == ["Now", "Risks"]
        assert page.questions_anchor == ""


class TestCitations:
    def test_a_citation_links_to_its_source(self):
        assert html_of("<p>So it is [@one].</p>") == (
            '<p>So it is<a href="#source-1" id="cite-1-1" aria-label="Source [1]"><sup>[1]</sup></a>.</p>'
        )

    def test_numbers_follow_first_use_over_the_whole_page(self):
        page = render_article(make_content("<p>a [@two]</p>", "<p>b [@one; @two]</p>"))
        assert [(source.number, source.key) for source in page.sources] == [(1, "two"), (2, "one")]
        assert page.sources[0].back == ("cite-1-1", "cite-1-2")

    def test_a_survey_table_counts_with_its_cells_and_its_source(self):
        page = render_article(make_content("<p>[survey:poll]</p><p>[@one]</p>"))
        assert [(source.key, source.back) for source in page.sources] == [
            ("two", ("cite-1-1",)),
            ("one", ("cite-2-1", "cite-2-2")),
        ]

    def test_a_source_that_nobody_cites_is_not_listed(self):
        assert [source.key for source in render_article(make_content("<p>[@one]</p>")).sources] == ["one"]

    def test_an_unknown_key_is_shown_as_missing(self):
        page = render_article(make_content("<p>a [@nobody-1990]</p>"))
        assert "<mark>missing source: nobody-1990</mark>" in page.sections[0].html
        assert page.missing == ("source: nobody-1990",)

    def test_a_citation_in_a_link_comes_after_the_link(self):
        html = html_of('<p><a href="https://www.example.org/">The [@one] report</a> says</p>')
        assert '<a href="https://www.example.org/">The report</a><a href="#source-' in html


class TestSurveyPlaces:
    def test_a_token_alone_becomes_the_table(self):
        html = html_of("<p>a</p><p> [survey:poll]&nbsp;</p><p>b</p>")
        assert html.startswith('<p>a</p><figure class="survey" id="survey-poll">')
        assert html.endswith("</figure><p>b</p>")

    def test_a_second_place_links_to_the_first(self):
        html = html_of("<p>[survey:poll]</p>", "<p>[survey:poll]</p>")
        assert html.count("<figure") == 1
        assert html.endswith('<p><a href="#survey-poll">A poll</a></p>')

    def test_a_token_in_a_sentence_links_to_the_table_after_the_section(self):
        html = html_of("<p>See [survey:poll].</p><p>More.</p>")
        assert html.startswith('<p>See <a href="#survey-poll">A poll</a>.</p><p>More.</p><figure')

    def test_an_unknown_table_is_shown_as_missing(self):
        page = render_article(make_content("<p>[survey:none]</p>"))
        assert page.sections[0].html == "<p><mark>missing survey table: none</mark></p>"
        assert page.missing == ("survey table: none",)

    def test_the_table_is_also_given_for_a_page_of_its_own(self):
        page = render_article(make_content("<p>[@one] [@two]</p><p>[survey:poll]</p>"))
        (survey,) = page.surveys
        assert [source.key for source in survey.sources] == ["two", "one"]
        assert 'href="#source-1" id="cite-1-1"' in survey.html


class TestTables:
    def test_a_table_of_a_body_scrolls_in_its_own_box(self):
        table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
        box = '<div class="scroll" role="region" tabindex="0" aria-label="Table {}">'
        assert html_of(table, table) == "".join(f"{box.format(i)}{table}</div>" for i in (1, 2))


class TestReadingTime:
    def test_words_are_counted_without_tags_and_tokens(self):
        page = render_article(make_content("<p>One <em>two</em> 3 – [@one]</p><p>[survey:poll]</p>"))
        assert page.words == len(["Part", "1", "One", "two", "3"])

    def test_it_takes_a_minute_for_200_words(self):
        assert [render_article(make_content("w " * count)).minutes for count in (0, 198, 199)] == [1, 1, 2]
