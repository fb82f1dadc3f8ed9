"""Every page and every screen of the desk by the rules of axe-core, which lies in a package of the tests."""

from importlib.resources import files

import pytest

from .site import DESK, EXPERT, READERS
from .waiting import wait_until

pytestmark = pytest.mark.django_db

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_LEVELS = [*LEVEL_AA, "wcag2aaa", "best-practice"]
RUN = """async tags => {
  // A check of contrast in the middle of a fading colour would measure a colour that nobody sees.
  document.getAnimations().forEach(animation => animation.finish());
  const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""
# What the browser says of the page itself when that is a page for "not found" or "gone".
STATUS = "Failed to load resource: the server responded with a status of 4"
EDITORS_STAND = """() => [...document.querySelectorAll('.document')]
  .every(text => text.querySelector('.prose-menubar[role=toolbar]'))"""
PHONE = {"width": 320, "height": 640}
# High enough for the contents list: axe takes it for closed, as it is without the stylesheet, and would
# miss what can take the focus where it scrolls.
HIGH = {"width": 1280, "height": 1200}


@pytest.fixture
def page(page_as_new):
    return page_as_new


@pytest.fixture
def opened(page, site):
    """Opens an address of the site with axe in it, if the page by itself logs no error but `allowed`."""

    def opened(pattern, *allowed):
        page.set_viewport_size(HIGH)
        page.goto(site.address(pattern))
        wait_until(page, EDITORS_STAND)
        assert [text for text in page.console_errors if not text.startswith((STATUS, *allowed))] == []
        page.evaluate(AXE)
        return page

    yield opened
    # Axe tries styles that the policy blocks.
    page.console_errors.clear()


def violations(page, tags, scheme):
    page.emulate_media(color_scheme=scheme)
    return "\n".join(page.evaluate(RUN, tags))


@pytest.mark.parametrize("pattern", (READERS | EXPERT).values(), ids=READERS | EXPERT)
def test_a_page_for_readers_breaks_no_rule_in_light_and_dark(opened, pattern):
    page = opened(pattern)
    assert violations(page, ALL_LEVELS, "light") == ""
    page.set_viewport_size(PHONE)
    assert violations(page, ALL_LEVELS, "dark") == ""


@pytest.mark.parametrize("pattern", DESK.values(), ids=DESK)
def test_a_screen_of_the_desk_breaks_no_rule_of_level_aa(opened, site, page, pattern):
    site.sign_in(page)
    page = opened(pattern)
    assert violations(page, LEVEL_AA, "light") == ""
    page.set_viewport_size(PHONE)
    assert violations(page, LEVEL_AA, "dark") == ""


def test_what_would_come_of_a_file_breaks_no_rule_of_level_aa(opened, site, page):
    site.sign_in(page)
    page = opened(DESK["import_text"])
    text = b"# Rest\n\nRest helps.\n\n## What it may do\n\nIt gives strength.\n"
    file = {"name": "rest.md", "mimeType": "text/markdown", "buffer": text}
    page.locator("#id_file").set_input_files(file)
    page.locator("[name=_look]").click()
    page.locator("[role=status] summary").first.click()
    page.evaluate(AXE)
    assert violations(page, LEVEL_AA, "light") == ""
    page.set_viewport_size(PHONE)
    assert violations(page, LEVEL_AA, "dark") == ""


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/login/passkey/", "/admin/password-reset/"])
def test_the_page_to_log_in_breaks_no_rule_of_level_aa(opened, address):
    page = opened(address)
    assert violations(page, LEVEL_AA, "light") == ""
    assert violations(page, LEVEL_AA, "dark") == ""
