"""How many reports are taken: so many an hour from one network address, and so many an hour in all.

No address is stored. What is counted, for an hour, is a hash of it under a key that only this site knows.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.models import ReaderReport
from cancerinfo.web.visitors import client_address, network_of

HOUR = timedelta(hours=1)


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
