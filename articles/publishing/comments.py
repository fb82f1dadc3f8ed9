"""What reviewers say of words and sections. A sign-off waits until every comment is resolved."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Act, Article, Comment, Section

from .act import ActRefused, in_trash, locked, log, refuse_if, require
from .writers import why_not_theirs


def comment(
    article: Article,
    by: User,
    *,
    text: str = "",
    section: Section | None = None,
    quote: str = "",
    context: str = "",
    replacement: str = "",
    answers: Comment | None = None,
    now: datetime | None = None,
) -> Comment:
    """Notes what `by` says of the words `quote` in their `context`, of a section, or of the whole text.

    `replacement` is what to write in place of the words. What is said may be one of the `answers` to another
    comment: it's about the same words and is resolved with it.
    """
    now = now or timezone.now()
    require_voice(by)
    with locked(article) as desk:
        asked = Comment(
            text=text.strip(), quote=quote.strip(), replacement=replacement.strip(), answers=answers
        )
        refuse_if([*in_trash(desk.article), *why_not_comment(asked, section, desk.article)])
        made = Comment.objects.create(
            article=desk.article,
            section=section,
            heading=section.heading if section else "",
            digest=desk.digest,
            text=asked.text,
            quote=asked.quote,
            context=context.strip(),
            replacement=asked.replacement,
            answers=answers,
            user=by,
            written_at=now,
        )
        log(desk, Act.Verb.COMMENT, by, now, comment=made.pk)
    return made


def why_not_comment(asked: Comment, section: Section | None, article: Article):
    if not asked.text and not asked.replacement:
        yield _("Write what you want to say.")
    if asked.replacement and not asked.quote:
        yield _("Select the words that are to be replaced.")
    if asked.answers is not None and asked.answers.article_id != article.pk:
        yield _("That comment is about another article.")
    if asked.answers is not None and asked.answers.answers_id:
        yield _("Answer the comment that the answer is about.")
    if section is not None and section.article_id != article.pk:
        yield _("That section belongs to another article.")


def resolve(made: Comment, by: User, *, now: datetime | None = None) -> Comment:
    """Notes that a comment has been dealt with: its writer does, a writer of the text, or a publisher."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked(made.article) as desk:
        made = Comment.objects.select_for_update(no_key=True).get(pk=made.pk)
        if made.resolved_at:
            raise ActRefused([_("The comment is already resolved.")])
        if made.user_id != by.pk:
            refuse_if(why_not_theirs(by, desk.article))
        made.resolved_by, made.resolved_at = by, now
        made.save(update_fields=["resolved_by", "resolved_at"])
        log(desk, Act.Verb.RESOLVE, by, now, comment=made.pk)
    return made


def reopen(made: Comment, by: User, *, now: datetime | None = None) -> Comment:
    """Notes that a comment hasn't been dealt with after all: whoever may comment says so."""
    now = now or timezone.now()
    require_voice(by)
    with locked(made.article) as desk:
        made = Comment.objects.select_for_update(no_key=True).get(pk=made.pk)
        if not made.resolved_at:
            raise ActRefused([_("The comment is open.")])
        made.resolved_by = made.resolved_at = None
        made.save(update_fields=["resolved_by", "resolved_at"])
        log(desk, Act.Verb.COMMENT, by, now, comment=made.pk, reopened=True)
    return made


def require_voice(by: User):
    """Raises ActRefused unless `by` may say something of articles."""
    if not (by.has_perm("articles.review_article") or by.has_perm("articles.change_article")):
        raise ActRefused([_("You may not comment on articles.")])
