"""What readers must know of a page before they read it. It stands above the text, and on its leaflet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .article_page import ArticlePage


@dataclass(frozen=True)
class Note:
    """`label` is short, such as "Please note"; `text` may have several lines."""

    label: str
    text: str


def demonstration_mark(is_demonstration: bool) -> str:
    """What stands on each sheet and each picture of a demonstration; "" for other pages."""
    if not (is_demonstration or settings.DEMONSTRATION):
        return ""
    label = _("Demonstration")
    words = _("Not checked by a clinician: do not use these pages to decide on a treatment.")
    return f"{label}: {words}"


def checked_by_makers(day: date) -> str:
    """When a text of a demonstration was checked, in a sentence that claims no clinician."""
    words = _("Checked on %(day)s by the makers of the software, not by a clinician.")
    return words % {"day": date_format(day)}


def notes_of(page: "ArticlePage") -> Iterator[Note]:
    """The gravest first, in the language that is active."""
    review = page.review
    if page.is_demonstration and not settings.DEMONSTRATION:
        yield Note(
            _("Demonstration"),
            _(
                "This page shows how the software works. It was written and checked by the makers of the "
                "software, not by a clinician, and is not kept up to date: do not use it to decide on a "
                "treatment."
            ),
        )
    if page.notice:
        yield Note(_("Please note"), page.notice)
    if review and review.question:
        yield Note(_("Review in question"), review.question)
    if review and review.is_overdue:
        day = date_format(review.next_review_on)
        text = _("This page was due for review on %(day)s. Parts of it may be out of date.") % {"day": day}
        yield Note(_("Overdue for review"), text)
    if page.edition and page.corrected:
        day = date_format(localtime(page.edition.published_at))
        yield Note(_("Corrected on %(day)s:") % {"day": day}, page.corrected)
    if page.is_stale_translation:
        yield Note(
            _("The original has changed"),
            _(
                "Since this page was translated, the page in the original language has changed in a way that "
                "matters. Parts of this page may be out of date."
            ),
        )
