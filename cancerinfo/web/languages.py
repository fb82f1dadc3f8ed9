"""In which language a page is drawn. The address alone decides, so that every copy may be kept by anybody.

Pages of the site itself stand at `/es/…` in Spanish and without prefix in the default language. What shows
the text of an edition has one address and is drawn in the language of that text. No cookie is read or set,
and no answer depends on `Accept-Language`.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils import translation

# Pages that the site has one of where others have several, by the names of their addresses.
ONE_LANGUAGE = {"tag_detail", "category_detail"}
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z\d]{2,8})*", re.ASCII | re.IGNORECASE)


class LanguageMiddleware:
    """Draws a page in the language of its address, and names the language of every page in its head.

    django.middleware.locale would read a cookie and `Accept-Language`, and vary every answer by them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(language_of_path(request.path_info)):
            response = self.get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                language = getattr(request, "content_language", "") or translation.get_language()
                response.headers.setdefault("Content-Language", language)
        return response


def language_of_path(path: str) -> str:
    """ "es" for "/es/glossary/"; the default language where the address names none."""
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


def interface_language(code: str) -> str:
    """The language that labels around a text in language `code` are drawn in: that language or its
    nearest kin ("es" for "es-MX"), else the default language."""
    try:
        return translation.get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE


def has_labels(code: str) -> bool:
    """Whether the interface speaks the language `code`, or one of its kin."""
    return interface_language(code).partition("-")[0] == code.partition("-")[0].lower()


def language_of_lists(code: str) -> str:
    """The language of the interface whose lists show a text in language `code`: its own, of which it may be a
    variant ("es-MX"), else the default language."""
    own = (each for each, _name in settings.LANGUAGES if code == each or code.startswith(f"{each}-"))
    return next(own, settings.LANGUAGE_CODE)


def labels_in(code: str):
    """A context where labels, dates and numbers are those for a text in language `code`."""
    return translation.override(interface_language(code))


def draw_in(request: HttpRequest, code: str):
    """From here on the page is drawn for a text in language `code`. The middleware ends it."""
    request.content_language = code if LANGUAGE_TAG.fullmatch(code) else ""
    translation.activate(interface_language(code))


def direction(code: str) -> str:
    """ "rtl" or "ltr": the direction that a text in language `code` is written in."""
    return "rtl" if code.partition("-")[0].lower() in settings.LANGUAGES_BIDI else "ltr"


def own_name(code: str) -> str:
    """The name of a language in that language ("español"), or its code where it is not known."""
    try:
        return translation.get_language_info(code)["name_local"]
    except KeyError:
        return code


@dataclass(frozen=True)
class Alternate:
    """The same page in one of its languages. `name` is the language's own name, `address` begins with /."""

    language: str
    name: str
    address: str
    is_shown: bool = False


def alternates_of(match: ResolverMatch | None) -> list[Alternate]:
    """A page of the site itself in every language of the interface, the one that is drawn included.

    Empty for other pages, for addresses without a name (the admin's own "not found"), and for topics and
    categories: there may be nothing under the same name in another language.
    """
    if match is None or not match.url_name or match.view_name in ONE_LANGUAGE:
        return []
    found = []
    shown = translation.get_language()
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
            found.append(Alternate(code, name, address, is_shown=code == shown))
    # A page that stands outside of the prefixes has the same address in each.
    return found if len({alternate.address for alternate in found}) > 1 else []
