"""The script of the pages for readers: what it adds, and that nothing moves by it."""

import pytest

from .site import ARTICLE
from .waiting import wait_until

pytestmark = pytest.mark.django_db

SHIFTS = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
  .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 500))"""
# A slow machine may paint half of the page and move it as the rest arrives, with or without the script.
WHOLE = """const none = new CSSStyleSheet();
  none.replaceSync("html { visibility: hidden; }");
  document.adoptedStyleSheets = [none];
  document.onreadystatechange = () => { document.adoptedStyleSheets = []; };"""
# What is added far below counts as moved if the page is scrolled there before the next picture.
PICTURES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHARE = "navigator.share = data => { window.shared = data; return Promise.resolve(); }"


@pytest.fixture
def page(context):
    """One that no other test gets: a script is put into it."""
    return context.new_page()


@pytest.fixture
def article(page, site):
    def open_article(width):
        page.set_viewport_size({"width": width, "height": 700})
        page.emulate_media(reduced_motion="reduce")
        page.goto(site.address(ARTICLE))
        return page

    return open_article


def marked(page):
    return [link.get_attribute("href") for link in page.locator(".toc [aria-current=true]").all()]


def test_the_contents_list_is_open_beside_the_text_and_closed_on_a_phone(article):
    page = article(1280)
    wait_until(page, "document.querySelector('.toc details').open")
    assert article(320).evaluate("document.querySelector('.toc details').open") is False


def test_the_section_that_is_read_is_marked_and_seen_in_the_list(article):
    page = article(1280)
    assert marked(page) == []
    for anchor in ("sources", page.locator(".toc a").nth(2).get_attribute("href")[1:]):
        page.evaluate("id => { location.hash = id; }", anchor)
        page.locator(f".toc a[href='#{anchor}'][aria-current=true]").wait_for()
        assert marked(page) == [f"#{anchor}"]
        line, box = (page.locator(place).bounding_box() for place in (".toc [aria-current]", ".rail"))
        assert box["y"] <= line["y"] <= box["y"] + box["height"] - line["height"] / 2


@pytest.mark.parametrize("colours", [None, "active"])
def test_nothing_moves_by_it(article, page, colours):
    page.emulate_media(forced_colors=colours)
    page.add_init_script(WHOLE)
    article(1280)
    page.evaluate(PICTURES)
    page.evaluate("document.querySelector('.sources').scrollIntoView()")
    page.locator(".toc [aria-current]").wait_for()
    assert page.evaluate(SHIFTS) == 0


def test_the_share_button_is_there_only_with_a_dialog_to_open(article, page):
    assert article(320).locator("[data-share] button").count() == 0
    page.add_init_script(SHARE)
    article(320).locator("[data-share] button").click()
    assert page.evaluate("shared.url").endswith(ARTICLE)
    assert page.evaluate("shared.title") == page.inner_text("h1")


def test_questions_are_ticked_added_to_kept_and_cleared(article, page):
    questions = article(320).locator(".purpose-questions")
    questions.locator("[type=checkbox]").nth(1).focus()
    page.keyboard.press("Space")
    questions.locator("textarea").fill("May I swim?")
    page.reload()
    assert [box.is_checked() for box in questions.locator("[type=checkbox]").all()][:3] == [
        False,
        True,
        False,
    ]
    assert questions.locator("textarea").input_value() == "May I swim?"
    questions.locator("[value=clear]").click()
    assert questions.locator(":checked").count() == 0
    assert page.evaluate("localStorage.length") == 0


def test_the_questions_are_printed_alone(article, page):
    page.add_init_script("window.print = () => { window.printed = document.body.innerText; }")
    article(1280).locator(".purpose-questions [value=print]").click()
    printed = page.evaluate("printed")
    assert printed.startswith(page.inner_text("h1"))
    assert "Your own questions" in printed
    assert "Sources" not in printed
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".sources").is_visible()


def test_a_word_is_explained_where_it_stands(article, page):
    word = article(320).locator("a.term").first
    word.click()
    note = page.locator("[popover]")
    assert note.inner_text() in page.evaluate(
        "id => { const term = document.getElementById(id); "
        "return `${term.textContent}: ${term.nextElementSibling.textContent}`; }",
        word.get_attribute("href")[1:],
    )
    assert note.evaluate("note => note === document.activeElement")
    page.keyboard.press("Escape")
    assert not note.is_visible()
    assert word.evaluate("word => word === document.activeElement")


def test_the_glossary_leads_back(article, page):
    article(320).locator("header a[href='/glossary/']").click()
    page.locator("[data-back] a").click()
    page.wait_for_url(f"**{ARTICLE}")
