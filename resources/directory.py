"""How a help organization stands before readers: its contacts as links, and how old their checks are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cancerinfo.web.addresses import is_web_address

from .models import Contact, Organization

# A number that is spelt, such as 1-800-4-CANCER, is dialled by the letters on the keys (ITU-T E.161).
SPELT_NUMBER = re.compile(r"[\d\s()+-]*\d[\d\s()-]*[A-Z][A-Z\d -]*")
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@dataclass(frozen=True)
class ContactLine:
    """A contact for a page. `href` is empty where nothing can be followed; `is_old`: its check ran out."""

    kind: str
    kind_name: str
    text: str
    href: str
    hours: str
    is_crisis_line: bool
    checked_on: date | None
    is_old: bool


def contact_line(contact: Contact, today: date) -> ContactLine:
    return ContactLine(
        kind=contact.kind,
        kind_name=contact.get_kind_display(),
        text=re.sub(r"^https?://(www\.)?|/$", "", contact.value) if contact.kind == "web" else contact.value,
        href=contact_href(contact.kind, contact.value),
        hours=contact.hours,
        is_crisis_line=contact.is_crisis_line,
        checked_on=contact.checked_on,
        is_old=contact.is_unverified(today),
    )


def contact_href(kind: str, value: str) -> str:
    """What a link to the contact points to, or nothing: only tel, mailto, http and https."""
    if kind == Contact.Kind.PHONE:
        number = re.split(r"(?i)\s*\bext\b", value)[0]
        if SPELT_NUMBER.fullmatch(number):
            number = number.translate(KEYPAD)
        digits = re.sub(r"[^\d+]", "", number)
        return f"tel:{digits}" if digits.strip("+") else ""
    if kind == Contact.Kind.EMAIL:
        return f"mailto:{value}" if re.fullmatch(r"[^\s@?&]+@[^\s@?&]+", value) else ""
    if kind == Contact.Kind.WEB:
        return value if is_web_address(value) else ""
    return ""


def add_contacts(organizations: Iterable[Organization], today: date) -> list[Organization]:
    """The organizations, each with its contacts as `contact_lines`: crisis lines first, then telephones.

    One query for all of them.
    """
    by_key = {organization.pk: organization for organization in organizations}
    for organization in by_key.values():
        organization.contact_lines = []
    for contact in Contact.objects.filter(organization__in=list(by_key)) if by_key else ():
        by_key[contact.organization_id].contact_lines.append(contact_line(contact, today))
    for organization in by_key.values():
        organization.contact_lines.sort(key=lambda line: (not line.is_crisis_line, line.kind != "phone"))
    return list(by_key.values())


def listed_organizations(slugs: list[str], today: date) -> list[Organization]:
    """The listed organizations with these slugs, in their order, with contacts; two queries at most."""
    if not slugs:
        return []
    found = {row.slug: row for row in Organization.objects.listed().filter(slug__in=slugs)}
    return add_contacts([found[slug] for slug in slugs if slug in found], today)


def describe(organization: Organization) -> str:
    """One line of what the organization is and offers."""
    if organization.description:
        return organization.description
    parts = [organization.get_kind_display().capitalize(), ", ".join(organization.services)]
    return _("%(name)s. %(about)s. How to reach it, and when each contact was last checked.") % {
        "name": organization.name,
        "about": ": ".join(part for part in parts if part) or _("Organization"),
    }
