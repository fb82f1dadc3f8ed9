"""What an outside expert does by the link that they were sent: comments, and one verdict."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import ArticleContent, encode
from articles.models import Act, Comment, Invitation

from .act import ActRefused, log, refuse_if
from .as_read import refuse_unless_seen
from .comments import why_not_comment
from .expert_code import use_code
from .invite import locked_invitation, usable
from .reviewed_page import ReviewedPage, reviewed_page
from .signature import why_not_declared


def comment_by_expert(
    invitation: Invitation,
    *,
    text: str = "",
    heading: str = "",
    quote: str = "",
    context: str = "",
    replacement: str = "",
    now: datetime | None = None,
) -> Comment:
    """Notes what the expert says of the words `quote` in their `context`, or of the section with that
    heading, in the text that they read. `replacement` is what to write in place of the words."""
    now = now or timezone.now()
    with locked_invitation(invitation) as (desk, invitation):
        usable(invitation, now)
        if invitation.verdict:
            raise ActRefused([_("You have given your verdict; the page is closed for comments.")])
        asked = Comment(text=text.strip(), quote=quote.strip(), replacement=replacement.strip())
        section = desk.article.sections.filter(heading=heading).first() if heading else None
        refuse_if(why_not_comment(asked, section, desk.article))
        made = Comment.objects.create(
            article=desk.article,
            section=section,
            heading=heading[:300],
            digest=invitation.digest,
            text=asked.text,
            quote=asked.quote,
            context=context.strip(),
            replacement=asked.replacement,
            invitation=invitation,
            written_at=now,
        )
        log(desk, Act.Verb.COMMENT, None, now, comment=made.pk, invitation=invitation.pk)
    return made


def give_verdict(
    invitation: Invitation,
    *,
    seen: ReviewedPage | None,
    verdict: str,
    name: str,
    credentials: str,
    code: str = "",
    affiliation: str = "",
    interests: str = "",
    evidence_on: date | None = None,
    comment: str = "",
    now: datetime | None = None,
) -> Invitation:
    """Notes the expert's one verdict, under their name and credentials. A publisher confirms it.

    `seen` is the page that the expert was shown, None if that isn't known: then nothing is noted. `code` is
    the one that `send_code` mailed; without it nothing is noted. A wrong one is counted.
    """
    now = now or timezone.now()
    with locked_invitation(invitation) as (desk, invitation):
        usable(invitation, now)
        refuse_if(
            _why_not_verdict(invitation, verdict, name, credentials, interests, evidence_on, comment, now)
        )
        page = page_of(invitation, now)
        refuse_if([] if seen else [_("Open your link again and read the page, then decide.")])
        refuse_unless_seen(seen or page, page)
        problem = use_code(invitation, code, now)
        if not problem:
            invitation.verdict, invitation.verdict_at, invitation.proven_at = verdict, now, now
            invitation.signed_name, invitation.credentials = name.strip(), credentials.strip()
            invitation.affiliation, invitation.interests = affiliation.strip(), interests.strip()
            invitation.evidence_on, invitation.comment = evidence_on, comment.strip()
            invitation.page = encode(page)
            invitation.save()
            log(desk, Act.Verb.COMMENT, None, now, invitation=invitation.pk, verdict=verdict)
    # After the transaction, which has counted the try.
    refuse_if([problem] if problem else [])
    return invitation


def page_of(invitation: Invitation, now: datetime) -> ReviewedPage:
    """What the expert reads: the text as it was when they were asked, with what is drawn beside it now."""
    content = ArticleContent.from_stored(invitation.content)
    return reviewed_page(invitation.article, content, timezone.localdate(now))


def _why_not_verdict(
    invitation: Invitation,
    verdict: str,
    name: str,
    credentials: str,
    interests: str,
    evidence_on: date | None,
    comment: str,
    now: datetime,
) -> Iterator[str]:
    if invitation.verdict:
        yield _("You have already given your verdict. A link works once.")
    if verdict not in Invitation.Verdict.values:
        yield _("Choose whether you approve or decline the text.")
    if not name.strip() or not credentials.strip():
        yield _("Readers see who reviewed the page: give your name and your credentials.")
    if verdict == Invitation.Verdict.APPROVED and not interests.strip():
        yield _("Declare your interests. Write “None” if you have none.")
    yield from why_not_declared(interests)
    if verdict == Invitation.Verdict.DECLINED and not comment.strip():
        yield _("Say what has to change.")
    if evidence_on and evidence_on > timezone.localdate(now):
        yield _("The date that you looked at the evidence up to is in the future.")
