"""What is printed of a leaflet, as the values that articles/rendering/leaflet.typ asks for."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.editions.notes import demonstration_mark
from articles.public.leaflet_content import Leaflet
from articles.rendering.leaflet_pdf import can_draw
from articles.rendering.paper_tree import paper_tree
from articles.rendering.rendered import RenderedSection


def has_pdf(words: dict) -> bool:
    """Whether the fonts can draw what is `printed` of a leaflet."""
    return can_draw(" ".join(_texts(words)))


def printed(leaflet: Leaflet) -> dict:
    """What articles/rendering/leaflet.typ asks for, in the language that is active."""
    page, sections = leaflet.page, leaflet.sections
    check = f"{settings.SITE_URL}{reverse('check')}"
    return {
        "title": page.name,
        "language": page.content.language.partition("-")[0],
        "publisher": settings.SITE_PUBLISHER,
        "site": settings.SITE_NAME,
        "day": date_format(localtime(page.edition.published_at)),
        "is_large": leaflet.is_large,
        "message": page.content.main_message,
        "notes": [vars(note) for note in page.notes],
        "reviewed": leaflet.reviewed,
        "care": [_card(section, page.emergency_numbers) for section in sections.care],
        "numbers_heading": ": ".join(filter(None, [_("Talk to somebody"), leaflet.country])),
        "numbers_lead": leaflet.lead,
        "numbers": _numbers(leaflet),
        "pens": [_("My team, by day:"), _("At night and on weekends:")],
        "columns": [_("Part of the page"), _("What it says")],
        "rows": [_section(section) for section in sections.rows],
        "questions": [_section(section) for section in sections.questions],
        "own": _("My own questions and notes:"),
        "closing": [line for line in (leaflet.beyond, page.content.disclaimer) if line],
        "code_label": _("Code of this edition"),
        "code": page.edition.check_code,
        "check": _("On paper? Type it at %(address)s to find out whether this is still current.")
        % {"address": check},
        "check_address": leaflet.check_address,
        "square": leaflet.check_square,
        "square_label": _("Check whether this printout is still current"),
        "mark": demonstration_mark(page.is_demonstration),
    }


def _section(section: RenderedSection) -> dict:
    level = 2 if section.heading else 1
    return {"heading": section.heading, "body": paper_tree(section.html, level)}


def _card(section: RenderedSection, emergency_numbers: list[tuple[str, str]]) -> dict:
    """When to get help; the strongest card says what to dial."""
    dialled = emergency_numbers if section.urgency == "emergency" else []
    numbers = " · ".join(" ".join(filter(None, each)) for each in dialled)
    return {**_section(section), "urgency": section.urgency, "numbers": numbers}


def _numbers(leaflet: Leaflet) -> list[dict]:
    """Telephones, or where there are none, who knows more."""
    found = []
    for number in leaflet.numbers:
        country = "" if leaflet.country else number.country
        said = [number.organization.name, number.line.hours, number.line.cost, country]
        found.append(
            {"text": number.line.text, "href": number.line.href, "about": " · ".join(filter(None, said))}
        )
    for organization in leaflet.directories:
        line = next(iter(organization.contact_lines), None)
        way = {"text": line.text, "href": line.href} if line else {"text": "", "href": ""}
        found.append({**way, "about": organization.name})
    return found


def _texts(values: object) -> Iterator[str]:
    """Every text in nested dicts and lists."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        yield from _texts(list(values.values()))
    elif isinstance(values, list):
        for value in values:
            yield from _texts(value)
