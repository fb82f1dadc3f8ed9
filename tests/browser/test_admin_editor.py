"""The article's form in a real browser: the rich-text editor, sections that come, move and go."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article, make_content, make_user

from .desk import save, sign_in_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server):
    """The browser of a writer; call it with an address of the admin."""
    sign_in_as(page.context, live_server, make_user("writer"))

    def open_page(name, *args):
        page.goto(live_server.url + reverse(f"admin:{name}", args=args))
        page.locator(".prose-menubar[role=toolbar]").first.wait_for()
        return page

    return open_page


def write(page, place, heading, text):
    page.fill(f"#id_sections-{place}-heading", heading)
    page.locator(f"#sections-{place} .ProseMirror[contenteditable]").click()
    page.keyboard.type(text)


def test_an_article_is_written_with_added_and_moved_sections(desk):
    page = desk("articles_article_add")
    page.fill("#id_title", "Written here")
    write(page, 0, "One", "First words")
    page.click(".sections .row-add")
    page.locator("#sections-1 .prose-menubar[role=toolbar]").wait_for()
    write(page, 1, "Two", "Second words")
    page.locator("#sections-1 [data-act=up]").focus()
    page.keyboard.press("Enter")
    save(page)
    article = Article.objects.get()
    assert article.slug == "written-here"
    assert [(section.heading, section.body) for section in article.sections.all()] == [
        ("Two", "<p>Second words</p>"),
        ("One", "<p>First words</p>"),
    ]


def test_a_section_is_duplicated_below_itself_with_what_was_typed(desk):
    article = make_article(sections=make_content().sections[:2])
    first, second = article.sections.all()
    page = desk("articles_article_change", article.pk)
    page.locator("#sections-0 .ProseMirror[contenteditable]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed.")
    page.locator("#sections-0 [data-act=duplicate]").focus()
    page.keyboard.press("Enter")
    page.locator("#sections-2 .prose-menubar[role=toolbar]").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_sections-2-heading"
    said = page.locator("#sections-group [data-said]").inner_text()
    assert said == f"{first.heading}: copied, the copy is 2 of 3"
    save(page)
    stored = list(article.sections.all())
    assert [section.heading for section in stored] == [first.heading, first.heading, second.heading]
    assert stored[0].pk == first.pk
    assert stored[0].body == stored[1].body != first.body
    assert (stored[1].purpose, stored[1].level) == (first.purpose, first.level)


def test_a_deleted_section_can_be_taken_back(desk):
    article = make_article(sections=make_content().sections[:2])
    page = desk("articles_article_change", article.pk)
    page.click("#sections-0 [data-act=delete]")
    page.click("#sections-1 [data-act=delete]")
    assert page.locator("#sections-0").get_by_text("Will be deleted when you save").is_visible()
    page.click("#sections-1 [data-act=delete]")
    save(page)
    assert [section.order for section in article.sections.all()] == [1]


def test_an_edited_table_keeps_its_caption_and_its_head(desk):
    table = (
        '<table><caption>How long it takes</caption><thead><tr><th scope="col">Step</th><th scope="col">Days'
        '</th></tr></thead><tbody><tr><th scope="row">Wait</th><td>2</td></tr></tbody></table>'
    )
    lists = "<ul><li><strong>Label:</strong> text</li><li>Outer<ul><li>Inner</li></ul></li></ul>"
    first, *_ = make_content().sections
    article = make_article(sections=(first,))
    article.sections.update(body=f"<p>Text [@source-1].</p>{table}{lists}")
    page = desk("articles_article_change", article.pk)
    page.locator("#sections-0 .ProseMirror p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" More.")
    save(page)
    assert article.sections.get().body == f"<p>Text [@source-1]. More.</p>{table}{lists}"


def test_the_toolbar_is_one_stop_and_is_walked_with_arrows(desk):
    page = desk("articles_article_add")
    menu = page.locator("#sections-0 .prose-menubar")
    assert menu.locator("button[tabindex='0']").count() == 1
    menu.locator("button[tabindex='0']").focus()
    before = page.evaluate("document.activeElement.title")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.title") != before


def test_tags_are_typed_or_chosen(desk):
    page = desk("articles_article_add")
    page.fill("#id_title", "Tagged")
    page.click("#id_tags-input")
    page.keyboard.type("heart, lung")
    page.get_by_role("option", name="lung").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("liver")
    page.get_by_role("option", name="liver").wait_for()
    page.locator("#id_title").focus()
    save(page)
    assert set(Article.objects.get().tags.names()) == {"heart", "lung", "liver"}


class TestFindings:
    """A click on a finding selects the words that it is about."""

    BODY = "<p>Water is wet. Studies show that it <strong>always</strong> helps. It always rains.</p>"

    @pytest.fixture
    def form(self, desk):
        content = make_content()
        sections = (content.sections[0], replace(content.sections[1], body=self.BODY), *content.sections[2:])
        return desk("articles_article_change", make_article(sections=sections).pk)

    def go_to(self, page, words):
        page.locator("#desk-checks summary").first.wait_for()
        page.evaluate(
            "document.querySelectorAll('#desk-checks details').forEach((part) => { part.open = true; })"
        )
        page.locator("#desk-checks li", has=page.locator("q", has_text=words)).first.locator(
            "a"
        ).first.click()

    def selected(self, page):
        return page.evaluate("getSelection().toString()")

    def test_in_the_text_of_its_section(self, form):
        self.go_to(form, "Studies show")
        assert self.selected(form) == "Studies show"
        place = "getSelection().anchorNode.parentElement.closest('.row').id"
        assert form.evaluate(place) == "sections-1"

    def test_in_a_section_that_was_moved_and_collapsed(self, form):
        form.click("#sections-1 [data-act=up]")
        form.click("#sections-1 [data-act=collapse]")
        with form.expect_response("**/checks/"):
            form.fill("#id_summary", "Another summary.")
        form.wait_for_timeout(200)
        self.go_to(form, "Studies show")
        assert self.selected(form) == "Studies show"

    def test_what_is_typed_then_replaces_it(self, form):
        self.go_to(form, "Studies show")
        form.keyboard.type("A study [@x] showed")
        assert "A study [@x] showed that it" in form.locator("#sections-1 .ProseMirror").inner_text()


def test_the_outline_leads_to_the_heading_of_a_section(desk):
    page = desk("articles_article_change", make_article().pk)
    page.click("#sections-1 [data-act=collapse]")
    page.locator(".outline a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == "id_sections-1-heading"
