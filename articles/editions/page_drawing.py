"""A live edition's page as HTML: the page, and in it the parts that change with other records and pages."""

import hashlib
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.editions import structured_data
from articles.editions.article_page import ArticlePage, Call
from articles.editions.read_on import led_to, read_on
from articles.records.approved import own_name_of
from articles.records.fixed_pages import pages_shown
from articles.rendering.leaflet_pdf import in_scripts_of_fonts
from cancerinfo.web.context_processors import language_of_records, site_facts
from resources.directory import ListedOrganization

# No text holds this character: databases and cleaning refuse it.
MARK = b"\0"
# The parts, in the order in which they stand on the page.
TEMPLATES = {
    "call": "articles/_call.html",
    "organizations": "articles/_organizations.html",
    "read_on": "articles/_read_on.html",
}


def draw(page: ArticlePage) -> tuple[bytes, ...]:
    """The HTML of a live edition's page, in the language that is active: what stands before its first part,
    that part, what stands between, the second part, and so on."""
    edition = page.edition
    trail = [(_("Articles A–Z"), reverse("article_list")), (page.name, "")]
    if edition.category_name:
        name = own_name_of("category", edition.category_slug) or edition.category_name
        trail.insert(1, (name, reverse("category_detail", args=[edition.category_slug])))
    context = {
        **site_facts(edition.get_absolute_url()),
        "records_language": language_of_records(),
        "fixed_pages": pages_shown(),
        "title": page.name,
        "description": page.description,
        "og_type": "article",
        "shared_picture": shared_picture_of(page),
        "trail": trail,
        "page": page,
        "marks": {name: mark_safe(f"\0{name}\0") for name in TEMPLATES},  # noqa: S308
        "alternates": page.alternates,
        "structured_data": structured_data.article_page(page, trail),
    }
    html = render_to_string("articles/article_detail.html", context).encode()
    shown = read_on(page.see_also, page.related, led_to(without_parts(html)))
    return with_parts(html, parts_of(page.organizations, *shown))


def without_parts(html: bytes) -> str:
    """A page without what stands between its marks."""
    return b"".join(html.split(MARK)[::2]).decode()


def shared_picture_of(page: ArticlePage) -> str:
    """The address of the picture for links to a live edition; empty where no font has the letters."""
    if not in_scripts_of_fonts(page.name):
        return ""
    return reverse("article_shared_picture", args=[page.edition.live.slug])


def with_parts(html: bytes, parts: Iterable[bytes]) -> tuple[bytes, ...]:
    """The pieces of a page with these parts between its marks."""
    pieces = html.split(MARK)
    pieces[1::2] = parts
    return tuple(pieces)


def parts_of(organizations: list[ListedOrganization], see_also: Iterable, related: Iterable) -> list[bytes]:
    shown = {
        "organizations": organizations,
        "call": Call.first(organizations),
        "see_also": see_also,
        "related": related,
    }
    context = {
        "page": shown,
        "records_language": language_of_records(),
        "LANGUAGE_CODE": get_language(),
    }
    return [render_to_string(template, context).encode() for template in TEMPLATES.values()]


def etag_of(pieces: Iterable[bytes]) -> str:
    """The one that ConditionalGetMiddleware would give the page that these make up."""
    return quote_etag(hashlib.md5(b"".join(pieces), usedforsecurity=False).hexdigest())
