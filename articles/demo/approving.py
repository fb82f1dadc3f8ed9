"""Approves the records of the demonstration, by the same act that approves any other."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.models import User

from articles import publishing
from articles.importing.organizations import SEEN
from articles.records.waiting import waiting
from resources.models import Contact, Organization

from .people import People

# Nobody has called the numbers or opened the pages for this site. Those that the makers of its list saw
# count as checked on the day on which the list was taken over; the others as never checked.
LIST_TAKEN_ON, LIST_BY = date(2026, 11, 23), "the makers of the demonstration's list"
HOW = "Compared with the file that comes with the software. Nobody has tried them."


def approve_records(people: People, now: datetime):
    """Shows readers every text that the demonstration brought. Raises ActRefused for one that can't be
    approved. Nobody approves what describes themselves."""
    for record in waiting():
        by = people.publisher if record.kind.person(record.row) == people.reviewer else people.reviewer
        how = HOW if record.kind.asks_how else ""
        publishing.approve(record, by, seen_digest=record.digest, how=how, now=now)


def note_seen_contacts(slugs: Collection[str], by: User):
    """Writes the check of those contacts of these organizations that the list says were seen."""
    seen = Contact.objects.filter(organization__slug__in=slugs, checked_how=SEEN, checked_on=None)
    for organization in Organization.objects.filter(contacts__in=seen).distinct():
        organization.contacts.filter(pk__in=seen).update(checked_on=LIST_TAKEN_ON, checked_by=LIST_BY)
        publishing.record_changed(organization, by)
