"""A long list in pages, each of which begins where the one before ended.

A page is asked for by the article that it comes after or before: the database goes there by an index, however
long the list is. Numbers of pages, which readers have bookmarked, lead to such an address.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import Http404

from articles.models import LiveEdition
from cancerinfo.web.public_pages import page_number, text_parameter

EDITIONS_A_PAGE = 50


@dataclass(frozen=True)
class Stretch:
    """A page of a list. `previous` and `next` are the parameters of its neighbours' addresses, without "?";
    `elsewhere` those of the address that the request leads to instead, None if it leads nowhere else."""

    editions: list[LiveEdition] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    elsewhere: str | None = None


def stretch_of(
    request,
    rows: QuerySet,
    order: str,
    read: Callable[[QuerySet], Iterable[LiveEdition]],
    chosen: str = "",
) -> Stretch:
    """The page of `rows` that the address asks for by `?after=` or `?before=` and the slug of an article.

    `order` is the unique key that they are in the order of, with "-" for the greatest first; `read` gives the
    live editions of some rows, in any order. `chosen` is what else stands in the address, as "letter=A".
    Raises Http404 for a number of a page that there is not.
    """
    after, before = (text_parameter(request, name) for name in ("after", "before"))
    if not (after or before):
        number = page_number(request)
        if number > 1:
            return _numbered(rows.order_by(order), number, read, chosen)
    is_back = bool(before and not after)
    found = _read_from(rows, after or before, order, is_back, read)
    editions, has_more = found[:EDITIONS_A_PAGE], len(found) > EDITIONS_A_PAGE
    if (is_back and not has_more) or (after and not editions):
        return Stretch(elsewhere=chosen)
    if is_back:
        editions.reverse()
    return Stretch(
        editions,
        previous=_at(chosen, "before", editions[0]) if after or is_back else "",
        next=_at(chosen, "after", editions[-1]) if has_more or is_back else "",
    )


def _read_from(rows, slug: str, order: str, is_back: bool, read) -> list[LiveEdition]:
    """A page of live editions from there on, or back, and one more if there are more. None if the article is
    no longer live."""
    key, is_falling = order.removeprefix("-"), order.startswith("-")
    if slug:
        place = LiveEdition.objects.filter(slug=slug).values_list(key, flat=True).first()
        if place is None:
            return []
        rows = rows.filter(**{f"{key}__{'lt' if is_falling != is_back else 'gt'}": bytes(place)})
    way = key if is_falling == is_back else f"-{key}"
    found = {live.pk: live for live in read(rows.order_by(way)[: EDITIONS_A_PAGE + 1])}
    return sorted(found.values(), key=lambda live: bytes(getattr(live, key)), reverse=is_falling != is_back)


def _numbered(rows, number: int, read, chosen: str) -> Stretch:
    """Where the page with this number begins."""
    last = (number - 1) * EDITIONS_A_PAGE - 1
    if rows[last + 1 : last + 2].first() is None:
        raise Http404("No such page")
    (before,) = read(rows[last : last + 1])
    return Stretch(elsewhere=_at(chosen, "after", before))


def _at(chosen: str, way: str, live: LiveEdition) -> str:
    return "&".join(filter(None, [chosen, f"{way}={live.slug}"]))
