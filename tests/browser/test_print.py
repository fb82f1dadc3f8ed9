"""Articles and their leaflets on paper."""

import pytest

from articles.demo.loading import DATA

from .measures import OVERFLOW
from .site import ARTICLE

pytestmark = pytest.mark.django_db

# With many survey tables and figures.
LONGEST = ["breast-cancer-brain-metastases", "radiation-for-brain-metastases", ARTICLE.split("/")[2]]


@pytest.fixture
def page(page_as_new):
    return page_as_new


@pytest.fixture
def paper(page, site):
    # The width of A4 without its margins.
    page.set_viewport_size({"width": 672, "height": 1000})
    page.emulate_media(media="print")
    page.goto(site.address(ARTICLE))
    return page


def test_it_carries_sources_dates_code_and_address(paper):
    text = paper.inner_text("body")
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
    assert paper.locator(".sources li").first.is_visible()
    assert paper.locator(".sources .kind").first.is_visible()


def test_it_leaves_out_what_cannot_be_pressed_on_paper(paper):
    for place in ("nav", ".back", "[data-share]", "a[href$='/report/']", "a[href*='/compare/']"):
        shown = [each for each in paper.locator(place).all() if each.is_visible()]
        assert shown == [], place
    citation = paper.locator(".text a[href^='#source-']").first
    assert citation.evaluate("a => getComputedStyle(a).textDecorationLine") == "none"


def test_it_fits_the_paper(paper):
    assert paper.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("slug", LONGEST)
def test_a_long_article_takes_six_sheets_at_most(page, site, slug):
    page.goto(site.address(f"/articles/{slug}/"))
    assert sheets(page) <= 6


def sheets(page):
    return page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")


def test_the_leaflet_of_each_article_of_the_demonstration_takes_two_sheets(page, site):
    slugs = [path.stem for path in (DATA / "articles").glob("*.json") if path.stem != "example-for-editors"]
    found = {}
    for slug in slugs:
        page.goto(site.address(f"/articles/{slug}/leaflet/"))
        found[slug] = sheets(page)
    assert found == dict.fromkeys(slugs, 2)
