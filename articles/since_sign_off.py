"""What changed in a working copy since somebody last read and signed the whole text."""

from dataclasses import dataclass

from articles.changes import Change, changes_between
from articles.content import ArticleContent
from articles.models import Article, SignOff


@dataclass(frozen=True)
class SinceSignOff:
    """`changes` is empty if the text is, word for word, the one that was signed."""

    sign_off: SignOff
    changes: tuple[Change, ...]


def changes_since_last_sign_off(
    article: Article, content: ArticleContent | None = None
) -> SinceSignOff | None:
    """The last approval of the whole text and what differs from it, None if nobody ever gave one.

    `content` saves reading the working copy. A certificate of a minor change is no reading of the whole
    text: what it let pass is shown among the changes.
    """
    read = SignOff.objects.filter(article=article, verdict=SignOff.Verdict.APPROVED, carries__isnull=True)
    sign_off = read.select_related("contributor").order_by("-signed_at", "-pk").first()
    if sign_off is None:
        return None
    signed = ArticleContent.from_stored(sign_off.content)
    return SinceSignOff(sign_off, tuple(changes_between(signed, content or article.content())))
