"""Passkeys: a telephone, a computer or a security key that signs in its owner, by WebAuthn.

After the password any passkey of the person counts as the second factor. One that also checks who uses it,
by a PIN or a fingerprint, is both factors at once, and signs in without the password. Each challenge counts
once, and waits in the session meanwhile.
"""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cancerinfo.accounts.changes import record
from cancerinfo.accounts.models import Passkey, SecurityEvent
from cancerinfo.accounts.security_log import note

Kind = SecurityEvent.Kind
CHALLENGE = "passkey_challenge"


def are_possible() -> bool:
    """Whether browsers take passkeys of this site: it must have a name, and HTTPS unless that's localhost."""
    url = urlsplit(settings.SITE_URL)
    try:
        ipaddress.ip_address(url.hostname or "")
    except ValueError:
        return url.scheme == "https" or url.hostname == "localhost"
    return False


def may_have(user: User) -> bool:
    """Whether the person can have passkeys. Who has no password is signed in by a provider, which a passkey
    would pass by, also after the account there was closed."""
    return are_possible() and user.has_usable_password()


def passkeys_of(user: User) -> QuerySet[Passkey]:
    return Passkey.objects.filter(user=user)


def question_for_new(request: HttpRequest, user: User) -> dict:
    """What the browser is asked to make a passkey by, as JSON has it."""
    question, request.session[CHALLENGE] = _ceremonies().question_for_new(user)
    return question


@transaction.atomic
def add(user: User, name: str, answer: str, request: HttpRequest) -> Passkey | None:
    """Adds the passkey that the browser made; None if its answer doesn't hold, or somebody has it already."""
    challenge = request.session.pop(CHALLENGE, None)
    made = _ceremonies().new_passkey(user, challenge, answer) if challenge else None
    if made is None or Passkey.objects.filter(identifier=made.identifier).exists():
        return None
    made.name = name
    made.save()
    record([(Kind.PASSKEY, name)], user, None, request)
    return made


@transaction.atomic
def remove(passkey: Passkey, request: HttpRequest):
    """For the person themselves: that device lets nobody in any more."""
    passkey.delete()
    record([(Kind.NO_PASSKEY, passkey.name)], passkey.user, None, request)


def question_for_known(request: HttpRequest, user: User | None = None) -> dict:
    """What the browser is asked for, as JSON has it: a passkey of this person, or without one of anybody."""
    question, request.session[CHALLENGE] = _ceremonies().question_for_known(user)
    return question


@transaction.atomic
def owner_of(answer: str, request: HttpRequest, user: User | None = None) -> User | None:
    """Whose passkey has answered the question of this session, which was for `user` if given; None if the
    answer doesn't hold."""
    challenge = request.session.pop(CHALLENGE, None)
    identifier = _ceremonies().identifier_in(answer)
    found = Passkey.objects.select_for_update(of=["self"]).select_related("user")
    passkey = found.filter(identifier=identifier).first()
    if challenge is None or passkey is None or passkey.user != (user or passkey.user):
        return None
    uses = _ceremonies().counted(passkey, challenge, answer)
    if uses is None:
        note(Kind.REFUSED, request, passkey.user.get_username(), detail=passkey.name)
        return None
    passkey.uses, passkey.used_at = uses, timezone.now()
    passkey.save()
    return passkey.user


def _ceremonies():
    from cancerinfo.accounts import ceremonies

    return ceremonies
