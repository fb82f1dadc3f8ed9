"""Text that was typed and not saved. The browser keeps it as a draft; here it comes back into the form.

A draft is the data of the form as it would be sent, with the version that its editor saw. Restoring sends it
without saving: it is merged with what others stored meanwhile, as any older form is. The browser forgets a
draft when the server says, by a cookie, that this very form was saved.
"""

import re

from django.conf import settings
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

DRAFT = re.compile(r"[a-z0-9-]{8,40}")
# How long the browser may take to come back and forget the draft.
COOKIE_SECONDS = 24 * 60 * 60


def unsaved_urls(model_admin):
    @require_safe
    @never_cache
    def signed_in(request):
        """Who is signed in, and the token that their next form needs: it changes at each sign-in."""
        return JsonResponse(
            {"user": str(request.user.pk), "name": request.user.get_username(), "token": get_token(request)}
        )

    wrapped = model_admin.admin_site.admin_view(signed_in)
    return [path("signed-in/", wrapped, name="articles_article_signed_in")]


def is_restored(request) -> bool:
    """Whether the posted form is a draft that shall be shown and not saved."""
    return request.method == "POST" and "_restore" in request.POST


def draft_key(request) -> str:
    """The name that the browser gave to the draft of the posted form; empty if there is none."""
    key = request.POST.get("draft", "")
    return key if DRAFT.fullmatch(key) else ""


def tell_saved(request, response):
    """Lets the browser know that the posted form was saved, so that it forgets the draft of it."""
    if key := draft_key(request):
        response.set_cookie(
            f"{settings.COOKIE_PREFIX}saved-{key}",
            "1",
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
