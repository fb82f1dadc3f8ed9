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

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import Func, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.editions.article_page import (
    ArticlePage,
    edition_pages,
    live_edition,
    live_targets,
    slugs_of,
    with_heads,
)
from articles.editions.page_drawing import MARK, draw, etag_of, parts_of, with_parts, without_parts
from articles.editions.page_facts import Facts
from articles.editions.read_on import led_to, read_on
from articles.models import DrawnPage, Edition, Generation, LiveEdition, RelatedEdition, raising
from articles.models.prepared import Prepared
from articles.records.directory import listed_organizations
from articles.related import related_editions
from cancerinfo.web.languages import labels_in
from cancerinfo.web.release import release
from resources.models import last_day_of_check

LEVEL = 6  # of zlib


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
SUGGESTED = Prepared(
    lambda slug: (
        RelatedEdition.objects.filter(article__live__slug=slug, blocked=False)
        .order_by()
        .values_list("other__slug", "other__live__slug")
    )
)


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
        shown = read_on(see_also, related_editions(live, see_also), led_to(without_parts(page)))
        parts = parts_of(organizations, *shown)
        return b"".join(with_parts(page, parts))


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
    follows = names_followed(LiveEdition.objects.get(slug=slug), see_also, live_targets(see_also))
    return replace(kept, follows=follows, is_untouched=False, parts_are_right=now.parts == part_facts)


def drawn_now(page: ArticlePage) -> bytes:
    """The page of a live edition, in the language that is active."""
    return b"".join(draw(page))


def keep(slug: str):
    """Draws the page of the live edition at this address and keeps it, as publication does."""
    made_at = raising.clock_before(connection)
    _write(_kept([live_edition(slug)], made_at))


def keep_new(lives: Sequence[LiveEdition]):
    """The same for the rows that the transaction has just written, with their editions."""
    made_at = raising.clock_before(connection)
    _write(_kept(with_heads(lives), made_at))


def _kept(editions: Sequence[Edition], made_at: int) -> list[DrawnPage]:
    drawn = []
    for language in dict.fromkeys(edition.language for edition in editions):
        same = [edition for edition in editions if edition.language == language]
        with labels_in(language):
            drawn += [
                (edition, page, draw(page)) for edition, page in zip(same, edition_pages(same), strict=True)
            ]
    return [_row(*each, made_at) for each in drawn]


def _row(edition: Edition, page: ArticlePage, pieces: Sequence[bytes], made_at: int) -> DrawnPage:
    slug = edition.slug
    organizations = [named.slug for named in page.content.organizations]
    see_also = slugs_of(page.content)
    facts, today = Facts.of(slug, organizations, see_also), timezone.localdate()
    return DrawnPage(
        live=edition.live,
        body=zlib.compress(MARK.join(pieces), LEVEL),
        etag=etag_of(pieces),
        language=edition.language,
        release=release(),
        made_at=made_at,
        follows=names_followed(edition.live, see_also, page.see_also),
        facts=facts.page,
        part_facts=facts.parts,
        drawn_on=today,
        until=min([date.max, *_days_of_change(page, today)]),
        organizations=organizations,
        see_also=see_also,
    )


def _write(rows: Sequence[DrawnPage]):
    fields = [field.name for field in DrawnPage._meta.concrete_fields if not field.primary_key]
    DrawnPage.objects.bulk_create(rows, update_conflicts=True, unique_fields=["live"], update_fields=fields)


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


def names_followed(live: LiveEdition, see_also: list[str], targets: Iterable[LiveEdition]) -> list[str]:
    """The generations that end the time of the live edition's page: its own, and those of the articles that
    it names, or would name if something of them changed. `targets` are those at the slugs of `see_also`."""
    others = {slug for slugs in SUGGESTED.ask(live.slug) for slug in slugs}
    others |= {*see_also, *(other.slug for other in targets)}
    own = (name.format(slug=live.slug) for name in FOLLOWS)
    named = (f"article {other}" for other in sorted(filter(None, others)))
    return [*own, f"translations {live.translation_of_id or live.pk}", *named]


def _days_of_change(page: ArticlePage, today: date) -> Iterator[date]:
    """The last days on which the calendar leaves each thing on the page as it is."""
    others = [page.edition, *page.see_also, *(suggestion.live for suggestion in page.related)]
    yield from (each.next_review_on for each in others if each.next_review_on >= today)
    for line in (line for each in page.organizations for line in each.contact_lines if line.checked_on):
        # How long ago an old check was is said in days.
        yield today if line.is_old else last_day_of_check(line.checked_on, line.is_crisis_line)
