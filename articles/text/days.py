"""Days and moments as the desk writes them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format


def day_words(moment: date | datetime) -> str:
    """A day such as "4 March 2026"; for a moment, the day in the site's time zone."""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(day)


def moment_words(moment: datetime) -> str:
    """A moment such as "4 March 2026, 14:05", in the site's time zone."""
    local = timezone.localtime(moment)
    return f"{date_format(local)}, {local:%H:%M}"
