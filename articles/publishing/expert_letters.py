"""The letters to outside experts: the link, the code, and what was published under their name.

Each is in the language of the text, as far as the interface speaks it. Names and titles that editors typed
stand in headers on one line only, so nobody can write a header of their own.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.mail.delivery import one_line
from articles.models import ExpertLetter, Invitation, account_name
from cancerinfo.web.languages import labels_in


def invitation_letter(invitation: Invitation, token: str) -> EmailMessage:
    """Asks the expert for a review, with the private link."""
    with labels_in(invitation.content["language"]):
        words = {
            "name": invitation.name,
            "title": invitation.content["title"],
            "inviter": account_name(invitation.invited_by),
            "site": settings.SITE_NAME,
            "day": date_format(localtime(invitation.expires_at)),
        }
        paragraphs = [
            _("Hello %(name)s,") % words,
            _("%(inviter)s of %(site)s asks you to review this text before it is published: “%(title)s”.")
            % words,
            invitation.message,
            _("Your private link, which works until %(day)s:") % words,
            address("expert_review", token),
            _(
                "Please don't pass this e-mail on: whoever has the link can read the unpublished text. When "
                "you give your verdict, we'll send a code to this address, so that nobody else can sign as "
                "you."
            ),
            _("If you don't know what this is about, you can ignore this e-mail."),
        ]
        return _letter(invitation, _("Please review: %(title)s") % words, paragraphs)


def code_letter(invitation: Invitation, code: str, minutes: int) -> EmailMessage:
    """Holds the code that the verdict counts with."""
    with labels_in(invitation.content["language"]):
        words = {"title": invitation.content["title"], "code": code, "minutes": minutes}
        paragraphs = [
            _("Your code for the verdict on “%(title)s”:") % words,
            code,
            _(
                "It works once, within %(minutes)d minutes. Type it on the page of the review. Give it to "
                "nobody: whoever has it can sign as you."
            )
            % words,
            _("If you did not ask for it, you can ignore this e-mail. Nothing happens without the code."),
        ]
        return _letter(invitation, _("Your code for the review: %(title)s") % words, paragraphs)


def publication_letter(letter: ExpertLetter, token: str) -> EmailMessage:
    """Says what was published under the expert's name, with a link for saying that it wasn't their review."""
    edition, invitation = letter.edition, letter.invitation
    with labels_in(edition.language):
        words = {
            "name": invitation.signed_name,
            "credentials": invitation.credentials,
            "title": edition.title,
            "site": settings.SITE_NAME,
            "day": date_format(localtime(edition.published_at)),
        }
        paragraphs = [
            _("Hello %(name)s,") % words,
            _("On %(day)s, %(site)s published “%(title)s”. Readers see that you reviewed it:") % words,
            _("Reviewed by %(name)s, %(credentials)s.") % words,
            address("article_detail", edition.slug),
            _("If you did not review this text, please tell us here. You need no account:"),
            address("not_my_review", token),
            _("Thank you for your help."),
        ]
        return _letter(invitation, _("Published with your review: %(title)s") % words, paragraphs)


def address(name: str, argument: str) -> str:
    """The full address of a page of this site."""
    return settings.SITE_URL + reverse(name, args=[argument])


def _letter(invitation: Invitation, subject: str, paragraphs: list[str]) -> EmailMessage:
    body = "\n\n".join(filter(None, [*paragraphs, f"{settings.SITE_NAME}, {settings.SITE_URL}"]))
    return EmailMessage(one_line(subject), body, to=[invitation.email])
