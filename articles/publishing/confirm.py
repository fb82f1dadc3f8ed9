"""A publisher vouches for an outside expert, and the expert's verdict becomes a sign-off."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.content import ArticleContent, decode_stored
from articles.models import Act, Contributor, Invitation, SignOff

from .act import Locked, in_trash, log, refuse_if, require
from .invite import locked_invitation, why_not_vouch
from .outside_address import why_not_outside
from .proof import has_account
from .reasons import why_not_a_reason
from .reviewed_page import ReviewedPage
from .same_person import are_one_person
from .writers import why_not_reviewer


def confirm(invitation: Invitation, by: User, *, known_how: str, now: datetime | None = None) -> SignOff:
    """Makes the expert's verdict a sign-off of the text that they read. A publisher vouches for the expert.

    `known_how` says how the publisher knows this person and this address; the log keeps it. Refused to
    whoever invited the expert or had a hand in the text, and where the inviter had one by now.
    """
    now = now or timezone.now()
    require(by, "publish_article")
    with locked_invitation(invitation) as (desk, invitation):
        read = ArticleContent.from_stored(invitation.content)
        contributor = _expert(invitation)
        refuse_if(
            [
                *in_trash(desk.article),
                *_why_not_ready(desk, invitation),
                *_why_not_expert(invitation, contributor, read),
                *_why_not_confirmer(desk, invitation, by),
                *why_not_a_reason(known_how, _("Say how you know this person and this address")),
            ]
        )
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
            email=invitation.email,
            signed_at=invitation.verdict_at,  # type: ignore[misc] # without a verdict it was refused above
        )
        invitation.save(update_fields=["sign_off"])
        log(
            desk,
            Act.Verb.CONFIRM,
            by,
            now,
            invitation=invitation.pk,
            sign_off=invitation.sign_off.pk,
            known_how=known_how.strip(),
        )
    return invitation.sign_off


def _why_not_ready(desk: Locked, invitation: Invitation) -> Iterator[str]:
    if not invitation.verdict:
        yield _("The expert has given no verdict yet.")
    elif not invitation.proven_at:
        yield _("This verdict came without a code from the expert's e-mail. Invite the expert again.")
    if invitation.sign_off_id:
        yield _("The verdict is already confirmed.")
    if invitation.revoked_at:
        yield _("The invitation was revoked.")
    if invitation.digest != desk.digest:
        yield _("The text was changed after the expert read it. Invite the expert again.")


def _why_not_expert(invitation: Invitation, contributor: Contributor, read: ArticleContent) -> Iterator[str]:
    yield from why_not_reviewer(None, contributor, invitation.article, read)
    if has_account(contributor.name):
        yield _("%(name)s has an account of this site, and signs off with it.") % {"name": contributor.name}
    # Accounts may have been made, or got their address, since the invitation.
    yield from why_not_outside(invitation.email)


def _why_not_confirmer(desk: Locked, invitation: Invitation, by: User) -> Iterator[str]:
    if are_one_person(invitation.invited_by, by):
        yield _("You invited this expert. Another publisher must confirm the verdict.")
    yield from why_not_vouch(desk, by, _("confirm the verdict"))
    yield from why_not_vouch(desk, invitation.invited_by, _("invite the expert"))


def _expert(invitation: Invitation) -> Contributor:
    """The contributor of that name and those credentials who has no account, or a new one."""
    known = Contributor.objects.filter(
        name=invitation.signed_name, credentials=invitation.credentials, user__isnull=True
    ).first()
    key = f"{slugify(invitation.signed_name) or 'expert'}-{invitation.pk}"[:100]
    expert = known or Contributor(key=key, name=invitation.signed_name, credentials=invitation.credentials)
    expert.affiliation, expert.interests = invitation.affiliation, invitation.interests
    return expert
