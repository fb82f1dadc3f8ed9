"""From where a request comes, as far as it can be known, and how much may come from there."""

import ipaddress
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# The addresses that one customer of a provider has (RFC 6177 gives at least this many).
IPV6_NETWORK = 64
# How many readers may do all they may: of a provider's block, of an organization, of a network.
READERS = (10, 4, 1)


def client_address(request: HttpRequest) -> str:
    return address_in(request.META)


def address_in(environ: dict[str, Any]) -> str:
    """The address that the last proxy saw. What stands before it in the header anybody could have sent."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or environ.get("REMOTE_ADDR", "")


def is_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def names_of_networks(address: str, purpose: str, letters: int) -> list[str]:
    """Those of `networks_of` under names that tell nobody which they are, others for each purpose."""
    return [
        salted_hmac(purpose, network, algorithm="sha256").hexdigest()[:letters]
        for network in networks_of(address)
    ]


def network_of(address: str) -> str:
    """The address, or for IPv6 its network, since one reader has all addresses of a network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), IPV6_NETWORK), strict=False))


def networks_of(address: str) -> list[str]:
    """The networks around an address, the widest first and `network_of` last: a provider's block (/16, or /32
    of IPv6), an organization's (/24, /48), and one reader's."""
    network = network_of(address)
    try:
        narrow = ipaddress.ip_network(network)
    except ValueError:
        return [network]
    wider = (16, 24) if narrow.version == 4 else (32, 48)
    return [*(str(narrow.supernet(new_prefix=length)) for length in wider), network]
