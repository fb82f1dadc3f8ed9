"""The names that the search field offers while somebody types."""

from django.http import JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.search.names import pages_named
from cancerinfo.web.public_pages import public_page, text_parameter


@require_safe
@public_page
def search_names(request):
    """A list of `{"name", "page", "address"}`; `page` is the title if the name is another one, else ""."""
    found = pages_named(text_parameter(request, "q"), get_language())
    names = [
        {
            "name": each.live.name if each.name == each.live.title else each.name,
            "page": "" if each.name == each.live.title else each.live.name,
            "address": each.live.get_absolute_url(),
        }
        for each in found
    ]
    return JsonResponse(names, safe=False)
