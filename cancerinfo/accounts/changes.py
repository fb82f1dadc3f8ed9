"""What somebody changes of an account: each change has its line in the security log, and the person is told.

Whoever sets the password of a reviewer, or gives their name to another account, can sign as that reviewer. So
a sign-off within a week after such a change is shown with it (`changes_before`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.mail.delivery import one_line
from articles.mail.outbox import post
from articles.models import Contributor, UnsentLetter, account_name
from articles.models.desk_language import words_for
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.security_log import note

SHOWN_FOR = timedelta(days=7)
Kind = SecurityEvent.Kind
Change = tuple[str, str]  # a value of Kind, and what there is to say of it


@dataclass(frozen=True)
class Standing:
    """Who an account is, and what it may do. `rights` and `people` are words for people to read."""

    name: str = ""
    password: str = ""
    email: str = ""
    rights: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @classmethod
    def of(cls, account: User) -> "Standing":
        """As the database has it; of an account that isn't saved yet, nothing."""
        row = User.objects.filter(pk=account.pk).first() if account.pk else None
        if row is None:
            return cls()
        people = Contributor.objects.filter(user=row).values_list("name", flat=True)
        return cls(row.username, row.password, row.email, frozenset(_rights(row)), frozenset(people))


def _rights(account: User) -> Iterator[str]:
    yield from (name for name in ("active", "staff", "superuser") if getattr(account, f"is_{name}"))
    yield from (f"role {name}" for name in account.groups.values_list("name", flat=True))
    yield from (f"right {name}" for name in account.user_permissions.values_list("codename", flat=True))


def differences(before: Standing, now: Standing) -> list[Change]:
    """What was changed. Addresses aren't told: nobody could take them out of the log."""
    changed = [
        (Kind.NAME, before.name, before.name != now.name),
        (Kind.PASSWORD, "", before.password != now.password),
        (Kind.EMAIL, "", before.email != now.email),
        (Kind.RIGHTS, _added_and_gone(before.rights, now.rights), before.rights != now.rights),
        (Kind.PERSON, _added_and_gone(before.people, now.people), before.people != now.people),
    ]
    return [(kind, detail) for kind, detail, is_other in changed if is_other]


def _added_and_gone(before: frozenset[str], now: frozenset[str]) -> str:
    added, gone = ", ".join(sorted(now - before)), ", ".join(sorted(before - now))
    return "; ".join(filter(None, [added and f"now {added}", gone and f"no longer {gone}"]))


def record_changes(before: Standing, account: User, by: User | None, request: HttpRequest | None):
    """Logs what is different since `before`, in the transaction of the change, and tells the person at the
    address that they had."""
    record(differences(before, Standing.of(account)), account, by, request, before.email)


def record(
    changes: Iterable[Change],
    account: User,
    by: User | None,
    request: HttpRequest | None,
    address: str = "",
):
    """Logs the changes and mails them to `address`, or else to the account's own. Without `by` it was the
    person if there is a request, else a command. A letter that can't be sent undoes nothing, and the log says
    so."""
    changes = list(changes)
    for kind, detail in changes:
        note(kind, request, account.get_username(), by, detail)
    if changes:
        with words_for(account):
            who = account_name(by) if by else _("You") if request else _("Somebody who runs the site")
            letter = _letter(changes, account, who, address or account.email)
        transaction.on_commit(partial(_tell, letter, account, by, request))


def _tell(letter: EmailMessage, account: User, by: User | None, request: HttpRequest | None):
    [address] = letter.to
    # The log is in the site's language, whoever does what it tells of.
    with override(settings.LANGUAGE_CODE):
        problem = (
            post(letter, account=account.get_username()) if address else "The account has no e-mail address."
        )
    kind = Kind.NOT_TOLD if problem else Kind.TOLD
    note(kind, request, account.get_username(), by, problem.replace(address or "\0", "the person"))


def note_told(letter: UnsentLetter):
    """Logs that a letter about an account was taken after all."""
    if letter.account:
        note(Kind.TOLD, None, letter.account, detail=f"at try {letter.tries + 1}")


def _letter(changes: Iterable[Change], account: User, who: str, address: str) -> EmailMessage:
    lines = [
        _("Hello %(name)s,") % {"name": account_name(account)},
        "",
        _("%(who)s changed your account on %(site)s, %(address)s:")
        % {"who": who, "site": settings.SITE_NAME, "address": settings.SITE_URL},
        "",
        *(f"- {sentence(kind, detail)}" for kind, detail in changes),
        "",
        _(
            "If you didn't expect this, tell somebody who runs the site at once, and not by e-mail: "
            "texts could be signed in your name."
        ),
    ]
    subject = settings.SITE_NAME + ": " + _("your account was changed")
    return EmailMessage(one_line(subject), "\n".join(lines), to=[address])


def sentence(kind: str, detail: str) -> str:
    """A change in words, such as "rights changed: now role publisher"."""
    if kind == Kind.NAME:
        return _("user name changed; it was %(name)s") % {"name": detail} if detail else _("account made")
    return f"{Kind(kind).label}: {detail}" if detail else str(Kind(kind).label)


def changes_before(account: User, moment: datetime) -> list[SecurityEvent]:
    """What was changed of the account within a week before, the newest first. Setting one's own password,
    which asks for the old one, isn't among it."""
    recent = SecurityEvent.objects.filter(
        kind__in=SecurityEvent.CHANGES, at__lte=moment, at__gt=moment - SHOWN_FOR
    ).exclude(Q(kind=Kind.PASSWORD, detail="", by=None))
    names, seen = {account.get_username()}, set()
    while names - seen:
        seen = set(names)
        names |= set(recent.filter(account__in=names, kind=Kind.NAME).values_list("detail", flat=True))
    return list(recent.filter(account__in=names - {""}).select_related("by"))
