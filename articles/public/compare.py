"""Two treatments side by side: what two live editions say for the same purposes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated  # of texts that are marked elsewhere
from django.views.decorators.http import require_safe

from articles.content import PURPOSES, ArticleContent
from articles.editions import structured_data
from articles.editions.article_page import Review, review_of
from articles.models import Edition, LiveEdition
from articles.public.lists import listed
from articles.rendering import RenderedArticle
from articles.rendering.quoted import quoted_section
from articles.rendering.rendered import RenderedSection
from cancerinfo.web.public_pages import public_page, text_parameter

# The purposes with a question, in the order that readers ask them.
ORDER = (
    "overview", "how-it-works", "benefits", "risks", "quality-of-life", "no-treatment", "other-options",
    "uncertainty", "questions",
)  # fmt: skip
# As many pages as the two lists offer. The address takes any two.
OFFERED = 200


@dataclass(frozen=True)
class Side:
    """One of the two editions, with its sections by purpose."""

    edition: Edition
    content: ArticleContent
    review: Review
    sections: dict[str, list[RenderedSection]]

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
    """A row for every question to which at least one of them says something."""
    asked = [purpose for purpose in ORDER if any(purpose in side.sections for side in sides)]
    questions = {purpose: translated(PURPOSES[purpose].question) for purpose in asked}
    return [
        Row(purpose, questions[purpose], [(side, side.sections.get(purpose, [])) for side in sides])
        for purpose in asked
    ]


@require_safe
@public_page
def compare(request):
    """The two lists to choose from; with ?a=SLUG&b=SLUG what the two say."""
    slugs = [text_parameter(request, name) for name in ("a", "b")]
    chosen = chosen_editions(slugs)
    sides = [Side.of(edition) for edition in chosen.values()] if len(chosen) == 2 else []
    is_missing = any(slug and slug not in chosen for slug in slugs)
    title = _("Compare two treatments")
    description = _(
        "Two of our pages side by side: how each treatment works, what good and what harm it does."
    )
    trail = [(title, "")]
    context = {
        "title": title,
        "description": description,
        "noindex": any(slugs),
        "trail": trail,
        "first": slugs[0],
        "second": slugs[1],
        "sides": sides,
        "rows": rows_of(sides),
        "is_missing": is_missing,
        "is_same": bool(slugs[0]) and slugs[0] == slugs[1],
        "offered": offered_editions(list(chosen.values())),
        "structured_data": structured_data.list_page(title, description, request.path, trail),
    }
    return render(request, "articles/compare.html", context, status=404 if is_missing else 200)


def chosen_editions(slugs: Iterable[str]) -> dict[str, Edition]:
    """The live editions at these addresses, in their order, with all that their heads need."""
    asked = [slug for slug in slugs if slug]
    if not asked:
        return {}
    found = (
        Edition.objects.live()
        .filter(live__slug__in=asked)
        .with_category()
        .select_related("live")
        .with_review()
    )
    by_slug = {edition.slug: edition for edition in found}
    return {slug: by_slug[slug] for slug in asked if slug in by_slug}


def offered_editions(chosen: list[Edition]) -> list[LiveEdition]:
    """The chosen ones, their neighbours of the same category, and others, by category and title."""
    # In the order of an index, so that a large site does not sort all its pages to show some.
    live = listed().order_by("title_key")
    near = [live.filter(category=pk)[:OFFERED] for pk in {edition.category_id for edition in chosen} if pk]
    offered = {each.pk: each for rows in [map(as_listed, chosen), *near, live[:OFFERED]] for each in rows}
    return sorted(list(offered.values())[:OFFERED], key=place_in_list)


def as_listed(edition: Edition) -> LiveEdition:
    """The row of an edition that was read with its category, as lists have it."""
    edition.live.category_name = edition.category_name
    return edition.live


def place_in_list(live: LiveEdition) -> tuple[str, bytes]:
    return (live.category_name or "", bytes(live.title_key))
