"""Records chosen by typing, with the keyboard alone; rows added to a form; a new record from a window."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Category, Contributor
from tests.factories import make_article, make_contributor, make_user

from .desk import save, sign_in_as

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, live_server):
    """The browser of a publisher; call it with the name and the arguments of an address of the admin."""
    sign_in_as(page.context, live_server, make_user("publisher"))
    page.set_default_timeout(10_000)
    page.on("dialog", lambda dialog: dialog.accept())

    def open_page(name, *args):
        page.goto(live_server.url + reverse(f"admin:{name}", args=args))
        return page

    return open_page


class TestOneRecord:
    @pytest.fixture
    def form(self, desk):
        self.article = make_article(category="Lung")
        self.lung = self.article.category
        Category.objects.create(name="Liver", slug="liver")
        page = desk("articles_article_change", self.article.pk)
        page.get_by_role("combobox", name="Category").wait_for()
        return page

    def stored(self):
        return Article.objects.get(pk=self.article.pk).category

    def test_it_is_chosen_with_the_keyboard(self, form):
        field = form.get_by_role("combobox", name="Category")
        assert field.input_value() == "Lung"
        field.focus()
        form.keyboard.type("li")
        form.get_by_role("option", name="Liver").wait_for()
        assert field.get_attribute("aria-expanded") == "true"
        form.keyboard.press("Enter")
        assert field.input_value() == "Liver"
        assert field.get_attribute("aria-expanded") == "false"
        save(form)
        assert self.stored().name == "Liver"

    def test_who_types_faster_than_the_list_gets_what_was_typed(self, form):
        field = form.get_by_role("combobox", name="Category")
        field.click()
        form.get_by_role("option", name="Lung").wait_for()
        form.keyboard.press("ControlOrMeta+a")
        form.keyboard.type("liv")
        form.keyboard.press("Enter")
        expect(field).to_have_value("Liver")
        save(form)
        assert self.stored().name == "Liver"

    def test_words_that_choose_nothing_change_nothing(self, form):
        field = form.get_by_role("combobox", name="Category")
        field.focus()
        form.keyboard.type("xyz")
        form.get_by_text("Nothing found").wait_for()
        form.keyboard.press("Tab")
        assert field.input_value() == "Lung"
        save(form)
        assert self.stored() == self.lung

    def test_escape_closes_the_list_and_keeps_the_choice(self, form):
        field = form.get_by_role("combobox", name="Category")
        field.click()
        form.get_by_role("option", name="Liver").wait_for()
        form.keyboard.press("ArrowDown")
        form.keyboard.press("Escape")
        assert form.locator(".choose-list:visible").count() == 0
        save(form)
        assert self.stored() == self.lung

    def test_a_field_that_is_emptied_holds_nothing(self, form):
        form.get_by_role("combobox", name="Category").focus()
        form.keyboard.press("Delete")
        form.keyboard.press("Tab")
        save(form)
        assert self.stored() is None


def test_a_tag_is_removed_by_its_button_and_by_the_keyboard(desk):
    article = make_article(tags=("heart", "liver", "lung"))
    page = desk("articles_article_change", article.pk)
    page.get_by_role("button", name="Remove liver").click()
    page.keyboard.press("Backspace")
    save(page)
    assert list(article.tags.names()) == ["heart"]


def test_an_author_is_added_in_a_row_of_their_own(desk):
    article = make_article()
    writer = make_contributor(name="Walter Writer")
    page = desk("articles_article_change", article.pk)
    page.click("#article_authors-group .row-add")
    page.keyboard.type("walter")
    page.get_by_role("option", name="Walter Writer").wait_for()
    page.keyboard.press("Enter")
    save(page)
    assert writer in article.authors.all()


def test_a_record_that_is_missing_is_made_in_a_window_and_taken(desk):
    article = make_article()
    page = desk("articles_article_change", article.pk)
    page.click("#article_authors-group .row-add")
    row = page.locator("#article_authors-group .row:not(.empty-form)").last
    with page.expect_popup() as opened:
        row.locator(".add-related").click()
    window = opened.value
    window.fill("#id_name", "Nadia New")
    with window.expect_event("close"):
        window.click("[name=_save]")
    assert row.get_by_role("combobox").input_value().startswith("Nadia New")
    save(page)
    assert list(article.authors.filter(name="Nadia New")) == [Contributor.objects.get(name="Nadia New")]
