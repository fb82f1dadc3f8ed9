"""The list of live pages around which something has changed since they were published, with what."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.admin.odd_requests import is_key
from articles.reports.changed_around import changed_pages


def changed_around_urls(model_admin):
    @require_safe
    @never_cache
    def changed_around(request):
        if not model_admin.has_view_or_change_permission(request):
            raise PermissionDenied
        chosen = request.GET.get("article", "")
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("What changed around live pages"),
            "opts": model_admin.opts,
            "pages": changed_pages(int(chosen) if is_key(chosen) else None),
            "is_one": is_key(chosen),
        }
        return TemplateResponse(request, "admin/articles/article/changed_around.html", context)

    wrapped = model_admin.admin_site.admin_view(changed_around)
    return [path("changed-around/", wrapped, name="articles_article_changed_around")]
