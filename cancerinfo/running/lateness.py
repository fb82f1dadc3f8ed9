"""Rounds of the schedule that don't come, and who is told of it.

What is dead can't tell of itself, so this is asked by what answers requests: the probe, and the desk of those
who run the site.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.mail.delivery import deliver, one_line
from articles.models import Round

from .schedule import MINUTE, PACES

logger = logging.getLogger(__name__)
TRIED_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Late:
    """A round that ended last at `ended_at`, None if it never has."""

    round: str
    ended_at: datetime | None

    def __str__(self):
        lacking = PACES[self.round].lacking
        if self.ended_at is None:
            return _("%(lacking)s: run_schedule has never done the round of each %(round)s.") % {
                "lacking": lacking,
                "round": self.round,
            }
        since = timezone.localtime(self.ended_at)
        return _(
            "%(lacking)s: run_schedule last did the round of each %(round)s on %(since)s. See "
            "whether cron or the timer still calls it."
        ) % {"lacking": lacking, "round": self.round, "since": f"{since:%Y-%m-%d at %H:%M %Z}"}


def late_rounds(now: datetime) -> list[Late]:
    """Those that should have come. A demonstration may do without a schedule, so there only one that came
    before can be late; a round of the night that never was is only late once the minutes run."""
    ended = dict(Round.objects.values_list("name", "ended_at"))
    late = []
    for name, pace in PACES.items():
        ended_at = ended.get(name)
        if ended_at is None:
            is_late = not settings.DEMONSTRATION and (name == MINUTE or ended.get(MINUTE) is not None)
        else:
            is_late = ended_at < now - pace.late_after
        if is_late:
            late.append(Late(name, ended_at))
    return late


def tell_of(late: list[Late], now: datetime):
    """Logs each round that came before and is late, and mails it to ADMINS: once, until it comes again. An
    e-mail that no server takes is tried again an hour later."""
    for each in late:
        if _is_ours_to_tell(each, now):
            logger.error("%s", each)
            with override(settings.LANGUAGE_CODE):
                problems = [deliver(letter) for letter in _letters(each)]
            if not any(problems):
                Round.objects.filter(pk=each.round).update(alarm_sent_at=now)


def _is_ours_to_tell(late: Late, now: datetime) -> bool:
    """Whether nobody has told of it, and no other process is about to."""
    untold = Round.objects.filter(pk=late.round, ended_at__isnull=False, alarm_sent_at__isnull=True)
    untried = Q(alarm_tried_at__isnull=True) | Q(alarm_tried_at__lte=now - TRIED_EVERY)
    return bool(untold.filter(untried).update(alarm_tried_at=now))


def _letters(late: Late) -> list[EmailMessage]:
    subject = one_line(f"{settings.SITE_NAME}: {PACES[late.round].lacking}")
    return [
        EmailMessage(subject, f"{late}\n\n{settings.SITE_URL}", settings.SERVER_EMAIL, [address])
        for _name, address in settings.ADMINS
    ]
