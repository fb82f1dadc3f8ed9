"""What a working copy said between editions: the texts that editors left, to compare and go back to."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from articles.content import ArticleContent
from articles.models import Act, Article, KeptText

# Of each article; what was left before is forgotten.
KEPT = 40


def keep(article: Article, content: ArticleContent, by: User | None, now: datetime):
    """Keeps the text as `by` left it at `now`. Of what somebody saves within one hour of the clock, the first
    and the last text stay."""
    newest = list(article.kept_texts.defer("content")[:2])
    if newest and newest[0].digest == content.digest():
        return
    fields = {"digest": content.digest(), "content": content.to_dict(), "left_at": now}
    left = [(text.left_by_id, _hour(text.left_at)) for text in newest]
    if left == [(by.pk if by else None, _hour(now))] * 2:
        KeptText.objects.filter(pk=newest[0].pk).update(**fields)
        return
    KeptText.objects.create(article=article, left_by=by, **fields)
    old = article.kept_texts.values_list("pk", flat=True)[KEPT:]
    KeptText.objects.filter(pk__in=list(old)).delete()


def keep_as_found(article: Article):
    """Keeps what the working copy says before it is edited, as whoever wrote it last left it; not what an
    edition says."""
    newest = article.kept_texts.values_list("digest", flat=True).first()
    if newest == article.digest or article.editions.filter(digest=article.digest).exists():
        return
    writing = Act.objects.filter(article=article, verb__in=Act.WRITING).select_related("actor")
    last = writing.order_by("-at", "-pk").first()
    keep(article, article.content(), last.actor if last else None, last.at if last else article.changed_at)


def _hour(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
