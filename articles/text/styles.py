"""Styles as far as pasted text needs them: declarations, and the rules of single classes."""

import re
from collections.abc import Mapping

SHEET = re.compile(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
# What holds for the printer or a narrow screen alone is not read.
AT_RULE = re.compile(r"@[^{};@]{1,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
ONE_CLASS = re.compile(r"[a-z0-9]*\.([\w-]+)")

# The declarations of each class.
Sheet = Mapping[str, Mapping[str, str]]


def declarations(style: str) -> dict[str, str]:
    """Property and value of each declaration in small letters; the last of a property counts."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if name.strip()}


def style_of(attributes: Mapping[str, str], sheet: Sheet) -> dict[str, str]:
    """The declarations of an element: those of its classes, and over them its own."""
    style: dict[str, str] = {}
    for name in attributes.get("class", "").lower().split():
        style |= sheet.get(name, {})
    return style | declarations(attributes.get("style", ""))


def style_sheet(html: str) -> Sheet:
    """The declarations of each class that a <style> element of the page names alone or with a tag."""
    found: dict[str, dict[str, str]] = {}
    for sheet in SHEET.findall(html):
        for selectors, style in RULE.findall(AT_RULE.sub("", COMMENT.sub(" ", sheet))):
            for selector in selectors.lower().split(","):
                if name := ONE_CLASS.fullmatch(selector.strip()):
                    found.setdefault(name[1], {}).update(declarations(style))
    return found
