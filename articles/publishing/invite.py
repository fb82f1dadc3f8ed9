"""An expert without an account reads one text by a signed link, and gives one verdict on it."""

import contextlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.core import signing
from django.utils import timezone
from django.utils.text import slugify

from articles.content import ArticleContent, decode_stored, encode
from articles.models import Act, Article, Comment, Contributor, Invitation, SignOff

from .act import ActRefused, Locked, in_trash, locked, log, refuse_if, require
from .reviewed_page import ReviewedPage, reviewed_page
from .writers import has_edited, is_author

SALT = "articles.invitation"
LONGEST_INVITATION = timedelta(days=60)


class LinkUnusable(Exception):
    """The link of an invitation is expired, revoked, or was never one. The message says which."""


def invite(
    article: Article,
    by: User,
    *,
    name: str,
    email: str = "",
    message: str = "",
    days: int = 14,
    seen_digest: str | None = None,
    now: datetime | None = None,
) -> Invitation:
    """Asks an outside expert for a verdict on the text as it stands, by a link that ends after `days`."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked(article, seen_digest) as desk:
        refuse_if([*in_trash(desk.article), *_why_not_invite(name, timedelta(days=days))])
        invitation = Invitation.objects.create(
            article=desk.article,
            digest=desk.digest,
            content=desk.content.to_dict(),
            name=name.strip(),
            email=email,
            message=message.strip(),
            invited_by=by,
            invited_at=now,
            expires_at=now + timedelta(days=days),
        )
        log(desk, Act.Verb.INVITE, by, now, invitation=invitation.pk, name=invitation.name)
    return invitation


def _why_not_invite(name: str, time: timedelta) -> Iterator[str]:
    if not name.strip():
        yield "Name the expert."
    if not timedelta(days=1) <= time <= LONGEST_INVITATION:
        yield f"A link works for 1 to {LONGEST_INVITATION.days} days."


def link_token(invitation: Invitation) -> str:
    """The signed part of the link. It tells nothing but which invitation it is."""
    return signing.Signer(salt=SALT).sign(str(invitation.pk))


def find_invitation(token: str, now: datetime) -> Invitation:
    """The invitation of a link. Raises LinkUnusable with a sentence for the expert."""
    with contextlib.suppress(signing.BadSignature):
        number = signing.Signer(salt=SALT).unsign(token)
        invitation = Invitation.objects.select_related("article").filter(pk=number).first()
        if invitation:
            return _usable(invitation, now)
    raise LinkUnusable("This link doesn't lead anywhere. Please ask for a new one.")


def _usable(invitation: Invitation, now: datetime) -> Invitation:
    if invitation.revoked_at:
        raise LinkUnusable("This link has been revoked. Please ask the person who sent it.")
    if invitation.expires_at <= now:
        raise LinkUnusable("This link has expired. Please ask for a new one.")
    return invitation


def revoke(invitation: Invitation, by: User, *, now: datetime | None = None) -> Invitation:
    """Takes a link back at once: who invited does, or a publisher. What the expert said by then stays."""
    now = now or timezone.now()
    require(by, "change_article")
    with _locked_invitation(invitation) as (desk, invitation):
        if invitation.invited_by_id != by.pk and not by.has_perm("articles.publish_article"):
            raise ActRefused(
                ["Somebody else invited this expert. Ask them, or a publisher, to revoke the link."]
            )
        if invitation.revoked_at:
            raise ActRefused(["The link has already been revoked."])
        if invitation.sign_off_id:
            raise ActRefused(["The verdict is already confirmed."])
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        log(desk, Act.Verb.REVOKE, by, now, invitation=invitation.pk)
    return invitation


@contextlib.contextmanager
def _locked_invitation(invitation: Invitation) -> Iterator[tuple[Locked, Invitation]]:
    with locked(invitation.article) as desk:
        yield desk, Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)


def comment_by_expert(
    invitation: Invitation, *, text: str, heading: str = "", now: datetime | None = None
) -> Comment:
    """Notes what the expert says of the section with that heading in the text that they read."""
    now = now or timezone.now()
    with _locked_invitation(invitation) as (desk, invitation):
        _usable(invitation, now)
        if invitation.verdict:
            raise ActRefused(["You have given your verdict; the page is closed for comments."])
        if not text.strip():
            raise ActRefused(["Write what you want to say."])
        made = Comment.objects.create(
            article=desk.article,
            section=desk.article.sections.filter(heading=heading).first() if heading else None,
            heading=heading[:300],
            digest=invitation.digest,
            text=text.strip(),
            invitation=invitation,
            written_at=now,
        )
        log(desk, Act.Verb.COMMENT, None, now, comment=made.pk, invitation=invitation.pk)
    return made


def give_verdict(
    invitation: Invitation,
    *,
    verdict: str,
    name: str,
    credentials: str,
    affiliation: str = "",
    interests: str = "",
    evidence_on: date | None = None,
    comment: str = "",
    now: datetime | None = None,
) -> Invitation:
    """Notes the expert's one verdict, under their name and credentials. A publisher confirms it."""
    now = now or timezone.now()
    with _locked_invitation(invitation) as (desk, invitation):
        _usable(invitation, now)
        refuse_if(
            _why_not_verdict(invitation, verdict, name, credentials, interests, evidence_on, comment, now)
        )
        invitation.verdict, invitation.verdict_at = verdict, now
        invitation.signed_name, invitation.credentials = name.strip(), credentials.strip()
        invitation.affiliation, invitation.interests = affiliation.strip(), interests.strip()
        invitation.evidence_on, invitation.comment = evidence_on, comment.strip()
        invitation.page = encode(_page_of(invitation, now))
        invitation.save()
        log(desk, Act.Verb.COMMENT, None, now, invitation=invitation.pk, verdict=verdict)
    return invitation


