"""How the API answers: always in JSON, also when it refuses, and readable from the pages of others."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from cancerinfo.web.public_pages import CACHING

METHODS = ("GET", "HEAD")


def is_api(path: str) -> bool:
    """Whether what asks for this path reads JSON, also of what went wrong."""
    return path.startswith(reverse("api_root"))


def answer(data: object, status: int = 200, content_type: str = "application/json") -> JsonResponse:
    response = JsonResponse(data, status=status, safe=False, content_type=content_type)
    # Others may read it from their own pages: it holds nothing that is not public.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if status == 200:
        patch_cache_control(response, **CACHING)
        # Django gives one to the answers of GET alone.
        set_response_etag(response)
    else:
        # What is missing now may be there after the next publication.
        response["Cache-Control"] = "no-cache"
    return response


def refusal(status: int, sentence: str) -> JsonResponse:
    return answer({"error": sentence}, status=status)


def read_only(view: Callable) -> Callable:
    """The view for GET and HEAD. Another method is refused with 405, and Http404 is told, both in JSON.

    A request that changes nothing needs no token against forgery; with one asked for, a POST would be
    answered by a page about forms.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in METHODS:
            response = refusal(405, f"{request.method} isn't possible: the API is read-only, with GET.")
            response["Allow"] = ", ".join(METHODS)
            return response
        try:
            return view(request, *args, **kwargs)
        except Http404 as error:
            return refusal(404, str(error))

    return guarded
