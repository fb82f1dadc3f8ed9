"""Numbered directories of organizations in scraped texts. The organizations are made up."""

import pytest

from articles.importing.directory import first_address
from articles.importing.scraped import parse_scraped
from tests.scraped_text import texts

DIRECTORY = "Resources for readers who seek help with headaches"


def read(*lines, heading=DIRECTORY):
    return parse_scraped("\n".join(["Headache", "", heading, "", *lines]).encode())


class TestEntries:
    @pytest.mark.parametrize(
        "heading",
        [
            "Where to find support when the head hurts",
            "Helplines",
            "Organisations that help you with any pain",
            "A directory of places that may help you",
            "Charities and contacts",
        ],
    )
    def test_the_heading_makes_a_directory(self, heading):
        assert len(read("1. House of Rest", "", "It rests.", heading=heading).organizations) == 1

    def test_supportive_is_not_support(self):
        article = read(
            "1. House of Rest", "", "It rests.", heading="Supportive measures for people with a headache"
        )
        assert article.organizations == ()
        assert article.sections[1].heading == "House of Rest"

    @pytest.mark.parametrize("line", ["1. It rests.", "1. Rest:", "1. Rest?", "1) " + "word " * 12])
    def test_sentences_and_long_lines_are_no_entries(self, line):
        assert read("Text.", "", line, "", "More text.").organizations == ()

    @pytest.mark.parametrize(
        ("text", "name", "abbreviation"),
        [
            ("House of Rest (HoR)", "House of Rest", "HoR"),
            ("House of Rest (HR1)", "House of Rest", "HR1"),
            ("Дом отдыха (ДО)", "Дом отдыха", "ДО"),
            ("House of Rest (Northern Branch)", "House of Rest (Northern Branch)", None),
            ("House of Rest (Rest)", "House of Rest (Rest)", None),
            ("House of Rest (H)", "House of Rest (H)", None),
            ("House (HR) of Rest", "House (HR) of Rest", None),
            ("(HR)", "(HR)", None),
        ],
    )
    def test_brackets_at_the_end(self, text, name, abbreviation):
        (found,) = read(f"1. {text}", "", "It rests.").organizations
        assert (found.name, found.abbreviation, found.position) == (name, abbreviation, 1)


class TestDescriptions:
    def test_the_block_after_the_entry_is_it_whatever_it_looks_like(self):
        article = read("1. House of Rest", "", "Help for all", "", "2. Other House", "", "• It helps.")
        assert [found.description for found in article.organizations] == ["Help for all", "• It helps."]

    def test_every_paragraph_up_to_the_next_entry(self):
        article = read("1. House", "", "One.", "Two.", "", "Three.", "", "2. Other", "", "Four.")
        assert article.organizations[0].description == "One.\nTwo.\nThree."
        assert article.sections[0].blocks == ()

    def test_after_the_last_entry_only_the_first_line(self):
        article = read("1. House", "", "One.", "Two.", "", "Three.")
        assert article.organizations[0].description == "One."
        assert texts(article) == ["Two.", "Three."]

    def test_a_heading_ends_the_directory(self):
        article = read("1. House", "", "One.", "", "Two.", "", "What one can do at home alone", "", "Three.")
        assert article.organizations[0].description == "One."
        assert [section.heading for section in article.sections] == [
            DIRECTORY,
            "What one can do at home alone",
        ]

    def test_entries_without_description(self):
        article = read("1. House", "", "2. Other", "", "Category: Pain")
        assert [found.description for found in article.organizations] == [None, None]
        assert article.category == "Pain"

    def test_a_related_line_is_never_part_of_it(self):
        article = read("1. House", "", "See also Rest", "", "One.")
        assert article.organizations[0].description == "One."
        assert article.related_lines == ((7, "Rest", DIRECTORY),)

    def test_gaps_inside_a_directory_are_no_lost_headings(self):
        article = read(
            "Intro.", "", "", "Intro two.", "", "1. House", "", "", "One.", "", "", "2. Other", "", "Two."
        )
        assert article.missing_headings == ()
        assert article.organizations[0].description == "One."

    def test_lines_and_passages(self):
        article = read("1. House", "", "One.")
        assert article.organization_lines == ((5, 0),)
        assert [(p.text, p.kind, p.section, p.line) for p in article.passages] == [
            ("One.", "description", DIRECTORY, 7)
        ]


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("Go to https://example.org/a.", "https://example.org/a"),
            ("(http://example.org)", "http://example.org"),
            ("HTTPS://example.org, or", "HTTPS://example.org"),
            ("https://example.org/a_(b) now", "https://example.org/a_(b)"),
            ("“https://example.org”", "https://example.org"),
            ("javascript:alert(1)", None),
            ("ftp://example.org", None),
            ("xhttps://example.org", None),
            ("www.example.org", None),
            ("https://", None),
        ],
    )
    def test_only_http_and_https(self, text, address):
        assert first_address(text) == address

    def test_the_first_one_is_the_url(self):
        article = read("1. House", "", "See https://example.org and https://example.com.")
        assert article.organizations[0].url == "https://example.org"
