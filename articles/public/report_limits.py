"""How many reports are taken within an hour. Those that were taken are counted, so all servers count alike.

A reader, an organization and a provider's block of networks may each send so many. Once the whole site has
taken very many, each block may still send one: whoever has many addresses never closes the form for others.
No address is stored, only hashes of networks under a key of this site, until the report is dealt with.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from articles.models import ReaderReport
from articles.models.reader_report import BLOCK
from cancerinfo.web.visitors import READERS, client_address, names_of_networks

HOUR = timedelta(hours=1)


def origin_of(request: HttpRequest) -> str:
    """Names of the networks that a request came from, the widest first, with "/" between them."""
    return "/".join(names_of_networks(client_address(request), __name__, BLOCK))


def is_too_many(origin: str, now: datetime) -> bool:
    """Whether one more report from there would be over a limit. Two at the same moment may both be taken."""
    taken = ReaderReport.objects.filter(received_at__gt=now - HOUR)
    names = origin.split("/")
    around = ["/".join(names[: i + 1]) for i in range(len(names))]
    counts = [taken.filter(origin__startswith=name).count() for name in around]
    limits = [readers * settings.REPORTS_AN_HOUR_EACH for readers in READERS[-len(counts) :]]
    if any(count >= limit for count, limit in zip(counts, limits, strict=True)):
        return True
    return counts[0] > 0 and taken.count() >= settings.REPORTS_AN_HOUR
