"""The page of the related articles as they would be published: pinned, blocked and ordered by editors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.admin.odd_requests import is_key
from articles.models import Article
from articles.publishing import ActRefused
from articles.publishing.planned_related import CHOICES, decide, planned_editions


def related_urls(model_admin):
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def related(request, object_id):
        article = get_object_or_404(Article, pk=object_id)
        if not model_admin.has_change_permission(request, article):
            raise PermissionDenied
        if request.method == "POST":
            _decide(request, article)
            return HttpResponseRedirect(reverse("admin:articles_article_related", args=[article.pk]))
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("Related to “%(article)s”") % {"article": article},
            "opts": model_admin.opts,
            "article": article,
            "planned": planned_editions(article),
        }
        return TemplateResponse(request, "admin/articles/article/related.html", context)

    wrapped = model_admin.admin_site.admin_view(related)
    return [path("<int:object_id>/related/", wrapped, name="articles_article_related")]


def _decide(request, article):
    choice, pk = request.POST.get("choice", ""), request.POST.get("other", "")
    other = Article.objects.filter(pk=pk).first() if is_key(pk) else None
    if other is None or choice not in CHOICES:
        messages.error(request, _("Choose one of the articles of the list."))
        return
    try:
        decide(article, other, choice, request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
