"""The leaflet of an article: what a reader takes along on two sheets of paper.

Its words are those of the live edition and of approved records. Where the reader is stands in the address.
"""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.editions.article_page import ArticlePage, edition_page, live_edition
from articles.editions.notes import checked_by_makers
from articles.public.organizations import directories_beside
from articles.public.urgent import Number
from articles.records.directory import all_listed
from articles.rendering.leaflet import LeafletSections, leaflet_sections
from cancerinfo.web.camera_square import camera_square
from cancerinfo.web.languages import draw_in
from cancerinfo.web.public_pages import follow, text_parameter
from resources.directory import ListedOrganization, by_need
from resources.names import countries, country_name

NUMBERS = 3
LARGE = "large"


@dataclass(frozen=True)
class Choices:
    """What the address asks: `country` is the code of where the reader is, `size` is LARGE or empty. What
    isn't among the choices asks nothing."""

    country: str = ""
    size: str = ""

    @classmethod
    def asked(cls, request) -> "Choices":
        country, size = (text_parameter(request, name, 20) for name in ("country", "size"))
        return cls(country if country in dict(countries()) else "", size if size == LARGE else "")

    def query(self, **changes: str) -> str:
        """The part of the address from "?" on, with these changes; empty if nothing is asked."""
        asked = {name: value for name, value in vars(replace(self, **changes)).items() if value}
        return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True)
class Leaflet:
    """All that is printed. `numbers` are telephones to call; where the reader's country has none,
    `directories` know more."""

    page: ArticlePage
    choices: Choices
    sections: LeafletSections
    numbers: list[Number] = field(default_factory=list)
    directories: list[ListedOrganization] = field(default_factory=list)

    @property
    def country(self) -> str:
        return country_name(self.choices.country)

    @property
    def is_large(self) -> bool:
        return self.choices.size == LARGE

    @property
    def reviewed(self) -> str:
        """When and by whom the text was checked, in a sentence; empty if nobody stands behind it."""
        review = self.page.review
        if review is None or review.question:
            return ""
        if self.page.is_demonstration:
            return checked_by_makers(review.reviewed_on)
        day = date_format(review.reviewed_on)
        name = ", ".join(filter(None, [review.reviewer.name, review.reviewer.credentials]))
        return _("Last reviewed %(day)s by %(name)s.") % {"day": day, "name": name}

    @property
    def lead(self) -> str:
        """What is said above the directories; empty if there are none."""
        if not self.directories:
            return ""
        lead = _(
            "We don't have a number to call in %(country)s for this. These organizations know groups in many "
            "countries."
        ) % {"country": self.country}
        return " ".join([lead, _("In an emergency, call your country's emergency number.")])

    @property
    def beyond(self) -> str:
        """What only the full page says."""
        if not self.sections.left_out:
            return ""
        headings = "; ".join(self.sections.left_out)
        lead, numbers = _("On the full page:"), _("Numbers in brackets are those of the sources there.")
        return f"{lead} {headings}. {numbers}"

    @property
    def check_address(self) -> str:
        """Where the code on the paper tells whether the text is still current."""
        return f"{settings.SITE_URL}{reverse('check_detail', args=[self.page.edition.check_code])}"

    @property
    def check_square(self) -> SafeString:
        """That address for a camera."""
        return camera_square(self.check_address)


def live_leaflet(request: HttpRequest, slug: str) -> Leaflet | None:
    """The leaflet of the live edition at this address as the address asks for it; from here on the page is
    drawn in its language."""
    edition = live_edition(slug)
    if edition is None:
        return None
    draw_in(request, edition.language)
    page = edition_page(edition)
    follow(request, f"translations {edition.live.translation_of_id or edition.live.pk}")
    return leaflet_of(page, Choices.asked(request))


def leaflet_of(page: ArticlePage, choices: Choices) -> Leaflet:
    """The leaflet of a live edition's page, in the language that is active; two queries if a country is
    chosen."""
    listed = all_listed(timezone.localdate()) if choices.country else page.organizations
    called = [each for each in listed if each.has_phone and choices.country in ("", each.text.country)]
    if choices.country:
        named = {organization.text.slug for organization in page.organizations}
        called.sort(
            key=lambda each: (each.text.slug not in named, "all" not in each.text.topics, by_need(each))
        )
    return Leaflet(
        page,
        choices,
        leaflet_sections(page.rendered),
        [Number(country_name(each.text.country), each, each.phones[0]) for each in called[:NUMBERS]],
        directories_beside([], listed)[:NUMBERS] if choices.country and not called else [],
    )
