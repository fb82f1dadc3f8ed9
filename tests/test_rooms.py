"""Imports run one way: the table "Rooms" of docs/architecture.md says which, and is read here."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = ("articles", "resources", "cancerinfo")
# The one circle: a model hands out its content, and the working copy is made of models.
CIRCLE = {"models", "working_copy"}
# It says the version, and nothing else: everybody may ask it.
VERSION = "cancerinfo"
ROW = re.compile(r"^\| `([a-z_/]+)/` \| [^|]+ \| ([^|]*) \|$", re.MULTILINE)


def documented():
    """The rooms of the table, from the ground up, each with the rooms that it may import."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = ROW.findall(text.partition("## Rooms\n")[2].partition("\n## ")[0])
    return {_room_of_folder(folder): set(re.findall(r"`(\w+)`", imports)) for folder, imports in rows}


def _room_of_folder(folder):
    return folder.rpartition("/")[2]


def modules():
    """Each module of the project, by its dotted name, with its file."""
    paths = (path for name in PROJECT for path in (ROOT / name).rglob("*.py"))
    for path in paths:
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            yield ".".join(parts).removesuffix(".__init__"), path


MODULES = dict(modules())


def room_of(module):
    """articles.search.query stands in the room search, cancerinfo.web.languages in web."""
    parts = module.split(".")
    inner = parts[0] == "articles" or parts[1:2] in (["web"], ["accounts"], ["front"], ["running"])
    return parts[1] if inner and len(parts) > 1 else parts[0]


def imported_by(module, path):
    """Dotted names of the project's modules that a module imports, inside functions too."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{start}.{alias.name}"
                yield whole if whole in MODULES else start
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.fixture(scope="module")
def arrows():
    """Every arrow between two rooms, with the modules that draw it."""
    found = {}
    for module, path in MODULES.items():
        for target in imported_by(module, path):
            start, end = room_of(module), room_of(target)
            if target.split(".")[0] in PROJECT and start != end and target != VERSION:
                found.setdefault((start, end), []).append(f"{module} imports {target}")
    return found


def test_every_room_stands_in_the_table():
    loose = {"articles.apps"}
    rooms = {room_of(name) for name in MODULES if name not in loose and name != "articles"}
    assert rooms == set(documented())


def test_imports_are_those_of_the_table(arrows):
    table = documented()
    wrong = [draws for (start, end), draws in arrows.items() if end not in table.get(start, ())]
    assert wrong == []


def test_the_table_names_no_arrow_that_is_gone(arrows):
    drawn = {start: {end for begin, end in arrows if begin == start} for start in documented()}
    assert drawn == documented()


def test_a_room_imports_only_what_stands_above_it():
    order = list(documented())
    up = [
        (start, end)
        for start, ends in documented().items()
        for end in ends
        if order.index(end) > order.index(start) and {start, end} != CIRCLE
    ]
    assert up == []


@pytest.mark.parametrize("app", ["articles", "resources"])
def test_no_module_of_the_project_lies_loose(app):
    known = {"articles": {"__init__", "apps"}}
    known["resources"] = {*known["articles"], "models", "directory", "names"}
    assert {path.stem for path in (ROOT / app).glob("*.py")} == known[app]
