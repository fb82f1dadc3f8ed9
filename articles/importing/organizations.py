"""Reads help organizations from JSON: an object with the list `organisations`, or the list itself."""

from dataclasses import dataclass

from articles.importing.records import Fields, Records, list_in, load_json, read_each

SEEN = "seen when the list was compiled"


@dataclass(frozen=True)
class ContactRecord:
    """`kind` is a Contact.Kind. `checked_how` is empty where nobody has looked."""

    kind: str
    value: str
    hours: str = ""
    checked_how: str = ""
    international: str = ""
    cost: str = ""
    callers: str = ""


@dataclass(frozen=True)
class OrganizationRecord:
    slug: str
    name: str
    abbreviation: str = ""
    kind: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    description: str = ""
    note: str = ""
    contacts: tuple[ContactRecord, ...] = ()


def read_organizations(data: bytes) -> Records:
    """OrganizationRecords in the bytes of a file. Raises FileError if it is none."""
    found = load_json(data)
    name = "organizations" if isinstance(found, dict) and "organizations" in found else "organisations"
    return read_each(list_in(found, name), "id", _organization)


def _organization(fields: Fields) -> OrganizationRecord:
    return OrganizationRecord(
        slug=fields.text("id", required=True),
        name=fields.text("name", required=True),
        abbreviation=fields.text("abbreviation"),
        kind=fields.text("kind"),
        country=fields.text("country"),
        description=fields.text("description"),
        note=fields.text("note"),
        languages=fields.texts("languages"),
        help=fields.texts("help"),
        services=fields.texts("services"),
        topics=fields.texts("topics"),
        contacts=tuple(_contacts(fields)),
    )


def _contacts(fields: Fields):
    if website := fields.text("website"):
        yield ContactRecord("web", website, checked_how=_seen(fields.text("website_checked")))
    helpline = fields.object("helpline")
    if number := helpline.text("number"):
        yield ContactRecord(
            "phone",
            number,
            hours=helpline.text("hours"),
            checked_how=_seen(helpline.text("checked")),
            international=helpline.text("international"),
            cost=helpline.text("cost"),
            callers=helpline.text("callers"),
        )
    if email := fields.text("email"):
        yield ContactRecord("email", email)
    if address := fields.text("address"):
        yield ContactRecord("address", address)


def _seen(checked: str) -> str:
    """How a contact was looked at, by what the file says of it: "seen", or "known" for from memory alone."""
    return SEEN if checked == "seen" else ""
