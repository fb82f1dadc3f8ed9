"""How a help organization stands before readers: its contacts as links, and how old their checks are."""

import re
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.content.organizations import ContactText, OrganizationText
from articles.content.records import in_language
from articles.content.translation import is_translated
from cancerinfo.web.addresses import is_web_address
from cancerinfo.web.context_processors import language_of_records

from .models import Contact, Organization, last_day_of_check
from .names import country_name, language_name

# A number that is spelt, such as 1-800-4-CANCER, is dialled by the letters on the keys (ITU-T E.161).
SPELT_NUMBER = re.compile(r"[\d\s()+-]*\d[\d\s()-]*[A-Z][A-Z\d -]*")
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


# Whom readers turn to first stands first; those who speak to doctors and researchers last.
KINDS_BY_NEED = ("charity", "government", "online community", "intergovernmental", "trial registry",
                 "professional society")  # fmt: skip


@dataclass(frozen=True)
class ContactLine:
    """A contact for a page. `href` is empty where nothing can be followed; `is_old`: its check ran out, or
    it never had one. `cost` is in words of the page's language; `hours_language` and `callers_language` are
    codes of another one that those are in, or empty."""

    kind: str
    kind_name: str
    text: str
    href: str
    hours: str
    hours_language: str
    callers: str
    callers_language: str
    cost: str
    is_crisis_line: bool
    checked_on: date | None
    is_old: bool


@dataclass(frozen=True)
class ListedOrganization:
    """An organization as readers see it: what it is, its contacts in their order, and as lines for a page:
    crisis lines first, then telephones. `is_in_page_language`: what it does is said in that."""

    text: OrganizationText
    contacts: tuple[ContactText, ...] = ()
    contact_lines: tuple[ContactLine, ...] = ()
    is_in_page_language: bool = True

    @property
    def name(self) -> str:
        return self.text.name

    @property
    def kind_name(self) -> str:
        return kind_name(Organization, self.text.kind)

    @property
    def phones(self) -> list[ContactLine]:
        """The telephones, crisis lines first."""
        return [line for line in self.contact_lines if line.kind == Contact.Kind.PHONE]

    @property
    def has_phone(self) -> bool:
        return bool(self.phones)

    @property
    def about(self) -> str:
        """What it does, in the words of its text."""
        services = "; ".join(self.text.services)
        return self.text.description or f"{services[:1].upper()}{services[1:]}"

    @property
    def help_names(self) -> list[tuple[str, str]]:
        """What it helps with: pairs of a value of Organization.Help and words."""
        return [(value, label) for value, label in Organization.Help.choices if value in self.text.help]

    @property
    def has_unchecked_phone(self) -> bool:
        return any(line.checked_on is None for line in self.phones)

    @property
    def oldest_check(self) -> date | None:
        """The oldest of the checks that ran out."""
        return min(
            (line.checked_on for line in self.contact_lines if line.is_old and line.checked_on), default=None
        )

    @property
    def checked_on(self) -> date | None:
        """The day of the newest check of a contact."""
        return max((line.checked_on for line in self.contact_lines if line.checked_on), default=None)

    @property
    def where(self) -> str:
        """Its country and its languages, in words of the page's language."""
        text = self.text
        words = [country_name(text.country), ", ".join(language_name(code) for code in text.languages)]
        return " · ".join(word for word in words if word)

    def get_absolute_url(self) -> str:
        return reverse("organization_detail", args=[self.text.slug])


def kind_name(model: type[Organization] | type[Contact], kind: str) -> str:
    """The words for a kind of organizations or of contacts, in the language of the page."""
    return str(dict(model.Kind.choices).get(kind, kind))


def listed(text: OrganizationText, contacts: tuple[ContactText, ...], today: date) -> ListedOrganization:
    lines = [contact_line(contact, today) for contact in contacts]
    lines.sort(key=lambda line: (not line.is_crisis_line, line.kind != Contact.Kind.PHONE))
    language = get_language() or ""
    is_in_page_language = is_translated(text, language) or not language_of_records()
    return ListedOrganization(in_language(text, language), contacts, tuple(lines), is_in_page_language)


def by_need(organization: ListedOrganization) -> tuple:
    """Sorts organizations for a reader of the page's language: first whom they can call and speak with, then
    the others with a telephone, then by kind. Those alike keep their order, which is from A to Z."""
    text = organization.text
    kind = KINDS_BY_NEED.index(text.kind) if text.kind in KINDS_BY_NEED else len(KINDS_BY_NEED)
    speaks = (get_language() or "").split("-")[0] in text.languages
    has_phone = organization.has_phone
    return not (has_phone and speaks), not has_phone, kind


def contact_line(contact: ContactText, today: date) -> ContactLine:
    is_web = contact.kind == Contact.Kind.WEB
    checked_on = date.fromisoformat(contact.checked_on) if contact.checked_on else None
    holds_until = last_day_of_check(checked_on, contact.is_crisis_line)
    language, entered_in = get_language() or "", language_of_records()
    hours, callers = contact.said("hours", language), contact.said("callers", language)
    return ContactLine(
        kind=contact.kind,
        kind_name=kind_name(Contact, contact.kind),
        text=re.sub(r"^https?://(www\.)?|/$", "", contact.value) if is_web else contact.value,
        href=contact_href(contact.kind, contact.international or contact.value),
        hours=hours or contact.hours,
        hours_language="" if hours else entered_in,
        callers=callers or contact.callers,
        callers_language="" if callers else entered_in,
        cost=str(dict(Contact.Cost.choices).get(contact.cost, contact.cost)),
        is_crisis_line=contact.is_crisis_line,
        checked_on=checked_on,
        is_old=holds_until is None or holds_until < today,
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


def describe(organization: ListedOrganization) -> str:
    """One line of what the organization is and offers, in the language of the page."""
    text, is_said = organization.text, organization.is_in_page_language
    if text.description and is_said:
        return text.description
    parts = [organization.kind_name.capitalize(), ", ".join(text.services) if is_said else ""]
    return _("%(name)s. %(about)s. How to reach it, and when each contact was last checked.") % {
        "name": text.name,
        "about": ": ".join(part for part in parts if part) or _("Organization"),
    }
