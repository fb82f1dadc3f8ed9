"""How many reports are taken: so many an hour from one network address, and so many an hour in all.

No address is stored. What is counted, for an hour, is a hash of it under a key that only this site knows.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.models import ReaderReport

HOUR = timedelta(hours=1)
# The addresses that one customer of a provider has (RFC 6177 gives at least this many).
IPV6_NETWORK = 64


def is_too_many(request: HttpRequest, now: datetime) -> bool:
    """Counts one more report from this address. True if it, or the whole site, is over the limit."""
    in_all = ReaderReport.objects.filter(received_at__gt=now - HOUR).count()
    return in_all >= settings.REPORTS_AN_HOUR or count_from(request) > settings.REPORTS_AN_HOUR_EACH


def count_from(request: HttpRequest) -> int:
    """The reports from this address within an hour of the first, this one included."""
    key = (
        "report:"
        + salted_hmac("articles.public.report_limits", network_of(client_address(request))).hexdigest()
    )
    seconds = int(HOUR.total_seconds())
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two calls.
        cache.set(key, 1, seconds)
        return 1


def client_address(request: HttpRequest) -> str:
    """The address that the last proxy saw. What stands before it in the header anybody could have sent."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


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
