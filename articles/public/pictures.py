"""The files of pictures. A file at its address never changes, so browsers and CDNs keep it for a year."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.content import ENDINGS
from articles.models import PlacedPicture
from articles.pictures import is_draft_address, stored_bytes
from cancerinfo.web.public_pages import follow

A_YEAR = 365 * 24 * 3600
MEDIA_TYPES = {ending: media_type for media_type, ending in ENDINGS.items()}
# Opened by itself, a drawing is a document: it may draw by its own style, and do nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

for_good = cache_control(public=True, max_age=A_YEAR, immutable=True)
for_this_one = cache_control(private=True, no_store=True)


@require_safe
@csrf_exempt
def picture(request, digest, ending):
    """The file, for everybody if an edition that readers may read shows it, else for those who were shown the
    draft. Raises Http404 for others."""
    name = f"{digest}.{ending}"
    if is_draft_address(name, request.GET.get("draft", "")):
        return for_this_one(answer)(request, name, ending)
    placed = PlacedPicture.objects.public().filter(digest=digest)
    slugs = placed.values_list("edition__article__live__slug", flat=True).distinct()
    if ending not in MEDIA_TYPES or not slugs:
        raise Http404("No page shows this picture")
    follow(request, *(f"article {slug}" for slug in slugs))
    return for_good(answer)(request, name, ending)


def answer(request, name, ending):
    try:
        data = stored_bytes(name)
    except FileNotFoundError as error:
        raise Http404("The file isn't stored") from error
    response = HttpResponse(data, content_type=MEDIA_TYPES[ending])
    response.headers["Content-Security-Policy"] = POLICY
    return response
