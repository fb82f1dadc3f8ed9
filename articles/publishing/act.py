"""What every act has in common: who may do it, the lock, the text that was seen, the line in the log."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content import ArticleContent
from articles.models import Act, Article
from articles.models.chain import written_together
from articles.models.review import OUTSIDE
from articles.models.turns import Turn, wait_for
from articles.working_copy.contents import read_contents

from .telling import tell

MAY = {
    "change_article": gettext_lazy("You may not change articles."),
    "review_article": gettext_lazy("You may not sign off articles."),
    "publish_article": gettext_lazy("You may not publish or withdraw articles."),
    "waive_finding": gettext_lazy("You may not waive findings."),
    "add_tagmerge": gettext_lazy("You may not merge tags."),
    "change_readerreport": gettext_lazy("Only a publisher answers the reports of readers."),
    "approve_record": gettext_lazy("You may not approve texts."),
}


class ActRefused(Exception):
    """An act was refused and changed nothing. `reasons` are sentences for the editor."""

    def __init__(self, reasons: Iterable[str]):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class TextChanged(ActRefused):
    """The text is no longer the one that the editor saw when asking for the act."""


@dataclass(frozen=True)
class Locked:
    """An article whose row is locked, with its content and digest as the database now has them."""

    article: Article
    content: ArticleContent
    digest: str


def require(by: User | None, permission: str, reason: str = ""):
    """Raises ActRefused unless `by` has the permission of the app `articles`. `reason` is said
    instead of the usual sentence."""
    if by is None or by.get_username() == OUTSIDE or not by.has_perm(f"articles.{permission}"):
        raise ActRefused([reason or str(MAY[permission])])


def refuse_if(reasons: Iterable[str]):
    """Raises ActRefused with all reasons, if there are any."""
    if reasons := list(reasons):
        raise ActRefused(reasons)


@contextmanager
def locked(
    article: Article, seen_digest: str | None = None, *, publication: bool = False
) -> Iterator[Locked]:
    """A transaction during which nobody else acts on the article, and with `publication` on no article's
    public side. Raises TextChanged if `seen_digest` is given and is not that of the text."""
    with written_together():
        if publication:
            lock_publication()
        # Plain FOR UPDATE would also stop others from pointing to this article.
        row = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        [desk] = read_locked([row])
        if seen_digest is not None and seen_digest != desk.digest:
            raise TextChanged(
                [_("The text was changed after you opened this page. Read it again, then decide.")]
            )
        yield desk


def read_locked(rows: Sequence[Article]) -> list[Locked]:
    """The articles of locked rows, whose stored digests are put right; in a steady number of queries."""
    desks = [
        Locked(row, content, content.digest()) for row, content in zip(rows, read_contents(rows), strict=True)
    ]
    for desk in desks:
        if desk.article.digest != desk.digest:
            desk.article.digest = desk.digest
            desk.article.save(update_fields=["digest"])
    return desks


def lock_publication():
    """One publication at a time, for it also writes rows of other articles.

    It is taken before any row is locked, so two publishers cannot wait for each other.
    """
    wait_for(Turn.PUBLICATION)


def log(desk: Locked, verb: Act.Verb, by: User | None, now: datetime, **detail) -> Act:
    """Writes one line of the log, in the transaction of the act, and tells those whom it concerns."""
    made = line(desk, verb, by, now, **detail)
    made.save()
    tell(made)
    return made


def line(desk: Locked, verb: Act.Verb, by: User | None, now: datetime, **detail) -> Act:
    """A line of the log, not saved yet."""
    return Act(article=desk.article, verb=verb, actor=by, at=now, digest=desk.digest, detail=detail)


def in_trash(article: Article) -> Iterator[str]:
    """A reason to refuse, if the article lies in the trash."""
    if article.trashed_at:
        yield _("The article is in the trash. Take it out first.")
