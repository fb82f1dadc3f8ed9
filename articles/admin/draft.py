"""The checks on a form that nobody has saved: it is saved, read and rolled back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Article

from .desk import Desk
from .page import with_plain_newlines


def draft_urls(model_admin):
    @require_POST
    @never_cache
    def checks(request, object_id):
        """The findings and scores of the posted form, as a piece of HTML. Nothing is kept."""
        with transaction.atomic():
            article = get_object_or_404(Article.objects.select_for_update(), pk=object_id)
            if not model_admin.has_change_permission(request, article):
                raise PermissionDenied
            request.POST = with_plain_newlines(request.POST)
            mistakes = lay_down(model_admin, request, article)
            desk = Desk(request, article, may_change=True)
            context = {"desk": desk, "mistakes": mistakes, "is_unsaved": True}
            response = TemplateResponse(request, "admin/articles/article/_checks.html", context).render()
            transaction.set_rollback(True)
        return response

    wrapped = model_admin.admin_site.admin_view(checks)
    return [path("<int:object_id>/checks/", wrapped, name="articles_article_checks")]


def lay_down(model_admin, request, article) -> bool:
    """Saves the posted form and its rows into the open transaction. True if the form has mistakes, which
    it then keeps."""
    form = model_admin.get_form(request, article, change=True)(request.POST, instance=article)
    formsets, _inlines = model_admin._create_formsets(request, article, change=True)
    if not form.is_valid() or not all(formset.is_valid() for formset in formsets):
        return True
    form.save()
    for formset in formsets:
        formset.save()
    return False
