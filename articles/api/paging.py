from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import HttpRequest

PAGE_SIZE = 50


class BadParameter(ValueError):
    """A parameter of the address has no meaning. The message says which and why."""


def page_number(query: Mapping[str, str]) -> int:
    """The number that `page` asks for, 1 without it. Raises BadParameter for what isn't a number from 1."""
    text = query.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text)):
        raise BadParameter("page must be a number from 1 on.")
    return int(text)


def page_of(request: HttpRequest, rows, record: Callable) -> dict:
    """One page of `rows` as {count, page, pages, next, previous, results}; addresses are null at the ends.

    Raises BadParameter for a page that does not exist.
    """
    paginator = Paginator(rows, PAGE_SIZE)
    try:
        page = paginator.page(request.GET.get("page", "1"))
    except (PageNotAnInteger, EmptyPage):
        raise BadParameter(f"page must be a number from 1 to {paginator.num_pages}.") from None
    return {
        "count": paginator.count,
        "page": page.number,
        "pages": paginator.num_pages,
        "next": _address(request, page.number + 1) if page.has_next() else None,
        "previous": _address(request, page.number - 1) if page.has_previous() else None,
        "results": [record(row) for row in page],
    }


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
