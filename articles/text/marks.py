"""Bold, italics, subscript and superscript that pasted text makes by other tags and by styles."""

import re
from collections.abc import Mapping

from .styles import Sheet, style_of
from .well_formed import Tag, tags_of, well_formed

BOLD = re.compile("bold|bolder|[6-9]00")
STYLED = (
    ("strong", "font-weight", BOLD),
    ("em", "font-style", re.compile("italic|oblique")),
    ("sub", "vertical-align", re.compile("sub")),
    ("sup", "vertical-align", re.compile("super")),
)
# A style can say that an element is not what its name says: Google Docs wraps all it copies into such a "b".
NAMED = {
    **dict.fromkeys(("b", "strong"), ("strong", "font-weight", re.compile("normal|lighter|[1-5]00"))),
    **dict.fromkeys(("i", "em"), ("em", "font-style", re.compile("normal"))),
}
HINT = re.compile(r"<(?:b|i)[\s>]|<[a-z][^<>]*\b(?:style|class)\b", re.IGNORECASE)
HEADING = re.compile("h[1-6]")


def with_marks(html: str, sheet: Sheet) -> str:
    """HTML in which bold, italic, lowered and raised words are so by the tags that a body may hold.

    Headings are bold by themselves, so nothing in them is marked by its style.
    """
    if not HINT.search(html):
        return html
    out: list[str] = []
    ends: dict[str, list[list[str]]] = {}
    headings = 0
    for tag in tags_of(well_formed(html)):
        out.append(tag.before)
        if tag.name not in NAMED and tag.name != "span":
            headings += (-1 if tag.is_end else 1) if HEADING.fullmatch(tag.name) else 0
            out.append(tag.written)
        elif tag.is_end:
            out.append("".join(f"</{mark}>" for mark in reversed(ends[tag.name].pop())))
        else:
            marks = _marks(tag, style_of(tag.attributes, sheet), bool(headings))
            ends.setdefault(tag.name, []).append(marks)
            out.append("".join(f"<{mark}>" for mark in marks))
    return "".join(out)


def _marks(tag: Tag, style: Mapping[str, str], in_heading: bool) -> list[str]:
    if tag.name in NAMED:
        mark, name, denied = NAMED[tag.name]
        return [] if denied.fullmatch(style.get(name, "")) else [mark]
    return (
        [] if in_heading else [mark for mark, name, value in STYLED if value.fullmatch(style.get(name, ""))]
    )
