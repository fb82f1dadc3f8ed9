"""A whole scraped text against the rules of its format, trap by trap."""

import json

import pytest

from articles.importing.scraped import parse_scraped
from tests.scraped_text import PAPER_BOAT, items_of, shape

# Level, line of the first word, paragraphs, items of each list, survey tables.
SECTIONS = [
    (2, 10, 1, [], 0), (3, 14, 1, [], 0), (3, 18, 1, [5], 0), (2, 29, 1, [2], 0), (3, 36, 4, [2], 0),
    (3, 52, 1, [], 0), (3, 57, 2, [], 0), (2, 63, 1, [], 0), (3, 68, 2, [], 0), (3, 74, 1, [], 0),
    (3, 81, 1, [], 0), (2, 83, 2, [], 3), (2, 111, 3, [3], 0), (2, 124, 2, [], 0),
]  # fmt: skip
LOST_HEADINGS = (57, 68, 81)


@pytest.fixture(scope="module")
def article():
    return parse_scraped(PAPER_BOAT.read_bytes())


@pytest.fixture(scope="module")
def told(article):
    return json.loads(json.dumps(article.to_dict()))


@pytest.fixture(scope="module")
def lines():
    """The lines of the file, from 1 on."""
    return ["", *PAPER_BOAT.read_text("utf-8").split("\n")]


def text_on(article, line):
    (passage,) = [passage for passage in article.passages if passage.line == line]
    return passage.text


class TestTheHead:
    def test_the_title_follows_the_banner_and_is_the_whole_line(self, told, lines):
        assert told["title"] == lines[6]

    def test_the_byline_and_the_date_are_kept_as_written(self, told):
        assert (told["author"], told["updated"]) == ("Test Writer, Invented Paper Desk", "3 May 2020")
        assert {told[name] for name in ("reviewer", "published", "reviewed")} == {None}

    def test_tags_that_come_twice_are_one(self, told):
        assert (told["category"], told["tags"]) == ("Toys", ["Paper", "boats", "Fleets"])

    def test_each_dropped_line_has_its_reason(self, told):
        assert [(found["line"], found["reason"]) for found in told["dropped"]] == [
            (1, "promotional"),
            (2, "promotional"),
            (4, "decoration"),
            (48, "promotional"),
            (59, "decoration"),
            (79, "promotional"),
            (108, "markup"),
            (109, "script"),
        ]


class TestTheSections:
    def test_there_are_those_of_the_text(self, article):
        assert shape(article) == SECTIONS

    def test_their_headings_are_the_lines_they_stand_on(self, article, lines):
        headings = {section.line: section.heading for section in article.sections}
        numbered = {36: "What to Fold First"}
        lost = dict.fromkeys(LOST_HEADINGS, "")
        assert headings == {line: lines[line] for line in headings} | numbered | lost

    def test_two_empty_lines_are_a_lost_heading_and_a_row_of_dashes_is_not(self, article):
        assert article.missing_headings == LOST_HEADINGS

    @pytest.mark.parametrize("line", [16, 38, 40, 46, 61, 141])
    def test_a_line_that_only_looks_like_a_heading_or_a_byline_is_text(self, article, lines, line):
        assert text_on(article, line) == lines[line]

    def test_a_long_paragraph_is_one(self, article):
        assert len(text_on(article, 113)) > 1000

    def test_invisible_characters_go_and_letters_are_composed(self, article):
        assert text_on(article, 12).endswith("takes in water sooner.")
        assert "the calmest way" in text_on(article, 113)
        assert "“Leave it alone” is also what the crew of the Caf\u00e9 Regatta says." in text_on(
            article, 113
        )

    def test_tags_go_and_entities_are_read(self, article):
        assert text_on(article, 108) == "A press with cutting-edge handles and a label & a lid is on its way."


