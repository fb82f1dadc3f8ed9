"""The text of a WordPress post: shortcodes, and paragraphs that only empty lines tell."""

import json
import re
from collections.abc import Iterator
from html import escape

from .page import Dropped

CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\]]*\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
PICTURE = re.compile(r"((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(.*)", re.DOTALL)
EMBED = re.compile(r"\[(embed|video|audio|playlist)\b[^\]]*\](?:(?:(?!\[/).)*\[/\1\])?", re.DOTALL)
# "[sic]" and "[1]" are words; what has a value, a closing half or a name of a plugin is a shortcode.
SHORTCODE = re.compile(
    r"(?<!\[)\[(/?)([a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)((?:\s+[^\[\]<>]*?)?)\s*/?\](?!\])", re.I
)
ALONE = {"gallery", "contact", "toc", "recent", "subscribe", "newsletter", "sidebar", "divider", "spacer"}
BLOCK = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main"
    r"|nav|ol|p|pre|section|table|ul|script|style|iframe|video|audio)\b[^>]*>",
    re.IGNORECASE,
)
EMPTY_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
REUSED = re.compile(r"<!-- wp:block \{[^{}]*\} /-->")
# Notes of plugins stand where their marks are; those of WordPress stand in a field of the post.
NOTE = re.compile(r"\[(ref|efn_note|footnote|mfn|fn)\](.*?)\[/\1\]", re.DOTALL)
NOTE_OF_FIELD = re.compile(r"<sup\b[^>]*\bdata-fn=\"([^\"]{1,60})\"[^>]*>.*?</sup>", re.DOTALL)


def post_html(text: str) -> tuple[str, list[Dropped]]:
    """The HTML of a post as WordPress shows it, without shortcodes, and those that were left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reused = [Dropped("reusable block", each) for each in REUSED.findall(text)]
    is_classic = "<!-- wp:" not in text
    text, dropped = _without_shortcodes(COMMENT.sub("", CAPTION.sub(_figure, text)))
    return (_with_paragraphs(text) if is_classic else text), [*reused, *dropped]


def with_notes(text: str, field: str) -> tuple[str, dict[str, str]]:
    """The text of a post with marks of its notes, and the notes by the names in the marks; `field` holds
    those that stand beside the post, in JSON."""
    notes = _notes_beside(field)

    def named(found: re.Match) -> str:
        return f'<sup data-note="{escape(found[1])}"></sup>' if found[1] in notes else found[0]

    def told(found: re.Match) -> str:
        name = f"note {len(notes) + 1}"
        notes[name] = found[2]
        return f'<sup data-note="{name}"></sup>'

    return NOTE.sub(told, NOTE_OF_FIELD.sub(named, text)), notes


def _notes_beside(field: str) -> dict[str, str]:
    try:
        rows = json.loads(field or "[]")
    except (ValueError, RecursionError):
        return {}
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {
        str(row.get("id")): str(row.get("content")) for row in rows if row.get("id") and row.get("content")
    }


def _figure(found: re.Match) -> str:
    picture = PICTURE.fullmatch(found[1].strip())
    if not picture:
        return found[1]
    return f"<figure>{picture[1]}<figcaption>{picture[2].strip()}</figcaption></figure>"


def _without_shortcodes(text: str) -> tuple[str, list[Dropped]]:
    dropped: dict[str, Dropped] = {}
    closed = {found[2].lower() for found in SHORTCODE.finditer(text) if found[1]}

    def drop(found: re.Match) -> str:
        name = found[1 if found.re is EMBED else 2].lower()
        is_one = (
            found.re is EMBED
            or "=" in found[3]
            or name in closed
            or name in ALONE
            or "-" in name
            or "_" in name
        )
        if is_one:
            dropped.setdefault(name, Dropped("shortcode", found[0][:80]))
        return "" if is_one else found[0]

    return SHORTCODE.sub(drop, EMBED.sub(drop, text)), list(dropped.values())


def _with_paragraphs(text: str) -> str:
    """Words outside of blocks as paragraphs: an empty line ends one, a line end breaks a line."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for tag in BLOCK.finditer(text):
        is_end, is_alone = bool(tag[1]), tag[2].lower() == "hr"
        if depth == 0 and not is_end:
            yield _paragraphs(text[start : tag.start()])
            start = tag.start()
        if not is_alone:
            depth = max(depth - 1, 0) if is_end else depth + 1
        if depth == 0:
            yield text[start : tag.end()]
            start = tag.end()
    yield text[start:] if depth else _paragraphs(text[start:])


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in EMPTY_LINE.split(text))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)
