"""A new check of contacts that readers see: somebody called, or opened the page, and they still work."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Act, ApprovedText
from articles.records.contacts import Check, write_check
from articles.records.record import Record, record_of
from resources.models import Organization

from .act import refuse_if, require
from .records import (
    locked_record,
    log_record,
    proposers,
    refuse_unless_read,
    why_unchecked,
    write_proposed,
)


def check_again(
    organization: Organization,
    by: User,
    *,
    contacts: Collection[int],
    how: str,
    checked_on: date | None,
    seen_digest: str,
    now: datetime | None = None,
) -> ApprovedText:
    """Notes that `by` tried these contacts, by their keys, and that they work as readers see them.

    One person is enough, since nothing changes but the day of the check. Refused while a change of the
    contacts waits: whoever approves that checks them.
    """
    now = now or timezone.now()
    require(by, "approve_record")
    with locked_record(record_of(organization, "contacts")) as record:
        refuse_unless_read(record, seen_digest)
        check = Check(by, how.strip(), checked_on)
        refuse_if(
            [
                *_why_not_again(record, organization, contacts),
                *why_unchecked(check, timezone.localdate(now)),
                *([] if checked_on else [_("Say on which day you tried them.")]),
            ]
        )
        writers = proposers(record)
        write_check(organization, check, contacts)
        record = Record(record.kind, record.row)
        text = write_proposed(record, check, writers, now)
        log_record(record, Act.Verb.APPROVE, by, now, number=text.number, checked_again=sorted(contacts))
    return text


def _why_not_again(record: Record, organization: Organization, contacts: Collection[int]) -> Iterator[str]:
    if not record.is_shown:
        yield _("Somebody has changed the contacts. Approve the change instead; that checks them, too.")
    if not contacts:
        yield _("Choose the contacts that you tried.")
    if set(contacts) - set(organization.contacts.values_list("pk", flat=True)):
        yield _("One of the contacts is gone. Open the page again.")
