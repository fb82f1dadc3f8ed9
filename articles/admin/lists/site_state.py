"""The state of the whole site as charts, for whoever publishes."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Act
from articles.reports.site_by_month import done_by_month, due_by_month, found_by_rule


def site_state_urls(model_admin):
    @require_safe
    @never_cache
    def site_state(request):
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied
        today = timezone.localdate()
        charts = [
            (_("Reviews due"), _("month"), due_by_month(today)),
            (_("Published"), _("month"), done_by_month(Act.Verb.PUBLISH, today)),
            (_("Sent back by a reviewer"), _("month"), done_by_month(Act.Verb.REQUEST_CHANGES, today)),
            (_("Errors in texts that are being written"), _("rule"), found_by_rule()),
        ]
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("The state of the site"),
            "opts": model_admin.opts,
            "charts": charts,
        }
        return TemplateResponse(request, "admin/articles/article/site_state.html", context)

    wrapped = model_admin.admin_site.admin_view(site_state)
    return [path("state/", wrapped, name="articles_article_state")]
