"""Sources, survey tables and figures put into a section by typing, by keyboard, mouse and toolbar."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Figure, Source, SurveyTable
from tests.factories import make_user

from .desk import TEXT, begin, ready, sign_in_as, stored_body

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page, live_server):
    """The form of a new article, the cursor in its first section."""
    sign_in_as(page.context, live_server, make_user("writer"))
    Source.objects.create(key="lin-2020", title="On tests", authors=[{"family": "Lin"}], issued="2020")
    Source.objects.create(key="may-2021", title="On other tests", authors=[{"family": "May"}], issued="2021")
    SurveyTable.objects.create(key="felt", title="How they felt")
    page.goto(live_server.url + reverse("admin:articles_article_add"))
    ready(page).fill("#id_title", "Written here")
    begin(page, "One")
    return page


def options(page):
    page.locator(".cite [role=option]").first.wait_for()
    return page.locator(".cite [role=option]")


def text_of(page):
    return page.locator(TEXT)


def test_a_source_is_chosen_with_the_keyboard(form):
    form.keyboard.type("It is so [@tests")
    assert options(form).all_inner_texts()[2].startswith("New source…")
    form.keyboard.press("ArrowDown")
    text = text_of(form)
    marked = form.locator(".cite [aria-selected=true]")
    assert text.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    form.keyboard.press("Enter")
    form.keyboard.type(". More.")
    assert text.get_attribute("aria-activedescendant") is None
    assert stored_body(form) == "<p>It is so [@may-2021]. More.</p>"


def test_who_types_faster_than_the_list_gets_what_was_typed(form):
    form.keyboard.type("So [@")
    options(form)
    form.keyboard.type("may")
    form.keyboard.press("Enter")
    expect(text_of(form)).to_contain_text("[@may-2021]")
    assert stored_body(form) == "<p>So [@may-2021]</p>"


def test_another_source_is_added_to_a_citation(form):
    form.keyboard.type("So [@lin-2020]")
    form.keyboard.press("ArrowLeft")
    form.keyboard.type("; @may")
    assert "On other tests" in options(form).first.inner_text()
    form.keyboard.press("Enter")
    assert stored_body(form) == "<p>So [@lin-2020; @may-2021]</p>"


def test_a_source_is_chosen_from_the_toolbar_with_the_mouse(form):
    form.get_by_role("button", name="Cite a source").first.click()
    options(form).filter(has_text="Lin, 2020").click()
    assert stored_body(form) == "<p>[@lin-2020]</p>"


def test_escape_leaves_what_was_typed(form):
    form.keyboard.type("[@lin")
    options(form)
    form.keyboard.press("Escape")
    assert form.locator(".cite .choose-list:visible").count() == 0
    form.keyboard.press("Enter")
    form.keyboard.type("Next")
    assert stored_body(form) == "<p>[@lin</p><p>Next</p>"


def test_what_matches_nothing_is_told(form):
    form.keyboard.type("[@xyz")
    form.locator(".cite [role=status]", has_text="No sources match").wait_for(state="attached")
    form.keyboard.press("Enter")
    expect(form.get_by_role("dialog", name="New source")).to_be_visible()


class TestSurveyTables:
    def test_one_stands_alone_in_a_paragraph_and_so_does_a_figure(self, form):
        Figure.objects.create(key="beams", caption="Where beams meet")
        form.keyboard.type("[figure:bea")
        options(form)
        form.keyboard.press("Enter")
        form.keyboard.press("Enter")
        form.keyboard.type("[survey:fel")
        options(form)
        form.keyboard.press("Enter")
        assert stored_body(form) == "<p>[figure:beams]</p><p>[survey:felt]</p>"

    def test_words_around_it_stay_in_theirs(self, form):
        form.keyboard.type("Before  after")
        for _ in "after ":
            form.keyboard.press("ArrowLeft")
        form.get_by_role("button", name="Place a survey table").first.click()
        options(form).first.click()
        assert stored_body(form) == "<p>Before  after</p><p>[survey:felt]</p>"


RIS = "TY  - JOUR\nAU  - Roe, Rita\nTI  - On new tests\nPY  - 2022\nDO  - 10.1000/new\nER  - \n"


class TestNewSources:
    @pytest.fixture
    def dialog(self, form):
        form.keyboard.type("So [@roe")
        form.locator(".cite [role=option]", has_text="New source").click()
        dialog = form.get_by_role("dialog", name="New source")
        dialog.wait_for()
        return dialog

    def paste(self, dialog, text):
        dialog.get_by_label("Paste a record").fill(text)

    def test_a_pasted_record_fills_the_fields_and_is_cited(self, form, dialog):
        self.paste(dialog, RIS)
        expect(dialog.get_by_label("Title", exact=True)).to_have_value("On new tests")
        dialog.get_by_role("button", name="Save and cite").click()
        expect(text_of(form)).to_contain_text("[@roe-2022]")
        expect(text_of(form)).to_be_focused()
        form.keyboard.type(". More.")
        assert stored_body(form) == "<p>So [@roe-2022]. More.</p>"
        assert Source.objects.get(key="roe-2022").doi == "10.1000/new"

    def test_one_of_the_register_is_cited_instead(self, form, dialog):
        Source.objects.filter(key="may-2021").update(doi="10.1000/new")
        self.paste(dialog, RIS)
        dialog.get_by_role("button", name="Cite it").click()
        assert stored_body(form) == "<p>So [@may-2021]</p>"

    def test_what_is_wrong_is_said_and_kept(self, form, dialog):
        dialog.get_by_label("Issued").fill("2020")
        dialog.get_by_role("button", name="Save and cite").click()
        # The browser itself asks for the title; without it nothing is sent.
        assert dialog.get_by_label("Title", exact=True).evaluate("field => field.validity.valueMissing")
        self.paste(dialog, "Roe et al., a journal")
        expect(dialog.get_by_role("status")).to_contain_text("Nothing was filled in")

    def test_it_is_left_with_escape_and_the_text_stays(self, form, dialog):
        form.keyboard.press("Escape")
        expect(text_of(form)).to_be_focused()
        form.keyboard.type("-2023")
        assert stored_body(form) == "<p>So [@roe-2023</p>"
