"""Text that isn't part of the page: struck out, deleted in tracked changes, hidden, a comment on the text.

Word, LibreOffice, Google Docs and browsers mark it by tags, attributes and styles, which cleaning takes away.
Were its words kept, a dose of 5 mg that was changed to 50 mg would read 550 mg. Accepted insertions stay.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from django.utils.html import strip_tags
from django.utils.text import Truncator

from .styles import Sheet, style_of, style_sheet
from .well_formed import VOID, Tag, tags_of, well_formed

STRUCK, HIDDEN, COMMENT = "struck", "hidden", "comment"
NAMES = {STRUCK: "struck-out or deleted text", HIDDEN: "hidden text", COMMENT: "comments"}
STRUCK_TAGS = {"del", "s", "strike"}
# Word's own, and those of Word in a browser.
CLASSES = {
    "msodel": STRUCK,
    "trackchangetextdeletion": STRUCK,
    **dict.fromkeys(("msocomanchor", "msocomtxt", "msocomoff"), COMMENT),
}
STYLES = (
    (STRUCK, "text-decoration", re.compile(r".*\bline-through\b.*")),
    (STRUCK, "text-decoration-line", re.compile(r".*\bline-through\b.*")),
    (HIDDEN, "mso-hide", re.compile("all")),
    (HIDDEN, "display", re.compile("none")),
    (HIDDEN, "visibility", re.compile("hidden|collapse")),
    (COMMENT, "mso-element", re.compile("comment(?:-list)?")),
    (COMMENT, "mso-special-character", re.compile("comment")),
)
COMMENT_LINK = re.compile(r"#_mso(?:com|anchor)_|#cmnt", re.IGNORECASE)
# Google Docs writes a comment into a paragraph behind a link to the words that it is on.
COMMENT_TEXT = re.compile(r"#cmnt_ref", re.IGNORECASE)
# The places that they lead to are lost.
NOTE_LINK = re.compile(r"#_(?:ftn|edn)", re.IGNORECASE)

# Without one of these nothing can be struck; with one of them something may be.
HINT = re.compile(r"<(?:del|s|strike)\b|\b(?:style|class|hidden)\b|#_|#cmnt", re.IGNORECASE)
# What each of them has in it, in small letters: these are found several times as fast.
HINT_WORDS = ("<s", "<del", "style", "class", "hidden", "#_", "#cmnt")
GOES_WHEN_EMPTY = {"p", "li", "sup", "h1", "h2", "h3", "h4", "h5", "h6"}
MAX_TOLD, MAX_QUOTED = 5, 60


@dataclass(frozen=True)
class LeftOut:
    """A place whose text was left out; `kind` is a key of NAMES."""

    kind: str
    words: str


def without_struck(html: str) -> tuple[str, list[LeftOut]]:
    """HTML without what was struck, deleted or hidden and without comments, and what that was.

    Links of footnote marks become their text. HTML without any such mark comes back as it is.
    """
    if not _may_have_marks(html):
        return html, []
    walk = _Walk(style_sheet(html))
    for tag in tags_of(well_formed(html)):
        walk.take(tag)
    return ("".join(walk.out), walk.left_out) if walk.has_changed else (html, [])


def _may_have_marks(html: str) -> bool:
    lower = html.lower()
    return any(word in lower for word in HINT_WORDS) and HINT.search(html) is not None


def sentence(left_out: Iterable[LeftOut]) -> str:
    """What was left out, in a sentence for editors that quotes it; "" for nothing."""
    by_kind = sorted(left_out, key=lambda each: list(NAMES).index(each.kind))
    told = [f"{NAMES[kind]} ({_quoted(places)})" for kind, places in groupby(by_kind, lambda each: each.kind)]
    return f"Left out: {', '.join(told)}." if told else ""


def _quoted(places: Iterable[LeftOut]) -> str:
    words = [Truncator(each.words).chars(MAX_QUOTED) for each in places]
    more = [f"and {len(words) - MAX_TOLD} more"] if len(words) > MAX_TOLD else []
    return ", ".join([*(f"“{each}”" for each in words[:MAX_TOLD]), *more])


@dataclass
class _Open:
    """An element that is open, and where it begins in the result; with a `kind` it goes as a whole."""

    name: str
    start: int
    kind: str
    is_unwrapped: bool
    has_gap: bool = False


@dataclass
class _Walk:
    """One walk over well-formed HTML."""

    sheet: Sheet
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    has_changed: bool = False
    is_losing: bool = False

    def take(self, tag: Tag):
        self.out.append(tag.before)
        if tag.is_end and self.open and self.open[-1].name == tag.name:
            self._close(tag)
        elif tag.is_end or not tag.name or tag.name in VOID:
            self.out.append(tag.written)
        else:
            self._begin(tag)

    def _begin(self, tag: Tag):
        kind = "" if self.is_losing else _kind(tag, self.sheet)
        is_comment = COMMENT_TEXT.match(tag.attributes.get("href", "").strip()) is not None
        if is_comment and not self.is_losing and self.open and self.open[-1].name in GOES_WHEN_EMPTY:
            self.open[-1].kind, kind, self.is_losing = COMMENT, "", True
        is_unwrapped = NOTE_LINK.match(tag.attributes.get("href", "").strip()) is not None
        self.open.append(_Open(tag.name, len(self.out), kind, is_unwrapped))
        self.out.append("" if is_unwrapped else tag.written)
        self.has_changed |= is_unwrapped
        self.is_losing |= bool(kind)

    def _close(self, tag: Tag):
        element = self.open.pop()
        if element.kind or (element.has_gap and self._is_empty(element)):
            self._leave_out(element)
        else:
            self.out.append("" if element.is_unwrapped else tag.written)

    def _is_empty(self, element: _Open) -> bool:
        return element.name in GOES_WHEN_EMPTY and not _words(self.out[element.start :])

    def _leave_out(self, element: _Open):
        words = _words(self.out[element.start :])
        del self.out[element.start :]
        self.has_changed = True
        for around in self.open:
            around.has_gap = True
        if element.kind:
            self.is_losing = False
            self.left_out += [LeftOut(element.kind, words)] if words else []


def _kind(tag: Tag, sheet: Sheet) -> str:
    """Why an element isn't part of the page: a key of NAMES, or "" for one that is."""
    if tag.name in STRUCK_TAGS:
        return STRUCK
    if "hidden" in tag.attributes:
        return HIDDEN
    if COMMENT_LINK.match(tag.attributes.get("href", "").strip()):
        return COMMENT
    classes = tag.attributes.get("class", "").lower().split()
    known = next((CLASSES[each] for each in classes if each in CLASSES), "")
    return known or _kind_of_style(style_of(tag.attributes, sheet))


def _kind_of_style(style: Mapping[str, str]) -> str:
    return next((kind for kind, name, value in STYLES if value.fullmatch(style.get(name, ""))), "")


def _words(pieces: Iterable[str]) -> str:
    return " ".join(unescape(strip_tags("".join(pieces))).split())
