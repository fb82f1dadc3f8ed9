"""An article's page as publication drew it, for as long as it's what would be drawn now.

All of a page but two parts follows from its edition and from few small facts: its notice, whether it's
overdue, the names of its topics, its translations, the program. The page is kept with the digest of these
facts. A request gathers them anew, and sends the kept page if they are the same. So whatever changes a fact,
nobody is shown a page that isn't right; the page is drawn at each request until it's kept anew.

The two parts are help organizations and what to read on. They change with other records and other pages, more
often than the rest, so they have a digest of their own; marks in the page stand for them.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

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
from articles.models import DrawnPage, LiveEdition, LiveRecord, RelatedEdition, TaggedEdition
from articles.models.prepared import Prepared
from articles.records.directory import listed_organizations
from articles.records.fixed_pages import pages_shown
from articles.related import SAID, related_editions
from cancerinfo.web.context_processors import language_of_records, site_facts
from cancerinfo.web.languages import labels_in
from cancerinfo.web.page_script import PAGE_SCRIPT
from cancerinfo.web.release import release
from resources.directory import ListedOrganization
from resources.models import last_day_of_check

# No text holds this character: databases and cleaning refuse it.
MARK = "\0"
ORGANIZATIONS, READ_ON = "organizations", "read_on"
TEMPLATES = {ORGANIZATIONS: "articles/_organizations.html", READ_ON: "articles/_read_on.html"}
LEVEL = 6


def _shown_records(slug: str, organizations: list[str]):
    """Topics, category, fixed pages, organizations and their contacts."""
    live = LiveEdition.objects.filter(slug=slug)
    tags = TaggedEdition.objects.filter(edition__in=live.values("edition")).values("tag")
    shown = (
        Q(kind="tag", record__in=tags)
        | Q(kind="category", record__in=live.values("category"))
        | Q(kind="page")
    )
    if organizations:
        named = LiveRecord.objects.filter(kind="organization", slug__in=organizations)
        shown |= Q(kind="organization", slug__in=organizations)
        shown |= Q(kind="contacts", record__in=named.values("record"))
    rows = LiveRecord.objects.filter(shown).order_by("kind", "record")
    return rows.values_list("kind", "record", "slug", "name", "text")


KEPT = Prepared(
    lambda slug: DrawnPage.objects.filter(live__slug=slug).values_list(
        "body", "organizations_part", "read_on_part", "facts", "part_facts", "drawn_on", "until",
        "organizations", "see_also",
    )
)  # fmt: skip
LIVE = Prepared(
    lambda slug: LiveEdition.objects.filter(slug=slug)
    .annotate(is_translated=has_translations())
    .values_list(
        "article", "translation_of", "is_translated", "language", "edition", "digest", "slug", "notice",
        "retracted_sources", "is_demonstration", "is_in_question",
    )
)  # fmt: skip
RECORDS = Prepared(_shown_records)
RELATED = Prepared(
    lambda slug: (
        RelatedEdition.objects.filter(article__live__slug=slug, blocked=False, other__live__isnull=False)
        .order_by("other")
        .values_list(
            "other", "pinned", "rank", "score", "reasons", *(f"other__live__{name}" for name in SAID)
        )
    )
)
SEE_ALSO = Prepared(
    lambda slug, others: (
        LiveEdition.objects.filter(Q(slug__in=others) | Q(article__slug__in=others))
        .order_by("pk")
        .values_list("article__slug", *SAID)
    )
)


@dataclass(frozen=True)
class Facts:
    """What a page was drawn from beside its edition, as digests: of the page, and of its parts."""

    language: str
    page: str
    parts: str

    @classmethod
    def of(cls, slug: str, organizations: list[str], see_also: list[str]) -> "Facts":
        """Those of the live edition at this address, as they are now."""
        program, live = release(), LIVE.ask(slug)[0]
        article, translation_of, is_translated, language = live[:4]
        records = RECORDS.ask(slug, organizations)
        others = _translations(translation_of or article) if translation_of or is_translated else ()
        onward = [*RELATED.ask(slug), *(SEE_ALSO.ask(slug, see_also) if see_also else ())]
        contacts = [record for record in records if record[0] == "contacts"]
        shown = [record for record in records if record[0] != "contacts"]
        return cls(
            language,
            _digest(program, live, shown, sorted(others)),
            _digest(program, contacts, shown, onward),
        )


def _translations(root: int) -> Iterator[tuple]:
    """What pages say of those that say the same, and which edition of each is live."""
    today = timezone.localdate()
    for other in LiveEdition.objects.filter(Q(article=root) | Q(translation_of=root)):
        yield other.edition_id, other.slug, other.title, sorted(other.states(today))


def _digest(*facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@dataclass(frozen=True)
class KeptPage:
    """A kept page that is right now. `parts` is None if they aren't; `language` is that of the text."""

    slug: str
    language: str
    body: bytes
    parts: tuple[str, str] | None
    organizations: list[str]
    see_also: list[str]

    def html(self) -> str:
        """The page with its parts, in the language that is active."""
        body = zlib.decompress(self.body).decode()
        if self.parts:
            return _filled(body, self.parts)
        live = LiveEdition.objects.get(slug=self.slug)
        organizations = listed_organizations(self.organizations, timezone.localdate())
        return _filled(body, _parts(organizations, live_targets(self.see_also), related_editions(live)))


