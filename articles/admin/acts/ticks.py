"""Which sections of a text its reviewer has read: ticks that are kept, and go when it changes."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.content import ArticleContent, SectionContent, encode, json_digest
from articles.models import ReadSection
from articles.rendering import RenderedSection

PERMISSION = "articles.review_article"


@dataclass(frozen=True)
class ToRead:
    """A section as the page shows it. `is_new` says that the text that was read last doesn't have it."""

    section: RenderedSection
    digest: str
    is_read: bool
    is_new: bool


def to_read(article, reading, user) -> list[ToRead]:
    """The sections of what is read (a Reading) in the order of the page; empty for those who don't review."""
    if not user.has_perm(PERMISSION):
        return []
    content, rendered = reading.page.content, reading.page.rendered
    digests = {
        id(shown): section_digest(section)
        for shown, section in zip(rendered.sections, content.sections, strict=True)
    }
    ticked = read_by(article, user)
    known = sections_read_before(reading)
    return [
        ToRead(shown, digest, digest in ticked, known is not None and digest not in known)
        for shown in rendered.in_reading_order
        for digest in [digests[id(shown)]]
    ]


def section_digest(section: SectionContent) -> str:
    """SHA-256, in 64 hex digits, of all that is kept of a section."""
    return json_digest(encode(section))


def read_by(article, user) -> set[str]:
    return set(ReadSection.objects.filter(article=article, user=user).values_list("digest", flat=True))


def sections_read_before(reading) -> set[str] | None:
    """Digests of the sections that the last verdict was on, else of the live edition; None for neither."""
    if reading.last_read:
        content = ArticleContent.from_stored(reading.last_read.content)
    elif reading.live:
        content = reading.live.article_content()
    else:
        return None
    return {section_digest(section) for section in content.sections}


@transaction.atomic
def keep_ticks(article, user, ticked: set[str]) -> int:
    """Makes the ticks of a person those that are given, as far as the text has such sections. Returns how
    many of its sections are ticked."""
    sections = [section_digest(section) for section in article.content().sections]
    kept = ticked.intersection(sections)
    ReadSection.objects.filter(article=article, user=user).exclude(digest__in=kept).delete()
    now = timezone.now()
    rows = [ReadSection(article=article, user=user, digest=digest, read_at=now) for digest in sorted(kept)]
    ReadSection.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(digest in kept for digest in sections)


def tick_urls(model_admin, get_article):
    @require_POST
    def ticks(request, object_id):
        """Keeps the sections whose digests are posted as `section`, all others aren't read."""
        article = get_article(model_admin, request, object_id)
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        count = keep_ticks(article, request.user, set(request.POST.getlist("section")))
        if request.accepts("text/html"):
            return HttpResponseRedirect(reverse("admin:articles_article_read", args=[article.pk]))
        return JsonResponse({"read": count})

    wrapped = model_admin.admin_site.admin_view(ticks)
    return [path("<int:object_id>/ticks/", wrapped, name="articles_article_ticks")]
