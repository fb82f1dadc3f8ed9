"""An article's page as publication drew it, for as long as it's what would be drawn now.

A page is kept with the names of the generations that it follows, and where their clock stood before it was
drawn. While none of them is above that, a request takes one query. Many raise a generation that one page is
none the wiser for: all articles follow the directory. So the page is kept with the digest of the few small
facts that it's drawn from, too: its notice, the names of its topics, its translations. A request gathers
them anew if a generation was raised, and sends the kept page if they are the same. Whatever changes, nobody
is shown a page that isn't right; `renew` has it sent at once again.

Its parts, the number to call, help organizations and what to read on, change with other records and other
pages, more often than the rest, so they have a digest of their own and can be drawn alone.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.editions import structured_data
from articles.editions.article_page import (
    ArticlePage,
    Call,
    edition_page,
    live_edition,
    live_targets,
    slugs_of,
    with_head,
)
from articles.editions.translations import has_translations
from articles.models import (
    DrawnPage,
    Edition,
    Generation,
    LiveEdition,
    LiveRecord,
    RelatedEdition,
    TaggedEdition,
    raising,
)
from articles.models.prepared import Prepared
from articles.records.approved import own_name_of
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
MARK = b"\0"
# The parts, in the order in which they stand on the page.
TEMPLATES = {
    "call": "articles/_call.html",
    "organizations": "articles/_organizations.html",
    "read_on": "articles/_read_on.html",
}
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


# What every article's page follows; it names other pages besides.
FOLLOWS = (
    "article {slug}", "site", "records page", "records tag", "records category", "records organization",
    "records contacts",
)  # fmt: skip
NAMES_IN = {"sqlite": "json_each", "postgresql": "jsonb_array_elements_text"}


def _kept_rows(slug: str):
    """The kept page, with the newest number of the generations that it follows."""
    names = Func(
        OuterRef("follows"),
        function=NAMES_IN[connection.vendor],
        template="(SELECT value FROM %(function)s(%(expressions)s))",
    )
    raised = Generation.objects.filter(name__in=names).order_by("-number").values("number")[:1]
    rows = DrawnPage.objects.filter(live__slug=slug).annotate(newest=Coalesce(Subquery(raised), 0))
    return rows.values_list(
        "language", "body", "etag", "follows", "organizations", "see_also", "release", "drawn_on",
        "until", "made_at", "newest", "facts", "part_facts",
    )  # fmt: skip


KEPT = Prepared(_kept_rows)
LIVE = Prepared(
    lambda slug: LiveEdition.objects.filter(slug=slug)
    .annotate(is_translated=has_translations())
    .values_list(
        "article", "translation_of", "is_translated", "edition", "digest", "slug", "notice",
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

    page: str
    parts: str

    @classmethod
    def of(cls, slug: str, organizations: list[str], see_also: list[str]) -> "Facts":
        """Those of the live edition at this address, as they are now."""
        live = LIVE.ask(slug)[0]
        article, translation_of, is_translated = live[:3]
        records = RECORDS.ask(slug, organizations)
        others = _translations(translation_of or article) if translation_of or is_translated else ()
        onward = [*RELATED.ask(slug), *(SEE_ALSO.ask(slug, see_also) if see_also else ())]
        contacts = [record for record in records if record[0] == "contacts"]
        shown = [record for record in records if record[0] != "contacts"]
        return cls(_digest(live, shown, sorted(others)), _digest(contacts, shown, onward))


def _translations(root: int) -> Iterator[tuple]:
    """What pages say of those that say the same, and which edition of each is live."""
    today = timezone.localdate()
    for other in LiveEdition.objects.filter(Q(article=root) | Q(translation_of=root)):
        yield other.edition_id, other.slug, other.title, sorted(other.states(today))


def _digest(*facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@dataclass(frozen=True)
class KeptPage:
    """A kept page that is right now, though its parts may not be. `language` is that of the text, `etag` that
    of the page as it's kept, `follows` are the generations that end its time. `is_untouched` if none has been
    raised since."""

    slug: str
    language: str
    body: bytes
    etag: str
    follows: list[str]
    organizations: list[str]
    see_also: list[str]
    is_untouched: bool = True
    parts_are_right: bool = True

    def html(self) -> bytes:
        """The page with its parts, in the language that is active."""
        page = zlib.decompress(self.body)
        if self.parts_are_right:
            return page.replace(MARK, b"")
        live = LiveEdition.objects.get(slug=self.slug)
        organizations = listed_organizations(self.organizations, timezone.localdate())
        see_also = live_targets(self.see_also)
        parts = _parts(organizations, see_also, related_editions(live, see_also))
        return b"".join(_with_parts(page, parts))


def kept_page(slug: str) -> KeptPage | None:
    """The kept page of the article at this address, if it's what would be drawn now.

    It is if no generation that it follows has been raised since. If one has, its facts are compared.
    """
    found = KEPT.ask(slug)
    if not found:
        return None
    *said, release_of_it, drawn_on, until, made_at, newest, facts, part_facts = found[0]
    language, body, etag, *lists = said
    follows, organizations, see_also = map(json.loads, lists)
    if release_of_it != release() or not str(drawn_on) <= timezone.localdate().isoformat() <= str(until):
        return None
    kept = KeptPage(slug, language, body, etag, follows, organizations, see_also)
    if newest <= made_at:
        return kept
    now = Facts.of(slug, organizations, see_also)
    if now.page != facts:
        return None
    follows = names_followed(slug, see_also)
    return replace(kept, follows=follows, is_untouched=False, parts_are_right=now.parts == part_facts)


def drawn_now(page: ArticlePage) -> bytes:
    """The page of a live edition, in the language that is active."""
    return b"".join(_draw(page))


def keep(slug: str):
    """Draws the page of the live edition at this address and keeps it, as publication does."""
    made_at = raising.clock_before(connection)
    _keep(live_edition(slug), made_at)


def keep_new(edition: Edition, live: LiveEdition):
    """The same for an edition and its row that the transaction has just written."""
    made_at = raising.clock_before(connection)
    _keep(with_head(edition, live), made_at)


def _keep(edition: Edition, made_at: int):
    slug = edition.slug
    with labels_in(edition.language):
        page = edition_page(edition)
        pieces = _draw(page)
    organizations = [named.slug for named in page.content.organizations]
    see_also = slugs_of(page.content)
    facts, today = Facts.of(slug, organizations, see_also), timezone.localdate()
    fields = {
        "body": zlib.compress(MARK.join(pieces), LEVEL),
        "etag": etag_of(pieces),
        "language": edition.language,
        "release": release(),
        "made_at": made_at,
        "follows": names_followed(slug, see_also),
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


def renew(slug: str) -> bool:
    """Has the kept page of the article at this address sent without a look at its facts; whether it was
    right. It's drawn only if not."""
    made_at = raising.clock_before(connection)
    kept = kept_page(slug)
    if kept is None or not kept.parts_are_right:
        keep(slug)
        return False
    if not kept.is_untouched:
        DrawnPage.objects.filter(live__slug=slug).update(made_at=made_at, follows=kept.follows)
    return True


