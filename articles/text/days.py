"""Days as the desk writes them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format


def day_words(moment: date | datetime) -> str:
    """As in "4 March 2026"; of a moment the day at the site's place."""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(day, "j F Y")
