"""The sample text against its specification, where it lies next to the checkout."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from articles.importing.scraped import parse_scraped

SAMPLE = Path(settings.BASE_DIR).parent / "shared" / "samples" / "scraped-article.txt"
pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample text is not there")

# Level, line of the first word, paragraphs, items of each list, survey tables.
SECTIONS = [
    (2, 6, 1, [], 0), (3, 10, 1, [], 0), (3, 14, 1, [], 0), (3, 18, 2, [4], 0), (2, 29, 1, [], 0),
    (3, 33, 1, [3], 0), (3, 41, 2, [3], 0), (3, 51, 3, [], 0), (2, 61, 1, [], 0), (3, 65, 1, [3], 0),
    (3, 73, 1, [], 0), (3, 77, 1, [], 0), (3, 81, 1, [], 0), (3, 86, 1, [], 0), (2, 88, 1, [], 0),
    (3, 93, 2, [], 0), (3, 99, 2, [], 0), (3, 106, 3, [], 0), (2, 112, 1, [], 0), (3, 116, 1, [2], 0),
    (3, 123, 2, [], 0), (3, 129, 3, [], 1), (2, 143, 3, [5], 0), (2, 158, 2, [], 0),
]  # fmt: skip


@pytest.fixture(scope="module")
def article():
    return parse_scraped(SAMPLE.read_bytes())


@pytest.fixture(scope="module")
def told(article):
    return json.loads(json.dumps(article.to_dict()))


def of_type(section, name):
    return [block for block in section["blocks"] if block["type"] == name]


class TestSample:
    def test_title_category_and_byline(self, told):
        lines = SAMPLE.read_text("utf-8").split("\n")
        assert told["title"] == lines[3]
        assert (told["category"], told["tags"]) == ("Cancer", [])
        assert {told[name] for name in ("author", "reviewer", "published", "updated", "reviewed")} == {None}

    def test_dropped_lines(self, told):
        assert told["dropped"] == [{"line": 1, "reason": "promotional"}, {"line": 2, "reason": "promotional"}]

    def test_sections(self, told, article):
        assert [
            (
                section["level"],
                lines.line,
                len(of_type(section, "paragraph")),
                [len(found["items"]) for found in of_type(section, "list")],
                len(of_type(section, "survey")),
            )
            for section, lines in zip(told["sections"], article.sections, strict=True)
        ] == SECTIONS

    def test_headings_are_the_lines_they_stand_on(self, told, article):
        lines = SAMPLE.read_text("utf-8").split("\n")
        for section in article.sections:
            expected = "" if section.line in (86, 93, 106) else lines[section.line - 1]
            assert section.heading == expected
        assert article.missing_headings == (86, 93, 106)

    def test_list_items(self, told):
        items = [
            item
            for section in told["sections"]
            for found in of_type(section, "list")
            for item in found["items"]
        ]
        assert (len(items), {item["depth"] for item in items}) == (20, {0})
        assert sum(item["label"] is not None for item in items) == 17

    def test_related_links(self, told, article):
        lines = SAMPLE.read_text("utf-8").replace("\xa0", " ").split("\n")
        assert [line for line, _, _ in article.related_lines] == [55, 97, 152]
        for line, title, _ in article.related_lines:
            assert lines[line - 1].removeprefix("See also").strip() == title
        assert [related["section"] for related in told["related"]] == [
            article.sections[7].heading,
            "",
            article.sections[22].heading,
        ]

    def test_the_survey(self, told, article):
        (survey,) = told["surveys"]
        assert article.survey_lines == ((135, 0),)
        assert (survey["kind"], survey["columns"]) == ("survey", ["Outcome", "Percentage of Oncologists"])
        assert [(row["values"], row["numbers"]) for row in survey["rows"]] == [
            (["60%"], [60.0]),
            (["25%"], [25.0]),
            (["15%"], [15.0]),
        ]
        assert [survey[name] for name in ("source", "sample_size", "fielded", "question")] == [None] * 4

    def test_the_organizations(self, told, article):
        found = told["organizations"]
        assert [organization["position"] for organization in found] == [1, 2, 3, 4, 5]
        assert [organization["abbreviation"] for organization in found] == ["NCI", "ACS", "BCRF", None, None]
        assert [organization["url"] for organization in found] == [None] * 5
        assert [line for line, _ in article.organization_lines] == [162, 166, 170, 174, 178]

    def test_the_line_below_the_last_description_is_text_of_the_section(self, told, article):
        last = [passage for passage in article.passages if passage.line == 181]
        assert [(passage.kind, passage.section_index) for passage in last] == [("paragraph", 23)]
        assert "\n" not in told["organizations"][4]["description"]
