"""What a CDN is told to forget, found from the generations that were raised since it was last told.

It's told after the commit and not by the act, which nothing outside holds up; whatever changed a row, even
SQL by hand, the database knows of it. What a CDN that is away wasn't told, it's told the next time.
"""

from django.utils import timezone

from articles.models import Generation, Purge
from cancerinfo.web.cdn_headers import surrogate_key
from cancerinfo.web.public_pages import TODAY

from .cdn import Cdn

# Every page follows it.
EVERYTHING = "site"
# Before the first of all changes.
NOTHING = -1
# Changes of more names than these are told as one of everything.
MOST_NAMES = 1000


def purge(cdn: Cdn, *, everything: bool = False) -> list[str]:
    """Tells the CDN what has changed, and gives the keys. Raises CdnAway; then nothing counts as told.

    Each change is told in two runs: at the first an answer from before it may be on its way to the CDN.
    """
    # The clock first: what is raised between the two questions is told again.
    clock = Generation.objects.filter(name="").values_list("number", flat=True).first() or 0
    told = Purge.objects.filter(cdn=cdn.kind).first()
    day = timezone.localdate().isoformat()
    if everything or told is None or clock < told.number:
        names, before = [EVERYTHING], NOTHING
    else:
        names = _changed(told, clock) + ([TODAY] if day != told.day else [])
        before = told.number
    keys = [surrogate_key(name) for name in names]
    cdn.forget(keys)
    now = {"number": clock, "before": before, "day": day}
    if told is None or now != {name: getattr(told, name) for name in now}:
        Purge.objects.update_or_create(cdn=cdn.kind, defaults=now)
    return keys


def _changed(told: Purge, clock: int) -> list[str]:
    if told.before == NOTHING:
        return [EVERYTHING]
    if told.before == clock:
        return []
    raised = Generation.objects.filter(number__gt=told.before).exclude(name="").order_by("number", "name")
    names = list(raised.values_list("name", flat=True)[: MOST_NAMES + 1])
    return names if len(names) <= MOST_NAMES else [EVERYTHING]
