"""The article's form in a real browser: the rich-text editor, sections that come, move and go."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Comment
from tests.factories import make_article, make_content, make_user

from .desk import (
    GO_TO_END,
    TEXT,
    add_section,
    begin,
    enter,
    heading,
    in_outline,
    ready,
    save,
    sign_in_as,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)

# What a browser does for the keys, with a clipboard that no other window has.
TAKE = """(act) => {
  const text = document.querySelector(".document .ProseMirror");
  window.taken = new DataTransfer();
  const event = { clipboardData: window.taken, bubbles: true, cancelable: true };
  text.dispatchEvent(new ClipboardEvent(act, event));
}"""
PUT = """() => {
  const text = document.querySelector(".document .ProseMirror");
  const event = { clipboardData: window.taken, bubbles: true, cancelable: true };
  text.dispatchEvent(new ClipboardEvent("paste", event));
}"""
SELECT_SECTION = """(place) => {
  const { editor } = document.querySelector(".document .ProseMirror");
  const starts = [];
  editor.state.doc.forEach((node, pos) => {
    if (node.type.name === "heading" && node.attrs.level < 4) starts.push(pos);
  });
  const to = starts[place + 1] ?? editor.state.doc.content.size;
  editor.view.focus();
  editor.commands.setTextSelection({ from: starts[place], to: to - 1 });
}"""


@pytest.fixture
def desk(page, live_server):
    """The browser of a writer; call it with an address of the admin."""
    sign_in_as(page.context, live_server, make_user("writer"))

    def open_page(name, *args):
        page.goto(live_server.url + reverse(f"admin:{name}", args=args))
        return ready(page)

    return open_page


def test_an_article_is_written_with_added_and_moved_sections(desk):
    page = desk("articles_article_add")
    page.fill("#id_title", "Written here")
    begin(page, "One")
    page.keyboard.type("First words")
    add_section(page, "Two")
    page.keyboard.type("Second words")
    page.keyboard.press("Alt+Shift+ArrowUp")
    save(page)
    article = Article.objects.get()
    assert article.slug == "written-here"
    assert [(section.heading, section.body) for section in article.sections.all()] == [
        ("Two", "<p>Second words</p>"),
        ("One", "<p>First words</p>"),
    ]


def test_a_section_that_was_moved_cut_and_pasted_stays_the_one_that_it_was(desk):
    article = make_article(sections=make_content().sections[:3])
    before = list(article.sections.all())
    page = desk("articles_article_change", article.pk)
    in_outline(page, 2, "up")
    page.evaluate(SELECT_SECTION, 0)
    page.evaluate(TAKE, "cut")
    page.evaluate(GO_TO_END)
    page.keyboard.press("Enter")
    page.evaluate(PUT)
    expect(page.locator("#outline li a").last).to_have_text(before[0].heading)
    save(page)
    after = list(article.sections.all())
    assert [section.pk for section in after] == [before[2].pk, before[1].pk, before[0].pk]
    assert [section.body for section in after] == [before[2].body, before[1].body, before[0].body]


def test_a_copied_section_is_a_new_one(desk):
    article = make_article(sections=make_content().sections[:2])
    page = desk("articles_article_change", article.pk)
    page.evaluate(SELECT_SECTION, 0)
    page.evaluate(TAKE, "copy")
    page.evaluate(GO_TO_END)
    page.keyboard.press("Enter")
    page.evaluate(PUT)
    expect(page.locator("#outline li")).to_have_count(3)
    save(page)
    first, second, copy = article.sections.all()
    assert (copy.heading, copy.body, copy.purpose) == (first.heading, first.body, first.purpose)
    assert copy.pk not in (first.pk, second.pk)


def test_a_heading_is_split_and_joined_with_the_text_above(desk):
    article = make_article(sections=make_content().sections[:3])
    before = list(article.sections.all())
    page = desk("articles_article_change", article.pk)
    enter(page, 2, letters=4)
    page.keyboard.press("Enter")
    enter(page, 1)
    page.keyboard.press("Backspace")
    enter(page, 0)
    page.keyboard.press("Enter")
    save(page)
    first, second, third = article.sections.all()
    assert (first.pk, second.pk) == (before[0].pk, before[2].pk)
    assert before[1].heading in first.body
    assert (second.heading + third.heading).replace(" ", "") == before[2].heading.replace(" ", "")
    assert third.body == before[2].body


def test_a_deleted_section_can_be_taken_back(desk):
    article = make_article(sections=make_content().sections[:2])
    page = desk("articles_article_change", article.pk)
    kept = list(article.sections.values_list("pk", flat=True))
    in_outline(page, 0, "delete")
    in_outline(page, 0, "delete")
    page.keyboard.press("Control+z")
    save(page)
    assert list(article.sections.values_list("pk", flat=True)) == kept[1:]


def test_the_purpose_of_a_section_is_chosen_beside_its_heading(desk):
    article = make_article(sections=make_content().sections[:2])
    page = desk("articles_article_change", article.pk)
    heading(page, 1).get_by_label("What the section is for").select_option("get-help")
    heading(page, 1).get_by_label("How urgent it is").select_option("emergency")
    add_section(page, "What can go wrong")
    page.keyboard.type("Little.")
    save(page)
    assert [(section.purpose, section.urgency) for section in article.sections.all()][1:] == [
        ("get-help", "emergency"),
        ("risks", ""),
    ]


def test_text_that_nobody_touched_is_stored_as_it_was(desk):
    """The editor knows no scope of a group of rows; its own way is kept only where somebody wrote."""
    article = make_article(sections=make_content().sections[:2])
    first = article.sections.first()
    odd = '<table><tbody><tr><th scope="rowgroup">A</th><td>1</td></tr></tbody></table>'
    article.sections.filter(pk=first.pk).update(body=odd)
    page = desk("articles_article_change", article.pk)
    write(page, 1, "Other words.")
    save(page)
    assert [section.body for section in article.sections.all()] == [odd, "<p>Other words.</p>"]


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
    page.locator(f"{TEXT} p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" More.")
    save(page)
    assert article.sections.get().body == f"<p>Text [@source-1]. More.</p>{table}{lists}"


def test_the_toolbar_is_one_stop_and_is_walked_with_arrows(desk):
    page = desk("articles_article_add")
    menu = page.locator(".prose-menubar")
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

    BODY = (
        "<p>Water is wet. Studies show that it <strong>always</strong> helps. It always rains.</p>"
        "<p>45% of them were well.</p>"
    )

    @pytest.fixture
    def form(self, desk):
        content = make_content()
        sections = (content.sections[0], replace(content.sections[1], body=self.BODY), *content.sections[2:])
        return desk("articles_article_change", make_article(sections=sections, aim="").pk)

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

    def test_in_a_section_that_was_moved(self, form):
        in_outline(form, 1, "up")
        with form.expect_response("**/checks/"):
            form.fill("#id_summary", "Another summary.")
        form.wait_for_timeout(200)
        self.go_to(form, "Studies show")
        assert self.selected(form) == "Studies show"

    def test_what_is_typed_then_replaces_it(self, form):
        self.go_to(form, "Studies show")
        form.keyboard.type("A study [@x] showed")
        assert "A study [@x] showed that it" in form.locator(TEXT).inner_text()

    def test_leads_to_the_field_that_settles_it(self, form):
        form.locator("#desk-checks a[data-field=id_aim]").evaluate("link => link.click()")
        assert form.evaluate("document.activeElement.id") == "id_aim"

    def test_is_put_right_by_the_machine_where_it_can(self, form):
        self.go_to(form, "45%")
        form.locator(".found-card button", has_text="Write").click()
        expect(form.locator(TEXT)).to_contain_text("45 in 100 (45%) of them")
        self.go_to(form, "Studies show")
        form.locator(".found-card button", has_text="Cite a source").wait_for()
        form.keyboard.press("Alt+Enter")
        expect(form.locator(TEXT)).to_contain_text("it always helps [@.")

    def test_is_underlined_where_it_stands_and_says_what_to_do(self, form):
        expect(form.locator(".found-error", has_text="Studies show")).to_be_visible()
        form.locator(TEXT).press("Control+Home")
        form.keyboard.press("F8")
        card = form.locator(".found-card")
        expect(card).to_be_visible()
        said = card.inner_text()
        form.keyboard.press("F8")
        assert card.inner_text() != said
        form.keyboard.press("Escape")
        expect(card).to_be_hidden()

    def test_unfolds_its_section_which_is_saved_as_it_was(self, form):
        before = [section.body for section in Article.objects.get().sections.all()]
        words = form.locator(TEXT).get_by_text("It always rains.")
        form.click("[data-act=fold-all]")
        expect(words).to_be_hidden()
        expect(heading(form, 1)).to_be_visible()
        expect(form.locator(f"{TEXT} .fold[aria-expanded=true]")).to_have_count(0)
        self.go_to(form, "Studies show")
        expect(words).to_be_visible()
        assert self.selected(form) == "Studies show"
        form.keyboard.press("Alt+Shift+F")
        expect(words).to_be_hidden()
        in_outline(form, 1, "up")
        expect(words).to_be_hidden()
        expect(heading(form, 0).locator(".fold")).to_have_attribute("aria-expanded", "false")
        save(form)
        after = [section.body for section in Article.objects.get().sections.all()]
        assert after == [before[1], before[0], *before[2:]]


def test_words_get_a_comment_that_is_taken_over_in_the_form(desk, page, live_server):
    article = make_article()
    sign_in_as(page.context, live_server, make_user("reviewer"))
    page.goto(live_server.url + reverse("admin:articles_article_act", args=[article.pk, "sign-off"]))
    page.locator(".reading .article .text h2[id]").first.select_text()
    page.get_by_role("button", name="Comment on this").click()
    page.fill(".comment-on [name=replacement]", "Another heading")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator("#desk-reviews [data-comment]")).to_contain_text("Another heading")
    sign_in_as(page.context, live_server, make_user("writer"))
    form = desk("articles_article_change", article.pk)
    form.locator(".found-comment").first.click()
    form.get_by_role("button", name="Replace by").click()
    expect(heading(form, 0)).to_contain_text("Another heading")
    save(form)
    assert not Comment.objects.open().exists()


def test_the_list_of_sections_leads_to_their_headings(desk):
    page = desk("articles_article_change", make_article().pk)
    page.locator("#outline a").nth(1).click()
    named = page.locator("#outline a").nth(1).inner_text()
    assert page.evaluate("getSelection().anchorNode.parentElement.closest('h2').firstChild.data") == named
    expect(page.locator("#outline [aria-current]")).to_have_text(named)
