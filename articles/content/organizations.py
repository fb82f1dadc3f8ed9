"""What readers see of a help organization, in two texts: what it is, and how to reach it."""

from dataclasses import dataclass

from .codec import later
from .translation import TranslationText


@dataclass(frozen=True)
class OrganizationText:
    """What it is. `kind` is one of Organization.Kind, `country` a code of ISO 3166-1, `languages` hold codes
    of ISO 639-1, `help` values of Organization.Help. `services` say the same in words of their own.
    """

    slug: str
    name: str
    abbreviation: str = ""
    kind: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    description: str = ""
    is_listed: bool = False
    help: tuple[str, ...] = later(())
    translations: tuple[TranslationText, ...] = later(())


@dataclass(frozen=True)
class ContactTranslation:
    """When a contact answers, and who may call, in another language (a code such as "es")."""

    language: str
    hours: str = ""
    callers: str = ""


@dataclass(frozen=True)
class ContactText:
    """One way to reach an organization. `checked_on` is the day, in ISO 8601, on which somebody proved that
    it works, and is empty if nobody has.

    `value` is a telephone number as people of the country write it, `international` the same one by ITU-T
    E.164, such as +34900100036. `cost` is one of Contact.Cost, `callers` says who may call.
    """

    kind: str
    value: str
    hours: str = ""
    is_crisis_line: bool = False
    checked_on: str = ""
    checked_by: str = ""
    checked_how: str = ""
    international: str = later("")
    cost: str = later("")
    callers: str = later("")
    translations: tuple[ContactTranslation, ...] = later(())

    def said(self, name: str, language: str) -> str:
        """The hours or the callers in that language, "" where they weren't translated."""
        found = (getattr(each, name) for each in self.translations if each.language == language)
        return next(found, "")


@dataclass(frozen=True)
class ContactsText:
    """All ways to reach an organization, in their order."""

    contacts: tuple[ContactText, ...] = ()
