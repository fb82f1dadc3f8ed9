"""Finds the messages of the project's own sources, and reads catalogs, without gettext's tools."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

FUNCTIONS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "npgettext",
}
# What is marked elsewhere with gettext_noop, and translated when it's shown.
LOOKED_UP = {
    "self.advice",
    "self.never_waived",
    "str(options.verbose_name)",
    "str(options.verbose_name_plural)",
    "field.verbose_name",
    "str(name)",
    "str(said)",
}
ROOMS = ("articles", "cancerinfo", "resources")
CALL = re.compile(
    r"""\b(n?gettext|_)\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:,\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?"""
)


def used_messages() -> dict[str, str]:
    """The file of every message that pages may show, by the message. Plurals count once."""
    found = {}
    for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")):
        found |= dict.fromkeys(template_messages(path.read_text("utf-8")), path.name)
    for room in ROOMS:
        for path in sorted(Path(settings.BASE_DIR, room).rglob("*.py")):
            found |= dict.fromkeys(python_messages(path.read_text("utf-8")), path.name)
    return found


def template_messages(text: str) -> list[str]:
    """Django turns a template into calls of gettext, as it does for xgettext."""
    return [ast.literal_eval(call[2]) for call in CALL.finditer(templatize(text))]


def python_messages(text: str) -> list[str]:
    """Messages of calls of gettext. Raises AssertionError for one that is no literal text."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
            continue
        message = node.args[0]
        if ast.unparse(message) in LOOKED_UP:
            continue
        assert isinstance(message, ast.Constant), ast.unparse(node)
        found.append(message.value)
    return found


def read_po(path: Path) -> dict[str, list[str]]:
    """The translations of a .po file by message: one, or one for each plural form."""
    catalog: dict[str, list[str]] = {}
    for block in path.read_text("utf-8").split("\n\n"):
        texts = {"msgid": ""}
        for line in block.splitlines():
            if match := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
                name = match[1]
                texts[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                texts[name] += ast.literal_eval(line)
        translations = [text for name, text in texts.items() if name.startswith("msgstr")]
        catalog[texts["msgid"]] = translations
    return catalog
