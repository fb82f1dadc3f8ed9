"""Readers' pages: every kind and state of them, on a phone and on a desk, by keyboard and without scripts."""

from urllib.parse import urlsplit

import pytest

from .conftest import heard
from .measures import CUT_OFF, FAINT, FOCUS, OVERFLOW, SMALL_TARGETS, STOPS
from .site import ARTICLE, EXPERT, READERS

pytestmark = pytest.mark.django_db

PHONE, DESK = {"width": 320, "height": 256}, {"width": 1280, "height": 900}
# What the browser says of the page itself when that is a page for "not found" or "gone".
STATUS = "Failed to load resource: the server responded with a status of 4"
FONT_SIZE = "parseFloat(getComputedStyle(document.body).fontSize)"


@pytest.fixture
def page(page_as_new):
    return page_as_new


@pytest.fixture
def visit(page, site):
    """Opens an address of the site. Afterwards: no other host was asked for anything."""
    hosts = set()

    def visit(pattern, size=DESK):
        page.set_viewport_size(size)
        page.goto(site.address(pattern))
        page.console_errors[:] = [text for text in page.console_errors if not text.startswith(STATUS)]
        return page

    with heard(page, request=lambda request: hosts.add(urlsplit(request.url).netloc)):
        yield visit
    set_text_size(page, 16)
    assert hosts <= {urlsplit(site.server.url).netloc, ""}


def faults(page, measure):
    """What a measure finds, a line each; pytest shows it whole."""
    return "\n".join(page.evaluate(measure))


def fits(page):
    assert faults(page, OVERFLOW) == ""
    assert faults(page, CUT_OFF) == ""
    return True


def set_text_size(page, pixels):
    """As a reader does who asks the browser for a font of that size; without being asked it takes 16."""
    sizes = {"fontSizes": {"standard": pixels, "fixed": pixels * 13 // 16}}
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", sizes)
    session.detach()


def every_page(pages):
    return pytest.mark.parametrize("pattern", pages.values(), ids=pages)


@pytest.fixture(scope="session")
def without_scripts(browser):
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    yield context.new_page()
    context.close()


# Takes away the reader's own words and their buttons, which the script adds to a list that can be ticked.
WITHOUT_KEPT = """document.querySelectorAll("template.keep").forEach(template =>
  template.parentElement.querySelectorAll("p:has(textarea), p:has(button)").forEach(each => each.remove()))"""


@every_page(READERS | EXPERT)
class TestEveryPage:
    def test_it_fits_the_window_and_the_thumb_at_any_width_and_size_of_text(self, visit, pattern):
        page = visit(pattern)
        assert page.locator("h1").count() == 1
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert fits(page)
            assert faults(page, SMALL_TARGETS) == ""
        # Where the rows of a table are stacked, the style names the column of each cell.
        page.evaluate(
            "document.querySelectorAll('.stack thead, .compared > thead, .of').forEach(each => each.remove())"
        )
        text = sorted(page.inner_text("main").split())
        before = page.evaluate(FONT_SIZE)
        set_text_size(page, 32)
        assert page.evaluate(FONT_SIZE) > 1.9 * before
        assert fits(page)
        assert sorted(page.inner_text("main").split()) == text

    def test_it_needs_no_scripts_no_cookies_no_colours_and_no_mouse(
        self, visit, without_scripts, site, pattern
    ):
        page = visit(pattern)
        without_scripts.goto(site.address(pattern))
        # What a browser alone can keep is offered by the script.
        page.evaluate(WITHOUT_KEPT)
        assert without_scripts.inner_text("body").split() == page.inner_text("body").split()
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        has_token = page.locator("[name=csrfmiddlewaretoken]").count()
        assert cookies == ({"csrftoken"} if has_token else set())
        page.emulate_media(forced_colors="active")
        assert faults(page, FAINT) == ""
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["seen"]
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_the_first_screen_of_a_phone_says_what_matters_and_where_help_is(visit):
    page = visit("/articles/{twice}/", {"width": 320, "height": 640})
    for place in ("h1", ".message", ".strip"):
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= 640, place


@pytest.mark.parametrize(("size", "screens"), [({"width": 320, "height": 640}, 15), (DESK, 7)])
def test_the_overview_is_read_in_few_screens(visit, size, screens):
    page = visit("/articles/breast-cancer-brain-metastases/", size)
    # Elsewhere there is no note that it's a demonstration.
    page.evaluate("document.querySelector('.warning').remove()")
    assert page.evaluate("document.documentElement.scrollHeight") <= screens * size["height"]


class TestKeyboard:
    @pytest.fixture
    def page(self, shared_context):
        """A page of its own: a page that others have walked through keeps something of where they were."""
        shared_context.clear_cookies()
        page = shared_context.new_page()
        yield page
        page.close()

    @pytest.mark.parametrize("pattern", [READERS["home"], ARTICLE, READERS["organization_list"]])
    @pytest.mark.parametrize("size", [DESK, {"width": 320, "height": 640}], ids=["desk", "phone"])
    def test_every_stop_is_reached_and_seen_and_none_is_a_trap(self, visit, pattern, size):
        page = visit(pattern, size)
        page.emulate_media(reduced_motion="reduce")
        for _ in range(page.evaluate(STOPS)):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            assert focus, "The focus left the page too early."
            assert focus["seen"], focus["name"]
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) is None

    def test_the_contents_list_scrolls_to_each_link_that_the_tab_key_reaches(self, visit):
        page = visit("/articles/radiation-for-brain-metastases/", DESK)
        page.emulate_media(reduced_motion="reduce")
        for link in page.locator(".toc li a").all():
            page.keyboard.press("Tab")
            while not link.evaluate("e => e === document.activeElement"):
                page.keyboard.press("Tab")
            assert page.evaluate(FOCUS)["seen"], link.inner_text()

    def test_the_search_field_offers_names_for_the_arrow_keys(self, visit):
        page = visit("/search/", PHONE)
        field, chosen = page.locator("#q"), page.locator("[role=option][aria-selected=true]")
        field.press_sequentially("radiat")
        page.locator("[role=option]").first.wait_for()
        assert field.get_attribute("aria-expanded") == "true"
        field.press("ArrowDown")
        assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
        assert "Radiation" in chosen.inner_text()
        assert fits(page)
        field.press("Escape")
        assert (field.get_attribute("aria-expanded"), chosen.count()) == ("false", 0)
        field.press_sequentially("i")
        page.locator("[role=option]").first.wait_for()
        field.press("ArrowDown")
        field.press("Enter")
        page.wait_for_url("**/articles/radiation-*/")

    def test_a_citation_leads_to_its_source_and_back(self, visit):
        page = visit(ARTICLE)
        page.emulate_media(reduced_motion="reduce")
        citation = page.locator(".text a[href^='#source-']").first
        place = citation.evaluate("a => (a.id ? a : a.closest('[id]')).id")
        citation.focus()
        page.keyboard.press("Enter")
        source = page.locator(":target")
        assert source.locator("xpath=ancestor::*[@class='sources']").count() == 1
        assert source.evaluate(
            "e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight"
        )
        source.locator(".back a").first.focus()
        page.keyboard.press("Enter")
        assert page.locator(":target").get_attribute("id") == place

    def test_the_contents_list_leads_to_its_sections_and_opens_on_a_phone(self, visit):
        page = visit(ARTICLE, PHONE)
        link = page.locator(".toc a").last
        assert not link.is_visible()
        page.locator(".toc summary").focus()
        page.keyboard.press("Enter")
        link.press("Enter")
        assert page.locator(":target").get_attribute("id") == link.get_attribute("href")[1:]
