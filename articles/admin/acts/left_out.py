"""The button that puts back a line that the import left out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, LeftOutLine, Status
from articles.publishing import ActRefused
from articles.publishing.left_out import put_back


def left_out_urls(model_admin):
    @require_POST
    def restore(request, object_id, line_id):
        line = get_object_or_404(LeftOutLine, record__article=object_id, pk=line_id)
        article = get_object_or_404(Article, pk=object_id)
        if not model_admin.has_change_permission(request, article):
            raise PermissionDenied
        before = article.standing
        try:
            section = put_back(line, request.user)
        except ActRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("Line %(line)s is back, at the end of “%(section)s”.")
                % {"line": line.line, "section": section}
                + _fall(before, article.standing),
            )
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[object_id]))

    return [
        path(
            "<int:object_id>/left-out/<int:line_id>/put-back/",
            model_admin.admin_site.admin_view(restore),
            name="articles_article_put_back",
        )
    ]


def _fall(before, after):
    """What the changed text is no longer, as a sentence with a space before it."""
    if before == after:
        return ""
    return " " + _("This is a different text now: it was “%(before)s” and is “%(after)s”.") % {
        "before": Status(before).label,
        "after": Status(after).label,
    }
