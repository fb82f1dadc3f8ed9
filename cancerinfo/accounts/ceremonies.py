"""What browsers are asked for, and what of their answers holds: WebAuthn level 3, checked by fido2.

It rests on a library that takes 20 MB of each process, so it's imported where a passkey is asked for.
"""

import json
import re
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
)

from cancerinfo.accounts.models import Passkey

#: What fido2 raises for an answer that is broken or doesn't hold.
BROKEN = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError,
    NotImplementedError, OverflowError,
)  # fmt: skip
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,1364}")
DEFAULT_PORTS = {"https": 443, "http": 80}


def question_for_new(user: User) -> tuple[dict, dict]:
    """What the browser is asked to make a passkey by, and the challenge to keep until it answers."""
    person = PublicKeyCredentialUserEntity(
        id=_handle(user), name=user.get_username(), display_name=user.get_username()
    )
    options, challenge = _server().register_begin(person, _keys(user), "preferred", "preferred")
    return dict(options.public_key), challenge


def new_passkey(user: User, challenge: dict, answer: str) -> Passkey | None:
    """The passkey that the browser made, not saved and without a name; None if the answer doesn't hold."""
    try:
        made = _server().register_complete(challenge, RegistrationResponse.from_dict(json.loads(answer)))
    except BROKEN:
        return None
    key = made.credential_data
    identifier = websafe_encode(key.credential_id)
    return Passkey(user=user, identifier=identifier, key=websafe_encode(key), uses=made.counter)


def question_for_known(user: User | None) -> tuple[dict, dict]:
    """What the browser is asked for: a passkey of this person; or without one any that also checks who
    uses it, by a PIN or a fingerprint. And the challenge to keep until it answers."""
    keys, checks = (_keys(user), "preferred") if user else (None, "required")
    options, challenge = _server().authenticate_begin(keys, checks)
    return dict(options.public_key), challenge


def identifier_in(answer: str) -> str:
    """Which passkey an answer says it is of; "" if it's broken."""
    try:
        identifier = str(json.loads(answer)["id"])
    except BROKEN:
        return ""
    return identifier if IDENTIFIER.fullmatch(identifier) else ""


def counted(passkey: Passkey, challenge: dict, answer: str) -> int | None:
    """How often the device says it was used, 0 if it doesn't count; None if the answer doesn't hold. One
    that counts and isn't further than before may be a copy of the device."""
    key = AttestedCredentialData(websafe_decode(passkey.key))
    try:
        given = AuthenticationResponse.from_dict(json.loads(answer))
        _server().authenticate_complete(challenge, [key], given)
    except BROKEN:
        return None
    uses = given.response.authenticator_data.counter
    is_owners = given.response.user_handle in (None, b"", _handle(passkey.user))
    is_further = uses > passkey.uses or uses == passkey.uses == 0
    return uses if is_owners and is_further else None


def _server() -> Fido2Server:
    site = PublicKeyCredentialRpEntity(name=settings.SITE_NAME, id=urlsplit(settings.SITE_URL).hostname)
    return Fido2Server(site, attestation="none", verify_origin=lambda origin: origin == _origin())


def _origin() -> str:
    url = urlsplit(settings.SITE_URL)
    port = "" if url.port in (None, DEFAULT_PORTS[url.scheme]) else f":{url.port}"
    return f"{url.scheme}://{url.hostname}{port}"


def _keys(user: User) -> list[AttestedCredentialData]:
    keys = Passkey.objects.filter(user=user).values_list("key", flat=True)
    return [AttestedCredentialData(websafe_decode(key)) for key in keys]


def _handle(user: User) -> bytes:
    """What a device knows the person by; it says nothing of them elsewhere."""
    return str(user.pk).encode()
