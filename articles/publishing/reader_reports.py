"""What readers report of a page, and what editors do about it.

The record keeps who dealt with it and when, so nothing is written into the log of the article.
"""

import unicodedata
from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, ReaderReport
from articles.publishing.act import refuse_if, require

TEXT_LENGTH = 3000
EMAIL_LENGTH = 254


def plain(text: str) -> str:
    """`text` with "\\n" for every line end, without control characters, trimmed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (letter if is_text(letter) else " " for letter in lines)
    return "".join(kept).strip()


def is_text(letter: str) -> bool:
    """Not for control characters and surrogates, which PostgreSQL refuses. Joiners of Persian words stay."""
    return letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"}


def report(
    edition: Edition,
    *,
    kind: str,
    text: str,
    email: str = "",
    form_id: str | None = None,
    origin: str = "",
    now: datetime | None = None,
) -> ReaderReport:
    """Notes what a reader says of an edition. `email` is given only by a reader who wants an answer.

    A form that was sent already (`form_id`) gives the report that it made. Raises ActRefused.
    """
    text, email = plain(text), plain(email)
    refuse_if(why_not_report(kind, text, email))
    said = {
        "article_id": edition.article_id,
        "edition": edition,
        "kind": kind,
        "text": text,
        "email": email,
        "origin": origin,
        "received_at": now or timezone.now(),
    }
    if form_id is None:
        return ReaderReport.objects.create(**said)
    return ReaderReport.objects.get_or_create(form_id=form_id, defaults=said)[0]


def why_not_report(kind: str, text: str, email: str) -> Iterator[str]:
    if kind not in ReaderReport.Kind:
        yield _("Choose what your message is about.")
    if not text and kind != ReaderReport.Kind.THANKS:
        yield _("Write what you want to tell us.")
    if len(text) > TEXT_LENGTH:
        yield _("Write at most %(text_length)s letters.") % {"text_length": TEXT_LENGTH}
    if email and not is_email(email):
        yield _("Enter an e-mail address such as name@example.org, or leave this empty.")


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= EMAIL_LENGTH


def close_report(
    report: ReaderReport,
    by: User,
    *,
    state: str,
    note: str,
    edition: Edition | None = None,
    now: datetime | None = None,
) -> ReaderReport:
    """Notes that a report was answered, fixed in `edition`, or closed, and deletes the reader's address and
    from which networks it came.

    Raises ActRefused if it is dealt with already, without a note, or for an edition that hasn't fixed it.
    """
    require(by, "change_readerreport")
    note = plain(note)
    with transaction.atomic():
        row = ReaderReport.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
        refuse_if(why_not_close(row, state, note, edition))
        row.state, row.note, row.fixed_in = state, note, edition
        row.email = row.origin = ""
        row.handled_by, row.handled_at = by, now or timezone.now()
        row.save(update_fields=["state", "note", "fixed_in", "email", "origin", "handled_by", "handled_at"])
    return row


def why_not_close(row: ReaderReport, state: str, note: str, edition: Edition | None) -> Iterator[str]:
    if row.state != ReaderReport.State.OPEN:
        yield _("The report has already been dealt with.")
    if state not in ReaderReport.State or state == ReaderReport.State.OPEN:
        yield _("Choose what became of the report: answered, fixed in an edition, or closed.")
    if not note:
        yield _("Write what you answered or did.")
    fixed = state == ReaderReport.State.FIXED
    if fixed and edition is None:
        yield _("Name the edition that fixes it.")
    if edition is not None and not fixed:
        yield _("Name an edition only for a report that it fixes.")
    if edition is not None and edition.article_id != row.article_id:
        yield _("That edition belongs to another article.")
    elif edition is not None and edition.number <= row.edition.number:
        yield _("The reader saw that edition or a later one. Name the edition that fixes it.")
