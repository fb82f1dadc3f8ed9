"""The second factor: a code that an app on the person's telephone shows, one of their recovery codes, or a
passkey (passkeys.py).

django-otp checks the codes of the app (RFC 6238), takes none twice, and makes who guesses wait twice as long
each time. Recovery codes are our own, since those of django-otp can be read in its table. What is changed
here stands in the security log, and the person is told.
"""

import base64
import hashlib
import secrets
import time

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from cancerinfo.accounts.changes import record
from cancerinfo.accounts.models import Passkey, RecoveryCode, SecurityEvent
from cancerinfo.accounts.security_log import note
from cancerinfo.accounts.sessions import end_all_sessions

Kind = SecurityEvent.Kind
KEY_BYTES = 20
RECOVERY_CODES = 8
# 120 random bits: nobody guesses one, so a plain digest is enough to keep.
RECOVERY_BYTES = 15


def is_asked_of(user: User) -> bool:
    """Whether the password alone doesn't let the person in."""
    return settings.SECOND_FACTOR or has_factor(user)


def factor_of(user: User) -> TOTPDevice | None:
    """The app that the person set up, or None."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def has_factor(user: User) -> bool:
    """Whether the person set up an app or a passkey."""
    return factor_of(user) is not None or Passkey.objects.filter(user=user).exists()


def staff_without_factor() -> QuerySet[User]:
    """Active accounts of the desk that have a password and nothing besides."""
    staff = User.objects.filter(is_active=True, is_staff=True).exclude(password="")
    apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    passkeys = Passkey.objects.filter(user=OuterRef("pk"))
    with_password = staff.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return with_password.exclude(Exists(apps) | Exists(passkeys))


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user).count()


def new_key() -> str:
    """A secret for an app, in hexadecimal."""
    return random_hex(KEY_BYTES)


def app_address(user: User, key: str) -> str:
    """What an app reads from the square: otpauth://totp/..., with the name of the site."""
    return TOTPDevice(user=user, key=key).config_url


def written_out(key: str) -> str:
    """The secret for somebody who types it: base32, in groups of four."""
    return _in_groups(base64.b32encode(bytes.fromhex(key)).decode())


def _in_groups(text: str) -> str:
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def _compact(code: str) -> str:
    """A code as it was meant: without blanks and hyphens, in capitals."""
    return "".join(code.split()).replace("-", "").upper()


@transaction.atomic
def set_up(user: User, key: str, code: str, request: HttpRequest) -> list[str]:
    """Makes the app with this secret (hexadecimal) the person's second factor, in place of another one, if
    `code` is what it shows now. Returns the new recovery codes; if the code is wrong, none, and nothing
    changes."""
    app = TOTP(bytes.fromhex(key))
    app.time = time.time()
    code = _compact(code)
    if not (code.isascii() and code.isdecimal() and app.verify(int(code), tolerance=1)):
        return []
    TOTPDevice.objects.filter(user=user).delete()
    TOTPDevice.objects.create(user=user, name="app", key=key, last_t=app.t(), drift=app.drift)
    codes = _write_codes(user)
    record([(Kind.FACTOR, "")], user, None, request)
    return codes


@transaction.atomic
def renew_codes(user: User, request: HttpRequest) -> list[str]:
    """New recovery codes; those of before let nobody in any more."""
    codes = _write_codes(user)
    record([(Kind.CODES, "")], user, None, request)
    return codes


def _write_codes(user: User) -> list[str]:
    made = [base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _code in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in made)
    return [_in_groups(code) for code in made]


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def take_away(user: User, by: User | None, request: HttpRequest | None, detail: str = ""):
    """For somebody who lost their telephone: the next sign-in sets up another one. Ends their sessions."""
    delete_factor(user)
    end_all_sessions(user)
    record([(Kind.NO_FACTOR, detail)], user, by, request)


def delete_factor(user: User):
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    Passkey.objects.filter(user=user).delete()


@transaction.atomic
def why_not_right(user: User, code: str, request: HttpRequest) -> str:
    """Why this code isn't the person's, as a sentence; "" if it is. No code counts twice."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None and not codes_left(user):
        return _(
            "You have no app for codes yet: set it up by the link “Second factor” at the top of the desk."
        )
    code = _compact(code)
    # Nobody guesses a recovery code, so it counts during a pause, too.
    if RecoveryCode.objects.filter(user=user, digest=_digest(code)).delete()[0]:
        record([(Kind.RECOVERY, f"{codes_left(user)} left")], user, None, request)
        return ""
    if device is None:
        note(Kind.CODE, request, user.get_username())
        return _("That isn't one of your unused recovery codes.")
    is_allowed, pause = device.verify_is_allowed()
    if not is_allowed:
        # As with passwords: what is tried during a pause isn't logged, or anybody could fill the log.
        seconds = max(1, round((pause["locked_until"] - timezone.now()).total_seconds()))
        said = ngettext(
            "Too many wrong codes. Wait %(seconds)s second, and try again.",
            "Too many wrong codes. Wait %(seconds)s seconds, and try again.",
            seconds,
        )
        return said % {"seconds": seconds}
    if code.isascii() and device.verify_token(code):
        return ""
    note(Kind.CODE, request, user.get_username())
    return _("That is neither a code that your app shows now nor an unused recovery code.")
