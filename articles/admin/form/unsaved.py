"""Text that was typed and not saved. The browser keeps it as a draft, and so does the site, for another
computer of its editor; here it comes back into the form.

A draft is the data of the form as it would be sent, with the version that its editor saw. Restoring sends it
without saving: it is merged with what others stored meanwhile, as any older form is. The site forgets a draft
when this very form is saved; the browser when the server says so, by a cookie.
"""

import json
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.admin.odd_requests import is_key
from articles.content import decode, encode
from articles.models import Article, UnsavedText

DRAFT = re.compile(r"[a-z0-9-]{8,40}")
# How long the browser may take to come back and forget the draft.
COOKIE_SECONDS = 24 * 60 * 60
# Of each person; what was typed before is left to their browser.
MOST_DRAFTS = 20


def unsaved_urls(model_admin):
    @require_safe
    @never_cache
    def signed_in(request):
        """Who is signed in, and the token that their next form needs: it changes at each sign-in."""
        return JsonResponse(
            {"user": str(request.user.pk), "name": request.user.get_username(), "token": get_token(request)}
        )

    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def unsaved(request):
        """The drafts that the site keeps of whoever asks, of one article or of new ones. By POST, keeps one,
        or forgets it if no text is sent."""
        article = _article_of(request, model_admin)
        if request.method == "POST":
            return _keep_or_forget(request, article)
        mine = UnsavedText.objects.filter(owner=request.user, article=article)
        return JsonResponse({"drafts": [row.draft for row in mine]})

    view = model_admin.admin_site.admin_view
    return [
        path("signed-in/", view(signed_in), name="articles_article_signed_in"),
        path("unsaved/", view(unsaved), name="articles_article_unsaved"),
    ]


def _article_of(request, model_admin) -> Article | None:
    """The article that is written, None for a new one, if this person may."""
    key = (request.POST if request.method == "POST" else request.GET).get("article", "")
    article = get_object_or_404(Article, pk=key) if is_key(key) else None
    if article is None:
        may = model_admin.has_add_permission(request)
    else:
        may = model_admin.has_change_permission(request, article)
    if not may:
        raise PermissionDenied
    return article


def _keep_or_forget(request, article: Article | None) -> JsonResponse:
    key, sent = draft_key(request), request.POST.get("text", "")
    mine = UnsavedText.objects.filter(owner=request.user)
    if not sent:
        mine.filter(key=key).delete()
        return JsonResponse({"kept": False})
    try:
        draft = draft_of(sent)
    except ValueError as error:
        return JsonResponse(
            {"error": _("This isn't a draft of a form. %(error)s") % {"error": error}}, status=400
        )
    if draft.key != key:
        return JsonResponse({"error": _("The draft has another key.")}, status=400)
    with transaction.atomic():
        kept = {"article": article, "draft": encode(draft), "kept_at": timezone.now()}
        UnsavedText.objects.update_or_create(owner=request.user, key=key, defaults=kept)
        mine.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_DRAFTS:])).delete()
    return JsonResponse({"kept": True})


@dataclass(frozen=True)
class Draft:
    """A draft as drafts.js keeps it: `entries` are the pairs of name and value that the form would send, `at`
    is in milliseconds."""

    key: str
    owner: str
    article: str
    at: int
    title: str
    entries: tuple[tuple[str, ...], ...]
    changes: tuple[str, ...]


def draft_of(sent: str) -> Draft:
    """Raises ValueError for what isn't the JSON of a draft."""
    try:
        draft = decode(Draft, json.loads(sent))
    except RecursionError as error:
        raise ValueError(_("Too many brackets.")) from error
    if any(len(entry) != 2 for entry in draft.entries):
        raise ValueError(_("An entry isn't a pair."))
    return draft


def is_restored(request) -> bool:
    """Whether the posted form is a draft that shall be shown and not saved."""
    return request.method == "POST" and "_restore" in request.POST


def draft_key(request) -> str:
    """The name that the browser gave to the draft of the posted form; empty if there is none."""
    key = request.POST.get("draft", "")
    return key if DRAFT.fullmatch(key) else ""


def tell_saved(request, response):
    """Forgets the draft of the posted form, which was saved, and has the browser do so."""
    if key := draft_key(request):
        UnsavedText.objects.filter(owner=request.user, key=key).delete()
        response.set_cookie(
            f"{settings.COOKIE_PREFIX}saved-{key}",
            "1",
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
