"""The mail by which the head of the record leaves the site: who has it can prove later what the site said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from articles.mail.delivery import mail_problem, one_line
from articles.mail.outbox import post
from articles.models import ChainLink, account_name
from articles.models.chain import head
from articles.models.desk_language import words_for

# The command runs every night.
DAY = timedelta(days=1)


def send_heads(now: datetime, *, dry_run: bool = False) -> tuple[list[EmailMessage], list[str]]:
    """Mails the head to each active superuser with an address, if the record has grown within a day.

    Returns the letters, and a sentence for each that could not be sent, or one for all.
    """
    users = get_user_model().objects.filter(is_active=True, is_superuser=True).exclude(email="")
    if not users.exists() or not ChainLink.objects.filter(at__gt=now - DAY, at__lte=now).exists():
        return [], []
    if not dry_run and (problem := mail_problem()):
        return [], [f"The head of the record was mailed to nobody. {problem}"]
    letters, failures = [], []
    for user in users.order_by("pk"):
        with words_for(user):
            letter = _letter(user)
        if not dry_run and (failure := post(letter)):
            failures.append(failure)
        else:
            letters.append(letter)
    return letters, failures


def _letter(user) -> EmailMessage:
    number, digest = head(ChainLink)
    lines = [
        _("Hello %(name)s,") % {"name": account_name(user)},
        "",
        _(
            "This is the head of the record. Keep this letter: it shows later that nothing that came before "
            "was changed, taken out or slipped in, with"
        ),
        "",
        f"  python manage.py verify_record --head {number}:{digest}",
        "",
        f"{settings.SITE_NAME}, {settings.SITE_URL}",
    ]
    links = _("the record has %(number)s links") % {"number": number}
    subject = f"{settings.SITE_NAME}: {links}"
    return EmailMessage(one_line(subject), "\n".join(lines), to=[user.email])
