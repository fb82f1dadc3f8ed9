"""The one way for a letter to leave this site, and whether it reaches anybody."""

import logging
from smtplib import SMTPException
from typing import Any

import django
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


def mail_problem() -> str:
    """Why no letter leaves this site, as a sentence; "" if its backend hands letters to a server."""
    backend = settings.MAILERS["default"]["BACKEND"]
    if backend not in settings.EMAIL_BACKENDS_WITHOUT_DELIVERY:
        return ""
    name = backend.removesuffix(".EmailBackend")
    return f"No e-mail leaves this site: {name} only keeps or prints what is sent. Set EMAIL_HOST."


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
        return f"The e-mail to {letter.to[0]} could not be sent: {error}"
    return "" if taken else f"The e-mail to {letter.to[0]} was not accepted by the mail server."


def one_line(text: str, longest: int = 200) -> str:
    """`text` as it may stand in a header of a letter: on one line, and not too long."""
    return " ".join(text.split())[:longest]
