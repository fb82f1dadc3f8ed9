"""What the pages for readers have in common: their addresses, their caching, their numbered pages."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.urls.converters import StringConverter
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

QUERY_LENGTH = 200
# Where a request notes what its page follows, for cancerinfo.front, and what the calendar is called there.
FOLLOWS, TODAY = "cancerinfo.follows", "today"
# Set where more new questions come from a network than there is room for.
TOO_MANY = "cancerinfo.too_many"
# Seconds after which browsers and monitors are told to ask again while the database is away.
RETRY_SECONDS = 30


# Everybody may keep an answer, but asks every time whether it still holds, so nothing is stale after a
# publication; only while the site fails is an answer of the last days better than none (RFC 5861).
CACHING = {"public": True, "max_age": 0, "stale_if_error": 7 * 24 * 3600}
keep_for_everybody = cache_control(**CACHING)


def public_page(view):
    """A view that only shows. Other methods are refused before the token of a form is asked for."""
    return csrf_exempt(keep_for_everybody(view))


def follow(request, *names):
    """Says of a stored page that it is out of date when one of these generations is raised: see
    articles.models.raising for those, and "today" for the calendar."""
    followed(request).update(names)


def followed(request) -> set[str]:
    """What the page follows, as far as it's known by now."""
    return request.META.setdefault(FOLLOWS, set())


class SlugConverter(StringConverter):
    """A slug with letters of any script. What can't be a slug is not found before a database is asked."""

    regex = r"[\w-]{1,200}"


def text_parameter(request, name, max_length=QUERY_LENGTH):
    """The text of a parameter in the address: trimmed, shortened, without control characters."""
    text = request.GET.get(name, "")[: max_length * 2]
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:max_length]


def page_number(request):
    """The number that `?page=` asks for. Raises Http404 for what isn't a number from 1 to 99999."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text)):
        raise Http404("No such page")
    return int(text)


def numbered_page(request, items, size, count=None):
    """The page of `items` that the address asks for by `?page=`; `count` is their number, if it's known.
    Raises Http404 if there is no such page."""
    paginator = Paginator(items, size)
    if count is not None:
        paginator.count = count
    try:
        page = paginator.page(page_number(request))
    except EmptyPage as error:
        raise Http404("No such page") from error
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page
