"""Writes the security log. It is never changed; `axes_reset`, which ends a lock, leaves it as it is."""

import ipaddress

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.web.visitors import client_address, network_of


def note(
    kind: str, request: HttpRequest | None, username: str, by: User | None = None, detail: str = ""
) -> SecurityEvent:
    """Adds a line about the account with this name; without a name, if no account has it. Commands have no
    request, and so no network address."""
    is_known = get_user_model().objects.filter(username=username).exists()
    return SecurityEvent.objects.create(
        at=timezone.now(),
        kind=kind,
        account=username if is_known else "",
        by=by,
        address=address_of(request) if request else None,
        detail=detail[:1000],
    )


def address_of(request: HttpRequest) -> str | None:
    """The address that a visitor is counted by: for IPv6 the first one of the network, since one customer
    of a provider has all of them. None if it isn't known."""
    network = network_of(client_address(request)).partition("/")[0]
    try:
        return str(ipaddress.ip_address(network))
    except ValueError:
        return None
