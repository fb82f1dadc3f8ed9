"""From an empty form to the reader's page, in the browsers of the people it takes; and two at one article."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Edition
from tests.acting import KNOWN_HOW, mailed_code, mailed_link, make_invitation
from tests.factories import (
    PASSWORD,
    make_article,
    make_content,
    make_contributor,
    make_organization,
    make_user,
)

from .desk import GO_TO_END, TEXT, add_section, begin, ready, sign_in_as, write

pytestmark = pytest.mark.django_db(transaction=True)

# What the policy says of pasted scripts and styles, before the editor throws them away.
BLOCKED = tuple(
    f"{what} violates the following Content Security Policy directive"
    for what in ("Executing inline event handler", "Applying inline style")
)
# What Word puts into the clipboard, with what an attacker would add.
PASTE = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--[if gte mso 9]><xml></xml><![endif]-->
<p class="MsoNormal" style="color:red" onclick="alert(1)">Kept <b>words</b></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">First of a list</p>
<script>window.pasted = 1</script><img src="data:," onerror="window.pasted = 2">
<p><a href="javascript:alert(1)">bad</a> and <a href="https://test.example/">good</a></p>
<iframe src="https://test.example/"></iframe></body></html>
"""


@pytest.fixture
def enter(browser, live_server):
    """Gives a user a browser of their own. Its console may say what is allowed, and nothing else."""
    contexts, errors = [], []

    def enter(user, *allowed):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        sign_in_as(context, live_server, user)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: errors.append(said.text) if is_error(said, *allowed) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == []


def is_error(said, *allowed):
    return said.type == "error" and not said.text.startswith(allowed)


@pytest.fixture
def open_form(live_server):
    def open_form(page, article=None):
        name, args = ("change", [article.pk]) if article else ("add", [])
        page.goto(live_server.url + reverse(f"admin:articles_article_{name}", args=args))
        return ready(page)

    return open_form


def press(page, selector):
    with page.expect_navigation():
        page.click(selector)


def test_a_text_goes_from_its_writer_over_a_reviewer_and_a_publisher_to_a_reader(
    enter, open_form, live_server, page
):
    writer, reviewer, publisher = make_user("writer"), make_user("reviewer"), make_user("publisher")
    make_contributor(reviewer, name="Rita Reviewer")

    desk = open_form(enter(writer))
    desk.fill("#id_title", "Written in a browser")
    begin(desk, "What it is")
    desk.keyboard.type("The first words.")
    add_section(desk, "What it is not")
    desk.keyboard.type("The second words.")
    desk.click("#id_tags-input")
    desk.keyboard.type("browsers,")
    desk.locator("#id_title").focus()
    press(desk, "[name=_continue]")
    article = Article.objects.get()
    assert [section.body for section in article.sections.all()] == [
        "<p>The first words.</p>",
        "<p>The second words.</p>",
    ]
    assert list(article.tags.names()) == ["browsers"]

    complete(article)
    open_form(desk, article)
    desk.evaluate(GO_TO_END)
    desk.keyboard.type(" They were weighed.")
    press(desk, ".act-primary")
    assert Article.objects.get().standing == "in-review"

    reading = enter(reviewer)
    act = live_server.url + reverse("admin:articles_article_act", args=[article.pk, "sign-off"])
    reading.goto(act)
    assert reading.get_by_text("They were weighed.").first.is_visible()
    reading.fill("[name=evidence_on]", "2020-01-01")
    reading.fill("[name=interests]", "None")
    reading.fill("[name=password]", PASSWORD)
    press(reading, ".act-form [type=submit]")
    assert Article.objects.get().standing == "signed-off"

    last = enter(publisher)
    open_form(last, article)
    press(last, ".act-primary")
    press(last, ".act-form [type=submit]")
    edition = Edition.objects.live().get()

    page.goto(live_server.url + edition.get_absolute_url())
    assert page.locator("h1").inner_text() == "Written in a browser"
    assert page.get_by_text("They were weighed.").is_visible()
    assert page.get_by_text("Rita Reviewer").first.is_visible()


def complete(article):
    """Gives the article everything that a finished page has besides what was typed."""
    make_organization("test-organization", name="Test Organization")
    article.apply(make_content(title=article.title, slug=article.slug))


