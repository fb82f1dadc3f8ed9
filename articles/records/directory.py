"""The help organizations as readers see them: the approved text of each, with its approved contacts.

A contact that nobody has ever checked isn't shown: somebody in need dials it. The demonstration shows it.
"""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from articles.content import decode_stored
from articles.content.organizations import ContactText, OrganizationText
from articles.models import LiveRecord
from resources.directory import ListedOrganization, listed

from .approved import approved_by_row

REMEMBERED = 2000


def all_listed(today: date) -> list[ListedOrganization]:
    """Every organization that readers may see, by name; two queries."""
    return _listed(LiveRecord.objects.of("organization"), today)


def all_texts() -> list[OrganizationText]:
    """The texts of the same, without their contacts; one query."""
    as_text = Cast("text__content", TextField())
    rows = LiveRecord.objects.of("organization").values_list(as_text, flat=True)
    return [text for row in rows if (text := _text(row)).is_listed]


@lru_cache(maxsize=REMEMBERED)
def _text(content: str) -> OrganizationText:
    """An organization from its JSON. Each search asks all of them, and they hardly ever change."""
    return decode_stored(OrganizationText, json.loads(content))


def listed_organizations(slugs: Sequence[str], today: date) -> list[ListedOrganization]:
    """Those of these slugs that readers may see, in the order of the slugs; two queries at most."""
    if not slugs:
        return []
    found = _listed(LiveRecord.objects.of("organization").filter(slug__in=slugs), today)
    by_slug = {organization.text.slug: organization for organization in found}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def _listed(rows: QuerySet[LiveRecord], today: date) -> list[ListedOrganization]:
    texts = {row.record: row.text.value for row in rows.select_related("text")}
    shown = {pk: text for pk, text in texts.items() if text.is_listed}
    contacts = approved_by_row("contacts", shown) if shown else {}
    return [
        listed(text, _shown(contacts[pk].contacts) if pk in contacts else (), today)
        for pk, text in shown.items()
    ]


def _shown(contacts: tuple[ContactText, ...]) -> tuple[ContactText, ...]:
    return contacts if settings.DEMONSTRATION else tuple(each for each in contacts if each.checked_on)