def names_followed(slug: str, see_also: list[str]) -> list[str]:
    """The generations that end the time of the live edition's page at this address: its own, and those of
    the articles that it names, or would name if something of them changed."""
    live = LiveEdition.objects.get(slug=slug)
    suggested = RelatedEdition.objects.filter(article=live.pk, blocked=False)
    others = {other for row in suggested.values_list("other__slug", "other__live__slug") for other in row}
    if see_also:
        others |= {*see_also, *(other.slug for other in live_targets(see_also))}
    own = (name.format(slug=slug) for name in FOLLOWS)
    named = (f"article {other}" for other in sorted(filter(None, others)))
    return [*own, f"translations {live.translation_of_id or live.pk}", *named]


def etag_of(pieces: Iterable[bytes]) -> str:
    """The one that ConditionalGetMiddleware would give the page that these make up."""
    return quote_etag(hashlib.md5(b"".join(pieces), usedforsecurity=False).hexdigest())


def _days_of_change(page: ArticlePage, today: date) -> Iterator[date]:
    """The last days on which the calendar leaves each thing on the page as it is."""
    others = [page.edition, *page.see_also, *(suggestion.live for suggestion in page.related)]
    yield from (each.next_review_on for each in others if each.next_review_on >= today)
    for line in (line for each in page.organizations for line in each.contact_lines if line.checked_on):
        # How long ago an old check was is said in days.
        yield today if line.is_old else last_day_of_check(line.checked_on, line.is_crisis_line)


def _draw(page: ArticlePage) -> tuple[bytes, ...]:
    """The HTML of a live edition's page, in the language that is active: what stands before its first part,
    that part, what stands between, the second part, and so on."""
    edition = page.edition
    trail = [(_("Articles A–Z"), reverse("article_list")), (page.name, "")]
    if edition.category_name:
        name = own_name_of("category", edition.category_slug) or edition.category_name
        trail.insert(1, (name, reverse("category_detail", args=[edition.category_slug])))
    context = {
        **site_facts(edition.get_absolute_url()),
        "records_language": language_of_records(),
        "fixed_pages": pages_shown(),
        "title": page.name,
        "description": page.description,
        "og_type": "article",
        "trail": trail,
        "page": page,
        "marks": {name: mark_safe(f"\0{name}\0") for name in TEMPLATES},  # noqa: S308
        "alternates": page.alternates,
        "structured_data": structured_data.article_page(page, trail),
        "page_script": PAGE_SCRIPT,
    }
    html = render_to_string("articles/article_detail.html", context).encode()
    return _with_parts(html, _parts(page.organizations, page.see_also, page.related))


def _with_parts(html: bytes, parts: Iterable[bytes]) -> tuple[bytes, ...]:
    """The pieces of a page with these parts between its marks."""
    pieces = html.split(MARK)
    pieces[1::2] = parts
    return tuple(pieces)


def _parts(organizations: list[ListedOrganization], see_also: Iterable, related: Iterable) -> list[bytes]:
    shown = {
        "organizations": organizations,
        "call": Call.first(organizations),
        "see_also": see_also,
        "related": related,
    }
    context = {
        "page": shown,
        "records_language": language_of_records(),
        "LANGUAGE_CODE": get_language(),
    }
    return [render_to_string(template, context).encode() for template in TEMPLATES.values()]
