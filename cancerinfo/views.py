"""The pages for what went wrong, and the files for machines at fixed addresses. None asks the database.

A page for what went wrong is drawn without context processors: one that fails would take the page with it.
Below the address of the API it's a sentence in JSON instead.
"""

import datetime
import re
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.api.answers import is_api, refusal

from .front.layer import MINUTE
from .web.context_processors import site_facts
from .web.public_pages import RETRY_SECONDS, public_page

SECURITY_TXT_DAYS = 180


def error_page(request, status, title, **context):
    if is_api(request.path):
        return refusal(status, f"{title}.")
    context = {
        **site_facts(request.path),
        "title": title,
        "description": _(
            "%(title)s. Carry on from here to the pages of %(site)s about cancer and its treatment."
        )
        % {"title": title, "site": settings.SITE_NAME},
        "noindex": True,
        "trail": [(title, "")],
        **context,
    }
    response = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    # What is missing now may be there after the next publication.
    response.headers["Cache-Control"] = "no-cache"
    return response


def bad_request(request, exception=None):
    return error_page(request, 400, _("Your browser sent something that we could not read"))


def forbidden(request, exception=None):
    return error_page(request, 403, _("You may not open this page"))


def csrf_failure(request, reason=""):
    """The page for a form without the token that this browser was given: too old, or sent by another site."""
    return error_page(request, 403, _("Your form couldn't be accepted"), is_form=True)


def not_found(request, exception=None):
    """Offers a search for the words of the address."""
    words = " ".join(re.findall(r"[^\W\d_]{3,}", request.path)[-8:])
    return error_page(request, 404, _("Page not found"), words=words[:100])


def locked_out(request, credentials=None):
    """Says how long to wait after too many wrong passwords. A name that nobody has gets the same page."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = error_page(request, 429, _("Too many wrong passwords"), minutes=minutes)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def too_many_questions(request):
    """For a network that asks more than a minute has room for: see cancerinfo.front."""
    response = error_page(request, 429, _("Too many searches at once"), is_question=True)
    response.headers["Retry-After"] = str(MINUTE)
    return response


def server_error(request):
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return database_away(request)
    return error_page(request, 500, _("Something went wrong on our side"))


def database_away(request):
    """Says that the page can't be shown, or nothing saved, for a while: the database is away or locked, or
    its disk is full. Stored pages are answered in front: cancerinfo.front."""
    is_change = request.method not in ("GET", "HEAD", "OPTIONS")
    title = _("This page can't be shown at the moment")
    if is_change:
        title = _("Nothing can be saved at the moment")
    is_desk = request.path.startswith(reverse("admin:index"))
    response = error_page(request, 503, title, is_lost=is_change, is_kept=is_change and is_desk)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


@require_safe
@public_page
def robots_txt(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "Disallow: /review/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap_index')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@public_page
def security_txt(request):
    """Where to report a weakness: RFC 9116. It expires, as it must; every answer renews it."""
    expires = timezone.now().date() + datetime.timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: {security_contact()}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def security_contact():
    """SITE_CONTACT as an address, or the front page, which says who publishes the site."""
    contact = settings.SITE_CONTACT
    if not contact:
        return f"{settings.SITE_URL}{reverse('home')}"
    return contact if re.match(r"(https|mailto|tel):", contact) else f"mailto:{contact}"
