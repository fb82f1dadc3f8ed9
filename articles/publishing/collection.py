"""Publishes a collection: texts that one reviewer has signed off, by one publisher, every gate as for one.

Nothing is signed here. The list of a collection names the page of each sign-off by its digest, so whoever
publishes it publishes what that reviewer read, or is told why not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, SignOff, Status
from articles.models.chain import written_together
from articles.working_copy.kept_findings import kept_of

from .act import ActRefused, Locked, lock_publication, read_locked, refuse_if, require
from .gate import Publication
from .house import House
from .publication import Ready, publish_ready
from .same_person import are_one_person
from .text_facts import TextFacts

# Texts in one transaction: on SQLite nobody else can save until it ends.
BATCH = 20


@dataclass(frozen=True)
class Listed:
    """An article of a collection, by its address, and the digest of the page that was signed off."""

    slug: str
    page: str
    title: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a listed article: the number of its edition, or the reasons why it was refused.

    `is_new` is False where readers had seen it before, as after a run that was broken off.
    """

    slug: str
    edition: int | None = None
    is_new: bool = False
    reasons: tuple[str, ...] = ()


def signed_by(reviewer: User) -> list[Listed]:
    """The articles that wait for a publisher on a sign-off of this reviewer, by their titles."""
    mine = SignOff.objects.filter(user=reviewer)
    signed = Article.objects.filter(pk__in=mine.values("article")).order_by()
    waiting = signed.with_status().filter(status=Status.SIGNED_OFF)
    given = mine.filter(pk__in=waiting.values("latest_sign_off"))
    rows = given.order_by("article__title", "pk").values_list(
        "article__slug", "page_digest", "article__title"
    )
    return [Listed(slug, page or "", " ".join(title.split())) for slug, page, title in rows]


def publish_collection(
    listed: Iterable[Listed], by: User, reviewer: User, *, dry_run: bool = False
) -> Iterator[Outcome]:
    """Publishes what is listed, in transactions of a few texts each, and says what became of each.

    Each text must stand on a sign-off of `reviewer` of just the listed page; `by` must be another person.
    Raises ActRefused before the first text if they may not do this at all. A dry run saves nothing.
    """
    require(by, "publish_article")
    refuse_if(
        [_("The reviewer and the publisher must be two people.")] if are_one_person(by, reviewer) else []
    )
    rest = iter(listed)
    while batch := list(islice(rest, BATCH)):
        yield from _publish_batch(batch, by, reviewer, dry_run)


def _publish_batch(batch: list[Listed], by: User, reviewer: User, dry_run: bool) -> list[Outcome]:
    now = timezone.now()
    with written_together():
        lock_publication()
        rows = Article.objects.select_for_update(no_key=True).filter(slug__in=[each.slug for each in batch])
        desks = {desk.article.slug: desk for desk in read_locked(list(rows.order_by("pk")))}
        house = House(timezone.localdate(now))
        found = kept_of({desk.article.pk: desk.digest for desk in desks.values()}, house.facts)
        together = TextFacts([(desk.article, desk.content) for desk in desks.values()], house, found)
        judged = []
        for listed in batch:
            desk = desks.get(listed.slug)
            candidate = Publication.of(desk.article, desk.content, house, together) if desk else None
            judged.append((listed.slug, _judge(desk, candidate, listed, by, reviewer)))
        ready: dict[str, Ready] = {}
        for slug, text in judged:
            if isinstance(text, Ready):
                ready.setdefault(slug, text)
        published = publish_ready([*ready.values()], by, now)
        editions = {slug: edition for slug, (edition, _) in zip(ready, published, strict=True)}
        transaction.set_rollback(dry_run)
    return [
        text if isinstance(text, Outcome) else Outcome(slug, editions[slug].number, text is ready[slug])
        for slug, text in judged
    ]


def _judge(
    desk: Locked | None, candidate: Publication | None, listed: Listed, by: User, reviewer: User
) -> Ready | Outcome:
    """The text as it may be published, or why it isn't: it's refused, or readers see it already on the same
    sign-off."""
    try:
        if desk is None or candidate is None:
            raise ActRefused([_("No article has this address.")])
        refuse_if(_why_not_listed(candidate.sign_off, listed, reviewer))
        live = candidate.live
        if live and candidate.sign_off and live.sign_off_id == candidate.sign_off.pk:
            return Outcome(listed.slug, live.number)
        return Ready.of(desk, candidate, by)
    except ActRefused as refusal:
        return Outcome(listed.slug, reasons=tuple(refusal.reasons))


def _why_not_listed(given: SignOff | None, listed: Listed, reviewer: User) -> Iterator[str]:
    """A sentence unless the newest verdict on the text is the reviewer's on the listed page. Whether it's an
    approval, and still holds, is for the gate to say."""
    if given is None:
        yield _("Nobody has signed off this text, word for word as it now stands.")
    elif given.user_id != reviewer.pk:
        yield _("The newest verdict on this text isn't by %(reviewer)s.") % {"reviewer": reviewer}
    elif given.page_digest != listed.page:
        yield _("The page that was signed off isn't the listed one. Make the list again.")
