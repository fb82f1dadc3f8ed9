"""Numbers and dates of survey tables, read and said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.dates import nlm_date, spoken_period
from articles.rendering.survey_drawing import Measured, length, people_of_100
from articles.text.numbers import margin_of_error, parse_interval, parse_value


class TestParseValue:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("60%", 60), ("60 %", 60), ("1,204", 1204), ("1 048", 1048), ("1,234,567", 1234567),
            ("12,5%", 12.5), ("12,5", 12.5), ("1,204%", 1.204), ("17.5", 17.5), ("-0.1", -0.1),
            ("−12.0", -12), (" 7 ", 7), ("0", 0),
        ],
    )  # fmt: skip
    def test_it_reads_plain_numbers(self, text, number):
        assert parse_value(text) == number

    @pytest.mark.parametrize(
        "text", ["n/a", "—", "", "1–4", "<5%", "about 7", "1.2.3", "%", "-", "1e5", "٣", "nan"]
    )
    def test_it_reads_nothing_else(self, text):
        assert parse_value(text) is None

    @given(st.text(max_size=12))
    def test_it_never_fails(self, text):
        assert isinstance(parse_value(text), float | None)


class TestParseInterval:
    @pytest.mark.parametrize(
        ("text", "limits"),
        [("48.1-89.1", (48.1, 89.1)), ("31-54 (90 %)", (31, 54)), ("3 to 25", (3, 25)), ("1 % – 9%", (1, 9))],
    )
    def test_it_reads_two_plain_numbers(self, text, limits):
        assert parse_interval(text) == limits

    @pytest.mark.parametrize("text", ["n/a", "", "7", "9-1", "1-2-3", "..-5", "x" * 9 + "-1"])
    def test_it_reads_nothing_else(self, text):
        assert parse_interval(text) is None


class TestPeopleOf100:
    @given(st.floats(0, 100))
    def test_as_many_are_filled_as_are_meant(self, percent):
        path = people_of_100(percent).split('d="M0 0')[1]
        wide, rows, *rest = (int(number) for number in re.findall(r"\d+", path))
        filled = wide * rows + (rest[0] * rest[1] if len(rest) == 3 else 0)
        assert abs(filled - percent) <= 0.5
        assert wide == 20
        assert filled <= 100

    @pytest.mark.parametrize("percent", [-0.1, 120])
    def test_what_is_no_share_has_no_picture(self, percent):
        assert people_of_100(percent) == ""


class TestLength:
    @pytest.mark.parametrize("figure", [Measured(-1), Measured(101), Measured(50, parse_interval("40-120"))])
    def test_what_is_longer_than_the_whole_has_no_picture(self, figure):
        assert length(figure, 100, has_whole=True) == ""
        assert length(Measured(0), 0, has_whole=False) == ""


class TestMarginOfError:
    @pytest.mark.parametrize(("size", "points"), [(100, 9.8), (1000, 3.1), (2401, 2.0)])
    def test_it_is_that_of_the_tables_for_simple_random_samples(self, size, points):
        assert round(margin_of_error(size), 1) == points


class TestDates:
    @pytest.mark.parametrize(
        ("iso", "words"),
        [("2020", "2020"), ("2020-08", "2020 Aug"), ("2020-08-03", "2020 Aug 3"), ("in press", "in press")],
    )
    def test_references_print_year_first(self, iso, words):
        assert nlm_date(iso) == words

    @pytest.mark.parametrize(
        ("fielded", "words"),
        [
            ("2019-06-16/2019-06-25", "16 June 2019 to 25 June 2019"),
            ("2023-05/2024-02", "May 2023 to February 2024"),
            ("2016-11/..", "from November 2016; end date not known"),
            ("2019/2019", "2019"),
            ("2019-06", "June 2019"),
            ("spring 2019", "spring 2019"),
            ("2019-13/2020", "2019-13/2020"),
            ("", ""),
        ],
    )
    def test_field_dates_are_said_in_words(self, fielded, words):
        assert spoken_period(fielded) == words
