"""Two treatments side by side: what two live editions say for the same purposes.

docs/checks.md tells what it does of that which the International Patient Decision Aid Standards ask for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.editions import structured_data
from articles.models import Edition, LiveEdition
from articles.public.lists import listed
from articles.public.side_by_side import VALUES, Side, facts_of, rows_of
from cancerinfo.web.public_pages import public_page, text_parameter

# As many pages as the two lists offer. The address takes any two.
OFFERED = 200
# As many pages of a category as are offered in ready pairs.
IN_PAIRS = 12


@dataclass(frozen=True)
class Ready:
    """A page, and those of its category that it's offered beside."""

    first: LiveEdition
    others: list[LiveEdition]


@require_safe
@public_page
def compare(request):
    """The two lists to choose from; with ?a=SLUG&b=SLUG what the two say."""
    slugs = [text_parameter(request, name) for name in ("a", "b")]
    chosen = chosen_editions(slugs)
    sides = [Side.of(edition) for edition in chosen.values()] if len(chosen) == 2 else []
    is_missing = any(slug and slug not in chosen for slug in slugs)
    offered = offered_editions(list(chosen.values()))
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
        "facts": facts_of(sides),
        "values": VALUES,
        "is_missing": is_missing,
        "is_same": bool(slugs[0]) and slugs[0] == slugs[1],
        "offered": offered,
        "ready": [] if sides else ready_pairs(offered, chosen),
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


def ready_pairs(offered: Iterable[LiveEdition], slugs: Iterable[str] = ()) -> list[tuple[str, list[Ready]]]:
    """By the name of each category with several pages: its pages, each with the others. If there are slugs,
    only the pages at these."""
    groups = []
    for category, rows in groupby(offered, key=lambda live: live.category_name):
        pages = chosen_first(list(rows), set(slugs))[:IN_PAIRS]
        firsts = [page for page in pages if not slugs or page.slug in slugs]
        if category and firsts and len(pages) > 1:
            groups.append(
                (category, [Ready(first, [page for page in pages if page != first]) for first in firsts])
            )
    return groups


def chosen_first(pages: Sequence[LiveEdition], slugs: set[str]) -> list[LiveEdition]:
    return sorted(pages, key=lambda page: page.slug not in slugs)
