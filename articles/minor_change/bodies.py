"""Compares two bodies piece by piece: tags and tokens must be the same, texts may differ by slips."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .slips import Refused, Slips, text_slips

MARK = re.compile(r"(<[^<>]*>|\[(?:@|survey:|figure:)[^\[\]]*\])")
TAG_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
BLOCKS = {"p", "li", "ul", "ol", "td", "th", "tr", "table", "thead", "tbody", "blockquote", "dl", "dt", "dd",
          "h2", "h3", "h4", "h5", "h6", "br", "hr", "div", "caption", "pre"}  # fmt: skip
# Text inside of anything else (a link, a heading, a caption) stays as it is, to the letter.
PROSE = {
    "p",
    "li",
    "td",
    "dd",
    "blockquote",
    "strong",
    "b",
    "em",
    "i",
    "ul",
    "ol",
    "table",
    "tbody",
    "tr",
    "dl",
}
EMPTY = {"br", "hr"}


@dataclass(frozen=True)
class Piece:
    """A text between two marks. `is_prose` if slips may be fixed in it."""

    text: str
    is_prose: bool
    starts_block: bool
    ends_block: bool


def body_slips(before: str, after: str, slips: Slips):
    """Notes the slips that lead from one body to the other. Raises Refused if something else differs."""
    old, new = MARK.split(before), MARK.split(after)
    if old[1::2] != new[1::2]:
        raise Refused(_("a paragraph, list item, cell, link, emphasis, citation or survey table changed."))
    for piece, text in zip(_pieces(old), new[::2], strict=True):
        if piece.text == text:
            continue
        if not piece.is_prose:
            raise Refused(
                _("“%(short)s” is in a link, a heading or a caption, and changed.")
                % {"short": _short(piece.text)}
            )
        text_slips(
            _plain(piece.text, piece), _plain(text, piece), slips, piece.starts_block, piece.ends_block
        )


def _pieces(parts: list[str]) -> Iterator[Piece]:
    """The texts of a body that was split at its marks, each with where it stands."""
    opened: list[str] = []
    for place in range(0, len(parts), 2):
        left = parts[place - 1] if place else ""
        right = parts[place + 1] if place + 1 < len(parts) else ""
        _step(opened, left)
        is_prose = bool(opened) and set(opened) <= PROSE
        yield Piece(parts[place], is_prose, _is_block(left), _is_block(right))


def _step(opened: list[str], mark: str):
    name = _name(mark)
    if name and name not in EMPTY and not mark.startswith("</"):
        opened.append(name)
    elif name and opened and opened[-1] == name:
        opened.pop()


def _name(mark: str) -> str:
    found = TAG_NAME.match(mark)
    return found[1].lower() if found else ""


def _is_block(mark: str) -> bool:
    return not mark or _name(mark) in BLOCKS


def _plain(text: str, piece: Piece) -> str:
    """The text without entities, and without the blanks that no reader sees at the ends of a block."""
    text = html.unescape(text)
    text = text.lstrip() if piece.starts_block else text
    return text.rstrip() if piece.ends_block else text


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
