"""What reviewers say of single sections. A sign-off waits until every comment is resolved."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Act, Article, Comment, Section

from .act import ActRefused, in_trash, locked, log, refuse_if, require
from .writers import why_not_theirs


def comment(
    article: Article,
    by: User,
    *,
    text: str,
    section: Section | None = None,
    now: datetime | None = None,
) -> Comment:
    """Notes what `by` says of a section, or of the whole text."""
    now = now or timezone.now()
    if not (by.has_perm("articles.review_article") or by.has_perm("articles.change_article")):
        raise ActRefused(["You may not comment on articles."])
    with locked(article) as desk:
        refuse_if([*in_trash(desk.article), *why_not_comment(text, section, desk.article)])
        made = Comment.objects.create(
            article=desk.article,
            section=section,
            heading=section.heading if section else "",
            digest=desk.digest,
            text=text.strip(),
            user=by,
            written_at=now,
        )
        log(desk, Act.Verb.COMMENT, by, now, comment=made.pk)
    return made


def why_not_comment(text: str, section: Section | None, article: Article):
    if not text.strip():
        yield "Write what you want to say."
    if section is not None and section.article_id != article.pk:
        yield "That section belongs to another article."


def resolve(made: Comment, by: User, *, now: datetime | None = None) -> Comment:
    """Notes that a comment has been dealt with: its writer does, a writer of the text, or a publisher."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked(made.article) as desk:
        made = Comment.objects.select_for_update(no_key=True).get(pk=made.pk)
        if made.resolved_at:
            raise ActRefused(["The comment is already resolved."])
        if made.user_id != by.pk:
            refuse_if(why_not_theirs(by, desk.article))
        made.resolved_by, made.resolved_at = by, now
        made.save(update_fields=["resolved_by", "resolved_at"])
        log(desk, Act.Verb.RESOLVE, by, now, comment=made.pk)
    return made
