"""An article as a file, for whoever may read it on the desk."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.admin.acts.act_views import get_article
from articles.exporting.exported import working_copy
from articles.exporting.formats import FORMATS


def export_urls(model_admin):
    @require_safe
    @never_cache
    def export(request, object_id, name):
        article = get_article(model_admin, request, object_id)
        if name not in FORMATS:
            raise Http404
        wanted = FORMATS[name]
        return HttpResponse(
            wanted.write(working_copy(article)),
            content_type=wanted.media_type,
            headers={"Content-Disposition": f'attachment; filename="{_ascii(article)}{wanted.suffix}"'},
        )

    wrapped = model_admin.admin_site.admin_view(export)
    return [path("<int:object_id>/export/<slug:name>/", wrapped, name="articles_article_export")]


def _ascii(article):
    """The name of the file: an address may have letters that headers can't hold."""
    return article.slug if article.slug.isascii() else f"article-{article.pk}"
