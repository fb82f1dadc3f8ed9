"""The acts that change what readers see: publish and withdraw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import encode, json_digest
from articles.editions import drawn_page
from articles.models import Act, Article, Cause, Edition, LiveEdition, Schedule, Withdrawal, WithdrawalWords

from . import readers_index
from .act import Locked, line, locked, log, refuse_if, require
from .as_read import refuse_unless_seen, refuse_unless_signed_so
from .change_note import note_of
from .gate import Publication, refusals
from .house import House
from .published_experts import tell_expert
from .records import log_edits
from .reviewed_page import ReviewedPage
from .signed_names import approve_names
from .telling import tell


def publish(
    article: Article,
    by: User,
    *,
    change: str = "",
    seen: ReviewedPage | None = None,
    seen_sign_off: int | None = None,
    now: datetime | None = None,
) -> Edition:
    """Makes a new edition of the working copy and shows it to readers, all or nothing.

    `change` is a value of Edition.Change; without it a change counts as major. What readers are told of the
    change is `change_note` of the text. `seen` and `seen_sign_off` are the page and the key of the sign-off
    that the publisher looked at. Raises ActRefused with every reason that stands against it.
    """
    now = now or timezone.now()
    require(by, "publish_article")
    with locked(article, seen.text if seen else None, publication=True) as desk:
        candidate = Publication.of(desk.article, desk.content, House(timezone.localdate(now)))
        if seen:
            refuse_unless_seen(seen, candidate.text.page)
        refuse_unless_signed_so(seen_sign_off, candidate.sign_off)
        [(edition, act)] = publish_ready([Ready.of(desk, candidate, by, change)], by, now)
        drawn_page.keep_new([edition.live])
        tell(act)
    return edition


@dataclass(frozen=True)
class Ready:
    """A text that nothing keeps from being published as a change of this kind, and its locked article."""

    desk: Locked
    candidate: Publication
    change: str

    @classmethod
    def of(cls, desk: Locked, candidate: Publication, by: User, change: str = "") -> "Ready":
        """`change` is as for `publish`. Raises ActRefused with every reason that stands against it."""
        refuse_if(refusals(candidate, by, change))
        return cls(desk, candidate, candidate.change(change))


def publish_ready(texts: Sequence[Ready], by: User, now: datetime) -> list[tuple[Edition, Act]]:
    """`publish` for who has the locks, and knows that `by` publishes articles. The texts are of different
    articles; their rows are written together. Their pages aren't kept yet as they are drawn. Gives each
    edition with its line in the log."""
    if not texts:
        return []
    editions = Edition.objects.bulk_create(_edition(text.candidate, by, now, text.change) for text in texts)
    approve_names(editions, now)
    readers_index.show(editions)
    readers_index.redirect_old_addresses(
        (text.candidate.last, edition) for text, edition in zip(texts, editions, strict=True)
    )
    articles = [edition.article for edition in editions]
    Schedule.objects.filter(article__in=articles, action=Schedule.Action.PUBLISH).delete()
    acts = Act.objects.bulk_create(
        line(text.desk, Act.Verb.PUBLISH, by, now, edition=edition.number, change=edition.change)
        for text, edition in zip(texts, editions, strict=True)
    )
    for edition in editions:
        tell_expert(edition)
    return list(zip(editions, acts, strict=True))


def _edition(candidate: Publication, by: User, now: datetime, change: str) -> Edition:
    content = candidate.content
    rendered = candidate.text.drawn.to_dict()
    edition = Edition(
        article=candidate.article,
        number=candidate.last.number + 1 if candidate.last else 1,
        slug=content.slug,
        title=content.title,
        language=content.language,
        summary=content.summary,
        category_id=candidate.article.category_id,
        content=content.to_dict(),
        digest=candidate.digest,
        rendered=rendered,
        rendered_digest=json_digest(rendered),
        change=change,
        note=note_of(content, change, candidate.last),
        sign_off=candidate.verdict,
        reviewed_on=candidate.reviewed_on,
        evidence_on=candidate.review.evidence_on,
        next_review_on=candidate.next_review_on,
        waivers=encode(candidate.text.page.waivers),
        published_at=now,
        published_by=by,
    )
    edition.remember(content)
    return edition


def withdraw(
    article: Article,
    by: User,
    *,
    cause: str = Cause.OTHER,
    reason: str = "",
    successor: Article | None = None,
    now: datetime | None = None,
) -> Withdrawal:
    """Takes the article from readers, at once and by one person.

    They find the sentence of the cause, and the successor, at its address. `reason`, in the words of `by`, is
    added when a second person has approved it.
    """
    now = now or timezone.now()
    require(by, "publish_article")
    with locked(article, publication=True) as desk:
        live = Edition.objects.live().filter(article=desk.article).first()
        refuse_if(_why_not_withdraw(desk.article, live, cause, successor))
        readers_index.hide(desk.article)
        Schedule.objects.filter(article=desk.article).delete()
        withdrawal = Withdrawal.objects.create(
            article=desk.article,
            edition=live,
            cause=cause,
            reason=reason.strip(),
            successor=successor,
            withdrawn_by=by,
            withdrawn_at=now,
        )
        log(desk, Act.Verb.WITHDRAW, by, now, edition=live.number, cause=cause, reason=withdrawal.reason)
        if reason.strip():
            log_edits(WithdrawalWords.objects.create(withdrawal=withdrawal, text=reason.strip()), by, now)
    return withdrawal


def _why_not_withdraw(
    article: Article, live: Edition | None, cause: str, successor: Article | None
) -> Iterator[str]:
    if live is None:
        yield _("The article is not published.")
    yield from why_not_because(cause)
    if cause == Cause.REPLACED and successor is None:
        yield _("Name the article that has taken its place.")
    if successor and (
        successor.pk == article.pk or not LiveEdition.objects.filter(article=successor).exists()
    ):
        yield _("The article to read instead must be another one that is published.")


def why_not_because(cause: str) -> Iterator[str]:
    """A reason to refuse a withdrawal without a cause that readers can be told."""
    if cause not in Cause.values:
        yield _("Choose why: readers are told at the old address.")
