"""The stylesheets of the pages for readers work from left to right and from right to left."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = Path(settings.BASE_DIR, "cancerinfo", "static", "cancerinfo").glob("*.css")
SHEET = "\n".join(path.read_text("utf-8") for path in sorted(SHEETS))
PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|border-(?:top|bottom)-(?:left|right)"
    r"-radius|(?<![\w-])(?:left|right))\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|translateX",
)


def test_it_knows_no_left_and_no_right():
    assert PHYSICAL.findall(re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)) == []


@pytest.mark.parametrize(
    "rule", ["margin-left: 0", "a { left: 1px }", "text-align:right", "float: left", "padding-right :1em"]
)
def test_what_the_search_would_find(rule):
    assert PHYSICAL.search(rule)


def test_what_has_four_sides_has_the_same_on_both():
    """`margin: 1px 2px 3px 4px` would name right and left apart."""
    shorthands = re.findall(r"(?:margin|padding|inset)\s*:\s*([^;}]+)", SHEET)
    sides = [re.findall(r"(?:[^\s(]|\([^)]*\))+", value) for value in shorthands]
    assert [value for value in sides if len(value) == 4 and value[1] != value[3]] == []
