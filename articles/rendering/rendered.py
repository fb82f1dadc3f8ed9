"""What a page needs that is drawn from a content: plain values, kept in Edition.rendered as JSON.

Editions are kept for good, so a field is never renamed: `from_dict` gives an absent field its default
and passes over one it does not know.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.content import decode_stored, encode

from .reading_order import in_reading_order

SCHEMA = 1
# The spoken names of the care cards of the NHS, in which three levels of urgency were tested with readers.
URGENCY_LABELS = {
    "non-urgent": _("Non-urgent advice"),
    "urgent": _("Urgent advice"),
    "emergency": _("Immediate action required"),
}
# How a heading begins that says the same by itself.
URGENCY_IN_HEADINGS = {"non-urgent": _("Not urgent"), "urgent": _("Urgent"), "emergency": _("Emergency")}

WHEN_TO_GET_HELP = _("When to get help")


def safe(html: str) -> SafeString:
    """`html` as text that templates print as it stands. Only for what this package has cleaned or escaped."""
    return mark_safe(html)  # noqa: S308


@dataclass(frozen=True)
class RenderedHeading:
    """A line of the contents list. `level` is 2 or 3."""

    anchor: str
    heading: str
    level: int = 2


@dataclass(frozen=True)
class RenderedSection:
    """`anchor` and `heading` are empty where the section has no heading; then none is shown.

    `level` is 2 or 3, `purpose` one of articles.content.PURPOSES, `urgency` a key of URGENCY_LABELS or empty.
    """

    anchor: str
    heading: str
    level: int
    purpose: str
    urgency: str
    html: SafeString

    @property
    def is_card(self) -> bool:
        """Whether it is a care card, which says what to do and how soon."""
        return bool(self.urgency)

    @property
    def classes(self) -> str:
        """For the class attribute: "purpose-risks", or "purpose-get-help card card-urgent"."""
        card = f" card card-{self.urgency}" if self.urgency else ""
        return f"purpose-{self.purpose}{card}"

    @property
    def urgency_label(self) -> str:
        """What is spoken before the heading of a card, such as "Urgent advice"; "" where that says it."""
        said = str(URGENCY_IN_HEADINGS.get(self.urgency, "")).casefold()
        if said and self.heading.casefold().startswith(said):
            return ""
        return str(URGENCY_LABELS.get(self.urgency, ""))


@dataclass(frozen=True)
class RenderedSource:
    """A line of the list of sources. `html` is the whole reference with its links (DOI, PMID, address).

    `anchor` is the id that citations point to, `back` holds the ids of all citations of it.
    """

    number: int
    key: str
    anchor: str
    html: SafeString
    kind: str = ""
    back: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenderedSurvey:
    """A survey table for a page of its own: its citations count from 1 and point to its own `sources`.

    In an article the same table stands in the html of its section, under the id `anchor`.
    """

    key: str
    anchor: str
    title: str
    html: SafeString
    sources: tuple[RenderedSource, ...] = ()


@dataclass(frozen=True)
class RenderedTerm:
    """A line of the list of words that the page uses. Words in the text point to the id `anchor`."""

    slug: str
    anchor: str
    name: str
    definition: str


@dataclass(frozen=True)
class RenderedArticle:
    """`words` and `minutes` (at 200 words a minute) measure the text of message and sections.

    `missing` names what the bodies cite or place but the content does not hold, as in "source: smith-2020".
    """

    contents: tuple[RenderedHeading, ...] = ()
    sections: tuple[RenderedSection, ...] = ()
    sources: tuple[RenderedSource, ...] = ()
    surveys: tuple[RenderedSurvey, ...] = ()
    terms: tuple[RenderedTerm, ...] = ()
    missing: tuple[str, ...] = ()
    words: int = 0
    minutes: int = 1
    schema: int = SCHEMA

    @property
    def in_reading_order(self) -> tuple[RenderedSection, ...]:
        """The sections as pages show them. Editions that were drawn earlier keep the writer's order."""
        return in_reading_order(self.sections)

    @property
    def outline(self) -> tuple[RenderedHeading, ...]:
        """The lines of the contents list: headings of level 2, with one line for all care cards."""
        shown = [section for section in self.in_reading_order if section.heading and section.level == 2]
        cards = [section for section in shown if section.urgency]
        return tuple(
            RenderedHeading(each.anchor, str(WHEN_TO_GET_HELP) if each in cards else each.heading)
            for each in shown
            if each not in cards[1:]
        )

    @property
    def care_anchor(self) -> str:
        """Of the first section that says when to get help; empty if none has a heading."""
        care = (section.anchor for section in self.in_reading_order if section.purpose == "get-help")
        return next(filter(None, care), "")

    @property
    def questions_anchor(self) -> str:
        """Of the first section with questions to ask; empty if none has a heading."""
        asked = (section.anchor for section in self.sections if section.purpose == "questions")
        return next(filter(None, asked), "")

    def to_dict(self) -> dict:
        """JSON-ready dicts, lists, texts and numbers. `from_dict` gives the value back equal."""
        return encode(self)

    @classmethod
    def from_dict(cls, data: dict) -> "RenderedArticle":
        """The value that `to_dict` made. Raises ContentError where a needed field is absent."""
        return decode_stored(cls, data, leaves={SafeString: safe})
