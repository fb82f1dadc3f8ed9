"""The leaflet of an article: a page to print, and a PDF. Both are stored as any page is."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.public.leaflet_content import LARGE, live_leaflet
from articles.public.leaflet_printed import has_pdf, printed
from articles.public.views import no_live_edition
from articles.rendering.leaflet_pdf import leaflet_pdf
from cancerinfo.web.public_pages import public_page
from resources.names import countries


@require_safe
@public_page
def article_leaflet(request, slug):
    leaflet = live_leaflet(request, slug)
    if leaflet is None:
        return no_live_edition(request, slug)
    page, edition = leaflet.page, leaflet.page.edition
    context = {
        "title": _("%(name)s: leaflet") % {"name": page.name},
        "description": _(
            "%(name)s, to print: what it says, when to get help, numbers to call, questions to ask."
        )
        % {"name": page.name},
        "noindex": True,
        "trail": [
            (_("Articles A–Z"), reverse("article_list")),
            (page.name, edition.get_absolute_url()),
            (_("Leaflet"), ""),
        ],
        "alternates": page.alternates,
        "page": page,
        "leaflet": leaflet,
        "countries": countries(),
        "other_size": leaflet.choices.query(size="" if leaflet.is_large else LARGE),
        "has_pdf": has_pdf(printed(leaflet)),
    }
    return render(request, "articles/article_leaflet.html", context)


@require_safe
@public_page
def article_leaflet_pdf(request, slug):
    leaflet = live_leaflet(request, slug)
    if leaflet is None:
        return no_live_edition(request, slug)
    words = printed(leaflet)
    if not has_pdf(words):
        raise Http404("Our fonts don't cover every letter of this leaflet")
    made = leaflet_pdf(words, leaflet.page.edition.published_at)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="leaflet.pdf"'
    # The words are those of the article's page.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
