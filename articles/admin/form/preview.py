"""The preview: the page of a saved working copy, drawn by the template of the public page, for staff only."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.admin.acts.review_page import reading
from articles.models import Article
from cancerinfo.web.languages import draw_in


def preview_urls(model_admin):
    @require_safe
    @never_cache
    def preview(request, object_id):
        article = get_object_or_404(Article, pk=object_id)
        if not model_admin.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return preview_page(request, article)

    wrapped = model_admin.admin_site.admin_view(preview)
    return [path("<int:object_id>/preview/", wrapped, name="articles_article_preview")]


def preview_page(request, article, template="articles/article_detail.html"):
    """The answer with the page of the working copy, as the public template draws it."""
    page = reading(article).page
    draw_in(request, page.content.language)
    context = {
        "title": page.content.title,
        "description": page.description,
        "noindex": True,
        "is_preview": True,
        "page": page,
    }
    response = render(request, template, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