def _page_of(invitation: Invitation, now: datetime) -> ReviewedPage:
    """What the expert reads."""
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
        yield "You have already given your verdict. A link works once."
    if verdict not in Invitation.Verdict.values:
        yield "Choose whether you approve or decline the text."
    if not name.strip() or not credentials.strip():
        yield "Readers see who reviewed the page: give your name and your credentials."
    if verdict == Invitation.Verdict.APPROVED and not interests.strip():
        yield "Declare your interests. Write “None” if you have none."
    if verdict == Invitation.Verdict.DECLINED and not comment.strip():
        yield "Say what has to change."
    if evidence_on and evidence_on > timezone.localdate(now):
        yield "The date that you looked at the evidence up to is in the future."


def confirm(invitation: Invitation, by: User, *, now: datetime | None = None) -> SignOff:
    """Makes the expert's verdict a sign-off of the text that they read. A publisher who did not write it
    vouches for the expert."""
    now = now or timezone.now()
    require(by, "publish_article")
    with _locked_invitation(invitation) as (desk, invitation):
        read = ArticleContent.from_stored(invitation.content)
        contributor = _expert(invitation)
        refuse_if([*in_trash(desk.article), *_why_not_confirm(desk, invitation, contributor, read, by)])
        contributor.save()
        approved = invitation.verdict == Invitation.Verdict.APPROVED
        invitation.sign_off = SignOff.objects.create(
            article=desk.article,
            digest=invitation.digest,
            content=invitation.content,
            **(decode_stored(ReviewedPage, invitation.page).kept() if invitation.page else {}),
            verdict=SignOff.Verdict.APPROVED if approved else SignOff.Verdict.CHANGES,
            contributor=contributor,
            reviewer={**vars(contributor.content()), "interests": invitation.interests},
            comment=invitation.comment,
            evidence_on=invitation.evidence_on,
            signed_at=invitation.verdict_at,  # type: ignore[misc] # without a verdict it was refused above
        )
        invitation.save(update_fields=["sign_off"])
        log(desk, Act.Verb.CONFIRM, by, now, invitation=invitation.pk, sign_off=invitation.sign_off.pk)
    return invitation.sign_off


def _why_not_confirm(
    desk: Locked, invitation: Invitation, contributor: Contributor, read: ArticleContent, by: User
) -> Iterator[str]:
    if not invitation.verdict:
        yield "The expert has given no verdict yet."
    if invitation.sign_off_id:
        yield "The verdict is already confirmed."
    if invitation.revoked_at:
        yield "The invitation was revoked."
    if is_author(contributor, read):
        yield f"{contributor.name} is an author of this text. Somebody else must sign it off."
    if has_edited(by, desk.article):
        yield "You have edited this article. Another publisher must confirm the verdict."
    if invitation.digest != desk.digest:
        yield "The text was changed after the expert read it. Invite the expert again."


def _expert(invitation: Invitation) -> Contributor:
    """The contributor of that name and those credentials who has no account, or a new one."""
    known = Contributor.objects.filter(
        name=invitation.signed_name, credentials=invitation.credentials, user__isnull=True
    ).first()
    key = f"{slugify(invitation.signed_name) or 'expert'}-{invitation.pk}"[:100]
    expert = known or Contributor(key=key, name=invitation.signed_name, credentials=invitation.credentials)
    expert.affiliation, expert.interests = invitation.affiliation, invitation.interests
    return expert
