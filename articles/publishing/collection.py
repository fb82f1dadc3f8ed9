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

from articles.models import Article, LiveEdition, SignOff, Status
from articles.models.chain import written_together

from .act import ActRefused, lock_publication, refuse_if, require
from .house import House
from .publication import publish
from .same_person import are_one_person

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
    refuse_if(["The reviewer and the publisher must be two people."] if are_one_person(by, reviewer) else [])
    rest = iter(listed)
    while batch := list(islice(rest, BATCH)):
        yield from _publish_batch(batch, by, reviewer, dry_run)


def _publish_batch(batch: list[Listed], by: User, reviewer: User, dry_run: bool) -> list[Outcome]:
    with written_together():
        lock_publication()
        house = House(timezone.localdate())
        outcomes = [_publish_listed(each, by, reviewer, house) for each in batch]
        transaction.set_rollback(dry_run)
    return outcomes


def _publish_listed(listed: Listed, by: User, reviewer: User, house: House) -> Outcome:
    try:
        article = Article.objects.filter(slug=listed.slug).first()
        if article is None:
            raise ActRefused(["No article has this address."])
        given = _signed_page(article, listed, reviewer)
        live = LiveEdition.objects.filter(article=article, edition__sign_off=given)
        if number := live.values_list("edition__number", flat=True).first():
            return Outcome(listed.slug, number)
        edition = publish(article, by, seen_sign_off=given.pk, house=house)
    except ActRefused as refusal:
        return Outcome(listed.slug, reasons=tuple(refusal.reasons))
    return Outcome(listed.slug, edition.number, is_new=True)


def _signed_page(article: Article, listed: Listed, reviewer: User) -> SignOff:
    """The newest verdict on the text, if it is the reviewer's on the listed page. Whether it's an approval,
    and still holds, is for the gate to say."""
    verdicts = SignOff.objects.filter(article=article, digest=article.digest).defer("content")
    given = verdicts.first()
    if given is None:
        raise ActRefused(["Nobody has signed off this text, word for word as it now stands."])
    if given.user_id != reviewer.pk:
        raise ActRefused([f"The newest verdict on this text isn't by {reviewer}."])
    if given.page_digest != listed.page:
        raise ActRefused(["The page that was signed off isn't the listed one. Make the list again."])
    return given
