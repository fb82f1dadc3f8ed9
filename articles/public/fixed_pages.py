"""The pages of the site itself: readers see the texts that a second person approved, or nothing.

Where a page isn't approved in a language, its address answers 404 and nothing leads to it.
"""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import FixedPage
from articles.records.approved import addresses, approved_by_slug
from articles.records.fixed_pages import pages_shown
from articles.records.kinds import page_address
from articles.text.cleaning import clean_html
from cancerinfo.web.languages import alternates_of
from cancerinfo.web.public_pages import public_page


@require_safe
@public_page
def about(request):
    return fixed_page(request, FixedPage.Slug.ABOUT, "articles/about.html")


@require_safe
@public_page
def editorial_policy(request):
    return fixed_page(request, FixedPage.Slug.EDITORIAL_POLICY, "articles/editorial_policy.html")


def fixed_page(request, slug, template):
    """The approved text for the language of the address. Raises Http404 where there is none."""
    text = approved_by_slug("page", page_address(slug, get_language()))
    if text is None:
        raise Http404("Nobody has approved a text for this page")
    languages = languages_of(slug)
    others = [each for each in alternates_of(request.resolver_match) if each.language in languages]
    context = {
        "title": text.title,
        "description": text.description,
        "trail": [(text.title, "")],
        "alternates": others if len(others) > 1 else [],
        "body": drawn(text.body),
    }
    return render(request, template, context)


def drawn(body: str) -> str:
    """A body as HTML, with what the settings say. A heading in a body stands right below the page's title."""
    html = clean_html(body).replace("<h4>", "<h2>").replace("</h4>", "</h2>")
    for token, fact in facts().items():
        html = html.replace(token, escape(fact))
    return mark_safe(html)  # noqa: S308


def facts() -> dict[str, str]:
    """What stands for each token that a body may hold."""
    no_contact = _("use the form at the end of each article. The publisher hasn't given an address yet.")
    return {
        "[site name]": settings.SITE_NAME,
        "[publisher]": settings.SITE_PUBLISHER,
        "[contact]": settings.SITE_CONTACT or no_contact,
    }


def languages_of(slug: str) -> set[str]:
    """The languages in which readers see the page."""
    shown = addresses("page")
    return {code for code, _name in settings.LANGUAGES if page_address(slug, code) in shown}


def shown_pages(request):
    """For templates: the names of the fixed pages that readers see in the language of the page. Asked for
    when a link is drawn; a page for what went wrong is drawn without it, and without those links."""
    return {"fixed_pages": SimpleLazyObject(pages_shown)}
