"""What is worked out of a form that nobody has saved: it is saved, read and rolled back."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin.acts.review_page import reading
from articles.admin.page import posted_as_kept
from articles.models import Article
from articles.models.chain import written_together

from .desk_panel import Desk
from .document import with_rows
from .mistakes import mistakes_of
from .preview import preview_page


def draft_urls(model_admin):
    def laid_down(view):
        """The view of an article as the posted form has it, and of the mistakes of the form. The article is
        a new one without `object_id`. Nothing is kept."""

        @wraps(view)
        @require_POST
        @never_cache
        def wrapped(request, object_id=None):
            with written_together():
                article = find(model_admin, request, object_id)
                request.POST = with_rows(posted_as_kept(request.POST))
                response = view(request, article, lay_down(model_admin, request, article))
                transaction.set_rollback(True)
            return response

        return model_admin.admin_site.admin_view(wrapped)

    return [
        path("<int:object_id>/checks/", laid_down(checks), name="articles_article_checks"),
        path("<int:object_id>/draft/preview/", laid_down(preview), name="articles_article_draft_preview"),
        path("<int:object_id>/draft/changes/", laid_down(changes), name="articles_article_draft_changes"),
        path("add/draft/preview/", laid_down(preview), name="articles_article_new_preview"),
    ]


def find(model_admin, request, pk) -> Article:
    """The article, locked, or a new one. Raises PermissionDenied for somebody who may not edit it."""
    if pk is None:
        article, may_edit = Article(), model_admin.has_add_permission(request)
    else:
        article = get_object_or_404(Article.objects.select_for_update(), pk=pk)
        may_edit = model_admin.has_change_permission(request, article)
    if not may_edit:
        raise PermissionDenied
    return article


def lay_down(model_admin, request, article) -> list[str]:
    """Saves the posted form and its rows into the open transaction. If the form has mistakes, saves nothing
    and returns them as sentences."""
    is_change = article.pk is not None
    form = model_admin.get_form(request, article, change=is_change)(request.POST, instance=article)
    formsets, _inlines = model_admin._create_formsets(request, article, change=is_change)
    if mistakes := mistakes_of(form, formsets):
        return mistakes
    form.save()
    for formset in formsets:
        formset.save()
    return []


def checks(request, article, mistakes):
    """The findings and scores, as a piece of HTML."""
    context = {"desk": Desk(request, article, may_change=True), "mistakes": mistakes, "is_unsaved": True}
    return render(request, "admin/articles/article/_checks.html", context)


def preview(request, article, mistakes):
    """The page as readers will see it."""
    if mistakes:
        return refusal(request, mistakes)
    return preview_page(request, article, "admin/articles/article/draft_page.html")


def changes(request, article, mistakes):
    """What differs from the live edition, as a piece of HTML."""
    if mistakes:
        return refusal(request, mistakes)
    return render(request, "admin/articles/article/_changes.html", {"reading": reading(article)})


def refusal(request, mistakes):
    return render(request, "admin/articles/article/_mistakes.html", {"mistakes": mistakes}, status=422)
