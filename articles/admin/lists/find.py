"""Finds a record of the desk by what one types of its name, from any page of the desk."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article, Source, Status
from articles.models.stored_standing import renew_standings
from resources.models import Organization

MOST = 6
LONGEST_TERM = 100
# Of so many articles that changed last, and sources that came last, the words of titles are looked through.
RECENT = 2000
LAST_LETTER = "\uffff"


def find_urls(model_admin):
    @require_safe
    @never_cache
    def find(request):
        """Answers `?term=` with {"results": [{"text", "note", "address"}]}: of each kind that the person may
        see at most MOST. Names that begin with the term come first, then those with all of its words."""
        # PostgreSQL takes no NUL.
        term = " ".join(request.GET.get("term", "")[:LONGEST_TERM].replace("\0", " ").split())
        results = []
        for model, named in KINDS.items() if term else ():
            if model_admin.admin_site.get_model_admin(model).has_view_permission(request):
                results += named(term)
        return JsonResponse({"results": results})

    wrapped = model_admin.admin_site.admin_view(find)
    return [path("find/", wrapped, name="articles_article_find")]


def articles(term: str) -> Iterable[dict[str, str]]:
    renew_standings(timezone.localdate())
    in_use = Article.objects.in_use()
    recent = in_use.order_by("-changed_at", "-pk").values("pk")[:RECENT]
    having = Article.objects.filter(_all_words(term, "title"), pk__in=recent).order_by("title", "pk")
    fields = ("pk", "title", "stored_standing__status")
    for pk, title, status in _both(in_use.filter(_beginning("title", term)), having, fields):
        yield _entry("article", pk, title, " · ".join([_("Article"), str(Status(status).label)]))


def sources(term: str) -> Iterable[dict[str, str]]:
    is_known_as = _beginning("key", term) | Q(doi=term) | Q(pmid=term)
    recent = Source.objects.order_by("-pk").values("pk")[:RECENT]
    having = Source.objects.filter(_all_words(term, "title"), pk__in=recent).order_by("key")
    for pk, key, title in _both(Source.objects.filter(is_known_as), having, ("pk", "key", "title")):
        yield _entry("source", pk, title, " · ".join([_("Source"), key]))


def organizations(term: str) -> Iterable[dict[str, str]]:
    found = Organization.objects.filter(_all_words(term, "name") | Q(abbreviation__iexact=term))
    for organization in found.order_by("name")[:MOST]:
        yield _entry("organization", organization.pk, str(organization), _("Organization"))


KINDS = {Article: articles, Source: sources, Organization: organizations}
APPS = {"article": "articles", "source": "articles", "organization": "resources"}


def _entry(model: str, pk: int, text: str, note: str) -> dict[str, str]:
    return {"text": text, "note": note, "address": reverse(f"admin:{APPS[model]}_{model}_change", args=[pk])}


def _beginning(field: str, term: str) -> Q:
    """Values that begin so, as it is typed, in small letters or with a capital: ranges of the field's index,
    which no database looks into for a comparison in any case."""
    ways = {term, term.lower(), term[:1].upper() + term[1:]}
    ranges = (Q((f"{field}__gte", way), (f"{field}__lt", way + LAST_LETTER)) for way in sorted(ways))
    return reduce(or_, ranges)


def _all_words(term: str, field: str) -> Q:
    return Q(*(Q((f"{field}__icontains", word)) for word in term.split()))


def _both(first: QuerySet, then: QuerySet, fields: tuple[str, ...]) -> list[tuple]:
    """At most MOST rows of values, those of `first` before the others."""
    rows = [*first.values_list(*fields)[:MOST], *then.values_list(*fields)[:MOST]]
    return list(dict.fromkeys(rows))[:MOST]
