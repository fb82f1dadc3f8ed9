"""Links in letters by which somebody chooses a password: a new one, or the first one of a new account.

A link is signed, counts once and for a while, and opens nothing but the page for the password: the second
factor is asked for as ever. Nobody learns which accounts there are: whoever asks gets the same answer, and
letters are looked for and sent only when it's on its way (`AnsweredFirst`).
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.mail.delivery import deliver, one_line
from articles.models import account_name
from articles.models.desk_language import words_for
from cancerinfo.accounts.changes import record
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.security_log import note
from cancerinfo.accounts.sessions import end_all_sessions

Kind = SecurityEvent.Kind
RESET, INVITATION = "reset", "invitation"
LASTS = {RESET: timedelta(hours=1), INVITATION: timedelta(days=7)}
SALT = "cancerinfo.accounts.password_links"
#: Letters with a new link for one account, so that nobody fills a mailbox.
MOST_AN_HOUR = 3


class AnsweredFirst(HttpResponse):
    """An answer after which something is done, so that its time says nothing of it."""

    def __init__(self, *args, afterwards: Callable[[], None], **kwargs):
        self.afterwards = afterwards
        super().__init__(*args, **kwargs)

    def close(self):
        try:
            self.afterwards()
        finally:
            super().close()


def _token(user: User, purpose: str) -> str:
    return signing.dumps([user.pk, _state(user)], salt=f"{SALT}.{purpose}")


def _state(user: User) -> str:
    """What changes when a link was used, and when it isn't needed any more."""
    state = f"{user.password} {user.last_login} {user.email}"
    return salted_hmac(SALT, state, algorithm="sha256").hexdigest()[:32]


def whose(token: str) -> User | None:
    """The account whose password this token lets choose, or None if it's too old, used or none of ours."""
    for purpose, age in LASTS.items():
        try:
            pk, state = signing.loads(token, salt=f"{SALT}.{purpose}", max_age=age)
        except signing.BadSignature:
            continue
        user = User.objects.filter(pk=pk, is_active=True).first()
        return user if user and _state(user) == state else None
    return None


def send_reset_links(typed: str, request: HttpRequest):
    """Mails a link to each account with this name or e-mail address, if it has a password and an address."""
    for user in _accounts(typed):
        if _asked_lately(user).count() < MOST_AN_HOUR:
            note(Kind.RESET, request, user.get_username())
            if deliver(_letter(user, RESET, RESET_WORDS)):
                note(Kind.NOT_TOLD, request, user.get_username())


def _accounts(typed: str) -> Iterator[User]:
    found = User.objects.filter(Q(username=typed) | Q(email__iexact=typed), is_active=True, is_staff=True)
    return (user for user in found.exclude(email="") if user.has_usable_password())


def _asked_lately(user: User) -> QuerySet[SecurityEvent]:
    since = timezone.now() - timedelta(hours=1)
    return SecurityEvent.objects.filter(kind=Kind.RESET, account=user.get_username(), at__gt=since)


def invite(user: User, by: User, request: HttpRequest) -> str:
    """Mails the person the link to their first password. Returns a sentence that says why not, else ""."""
    problem = deliver(_letter(user, INVITATION, INVITATION_WORDS))
    note(Kind.NOT_TOLD if problem else Kind.INVITED, request, user.get_username(), by)
    return problem


RESET_WORDS = gettext_lazy("""Hello {person},

somebody asked for a new password for your account on {site}, {address}.
If it was you, choose one within an hour:

{link}

Your user name is {name}. If it wasn't you, do nothing: your password hasn't been changed.
""")
INVITATION_WORDS = gettext_lazy("""Hello {person},

you have an account on {site}, {address}, where you help to write
or check what people read about cancer treatment. Your user name is {name}.
Choose a password within seven days:

{link}

Have your phone at hand when you first sign in: it will show the codes that the site also asks for.
""")


def _letter(user: User, purpose: str, words: str) -> EmailMessage:
    link = settings.SITE_URL + reverse("admin:new_password", args=[_token(user, purpose)])
    with words_for(user):
        body = words.format(
            person=account_name(user), site=settings.SITE_NAME, address=settings.SITE_URL,
            link=link, name=user.get_username(),
        )  # fmt: skip
        subject = {RESET: _("choose a new password"), INVITATION: _("your account")}[purpose]
    return EmailMessage(one_line(f"{settings.SITE_NAME}: {subject}"), body, to=[user.email])


@transaction.atomic
def choose(user: User, form: SetPasswordForm, request: HttpRequest):
    """Sets the password of the valid form, ends all sessions of the account, and tells the person."""
    form.save()
    end_all_sessions(user)
    reset(username=user.get_username())
    record([(Kind.PASSWORD, "by a link in an e-mail")], user, None, request)
