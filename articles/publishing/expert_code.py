"""The code that is mailed to an outside expert, and that their verdict counts with.

Whoever got hold of the link alone can't sign: the code goes to the address of the invitation only. It is
short, so it lives for a short time, a few tries end it, and the site keeps no more than its keyed digest.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from articles.mail.delivery import deliver
from articles.models import Invitation

from .act import ActRefused, refuse_if
from .expert_letters import code_letter
from .invite import locked_invitation, usable

DIGITS = 8
LIFE = timedelta(minutes=30)
TRIES = 5
PAUSE = timedelta(minutes=1)
# A tenth code that isn't used is nobody's mistake in typing. With TRIES, 50 guesses at 100 million codes.
MOST_CODES = 10


def send_code(invitation: Invitation, *, now: datetime | None = None) -> Invitation:
    """Mails a new code to the address of the invitation; one that was sent before no longer counts.

    Raises ActRefused with a sentence for the expert: after a verdict, too often, or if no server takes it.
    """
    now = now or timezone.now()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with locked_invitation(invitation) as (_desk, invitation):
        usable(invitation, now)
        refuse_if(_why_not_send(invitation, now))
        invitation.code_digest, invitation.code_sent_at = _digest(invitation, code), now
        invitation.code_tries, invitation.codes_sent = 0, invitation.codes_sent + 1
        invitation.save(update_fields=["code_digest", "code_sent_at", "code_tries", "codes_sent"])
    if deliver(code_letter(invitation, f"{code[:4]} {code[4:]}", int(LIFE.total_seconds() / 60))):
        forgotten = Invitation.objects.filter(pk=invitation.pk)
        forgotten.update(code_digest="", codes_sent=F("codes_sent") - 1)
        raise ActRefused([_("The e-mail with the code couldn't be sent. Please try again in a few minutes.")])
    return invitation


def _why_not_send(invitation: Invitation, now: datetime) -> Iterator[str]:
    if invitation.verdict:
        yield _("You have already given your verdict. A link works once.")
    elif invitation.code_sent_at and now < invitation.code_sent_at + PAUSE:
        yield _("We've just sent a code. Please wait a minute before you ask for another one.")
    elif invitation.codes_sent >= MOST_CODES:
        yield _("Too many codes have been sent. Please ask the person who invited you for a new link.")


def awaits_code(invitation: Invitation, now: datetime) -> bool:
    """Whether a code was mailed that can still be typed in."""
    sent_at = invitation.code_sent_at
    is_alive = sent_at is not None and now < sent_at + LIFE and invitation.code_tries < TRIES
    return bool(invitation.code_digest) and is_alive


def use_code(invitation: Invitation, code: str, now: datetime) -> str:
    """Tries a code, and counts the try. Returns a sentence for the expert if it's the wrong one, else "".

    The invitation must be locked, and its transaction must end well: a try that is rolled back isn't counted.
    """
    if not awaits_code(invitation, now):
        return _("The code no longer works. Please ask for a new one.")
    is_right = constant_time_compare(_digest(invitation, code), invitation.code_digest)
    invitation.code_tries += 1
    if is_right:
        invitation.code_digest = ""
    invitation.save(update_fields=["code_tries", "code_digest"])
    return "" if is_right else _("That isn't the code from our latest e-mail. Please look again.")


def _digest(invitation: Invitation, typed: str) -> str:
    """Of the digits of a code, for this invitation, under the key of the site."""
    code = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    return salted_hmac("articles.expert_code", f"{invitation.pk}:{code}", algorithm="sha256").hexdigest()
