"""NUL characters in what a browser sends. PostgreSQL takes none in a text, and nobody types one."""

from django.http import QueryDict


class NulMiddleware:
    """Puts a blank in place of each NUL in the parameters of an address; leaves out cookies that hold one.

    The fields of a form are left as they are: each says itself that it takes no NUL.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = without_nul(request.GET)
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if "\0" not in text}
        return self.get_response(request)


def without_nul(parameters: QueryDict) -> QueryDict:
    plain = QueryDict(mutable=True)
    for name, values in parameters.lists():
        plain.setlist(name.replace("\0", " "), [value.replace("\0", " ") for value in values])
    plain._mutable = False
    return plain