class TestTheLists:
    def test_items_have_their_labels(self, told):
        assert [item["label"] for item in items_of(told)] == [
            "Folding", "Pressing", "Drying the hull", None, "Turn it once", None, "A bone folder", None, None,
            "Sun", "Wind", None,
        ]  # fmt: skip

    def test_items_below_an_item_are_deeper(self, told):
        assert [item["depth"] for item in items_of(told)] == [0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]

    def test_a_line_that_goes_on_belongs_to_its_item(self, told):
        assert items_of(told)[1]["text"] == (
            "The boat lies under a heavy book for a night, and longer if the paper is thick."
        )

    def test_only_the_numbered_list_is_ordered(self, told):
        lists = [block for section in told["sections"] for block in section["blocks"] if "ordered" in block]
        assert [found["ordered"] for found in lists] == [False, True, False, False]

    def test_a_see_also_line_below_a_list_is_a_link_and_no_item(self, told, article):
        assert [line for line, _, _ in article.related_lines] == [44, 72, 118]
        assert told["related"] == [
            {"title": "Stories of Cats on Paper Boats", "section": "What to Fold First"},
            {"title": "Pressing Flowers - A Quiet Hobby", "section": ""},
            {
                "title": "Understanding Glue - Miracle Repairs and More",
                "section": "Drying It at Home or Outside",
            },
        ]


class TestTheTables:
    @pytest.fixture
    def rows(self, told):
        return [[[row["label"], *row["values"]] for row in table["rows"]] for table in told["surveys"]]

    def test_each_is_known_by_its_first_line(self, told, article):
        assert article.survey_lines == ((87, 0), (93, 1), (103, 2))
        assert [(table["kind"], table["title"]) for table in told["surveys"]] == [
            ("survey", "How Sailors Press Their Paper Boats at Home"),
            ("survey", "Would You Sail It Again (n = 1,204)"),
            ("table", "Hours Under a Book"),
        ]

    def test_cells_are_cut_at_spaces_at_bars_and_at_tabs(self, told, rows):
        assert [table["columns"] for table in told["surveys"]] == [
            ["Answer", "Percentage of Sailors"],
            ["Answer", "Adults", "Children"],
            ["Paper", "Hours"],
        ]
        assert rows == [
            [["With a heavy book", "60%"], ["With a warm stone", "25%"], ["Not at all", "15%"]],
            [["Yes", "70%", "48,5%"], ["No", "20%", "51.5%"], ["Do not know", "5%", "n/a"]],
            [["Thin", "~8"], ["Thick", "1,048"]],
        ]

    def test_numbers_are_read_as_they_are_meant(self, told):
        first, poll, table = ([row["numbers"] for row in each["rows"]] for each in told["surveys"])
        assert first == [[60.0], [25.0], [15.0]]
        assert poll == [[70.0, 48.5], [20.0, 51.5], [5.0, None]]
        assert table == [[None], [1048.0]]

    def test_only_the_poll_says_where_it_comes_from(self, told):
        names = ("source", "sample_size", "fielded", "question")
        assert [[table[name] for name in names] for table in told["surveys"]] == [
            [None] * 4,
            ["an invented harbour office", 1204, "May 2020", "Would you sail it again?"],
            [None] * 4,
        ]


class TestTheOrganizations:
    def test_names_and_abbreviations_are_kept_apart(self, told, article):
        assert [line for line, _ in article.organization_lines] == [128, 134, 138]
        assert [(each["position"], each["name"], each["abbreviation"]) for each in told["organizations"]] == [
            (1, "Paper Boat Society", "PBOS"),
            (2, "Harbour of Folds (Northern Branch)", None),
            (3, "Local Support Groups", None),
        ]

    def test_an_address_ends_where_its_sentence_goes_on(self, told):
        assert [each["url"] for each in told["organizations"]] == [
            None,
            "https://harbour.example/folds",
            None,
        ]

    def test_a_description_goes_on_to_the_next_entry(self, told, lines):
        assert told["organizations"][0]["description"] == f"{lines[130]}\n{lines[132]}"

    def test_the_line_below_the_last_description_is_text_of_the_section(self, told, article, lines):
        last = [passage for passage in article.passages if passage.line == 141]
        assert [(passage.kind, passage.section_index) for passage in last] == [("paragraph", 13)]
        assert told["organizations"][2]["description"] == lines[140]
