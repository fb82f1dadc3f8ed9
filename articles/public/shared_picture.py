"""The picture beside a link to an article elsewhere, stored as any page is."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from articles.editions.notes import demonstration_mark
from articles.models import LiveEdition
from articles.public.views import no_live_edition
from articles.rendering.leaflet_pdf import in_scripts_of_fonts
from articles.rendering.shared_picture import shared_picture
from cancerinfo.web.languages import draw_in
from cancerinfo.web.public_pages import public_page


@require_safe
@public_page
def article_shared_picture(request, slug):
    live = LiveEdition.objects.filter(slug=slug).first()
    if live is None:
        return no_live_edition(request, slug)
    draw_in(request, live.language)
    if not in_scripts_of_fonts(live.name):
        raise Http404("Our fonts don't cover every letter of this title")
    mark = demonstration_mark(live.is_demonstration)
    drawn = shared_picture(live.name, settings.SITE_NAME, mark, live.language)
    return HttpResponse(drawn, content_type="image/png")
