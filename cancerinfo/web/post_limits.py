"""Keeps what visitors send small, while an editor's form may be as long as an article.

Django's limits are settings, one for the whole site, and they are set for the longest form of the desk.
"""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.urls import reverse
from django.utils.translation import gettext as _

# Django's own defaults.
OTHERS_FIELDS = 1_000
OTHERS_BYTES = 2_621_440


class PostLimitsMiddleware:
    """Stands after the middleware that tells who is signed in, and before anything reads a form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # No address needs more, not even an editor's.
        if request.META.get("QUERY_STRING", "").count("&") >= OTHERS_FIELDS:
            raise TooManyFieldsSent(
                _("The address has more than %(others_fields)s parameters.")
                % {"others_fields": f"{OTHERS_FIELDS:,}"}
            )
        if request.method == "POST" and not is_at_the_desk(request):
            refuse_much(request)
        return self.get_response(request)


def is_at_the_desk(request) -> bool:
    """Whether an editor sends a form of the desk. Readers' pages never look at a session."""
    return request.path.startswith(reverse("admin:index")) and request.user.is_staff


def refuse_much(request):
    """Raises what Django raises for its own limits, which is answered with 400."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > OTHERS_BYTES:
        raise RequestDataTooBig(
            _("The form has more than %(others_bytes)s bytes.") % {"others_bytes": f"{OTHERS_BYTES:,}"}
        )
    # Fields stand between "&" in one encoding of forms, after a line that begins with "--" in the other.
    if max(request.body.count(b"&"), request.body.count(b"\n--")) >= OTHERS_FIELDS:
        raise TooManyFieldsSent(
            _("The form has more than %(others_fields)s fields.") % {"others_fields": f"{OTHERS_FIELDS:,}"}
        )
