"""The content audit of the articles in the list, as a file for a spreadsheet."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.reports.content_audit import as_csv, as_xlsx, audit_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def audit_urls(model_admin):
    @require_safe
    @never_cache
    def audit(request, kind):
        if not model_admin.has_view_or_change_permission(request):
            raise PermissionDenied
        # The list with its filters and its search, as the address has them.
        try:
            chosen = model_admin.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            raise BadRequest("The list has no such filter.") from None
        articles = Article.objects.filter(pk__in=chosen.order_by().values("pk"))
        rows = audit_rows(articles.order_by("title", "pk"))
        if kind == "xlsx":
            response = HttpResponse(as_xlsx(rows), content_type=XLSX)
        else:
            response = HttpResponse("\ufeff" + as_csv(rows), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f"attachment; filename=content-audit.{kind}"
        return response

    wrapped = model_admin.admin_site.admin_view(audit)
    return [
        path(f"audit.{kind}", wrapped, {"kind": kind}, name=f"articles_article_audit_{kind}")
        for kind in ("csv", "xlsx")
    ]
