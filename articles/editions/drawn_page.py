"""An article's page as publication drew it, for as long as it's what would be drawn now.

All of a page but two parts follows from its edition and from few small facts: its notice, whether it's
overdue, the names of its topics, its translations, the program. The page is kept with the digest of these
facts. A request gathers them anew, and sends the kept page if they are the same. So whatever changes a fact,
nobody is shown a page that isn't right; the page is drawn at each request until it's kept anew.

The two parts are help organizations and what to read on: they change with other records and other pages, and
are drawn at each request, where marks in the page stand for them.
"""

import hashlib
import zlib
from collections.abc import Iterable

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.editions import structured_data
from articles.editions.article_page import ArticlePage, edition_page, live_edition, live_targets, slugs_of
from articles.editions.translations import has_translations
from articles.models import DrawnPage, LiveEdition, LiveRecord, TaggedEdition
from articles.records.directory import listed_organizations
from articles.records.fixed_pages import pages_shown
from articles.related import related_editions
from cancerinfo.web.context_processors import language_of_records, site_facts
from cancerinfo.web.languages import labels_in
from cancerinfo.web.page_script import PAGE_SCRIPT
from cancerinfo.web.release import release

# No text holds this character: databases and cleaning refuse it.
MARK = "\0"
ORGANIZATIONS, READ_ON = "organizations", "read_on"
TEMPLATES = {ORGANIZATIONS: "articles/_organizations.html", READ_ON: "articles/_read_on.html"}
LEVEL = 6


def kept_page(slug: str) -> DrawnPage | None:
    """The kept page of the article at this address, if it's what would be drawn now."""
    found = (
        DrawnPage.objects.filter(live__slug=slug)
        .select_related("live")
        .annotate(is_translated=has_translations("live__article"))
        .first()
    )
    return found if found and found.facts == facts_of(found.live, found, found.is_translated) else None


def html_of(kept: DrawnPage) -> str:
    """The kept page with its other parts as they are now, in the language that is active."""
    return _filled(
        zlib.decompress(kept.body).decode(),
        lambda: listed_organizations(kept.organizations, timezone.localdate()),
        lambda: live_targets(kept.see_also),
        lambda: related_editions(kept.live),
    )


def drawn_now(page: ArticlePage) -> str:
    """The page of a live edition, in the language that is active."""
    return _filled(_draw(page), lambda: page.organizations, lambda: page.see_also, lambda: page.related)


def keep(slug: str):
    """Draws the page of the live edition at this address and keeps it, as publication does."""
    edition = live_edition(slug)
    with labels_in(edition.language):
        page = edition_page(edition)
        row = DrawnPage(
            live=edition.live,
            body=zlib.compress(_draw(page).encode(), LEVEL),
            organizations=[named.slug for named in page.content.organizations],
            see_also=slugs_of(page.content),
        )
    row.facts = facts_of(edition.live, row, edition.is_translated)
    DrawnPage.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["live"],
        update_fields=["body", "facts", "organizations", "see_also"],
    )  # fmt: skip


def facts_of(live: LiveEdition, drawn: DrawnPage, is_translated: bool) -> str:
    """The digest of all that the kept page shows and that may change while its edition is live."""
    tags = TaggedEdition.objects.filter(edition=live.edition_id).values("tag")
    shown = Q(kind="tag", record__in=tags) | Q(kind="category", record=live.category_id) | Q(kind="page")
    if drawn.organizations:
        shown |= Q(kind="organization", slug__in=drawn.organizations)
    records = LiveRecord.objects.filter(shown).values_list("kind", "record", "slug", "name", "text")
    facts = (
        release(), live.edition_id, live.digest, live.slug, live.notice, live.retracted_sources,
        sorted(live.states(timezone.localdate())), sorted(records),
        sorted(_translations(live)) if is_translated or live.translation_of_id else [],
    )  # fmt: skip
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _translations(live: LiveEdition) -> Iterable[tuple]:
    """What the page says of those that say the same, and when each was last published."""
    root, today = live.translation_of_id or live.pk, timezone.localdate()
    for other in LiveEdition.objects.filter(Q(article=root) | Q(translation_of=root)):
        yield other.edition_id, other.slug, other.title, sorted(other.states(today))


def _draw(page: ArticlePage) -> str:
    """The HTML of a live edition's page with marks for its other parts, in the language that is active."""
    edition = page.edition
    trail = [(_("Articles A–Z"), reverse("article_list")), (page.name, "")]
    if edition.category_name:
        trail.insert(1, (edition.category_name, reverse("category_detail", args=[edition.category_slug])))
    context = {
        **site_facts(edition.get_absolute_url()),
        "records_language": language_of_records(),
        "fixed_pages": pages_shown(),
        "title": page.name,
        "description": page.description,
        "og_type": "article",
        "trail": trail,
        "page": page,
        "marks": {name: mark_safe(f"{MARK}{name}{MARK}") for name in TEMPLATES},  # noqa: S308
        "alternates": page.alternates,
        "structured_data": structured_data.article_page(page, trail),
        "page_script": PAGE_SCRIPT,
    }
    return render_to_string("articles/article_detail.html", context)


def _filled(body: str, organizations, see_also, related) -> str:
    """The page with its parts in place of their marks; each argument gives what a part shows."""
    before, _name, between, _other, after = body.split(MARK)
    helping = {"page": {"organizations": organizations()}, "records_language": language_of_records()}
    onward = {"page": {"see_also": see_also(), "related": related()}, "LANGUAGE_CODE": get_language()}
    parts = (
        render_to_string(TEMPLATES[ORGANIZATIONS], helping),
        render_to_string(TEMPLATES[READ_ON], onward),
    )
    return "".join((before, parts[0], between, parts[1], after))
