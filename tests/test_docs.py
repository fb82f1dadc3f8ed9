"""The documents name modules that exist, and tell where a thing lives."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
# A folder ends with a slash, a file with its kind. CODE and SLUG stand for a name that the reader chooses.
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/|(?:[\w.-]+/)*[\w-]+\.(?:py|html|json|md|css|js|txt|po))`")
CHOSEN = re.compile(r"\b(CODE|SLUG|RELEASE)\b")


def paths(text):
    return [path for path in PATH.findall(text) if not CHOSEN.search(path)]


def places():
    """The rows of the table "Where a thing lives": the thing, where, and its tests."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = text.partition("## Where a thing lives\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return rows[1:]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_it_exists(document):
    gone = [path for path in paths(document.read_text("utf-8")) if not (ROOT / path).exists()]
    assert gone == []


def test_the_settings_of_a_deployment_are_explained():
    lines = (ROOT / "deploy" / "cancerinfo.env").read_text("utf-8").splitlines()
    names = {line.partition("=")[0] for line in lines if not line.startswith("#")}
    assert names > {"SECRET_KEY", "DATABASE_URL"}
    assert [
        name for name in names if f"`{name}`" not in (ROOT / "docs/operations.md").read_text("utf-8")
    ] == []


def test_a_container_holds_files_that_exist():
    text = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (\S+) \S+$", text, re.MULTILINE)
    assert {path for path in copied if not (ROOT / path).exists()} == set()
    assert {"articles", "cancerinfo", "locale", "manage.py", "resources", "templates"} <= set(copied)


@pytest.mark.parametrize(("thing", "where", "tests"), places(), ids=lambda cell: cell[:30])
class TestWhereAThingLives:
    def test_its_name_stands_in_its_module(self, thing, where, tests):
        modules = "\n".join((ROOT / path).read_text("utf-8") for path in paths(where))
        names = re.findall(r"`(\w+)`", where)
        assert names
        for name in names:
            assert re.search(
                rf"^(?:def|class) {name}\b|^{name}(?:: [^=]+)? = |\b{name}\.objects\b", modules, re.MULTILINE
            )

    def test_its_tests_are_named(self, thing, where, tests):
        assert paths(tests)
        assert all(path.startswith("tests/articles/test_") for path in paths(tests))
