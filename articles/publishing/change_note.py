"""What an edition tells readers of its change: words of the text that was signed off, and of nobody else."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.content import ArticleContent
from articles.models import Article, Edition

from .certify import reasons_against

# An edition of these kinds says by its kind what changed: its text keeps the words of an edition before it.
WITHOUT_NOTE = {Edition.Change.MINOR, Edition.Change.REVIEW}


def note_of(content: ArticleContent, change: str, last: Edition | None) -> str:
    """What readers are told that an edition with this text changes; "" if the text itself didn't change."""
    is_same_text = last is not None and last.digest == content.digest()
    return "" if change in WITHOUT_NOTE or is_same_text else content.change_note.strip()


def why_not_told(article: Article, content: ArticleContent, last: Edition | None) -> Iterator[str]:
    """A reason not to publish a changed text: it tells readers what an earlier edition told them."""
    note = content.change_note.strip()
    if not note or last is None or last.digest == content.digest():
        return
    earlier = Edition.objects.filter(article=article, note=note).order_by("-number").first()
    if earlier:
        yield (
            _(
                "“What changed, for readers” still has the words of edition %(number)s. Write what "
                "changed this time, or leave it empty; only a minor change keeps them."
            )
            % {"number": earlier.number}
        )


def note_to_renew(article: Article) -> str:
    """What to tell an editor whose text still has the note of an earlier edition; "" if nothing.

    A correction that may be certified as a minor change keeps the note.
    """
    content = article.content()
    last = Edition.objects.filter(article=article).order_by("-number").first()
    live = Edition.objects.live().filter(article=article).first()
    reasons = list(why_not_told(article, content, last))
    return reasons[0] if reasons and (live is None or reasons_against(live, content)) else ""
