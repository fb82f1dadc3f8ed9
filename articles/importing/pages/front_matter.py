"""What stands before a Markdown text: YAML between lines of ---, TOML between lines of +++, JSON, fields of
MultiMarkdown, or the title block of Pandoc."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from .page import PageRefused
from .tree import one_line

FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
# "Title: ..." and other such lines, up to the first empty one.
LINES = re.compile(r"\s*((?:[A-Za-z][\w -]{0,30}:[ \t][^\n]*\n){1,40})(?:[ \t]*\n|$)")
TITLE_BLOCK = re.compile(r"\s*%[ \t]+([^\n]+)\n(?:%[ \t]*([^\n]*)\n)?(?:%[ \t]*([^\n]*)\n)?")
MAX_LENGTH = 1_000_000
# What is written once and meant in many places can be more than a machine holds.
MAX_REPEATS = 100
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields before a text, their names in small letters, and the text. Raises PageRefused if they can't
    be read."""
    found = FENCED.match(text)
    if not found or (":" not in found[2] and "=" not in found[2]):
        return _unfenced(text)
    if len(found[2]) > MAX_LENGTH:
        raise PageRefused("The fields before its text are longer than any that a person writes.")
    try:
        fields = _yaml(found[2]) if found[1] == "---" else tomllib.loads(found[2])
    except PageRefused:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise PageRefused(
            f"The fields before its text can't be read{where}. Quote a value with a colon in it."
        ) from error
    if not isinstance(fields, dict):
        return {}, text
    named = {str(name).lower(): value for name, value in fields.items()}
    for group in ("taxonomies", "extra", "params"):
        if isinstance(named.get(group), dict):
            named |= {str(name).lower(): value for name, value in named[group].items()}
    return named, text[found.end() :]


def _unfenced(text: str) -> tuple[dict[str, Any], str]:
    """Fields that no line of signs encloses; {} where there are none."""
    if text.lstrip().startswith("{"):
        begin = len(text) - len(text.lstrip())
        try:
            fields, end = json.JSONDecoder().raw_decode(text, begin)
        except (ValueError, RecursionError):
            return {}, text
        return {str(name).lower(): value for name, value in fields.items()}, text[end:]
    if found := TITLE_BLOCK.match(text):
        named = zip(("title", "author", "date"), found.groups(default=""), strict=True)
        return {name: words.strip() for name, words in named}, text[found.end() :]
    found = LINES.match(text)
    pairs = [line.partition(":") for line in found[1].splitlines()] if found else []
    fields = {name.strip().lower(): words.strip() for name, _, words in pairs}
    return (fields, text[found.end() :]) if found and "title" in fields else ({}, text)


def _yaml(text: str) -> Any:
    repeats = (event for event in yaml.parse(text, Loader=LOADER) if isinstance(event, yaml.AliasEvent))
    if sum(1 for _ in repeats) > MAX_REPEATS:
        raise PageRefused(f"The fields before its text refer to each other more than {MAX_REPEATS} times.")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 (the safe one, in C where there is one)


def line(fields: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that holds words; of a list its items with commas."""
    for name in names:
        if words := texts(fields, name):
            return ", ".join(words)
    return ""


def texts(fields: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    """The words in the first of these fields that holds any: those of a list, or the field itself."""
    for name in names:
        value = fields.get(name)
        values = value if isinstance(value, list) else [value]
        if found := tuple(filter(None, (_text(each) for each in values))):
            return found
    return ()


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title"))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return (
        one_line(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    )
