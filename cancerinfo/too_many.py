"""Stops questions of which cancerinfo.front says that too many came from a network."""

from django.http import HttpRequest, HttpResponse

from .views import too_many_questions
from .web.public_pages import TOO_MANY


class TooManyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return too_many_questions(request) if TOO_MANY in request.META else self.get_response(request)
