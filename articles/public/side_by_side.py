"""What two live editions say for the same purposes, and what is told of each: the columns of a comparison."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated  # of texts that are marked elsewhere
from django.utils.translation import gettext_lazy, ngettext

from articles.content import PURPOSES, ArticleContent
from articles.content_checks.page import page_of_content
from articles.content_checks.reading_level import flesch_kincaid_grade
from articles.content_checks.sentences import without_marks
from articles.editions.article_page import Review, review_of
from articles.editions.notes import checked_by_makers
from articles.models import Edition
from articles.rendering import RenderedArticle
from articles.rendering.quoted import quoted_section
from articles.rendering.rendered import RenderedSection

# The purposes with a question, in the order that readers ask them.
ORDER = (
    "overview", "how-it-works", "benefits", "risks", "quality-of-life", "no-treatment", "other-options",
    "uncertainty", "questions",
)  # fmt: skip
# What readers may want to weigh, whatever the treatment.
VALUES = (
    gettext_lazy("To live as long as I can, even if the treatment is hard"),
    gettext_lazy("To feel well in the time that I have"),
    gettext_lazy("To think and remember clearly"),
    gettext_lazy("To look after myself and do what I like to do"),
    gettext_lazy("To avoid harm that may stay"),
    gettext_lazy("To be in hospital as little as possible"),
    gettext_lazy("To have tried everything that might help"),
)


@dataclass(frozen=True)
class Side:
    """One of the two editions, with its sections by purpose."""

    edition: Edition
    content: ArticleContent
    review: Review
    sections: dict[str, list[RenderedSection]]

    @property
    def grade(self) -> int | None:
        """The school grade (US) for which the text is written; None if it isn't English."""
        if not self.content.language.startswith("en"):
            return None
        prose = (text for section in page_of_content(self.content).sections for text in section.prose)
        return round(flesch_kincaid_grade(map(without_marks, prose)))

    @property
    def is_demonstration(self) -> bool:
        return self.edition.live.is_demonstration

    @classmethod
    def of(cls, edition: Edition) -> "Side":
        sections: dict[str, list[RenderedSection]] = {}
        for section in RenderedArticle.from_dict(edition.rendered).sections:
            quoted = quoted_section(section, edition.get_absolute_url(), edition.name)
            sections.setdefault(section.purpose, []).append(quoted)
        review = review_of(edition, timezone.localdate())
        return cls(edition, edition.article_content(), review, sections)


@dataclass(frozen=True)
class Row:
    """What the two say to one question. The sections of one that says nothing are empty."""

    purpose: str
    question: str
    cells: list[tuple[Side, list[RenderedSection]]]


def rows_of(sides: list[Side]) -> list[Row]:
    """A row for each question that at least one of the pages answers."""
    asked = [purpose for purpose in ORDER if any(purpose in side.sections for side in sides)]
    questions = {purpose: translated(PURPOSES[purpose].question) for purpose in asked}
    return [
        Row(purpose, questions[purpose], [(side, side.sections.get(purpose, [])) for side in sides])
        for purpose in asked
    ]


def facts_of(sides: Sequence[Side]) -> list[tuple[str, list[tuple[Side, str]]]]:
    """What is told of each text beside its words: a label, and what it is for each."""
    told = {
        _("Reviewed"): reviewed,
        _("Written by"): written_by,
        _("Paid for by"): lambda side: side.content.funding,
        _("Sources"): number_of_sources,
        _("Reading level"): reading_level,
    }
    return [(label, [(side, tell(side)) for side in sides]) for label, tell in told.items()]


def reviewed(side: Side) -> str:
    review = side.review
    if review.question:
        return review.question
    if side.is_demonstration:
        return checked_by_makers(review.reviewed_on)
    day = date_format(review.reviewed_on)
    return " ".join(
        [
            _("Last reviewed %(day)s by %(name)s.") % {"day": day, "name": review.reviewer.name},
            *said_of_evidence(review),
            _("Next review due %(day)s.") % {"day": date_format(review.next_review_on)},
        ]
    )


def said_of_evidence(review: Review) -> Iterator[str]:
    if review.evidence_on:
        yield _("Based on evidence up to %(day)s.") % {"day": date_format(review.evidence_on)}


def written_by(side: Side) -> str:
    return "; ".join(
        ", ".join(filter(None, [author.name, author.credentials])) for author in side.content.authors
    )


def number_of_sources(side: Side) -> str:
    number = len(side.content.sources)
    return ngettext(
        "%(number)s source, listed on the page", "%(number)s sources, listed on the page", number
    ) % {"number": number}


def reading_level(side: Side) -> str:
    if side.grade is None:
        return _("Not measured in this language")
    return _("School grade %(grade)s (US), by the formula of Flesch and Kincaid") % {"grade": side.grade}
