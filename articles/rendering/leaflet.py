"""What of a drawn page stands on its leaflet of two sheets of paper: whole sections, word for word.

Good and harm of a treatment are never parted: what says either is always there. Other sections are added in
the order in which readers need them on paper, as long as there is room.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from django.utils.translation import gettext as _

from articles.content.plain_text import plain_text

from .bodies import TAG
from .reading_order import in_reading_order, parts
from .rendered import RenderedArticle, RenderedSection, safe

ALWAYS = ("benefits", "risks", "no-treatment")
WITH_ROOM = ("how-it-works", "uncertainty", "overview", "quality-of-life", "diagnosis")
# Letters that two sheets hold, in the type that the leaflet is set in; what begins a line of its own takes as
# much room as so many more. Some is left over for notes and for wider type.
ROOM, LINE = 5_200, 40
SURVEY = re.compile(r'<figure class="survey".*?<caption><b>(.*?)</b>.*?</figure>', re.DOTALL)
BLOCK = re.compile(r"<(?:p|li|tr|h3)\b")


@dataclass(frozen=True)
class LeafletSections:
    """The parts of a leaflet. A section has in its `html` those that belong to it: of level 3, or without a
    heading. `left_out` holds the headings of what had no room."""

    care: tuple[RenderedSection, ...] = ()
    rows: tuple[RenderedSection, ...] = ()
    questions: tuple[RenderedSection, ...] = ()
    left_out: tuple[str, ...] = ()


def leaflet_sections(rendered: RenderedArticle) -> LeafletSections:
    """Those of a page that is drawn, in the order in which it shows them."""
    sections = [_joined(part) for part in parts(in_reading_order(rendered.sections))]
    care = [section for section in sections if section.purpose == "get-help"]
    questions = [section for section in sections if section.purpose == "questions"]
    rows = _with_room(sections, ROOM - _room_of([*care, *questions]))
    return LeafletSections(
        care=tuple(care),
        rows=tuple(section for section in sections if section in rows),
        questions=tuple(questions),
        left_out=tuple(
            section.heading
            for section in sections
            if section.heading and section not in (*care, *rows, *questions)
        ),
    )


def _with_room(sections: Iterable[RenderedSection], room: int) -> list[RenderedSection]:
    """All sections of a purpose or none of them, so that no half of a matter stands for the whole."""
    by_purpose: dict[str, list[RenderedSection]] = {}
    for section in sections:
        by_purpose.setdefault(section.purpose, []).append(section)
    chosen = [section for purpose in ALWAYS for section in by_purpose.get(purpose, ())]
    for purpose in WITH_ROOM:
        added = by_purpose.get(purpose, [])
        if _room_of([*chosen, *added]) <= room:
            chosen += added
    return chosen


def _room_of(sections: Iterable[RenderedSection]) -> int:
    lines = [len(BLOCK.findall(section.html)) + 1 for section in sections]
    letters = [len(" ".join(plain_text(section.html).split())) for section in sections]
    return sum(letters) + LINE * sum(lines)


def _joined(part: list[RenderedSection]) -> RenderedSection:
    """A section with what stands below its heading, as words for paper."""
    first, *others = part
    below = (f"<h3>{escape(each.heading)}</h3>{each.html}" if each.heading else each.html for each in others)
    # What says good or harm below another heading is found as such.
    purpose = next((each.purpose for each in part if each.purpose in ALWAYS), first.purpose)
    return replace(first, purpose=purpose, html=safe(on_paper("".join([first.html, *below]))))


def _named(table: re.Match) -> str:
    """Where a survey table stands, since the text may speak of it."""
    label = _("Table on the full page:")
    return f"<p>{label} {table[1]}</p>"


def on_paper(html: str) -> str:
    """Drawn HTML without pictures, ids, and links that nobody can follow on paper, and with the names of
    survey tables in their place: a number in brackets is that of a source on the full page."""
    html = SURVEY.sub(_named, html)
    kept: list[str] = []
    figures, links = 0, []
    for i, piece in enumerate(TAG.split(html)):
        if i % 2 and piece.startswith(("<figure", "</figure")):
            figures += 1 if piece[1] != "/" else -1
        elif figures:
            continue
        elif i % 2 and piece.startswith("<a "):
            links.append(' href="tel:' in piece)
            kept.append(piece if links[-1] else "")
        elif piece == "</a>" and i % 2:
            kept.append(piece if links.pop() else "")
        else:
            kept.append(piece)
    return "".join(kept)
