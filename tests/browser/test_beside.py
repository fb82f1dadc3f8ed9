"""The unsaved form beside itself: as readers will see it, and against the live page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import make_article, make_content, make_published, make_user

from .desk import enter, in_outline, sign_in_as, write
from .test_unsaved import TOOLBAR
from .waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_form(page, live_server):
    sign_in_as(page.context, live_server, make_user("writer"))
    page.set_viewport_size({"width": 1600, "height": 900})
    page.on("dialog", lambda dialog: dialog.accept())

    def open_form(article=None):
        name, args = ("change", [article.pk]) if article else ("add", [])
        page.goto(live_server.url + reverse(f"admin:articles_article_{name}", args=args))
        page.locator(TOOLBAR).first.wait_for()
        return page

    yield open_form
    settle(page)


def settle(page):
    """Waits for the answers to what was typed. While one is worked out, SQLite in memory is locked."""
    for place in ("#beside", "#desk-checks"):
        expect(page.locator(f"{place}[aria-busy]")).to_have_count(0)


def shown(page):
    return page.frame_locator("#beside iframe").locator("main")


PLACE = "document.querySelector('#beside iframe').contentDocument.scrollingElement.scrollTop"


def scroll_to(page, place):
    """Again until it holds: the frame may still be loading."""
    wait_until(page, f"({PLACE} = {place}) && {PLACE} === {place}")


def press_in_bar(page, name):
    page.locator(".standing").get_by_role("button", name=name).click()


def test_the_preview_follows_what_is_typed(open_form):
    page = open_form(make_article(sections=make_content().sections[:2]))
    press_in_bar(page, "Preview")
    expect(shown(page)).to_contain_text("What this page is")
    write(page, 0, "Words of this minute.")
    expect(shown(page)).to_contain_text("Words of this minute.")
    in_outline(page, 1, "delete")
    expect(shown(page)).not_to_contain_text("How the page works")
    assert "Words of this minute." not in Article.objects.get().sections.first().body


def test_it_has_the_width_of_a_phone_or_of_a_desktop(open_form):
    page = open_form(make_article())
    press_in_bar(page, "Preview")
    expect(shown(page)).to_be_visible()
    frame = page.frames[-1]
    assert frame.evaluate("innerWidth") == 360
    page.get_by_role("button", name="Desktop").click()
    expect(page.get_by_role("button", name="Desktop")).to_have_attribute("aria-pressed", "true")
    assert frame.evaluate("innerWidth") == 1200
    box, panel = page.locator("#beside iframe").bounding_box(), page.locator(".beside-page").bounding_box()
    assert box["width"] <= panel["width"] + 1


def test_it_keeps_its_place(open_form):
    page = open_form(make_article())
    press_in_bar(page, "Preview")
    expect(shown(page)).to_be_visible()
    settle(page)
    scroll_to(page, 600)
    page.fill("#id_title", "A title that was typed")
    expect(shown(page)).to_contain_text("A title that was typed")
    # About there: the title above takes more or fewer lines.
    wait_until(page, f"Math.abs({PLACE} - 600) < 100")


def test_it_goes_along_to_the_section_in_which_one_writes(open_form):
    page = open_form(make_article())
    press_in_bar(page, "Preview")
    expect(shown(page)).to_be_visible()
    enter(page, 6)
    named = Article.objects.get().sections.all()[6].heading
    expect(shown(page).get_by_role("heading", name=named)).to_be_in_viewport()


def test_it_scrolls_with_the_text_and_a_click_leads_to_the_words(open_form):
    page = open_form(make_article())
    press_in_bar(page, "Preview")
    expect(shown(page)).to_be_visible()
    settle(page)
    last = Article.objects.get().sections.all()[7].heading
    page.locator(".document .ProseMirror > h2", has_text=last).evaluate("heading => heading.scrollIntoView()")
    heading = shown(page).get_by_role("heading", name=last)
    expect(heading).to_be_in_viewport()
    heading.click()
    # From the word on that was clicked.
    wait_until(page, f"(words => words && {last!r}.endsWith(words))(getSelection().toString())")
    shown(page).get_by_role("heading", level=1).click()
    wait_until(page, "document.activeElement.id === 'id_title'")


def test_it_is_shown_on_paper_and_in_dark_colours(open_form):
    page = open_form(make_article())
    press_in_bar(page, "Preview")
    expect(shown(page)).to_be_visible()
    settle(page)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.frames[-1].evaluate(colour)
    page.get_by_role("button", name="Dark").click()
    assert page.frames[-1].evaluate(colour) != light
    header = page.frame_locator("#beside iframe").locator("header nav").first
    expect(header).to_be_visible()
    page.get_by_role("button", name="Paper").click()
    expect(header).to_be_hidden()
    assert page.frames[-1].evaluate("innerWidth") == 720
    page.get_by_role("button", name="Phone").click()
    expect(header).to_be_visible()


def test_mistakes_are_said_and_the_page_stays(open_form):
    page = open_form(make_article(title="A page"))
    press_in_bar(page, "Preview")
    expect(shown(page)).to_contain_text("A page")
    page.fill("#id_title", "")
    expect(page.locator(".beside-said")).to_contain_text("Title: This field is required.")
    expect(shown(page)).to_contain_text("A page")
    # The browser writes the answer 422 into its console.
    page.console_errors[:] = [said for said in page.console_errors if "422" not in said]


def test_the_difference_from_the_live_page_is_one_click_away(open_form):
    page = open_form(make_published(title="Test page of words").article)
    page.fill("#id_title", "Test page of letters")
    press_in_bar(page, "Compare with live")
    expect(page.locator(".beside-changes ins")).to_contain_text("letters")
    expect(page.locator(".beside-changes del")).to_contain_text("words")


def test_it_is_remembered_and_closed(open_form):
    article = make_article()
    page = open_form(article)
    press_in_bar(page, "Preview")
    expect(shown(page)).to_be_visible()
    settle(page)
    page = open_form(article)
    expect(shown(page)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Close the preview").click()
    assert page.evaluate("document.activeElement.textContent") == "Preview"
    page = open_form(article)
    expect(page.locator("#beside")).to_be_hidden()


def test_a_new_article_has_one_too(open_form):
    page = open_form()
    press_in_bar(page, "Preview")
    page.fill("#id_title", "Not there yet")
    expect(shown(page)).to_contain_text("Not there yet")
    assert not Article.objects.exists()
    page.console_errors[:] = [said for said in page.console_errors if "422" not in said]


def test_its_links_lead_nowhere_but_within_the_page(open_form):
    page = open_form(make_article())
    press_in_bar(page, "Preview")
    shown(page).locator("a[href^='#']").first.click()
    shown(page).get_by_role("link", name="another page").click()
    expect(shown(page)).to_be_visible()
    assert page.frames[-1].url == "about:srcdoc"


def test_what_opens_in_the_bar_closes_with_escape(open_form):
    page = open_form(make_article(aim=""))
    drop = page.locator(".standing .drop").first
    drop.locator("summary").click()
    expect(drop).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(drop).not_to_have_attribute("open", "")
    assert drop.locator("summary").evaluate("summary => summary === document.activeElement")
