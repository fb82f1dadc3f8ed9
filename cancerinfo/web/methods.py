"""Methods that no page has, such as PUT, at pages with a form."""

from django.http import HttpResponseNotAllowed

ALLOWED = ("GET", "HEAD", "POST", "OPTIONS")


class MethodsMiddleware:
    """Refuses them with 405, before they are asked for the token of a form. Views that need none refuse
    other methods than theirs themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in ALLOWED or getattr(view, "csrf_exempt", False):
            return None
        return HttpResponseNotAllowed(ALLOWED)
