"""Patterns that look at a long run only once find in it what they found before."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.content.plain_text import count_words, plain_text
from articles.content_checks.numbers import BARE_CHANCE, NATURAL_FREQUENCY
from articles.content_checks.sentences import MARKS, without_marks
from articles.content_checks.shares import PERCENTAGE
from articles.content_checks.survey import BASE_SIZE
from articles.rendering.bodies import TOKEN
from articles.search.words import fold

LONG = 20_000
# As the patterns read before their runs were bounded.
PLAIN_PERCENTAGE = re.compile(r"\d+(?:[.,]\d+)*\s?(?:%|per ?cent\b)", re.I)
PLAIN_MARKS = re.compile(r"\s*(?:\[@[^\[\]]+\]|\[survey:[\w-]+\]|<[^<>\s]+>)")


def test_no_pattern_repeats_a_group_possessively():
    """Python 3.11.2 loses its place in one (github.com/python/cpython/issues/106052)."""
    sources = [path.read_text("utf-8") for path in Path(settings.BASE_DIR, "articles").rglob("*.py")]
    compiled = [
        ast.get_source_segment(source, node)
        for source in sources
        if "re.compile(" in source
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    assert len(compiled) > 100
    assert [each for each in compiled if re.search(r"[^\\]\)(?:[*+?]|\{[\d,]+\})\+", each)] == []


@pytest.mark.parametrize(
    "text",
    [
        "20%",
        "12.5 per cent",
        "1,204%",
        "1.2.3,%",
        "a5%",
        "5,.5%",
        "5..5%",
        "10, 20%",
        "512 512%",
        "7percent",
        "7 percents",
    ],
)
def test_percentages_are_those_that_were_found_from_any_digit_on(text):
    assert PERCENTAGE.findall(text) == PLAIN_PERCENTAGE.findall(text)


@pytest.mark.parametrize(
    "text", ["a [@b].", "a   [@b] [@c]", "[@b]  [survey:c]", "a <http://b> c", "a  b", " [@ b"]
)
def test_marks_go_with_the_spaces_before_them(text):
    assert without_marks(text) == PLAIN_MARKS.sub("", text)


@pytest.mark.parametrize("run", ["1", "1,", "1.", "1,1.", "(", " ", "[@", "<", "%", "n = ", "p ", "HR "])
@pytest.mark.parametrize("pattern", [PERCENTAGE, NATURAL_FREQUENCY, BARE_CHANCE, MARKS, BASE_SIZE, TOKEN])
def test_a_run_that_leads_to_nothing_is_nothing(pattern, run):
    assert pattern.search(run * LONG) is None


def test_a_long_number_before_a_percent_sign_is_one_percentage():
    assert PERCENTAGE.findall(f"{'1' * LONG}% and 5%") == ["1" * LONG + "%", "5%"]


def test_the_base_of_a_row_is_a_number_that_can_be_one():
    assert len(BASE_SIZE.search(f"n = {'9' * LONG}")[1]) < 30


def test_words_are_counted_among_signs():
    text = f"{'%' * LONG} one (two) {'(' * LONG}three"
    assert count_words(text) == 3


def test_a_run_of_accents_is_folded_away():
    accents = "\u0301\u0323" * LONG
    assert fold(f"Me\u0301{accents}nie\u0300re") == "meniere"


def test_signs_that_open_nothing_are_words():
    assert plain_text("<" * LONG) == "<" * LONG
