"""The one way for a letter to leave this site, and whether it reaches anybody."""

import logging
from smtplib import SMTPException
from typing import Any

import django
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def mail_problem() -> str:
    """Why no letter leaves this site, as a sentence; "" if its backend hands letters to a server."""
    backend = settings.MAILERS["default"]["BACKEND"]
    if backend not in settings.EMAIL_BACKENDS_WITHOUT_DELIVERY:
        return ""
    name = backend.removesuffix(".EmailBackend")
    return _("No e-mail leaves this site: %(name)s only keeps or prints what is sent. Set EMAIL_HOST.") % {
        "name": name
    }


def mail_server() -> BaseEmailBackend:
    """What letters are handed to. Open it to see whether it answers."""
    if django.VERSION >= (6, 1):
        return mail.mailers.default
    mailer: dict[str, Any] = settings.MAILERS["default"]
    return mail.get_connection(mailer["BACKEND"], **mailer["OPTIONS"])


def deliver(letter: EmailMessage) -> str:
    """Hands a letter to the mail server. Returns a sentence that says why it wasn't taken, else ""."""
    if problem := mail_problem():
        return problem
    # So that nobody's notice of absence answers it (RFC 3834).
    letter.extra_headers.setdefault("Auto-Submitted", "auto-generated")
    try:
        taken = letter.send()
    except (OSError, SMTPException) as error:
        # Never the letter itself: what it holds may be a private link or a code.
        logger.warning("A letter could not be sent: %s", type(error).__name__)
        return _("The e-mail to %(to)s could not be sent: %(error)s") % {"to": letter.to[0], "error": error}
    return (
        ""
        if taken
        else (_("The e-mail to %(to)s was not accepted by the mail server.") % {"to": letter.to[0]})
    )


def one_line(text: str, longest: int = 200) -> str:
    """`text` as it may stand in a header of a letter: on one line, and not too long."""
    return " ".join(text.split())[:longest]