class TestTwoWindows:
    def test_the_second_sees_both_texts_and_keeps_their_own(self, enter, open_form):
        article = make_article(title="For two", sections=make_content().sections[:2])
        first = open_form(enter(make_user("writer", first_name="Olga", last_name="Other")), article)
        second = open_form(enter(make_user("writer")), article)
        write(first, 0, "Words of the first.")
        press(first, "[name=_continue]")
        write(second, 0, "Words of the second.")
        press(second, "[name=_continue]")

        conflict = second.locator(".conflict")
        assert "Words of the first." in conflict.inner_text()
        assert "Olga Other" in conflict.inner_text()
        assert "Words of the second." in ready(second).locator(TEXT).inner_text()
        assert "Words of the first." in article.sections.first().body

        press(second, "[name=_continue]")
        assert article.sections.first().body == "<p>Words of the second.</p>"

    def test_each_is_told_of_the_other_and_of_what_they_saved(self, enter, open_form):
        article = make_article(title="For two", sections=make_content().sections[:1])
        first = open_form(enter(make_user("writer", first_name="Olga", last_name="Other")), article)
        browser = enter(make_user("writer"))
        browser.clock.install()
        second = open_form(browser, article)
        said = second.locator("#presence")
        expect(said).to_have_text("Olga Other has this article open, too.")
        write(first, 0, "Words of the first.")
        press(first, "[name=_continue]")
        second.clock.fast_forward("00:31")
        expect(said).to_contain_text("Olga Other edited it at")


class TestPasting:
    def test_what_is_hostile_or_of_an_office_program_is_left_behind(self, enter, open_form):
        article = make_article(sections=make_content().sections[:1])
        page = open_form(enter(make_user("writer"), *BLOCKED), article)
        write(page, 0, "")
        page.keyboard.press("Delete")
        page.evaluate(
            """html => { const data = new DataTransfer(); data.setData('text/html', html);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste',
              {clipboardData: data, bubbles: true, cancelable: true})); }""",
            PASTE,
        )
        press(page, "[name=_continue]")
        body = article.sections.get().body
        assert "Kept <strong>words</strong>" in body
        assert '<a href="https://test.example/">good</a>' in body.replace(' rel="noopener"', "")
        for part in ("script", "onclick", "onerror", "javascript:", "style=", "Mso", "iframe", "<img"):
            assert part not in body
        assert page.evaluate("window.pasted") is None


def test_an_outside_expert_comments_and_approves_without_an_account(enter, live_server, page):
    article = make_article(title="To be read outside")
    make_invitation(article, name="Olga Outside")
    page.goto(live_server.url + mailed_link())
    page.fill("#comments ~ form [name=comment-text]", "Please say how long it takes.")
    press(page, "#comments ~ form button")
    assert page.get_by_text("Please say how long it takes.").is_visible()
    # As on a phone.
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator(".article .text h2[id]").first.select_text()
    page.get_by_role("button", name="Comment on this").click()
    page.fill(".comment-on [name=comment-replacement]", "Another heading")
    page.locator(".comment-on button").first.click()
    page.locator("[data-comments] ins", has_text="Another heading").wait_for()
    made = article.comments.get(replacement="Another heading")
    assert (made.quote, made.section) == (made.heading, article.sections.first())
    page.get_by_label("I approve this text, word for word").check()
    page.fill("[name=verdict-credentials]", "MD")
    page.fill("[name=verdict-interests]", "None")
    page.fill("[name=verdict-evidence_on]", "2020-01-01")
    press(page, "form[action='#verdict'] button")
    assert page.locator("[name=verdict-credentials]").input_value() == "MD"
    page.fill("[name=verdict-code]", mailed_code())
    press(page, "form[action='#verdict'] button[value=verdict]")
    assert page.get_by_text("You approved this text, word for word.").is_visible()
    assert page.locator("form[action='#verdict']").count() == 0

    article.comments.update(resolved_at=timezone.now())
    desk = enter(make_user("publisher"))
    desk.goto(live_server.url + reverse("admin:articles_article_act", args=[article.pk, "confirm"]))
    assert "Olga Outside, MD" in desk.locator("[name=invitation]").inner_text()
    desk.fill("[name=known_how]", KNOWN_HOW)
    desk.fill("[name=password]", PASSWORD)
    press(desk, ".act-form [type=submit]")
    assert Article.objects.get().standing == "signed-off"
