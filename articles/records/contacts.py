"""The checks of contacts: who proved how and when that they work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User

from articles.models import account_name
from resources.models import Organization


@dataclass(frozen=True)
class Check:
    """What somebody says of how and when they checked a text. `on` is empty if nobody tried what it says."""

    by: User
    how: str
    on: date | None


def write_check(organization: Organization, check: Check, chosen: Collection[int] | None = None):
    """Writes the check into the `chosen` contacts, by their keys; without them, into those that have none.
    Nothing is written where nobody tried them."""
    if check.on is None:
        return
    for contact in organization.contacts.all():
        if contact.pk in chosen if chosen is not None else contact.checked_on is None:
            contact.checked_on, contact.checked_how = check.on, check.how
            contact.checked_by = account_name(check.by)
            contact.save(update_fields=["checked_on", "checked_how", "checked_by"])
