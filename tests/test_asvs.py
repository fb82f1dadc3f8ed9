"""docs/security.md has a place for each item of OWASP's standard, and names tests that are there."""

import re
from functools import cache
from pathlib import Path

from django.conf import global_settings, settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from cancerinfo import settings as settings_of_the_site

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8").partition("## What OWASP's standard asks\n")[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if re.match(r"\| \d", line)
]
#: Level by item, of levels 1 and 2, in the order of the standard.
ITEMS = dict(
    line.split("\t")
    for line in (ROOT / "tests/samples/asvs-5.0.0.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
APPLIES = [row for row in ROWS if len(row) == 5]
# What starts programs, runs a text as one, makes a template of one, or reads back what does.
ACTS = re.compile(
    r"\b(?:subprocess|os\.system|os\.popen|pickle|marshal|shelve|from_string)\b|(?<![\w.])(?:eval|exec|Template)\("
)


def left_out():
    """The items of the second table, where "1.4.1 to 1.4.3" stands for all between."""
    order = list(ITEMS)
    for cell in (row[0] for row in ROWS if len(row) == 2):
        for part in cell.split(", "):
            first, _, last = part.partition(" to ")
            yield from order[order.index(first) : order.index(last or first) + 1]


def modules():
    for room in ("articles", "cancerinfo", "resources"):
        yield from (path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


@cache
def code(path):
    return path.read_text("utf-8")


def test_each_item_stands_in_one_of_the_tables_once():
    applies = [row[0] for row in APPLIES]
    assert sorted([*applies, *left_out()]) == sorted(ITEMS)
    assert [row[:2] for row in APPLIES] == [[item, ITEMS[item]] for item in ITEMS if item in applies]


def test_each_row_names_a_test_or_says_that_there_is_none():
    assert [row[0] for row in APPLIES if row[4] != "read" and not re.search(r"\.py::\w+`", row[4])] == []


def test_each_test_that_is_named_exists():
    named = {name for row in APPLIES for name in re.findall(r"`([\w/.]+\.py::\w+)`", row[4])}
    assert len(named) > 100
    assert [name for name in sorted(named) if not is_there(*name.split("::"))] == []


def is_there(path, name):
    return re.search(rf"^\s*(?:def|class) {name}\b", code(ROOT / "tests" / path), re.MULTILINE)


def test_no_module_starts_programs_or_runs_text():
    assert [path.name for path in modules() if ACTS.search(code(path))] == []


def test_no_weak_digest_protects_anything():
    weak = re.compile(r"\b(?:md5|sha1)\((?!.*usedforsecurity=False)|salted_hmac\((?!.*algorithm=)")
    assert [path.name for path in modules() if weak.search(code(path))] == []


def test_passwords_are_kept_by_a_slow_function():
    assert not hasattr(settings_of_the_site, "PASSWORD_HASHERS")
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000


def test_scripts_read_neither_the_session_nor_the_token():
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY) == (True, True)
