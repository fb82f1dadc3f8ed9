"""The leaflet that an article becomes on paper."""

import pytest

from .measures import OVERFLOW
from .site import ARTICLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(page_as_new):
    return page_as_new


@pytest.fixture
def leaflet(page, site):
    # The width of A4 without its margins.
    page.set_viewport_size({"width": 672, "height": 1000})
    page.emulate_media(media="print")
    page.goto(site.address(ARTICLE))
    return page


def test_it_carries_sources_dates_code_and_address(leaflet):
    text = leaflet.inner_text("body")
    for words in (
        "Demonstration: ",
        "by the makers of the software, not by a clinician",
        "This edition published",
        "Code of this edition",
        "Read on",
        "Topics",
        ARTICLE,
    ):
        assert words in text
    assert leaflet.locator(".sources li").first.is_visible()
    assert leaflet.locator(".sources .kind").first.is_visible()


def test_it_leaves_out_what_cannot_be_pressed_on_paper(leaflet):
    for place in ("nav", ".back", "[data-share]", "a[href$='/report/']", "a[href*='/compare/']"):
        shown = [each for each in leaflet.locator(place).all() if each.is_visible()]
        assert shown == [], place
    citation = leaflet.locator(".text a[href^='#source-']").first
    assert citation.evaluate("a => getComputedStyle(a).textDecorationLine") == "none"


def test_it_fits_the_paper(leaflet):
    assert leaflet.evaluate(OVERFLOW) == []


def test_it_takes_no_page_for_nothing(leaflet):
    pages = leaflet.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    words = len(leaflet.inner_text("main").split())
    assert 1 < pages <= words / 150
