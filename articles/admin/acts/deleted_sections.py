"""The button that brings a deleted section back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import DeletedSection
from articles.publishing import ActRefused
from articles.publishing.deleted_sections import bring_back


def deleted_section_urls(model_admin):
    @require_POST
    def restore(request, object_id, section_id):
        deleted = get_object_or_404(DeletedSection, article=object_id, pk=section_id)
        if not model_admin.has_change_permission(request, deleted.article):
            raise PermissionDenied
        try:
            bring_back(deleted, request.user)
        except ActRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The section “%(deleted)s” is back.") % {"deleted": deleted})
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[object_id]))

    return [
        path(
            "<int:object_id>/deleted-sections/<int:section_id>/restore/",
            model_admin.admin_site.admin_view(restore),
            name="articles_article_restore_section",
        )
    ]
