"""The acts on a working copy that readers never notice: edit, restore, trash."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import ArticleContent
from articles.models import Act, Article, Edition, KeptText, LiveEdition, Schedule
from articles.models.chain import written_together
from articles.records.kinds import kinds_of
from articles.records.record import rows_reading
from articles.working_copy.shared_records import is_in_articles, refresh_users

from . import kept_texts
from .act import ActRefused, Locked, in_trash, locked, log, refuse_if, require
from .records import log_edits
from .standing import renew_standing, renew_standing_after
from .writers import why_not_theirs


def record_edit(article: Article, by: User | None, now: datetime | None = None, **detail) -> Act:
    """Writes into the log that `by` changed the text, and stores its digest.

    Whoever saves a working copy calls it in the same transaction: who has such a line does not sign off.
    """
    now = now or timezone.now()
    with locked(article) as desk:
        article.digest = desk.digest
        renew_standing([article])
        return _log_edit(desk, by, now, **detail)


def _log_edit(desk: Locked, by: User | None, now: datetime, **detail) -> Act:
    return log(desk, Act.Verb.EDIT, by, now, version=desk.article.version, **detail)


def saved(article: Article, by: User, **detail) -> ArticleContent:
    """Finishes what `by` did to a working copy's rows: stores its digest, raises its version, and logs an
    edit, with `detail`, and keeps the text, if it is another. In the transaction that wrote the rows. Returns
    the text."""
    before, now = article.digest, timezone.now()
    article.version += 1
    article.save(update_fields=["version", "changed_at"])
    with locked(article) as desk:
        article.digest = desk.digest
        # Also for the months to the next review, which aren't part of the text.
        renew_standing([article])
        if desk.digest != before:
            _log_edit(desk, by, now, **detail)
            kept_texts.keep(desk.article, desk.content, by, now)
        return desk.content


@written_together()
def record_changed(record: Model, by: User | None) -> list[Article]:
    """Notes that `by` made or changed a shared record: in the record's own log, and for every working copy
    whose text changed with it.

    Whoever saves such a record calls it in the same transaction. Returns those working copies.
    """
    for row in (record, *rows_reading(record)):
        log_edits(row, by)
    changed = refresh_users(record) if is_in_articles(record) else []
    for article in changed:
        record_edit(article, by)
    for kind in kinds_of(record):
        renew_standing_after(kind.name, kind.text_of(record))
    return changed


def restore(
    article: Article,
    by: User,
    text: Edition | KeptText,
    *,
    seen_digest: str | None = None,
    now: datetime | None = None,
) -> Article:
    """Takes what an edition or a kept text said back into the working copy; that counts as an edit by this
    user. What the working copy says until then is kept.

    The address stays the present one where another working copy has the old one by now. Shared records
    (sources, survey tables, people) stay as they are.
    """
    now = now or timezone.now()
    require(by, "change_article")
    with locked(article, seen_digest) as desk:
        refuse_if(
            [
                *in_trash(desk.article),
                *why_not_theirs(by, desk.article),
                *_why_not_restore(desk, text),
            ]
        )
        kept_texts.keep_as_found(desk.article)
        content = text.article_content()
        if Article.objects.filter(slug=content.slug).exclude(pk=desk.article.pk).exists():
            content = replace(content, slug=desk.content.slug)
        restored = desk.article.apply(content)
        renew_standing([restored])
        told = (
            {"edition": text.number} if isinstance(text, Edition) else {"left_at": text.left_at.isoformat()}
        )
        log(Locked(restored, content, restored.digest), Act.Verb.RESTORE, by, now, **told)
    return restored


def _why_not_restore(desk: Locked, text: Edition | KeptText) -> Iterator[str]:
    if text.article_id != desk.article.pk:
        yield _("That is a text of another article.")
    elif text.digest == desk.digest:
        yield _("The working copy already says that.")


def trash(article: Article, by: User, *, now: datetime | None = None):
    """Moves an article that readers do not see to the trash. Nothing is lost."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked(article, publication=True) as desk:
        refuse_if([*in_trash(desk.article), *_why_not_trash(desk.article, by)])
        Schedule.objects.filter(article=desk.article).delete()
        _set_trashed(desk, now)
        log(desk, Act.Verb.TRASH, by, now)


def _why_not_trash(article: Article, by: User) -> Iterator[str]:
    if LiveEdition.objects.filter(article=article).exists():
        yield _("Readers see this article. Withdraw it first.")
    elif article.editions.exists() and not by.has_perm("articles.publish_article"):
        yield _("Readers have seen this article. Only a publisher moves it to the trash.")
    else:
        yield from why_not_theirs(by, article)


def untrash(article: Article, by: User, *, now: datetime | None = None):
    """Takes an article out of the trash, as it was."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked(article) as desk:
        if not desk.article.trashed_at:
            raise ActRefused([_("The article is not in the trash.")])
        refuse_if(why_not_theirs(by, desk.article))
        _set_trashed(desk, None)
        log(desk, Act.Verb.UNTRASH, by, now)


def _set_trashed(desk: Locked, moment: datetime | None):
    desk.article.trashed_at = moment
    desk.article.save(update_fields=["trashed_at"])
