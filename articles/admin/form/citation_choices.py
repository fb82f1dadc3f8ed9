"""What a text may name while it is written: sources, survey tables and figures that match what is typed."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Edition, Figure, Source, SurveyTable
from resources.models import Contact

from .citation_fit import best_first

MOST = 12
LONGEST_TERM = 100
LONGEST_ADDRESS = 500
ARTICLE = re.compile(r"/articles/([^/]+)/")
OWN_HOSTS = {"", urlsplit(settings.SITE_URL).netloc}
LONGEST_SENTENCE = 400
MOST_CITED = 60


def citable_urls(model_admin):
    def listing(model, fields, entry, best=None):
        """Answers `?term=` with {"results": [{"key", "text", "note"}]}, at most MOST, by key, or as `best`
        orders what was found for the request."""

        @require_safe
        @never_cache
        def view(request):
            register = model_admin.admin_site.get_model_admin(model)
            may_write = model_admin.has_add_permission(request) or model_admin.has_change_permission(request)
            if not may_write or not register.has_view_permission(request):
                raise PermissionDenied
            term = request.GET.get("term", "")[:LONGEST_TERM]
            found, _may_repeat = register.get_search_results(request, model.objects.only(*fields), term)
            rows = best(request, found) if best else found.order_by("key")[:MOST]
            return JsonResponse({"results": [entry(row) for row in rows]})

        return model_admin.admin_site.admin_view(view)

    @require_safe
    @never_cache
    def title_of(request):
        """Answers `?address=` with {"title"}: what the site knows of the page there, "" if nothing."""
        if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
            raise PermissionDenied
        return JsonResponse({"title": known_title(request.GET.get("address", "")[:LONGEST_ADDRESS])})

    sources = listing(Source, ("key", "title", "authors", "issued"), source_entry, fitting_sources)
    tables = listing(SurveyTable, ("key", "title", "fielded", "country"), table_entry)
    figures = listing(Figure, ("key", "caption", "alternative"), figure_entry)
    return [
        path("citable/sources/", sources, name="articles_article_citable_sources"),
        path("citable/survey-tables/", tables, name="articles_article_citable_tables"),
        path("citable/figures/", figures, name="articles_article_citable_figures"),
        path("title-of/", model_admin.admin_site.admin_view(title_of), name="articles_article_title_of"),
    ]


def fitting_sources(request, found: QuerySet[Source]) -> list[Source]:
    """By fit to `?sentence=`, what stands before the citation, to `?title=` of the article and to the keys
    in `?cited=` that its text cites."""
    return best_first(
        found,
        MOST,
        sentence=request.GET.get("sentence", "")[-LONGEST_SENTENCE:],
        title=request.GET.get("title", "")[:LONGEST_TERM],
        cited=request.GET.getlist("cited")[:MOST_CITED],
        is_typed=bool(request.GET.get("term", "").strip()),
    )


def known_title(address: str) -> str:
    """What the page at an address is called: a live article, an organization's site or a source; "" for any
    other."""
    try:
        within = urlsplit(address)
    except ValueError:
        # Such as "http://[".
        return ""
    if found := ARTICLE.fullmatch(within.path) if within.netloc in OWN_HOSTS else None:
        # PostgreSQL takes no NUL.
        slug = unquote(found[1]).replace("\0", "")
        return Edition.objects.live().filter(slug=slug).values_list("title", flat=True).first() or ""
    either = [address.removesuffix("/"), address.removesuffix("/") + "/"]
    contacts = Contact.objects.filter(kind=Contact.Kind.WEB, value__in=either)
    if row := contacts.select_related("organization").first():
        return row.organization.name
    return Source.objects.filter(url__in=either).values_list("title", flat=True).first() or ""


def source_entry(source: Source) -> dict[str, str]:
    return {"key": source.key, "text": source.title, "note": _joined(_who(source.authors), source.issued[:4])}


def table_entry(table: SurveyTable) -> dict[str, str]:
    return {"key": table.key, "text": table.title, "note": _joined(table.country, table.fielded)}


def figure_entry(figure: Figure) -> dict[str, str]:
    return {"key": figure.key, "text": figure.caption or figure.key, "note": figure.alternative}


def _who(authors: list[dict[str, str]]) -> str:
    """The first author, and whether there are others."""
    names = [person.get("literal") or person.get("family", "") for person in authors]
    return (_("%(names)s and others") % {"names": names[0]}) if len(names) > 1 else "".join(names)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
