"""An expert without an account is asked, by a link that nobody else is shown, for a verdict on one text."""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.mail.delivery import deliver, mail_problem
from articles.models import Act, Article, Contributor, Invitation

from .act import ActRefused, Locked, in_trash, locked, log, refuse_if, require
from .expert_letters import invitation_letter
from .outside_address import why_not_outside
from .proof import has_account
from .writers import why_not_reviewer

SALT = "articles.invitation"
LONGEST_INVITATION = timedelta(days=60)


class LinkUnusable(Exception):
    """The link of an invitation is expired, revoked, or was never one. The message says which."""


def invite(
    article: Article,
    by: User,
    *,
    name: str,
    email: str,
    message: str = "",
    days: int = 14,
    seen_digest: str | None = None,
    now: datetime | None = None,
) -> Invitation:
    """Asks an outside expert for a verdict on the text as it stands, by a link that ends after `days`.

    The link is mailed to `email` and shown to nobody. Refused to whoever had a hand in the text, for an
    address of this site's own people, and where no letter leaves the site. If the mail server doesn't take
    the letter, the invitation is kept without `sent_at`: see `send_invitation`.
    """
    now = now or timezone.now()
    email = email.strip()
    require(by, "change_article")
    with locked(article, seen_digest) as desk:
        refuse_if(
            [
                *in_trash(desk.article),
                *why_not_mail(email),
                *why_not_vouch(desk, by, _("invite the expert")),
                *_why_not_invite(name, timedelta(days=days)),
            ]
        )
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
    _mail_link(invitation, now)
    return invitation


def why_not_mail(email: str) -> Iterator[str]:
    """Sentences that say why no letter goes to an expert at this address; none if one may."""
    if problem := mail_problem():
        yield problem
    yield from why_not_outside(email)


def why_not_vouch(desk: Locked, user: User, what: str) -> Iterator[str]:
    """A sentence if the user had a hand in the text, and so may not do `what` for it."""
    contributor = Contributor.objects.filter(user=user).first() or Contributor(name=user.get_full_name())
    if any(why_not_reviewer(user, contributor, desk.article, desk.content)):
        yield _("%(user)s has written, edited or imported this text. Somebody else must %(what)s.") % {
            "user": user,
            "what": what,
        }


def _why_not_invite(name: str, time: timedelta) -> Iterator[str]:
    if not name.strip():
        yield _("Name the expert.")
    if has_account(name):
        yield _("%(name)s has an account of this site, and signs off with it.") % {"name": name.strip()}
    if not timedelta(days=1) <= time <= LONGEST_INVITATION:
        yield _("A link works for 1 to %(days)s days.") % {"days": LONGEST_INVITATION.days}


def _mail_link(invitation: Invitation, now: datetime) -> str:
    """Mails the link, and notes it if a server took the letter. Returns a sentence if none did, else ""."""
    if problem := deliver(invitation_letter(invitation, link_token(invitation))):
        return problem
    invitation.sent_at = now
    invitation.save(update_fields=["sent_at"])
    return ""


def send_invitation(invitation: Invitation, by: User, *, now: datetime | None = None) -> Invitation:
    """Mails the link once more, to the address that the invitation names: who invited does, or a publisher.

    Raises ActRefused with the reason if no server takes the letter.
    """
    now = now or timezone.now()
    require(by, "change_article")
    with locked_invitation(invitation) as (_desk, invitation):
        refuse_if(_why_not_send(invitation, by, now))
    if problem := _mail_link(invitation, now):
        raise ActRefused([problem])
    return invitation


def _may_decide_on(invitation: Invitation, by: User) -> bool:
    return invitation.invited_by_id == by.pk or by.has_perm("articles.publish_article")


def _why_not_send(invitation: Invitation, by: User, now: datetime) -> Iterator[str]:
    if not _may_decide_on(invitation, by):
        yield _("Somebody else invited this expert. Ask them, or a publisher, to send the link again.")
    if invitation.revoked_at or invitation.expires_at <= now:
        yield _("The link no longer works. Invite the expert again.")
    if invitation.verdict:
        yield _("The expert has already given a verdict.")
    yield from why_not_mail(invitation.email)


def link_token(invitation: Invitation) -> str:
    """The signed part of the link. It tells nothing but which invitation it is."""
    return signing.Signer(salt=SALT).sign(str(invitation.pk))


def find_invitation(token: str, now: datetime) -> Invitation:
    """The invitation of a link. Raises LinkUnusable with a sentence for the expert."""
    with contextlib.suppress(signing.BadSignature):
        number = signing.Signer(salt=SALT).unsign(token)
        invitation = Invitation.objects.select_related("article").filter(pk=number).first()
        if invitation:
            return usable(invitation, now)
    raise LinkUnusable(_("This link doesn't work. Please ask for a new one."))


def usable(invitation: Invitation, now: datetime) -> Invitation:
    """The invitation, if its link still opens. Raises LinkUnusable."""
    if invitation.revoked_at:
        raise LinkUnusable(_("This link has been revoked. Please ask the person who invited you."))
    # Earlier versions showed the link to editors, who could open it themselves.
    if invitation.expires_at <= now or invitation.sent_at is None:
        raise LinkUnusable(_("This link has expired. Please ask for a new one."))
    return invitation


def revoke(invitation: Invitation, by: User, *, now: datetime | None = None) -> Invitation:
    """Takes a link back at once: who invited does, or a publisher. What the expert said by then stays."""
    now = now or timezone.now()
    require(by, "change_article")
    with locked_invitation(invitation) as (desk, invitation):
        if not _may_decide_on(invitation, by):
            raise ActRefused(
                [_("Somebody else invited this expert. Ask them, or a publisher, to revoke the link.")]
            )
        if invitation.revoked_at:
            raise ActRefused([_("The link has already been revoked.")])
        if invitation.sign_off_id:
            raise ActRefused([_("The verdict is already confirmed.")])
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        log(desk, Act.Verb.REVOKE, by, now, invitation=invitation.pk)
    return invitation


@contextlib.contextmanager
def locked_invitation(invitation: Invitation) -> Iterator[tuple[Locked, Invitation]]:
    """The lock of the article, with the invitation as the database now has it, locked too."""
    with locked(invitation.article) as desk:
        yield desk, Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
