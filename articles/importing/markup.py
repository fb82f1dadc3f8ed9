"""Takes markup out of a text without changing its number of lines."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_OPENING = re.compile(r"<(?:!--|/?[A-Za-z])")
_TAG = re.compile(r"<[A-Za-z]")
_RAW_TEXT = re.compile(r"<(script|style)(?![\w-])", re.IGNORECASE)
_RAW_TEXT_ENDS = {
    "script": re.compile(r"</script(?![\w-])", re.IGNORECASE),
    "style": re.compile(r"</style(?![\w-])", re.IGNORECASE),
}
_COMMENT_END = re.compile(r"-->")
_TAG_END = re.compile(r">")
_ACTIVE = re.compile(r"<(?:script|iframe|object|embed)(?![\w-])|javascript\s*:", re.IGNORECASE)
_HANDLER = re.compile(r"""[\s"'/](on[a-z]{3,30}\s*=)""", re.IGNORECASE)


@dataclass
class Unmarked:
    """`text` without markup; `dropped` as (line, reason); `touched` are the lines that lost something.

    `active` holds (line, words) of what would run in a browser, once a line. Lines count from 1.
    """

    text: str
    dropped: list[tuple[int, str]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    active: tuple[tuple[int, str], ...] = ()


def remove_markup(text: str) -> Unmarked:
    """`text` (line ends are LF) without scripts, styles, comments and tags."""
    if "<" not in text:
        return Unmarked(text, active=_active_content(text, []))
    spans = list(_spans(text))
    result = Unmarked("", active=_active_content(text, spans))
    kept, position, line = [], 0, 1
    for start, end, reason in spans:
        line += text.count("\n", position, start)
        removed = text[start:end].split("\n")
        result.touched.update(range(line, line + len(removed)))
        if reason == "script":
            result.dropped.append((line, reason))
        else:
            result.dropped += [(line + i, reason) for i, part in enumerate(removed) if part.strip()]
        kept += [text[position:start], "\n" * (len(removed) - 1)]
        position, line = end, line + len(removed) - 1
    result.text = "".join([*kept, text[position:]])
    return result


class _Ends:
    """Finds where markup ends. What was not found once is not sought again: a scan stays linear."""

    def __init__(self, text: str):
        self.text = text
        self.exhausted: set[re.Pattern] = set()

    def after(self, pattern: re.Pattern, start: int | None) -> int | None:
        if start is None or pattern in self.exhausted:
            return None
        found = pattern.search(self.text, start)
        if found is None:
            self.exhausted.add(pattern)
        return found and found.end()


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of each piece of markup, from left to right as a browser reads."""
    ends, position = _Ends(text), 0
    while opening := _OPENING.search(text, position):
        start, position = opening.start(), opening.end()
        reason, end = "markup", None
        if raw := _RAW_TEXT.match(text, start):
            reason = "script"
            closing = ends.after(_RAW_TEXT_ENDS[raw[1].lower()], start)
            end = ends.after(_TAG_END, closing) or _line_end(text, start)
        elif opening[0] == "<!--":
            end = ends.after(_COMMENT_END, position)
        else:
            end = ends.after(_TAG_END, position)
        if end is not None:
            yield start, end, reason
            position = end


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _active_content(text: str, spans: list[tuple[int, int, str]]) -> tuple[tuple[int, str], ...]:
    found = [(match.start(), match[0]) for match in _ACTIVE.finditer(text)]
    for start, end, _ in spans:
        if _TAG.match(text, start):
            found += [(match.start(1), match[1]) for match in _HANDLER.finditer(text, start, end)]
    found += _unclosed_handlers(text, spans[-1][1] if spans else 0)
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))] if found else []
    by_line: dict[int, str] = {}
    for position, words in sorted(found):
        by_line.setdefault(bisect_right(line_starts, position), words)
    return tuple(by_line.items())


def _unclosed_handlers(text: str, position: int) -> Iterator[tuple[int, str]]:
    """Handlers in tags that never end, at most one a line; they stay in the text as text."""
    while tag := _TAG.search(text, position):
        end = _line_end(text, tag.end())
        if handler := _HANDLER.search(text, tag.end(), end):
            yield handler.start(1), handler[1]
        position = end