def kept_page(slug: str) -> KeptPage | None:
    """The kept page of the article at this address, if it's what would be drawn now."""
    found = KEPT.ask(slug)
    if not found:
        return None
    body, organizations_part, read_on_part, facts, part_facts, drawn_on, until, *lists = found[0]
    organizations, see_also = map(json.loads, lists)
    if not str(drawn_on) <= timezone.localdate().isoformat() <= str(until):
        return None
    now = Facts.of(slug, organizations, see_also)
    if now.page != facts:
        return None
    parts = (organizations_part, read_on_part) if now.parts == part_facts else None
    return KeptPage(slug, now.language, body, parts, organizations, see_also)


def drawn_now(page: ArticlePage) -> str:
    """The page of a live edition, in the language that is active."""
    return _filled(_draw(page), _parts(page.organizations, page.see_also, page.related))


def keep(slug: str):
    """Draws the page of the live edition at this address and keeps it, as publication does."""
    edition = live_edition(slug)
    with labels_in(edition.language):
        page = edition_page(edition)
        body = zlib.compress(_draw(page).encode(), LEVEL)
        organizations_part, read_on_part = _parts(page.organizations, page.see_also, page.related)
    organizations = [named.slug for named in page.content.organizations]
    see_also = slugs_of(page.content)
    facts, today = Facts.of(slug, organizations, see_also), timezone.localdate()
    fields = {
        "body": body,
        "organizations_part": organizations_part,
        "read_on_part": read_on_part,
        "facts": facts.page,
        "part_facts": facts.parts,
        "drawn_on": today,
        "until": min([date.max, *_days_of_change(page, today)]),
        "organizations": organizations,
        "see_also": see_also,
    }
    row = DrawnPage(live=edition.live, **fields)
    DrawnPage.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["live"], update_fields=list(fields)
    )


def _days_of_change(page: ArticlePage, today: date) -> Iterator[date]:
    """The last days on which the calendar leaves each thing on the page as it is."""
    others = [page.edition, *page.see_also, *(suggestion.live for suggestion in page.related)]
    yield from (each.next_review_on for each in others if each.next_review_on >= today)
    for line in (line for each in page.organizations for line in each.contact_lines if line.checked_on):
        # How long ago an old check was is said in days.
        yield today if line.is_old else last_day_of_check(line.checked_on, line.is_crisis_line)


def _draw(page: ArticlePage) -> str:
    """The HTML of a live edition's page with marks for its parts, in the language that is active."""
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


def _parts(organizations: list[ListedOrganization], see_also: Iterable, related: Iterable) -> tuple[str, str]:
    helping = {"page": {"organizations": organizations}, "records_language": language_of_records()}
    onward = {"page": {"see_also": see_also, "related": related}, "LANGUAGE_CODE": get_language()}
    return render_to_string(TEMPLATES[ORGANIZATIONS], helping), render_to_string(TEMPLATES[READ_ON], onward)


def _filled(body: str, parts: tuple[str, str]) -> str:
    """The page with its parts in place of their marks."""
    before, _first, between, _second, after = body.split(MARK)
    return "".join((before, parts[0], between, parts[1], after))
