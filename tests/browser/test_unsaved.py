"""Nothing typed is lost: the browser is killed, the session ends, two windows save, the form is left."""

import os
import signal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, UnsavedText
from cancerinfo.accounts.models import Session
from tests.factories import make_content, make_short_article, make_user

from .desk import TEXT, add_section, in_outline, sign_in_as, write
from .test_editors import press

pytestmark = pytest.mark.django_db(transaction=True)

TOOLBAR = ".prose-menubar[role=toolbar]"
KEPT = "#unsaved-kept"
FOUND = "#unsaved section"
# As when another window comes before this one.
HIDE = """() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
PASSWORD = "a password of tests"


@pytest.fixture
def writer():
    user = make_user("writer", username="wanda")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def article():
    return make_short_article(title="Kept")


@pytest.fixture
def start(browser_type, browser_type_launch_args, tmp_path, live_server, writer):
    """Starts a browser that keeps its files from one start to the next, signed in as the writer."""
    contexts = []

    def start():
        context = browser_type.launch_persistent_context(tmp_path / "profile", **browser_type_launch_args)
        contexts.append(context)
        context.set_default_timeout(10_000)
        sign_in_as(context, live_server, writer)
        return context

    yield start
    contexts[-1].close()


@pytest.fixture
def open_form(live_server):
    def open_form(context, article=None):
        page = context.new_page()
        go(page, address(live_server, article))
        return page

    return open_form


def address(live_server, article=None):
    name, args = ("change", [article.pk]) if article else ("add", [])
    return live_server.url + reverse(f"admin:articles_article_{name}", args=args)


def go(page, url):
    page.goto(url)
    page.locator(TOOLBAR).first.wait_for()
    expect(page.locator("#unsaved[aria-busy]")).to_have_count(0)


def kill(profile):
    """Ends the browser that uses the profile, at once and without a word to it."""
    option = f"--user-data-dir={profile}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if option in command and not any(part.startswith(b"--type=") for part in command):
            os.kill(int(process.name), signal.SIGKILL)


def end_sessions():
    Session.objects.all().delete()


class TestAnotherComputer:
    def test_what_was_typed_is_offered_there_and_gone_when_it_is_saved(
        self, start, open_form, article, browser, live_server, writer
    ):
        page = open_form(start(), article)
        page.fill("#id_title", "Typed at work")
        page.locator(KEPT).wait_for()
        page.evaluate(HIDE)
        expect(page.locator(KEPT)).to_contain_text("the site")

        at_home = browser.new_context()
        sign_in_as(at_home, live_server, writer)
        page = open_form(at_home, article)
        with page.expect_navigation():
            page.locator(FOUND).get_by_role("button", name="Restore it").click()
        assert page.input_value("#id_title") == "Typed at work"
        press(page, "[name=_continue]")
        assert Article.objects.get().title == "Typed at work"
        assert not UnsavedText.objects.exists()
        at_home.close()


class TestAKilledBrowser:
    def test_everything_typed_is_offered_and_restored(self, start, open_form, article, tmp_path):
        page = open_form(start(), article)
        page.fill("#id_title", "Typed before the end")
        write(page, 0, "Words before the end.")
        in_outline(page, 1, "delete")
        in_outline(page, 1, "up")
        add_section(page, "Fresh")
        page.click("#id_tags-input")
        page.keyboard.type("kept tag,")
        page.locator(KEPT).wait_for()
        page.wait_for_timeout(1500)
        kill(tmp_path / "profile")

        page = open_form(start(), article)
        found = page.locator(FOUND)
        for label in ("Title", "Tags", "(deleted)", "“Fresh” (added)", "their order"):
            assert label in found.inner_text()
        assert Article.objects.get().title == "Kept"
        with page.expect_navigation():
            found.get_by_role("button", name="Restore it").click()
        page.locator(TOOLBAR).first.wait_for()
        assert "Words before the end." in page.locator(TEXT).inner_text()
        press(page, "[name=_continue]")
        saved = Article.objects.get()
        assert saved.title == "Typed before the end"
        headings = [section.heading for section in make_content().sections[:3]]
        assert [section.heading for section in saved.sections.all()] == [headings[2], headings[0], "Fresh"]
        assert saved.sections.all()[1].body == "<p>Words before the end.</p>"
        assert "kept tag" in saved.tags.names()

    def test_what_was_saved_is_not_offered_again(self, start, open_form, article, live_server):
        page = open_form(start(), article)
        page.fill("#id_title", "Saved")
        page.locator(KEPT).wait_for()
        press(page, "[name=_continue]")
        go(page, address(live_server, article))
        assert page.locator(FOUND).count() == 0
        assert "saved-" not in page.evaluate("document.cookie")

    def test_a_new_article_is_offered_on_the_form_for_new_ones(self, start, open_form, tmp_path):
        page = open_form(start())
        page.fill("#id_title", "Never saved")
        page.locator(KEPT).wait_for()
        kill(tmp_path / "profile")
        page = open_form(start())
        assert "Never saved" in page.locator(FOUND).inner_text()
        with page.expect_navigation():
            page.get_by_role("button", name="Restore it").click()
        assert page.input_value("#id_title") == "Never saved"

    def test_it_can_be_thrown_away_and_taken_back(self, start, open_form, article, live_server):
        context = start()
        page = open_form(context, article)
        page.fill("#id_title", "Not wanted")
        page.locator(KEPT).wait_for()
        page.close()
        page = open_form(context, article)
        undo = page.locator(FOUND).get_by_role("button", name="Undo")
        page.get_by_role("button", name="Throw it away").click()
        undo.click()
        page.get_by_role("button", name="Throw it away").click()
        undo.wait_for()
        go(page, address(live_server, article))
        assert page.locator(FOUND).count() == 0


class TestLeaving:
    def test_whoever_leaves_unsaved_text_is_warned(self, start, open_form, article, live_server):
        page = open_form(start(), article)
        warnings = []
        page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
        page.fill("#id_title", "Typed")
        page.click(".breadcrumbs a >> nth=0")
        page.wait_for_url(live_server.url + "/admin/")
        assert warnings == ["beforeunload"]

    def test_saving_and_leaving_an_untouched_form_warns_nobody(self, start, open_form, article, live_server):
        page = open_form(start(), article)
        warnings = []
        page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
        page.fill("#id_title", "Typed")
        press(page, "[name=_continue]")
        page.locator(TOOLBAR).first.wait_for()
        page.click("#id_title")
        page.click(".breadcrumbs a >> nth=0")
        page.wait_for_url(live_server.url + "/admin/")
        assert warnings == []

    def test_whoever_signs_out_leaves_nothing_behind_and_is_asked(self, start, open_form, article):
        context = start()
        page = open_form(context, article)
        page.fill("#id_title", "Typed by the one before")
        page.locator(KEPT).wait_for()
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
        press(page, "#logout-form button")
        assert "Typed by the one before" in asked[0]
        assert len(asked) == 1
        count = page.evaluate(
            """() => new Promise((resolve) => { indexedDB.open("cancerinfo").onsuccess = (event) => {
            const all = event.target.result.transaction("drafts").objectStore("drafts").count();
            all.onsuccess = () => resolve(all.result); }; })"""
        )
        assert count == 0


class TestAnExpiredSession:
    def test_the_form_stays_until_its_editor_has_signed_in_in_another_window(self, start, open_form, article):
        context = start()
        page = open_form(context, article)
        write(page, 0, "Words of a long day.")
        end_sessions()
        page.click("[name=_continue]")
        page.get_by_text("You are signed out").wait_for()
        with context.expect_page() as opened:
            page.get_by_role("link", name="Sign in, in a new window").click()
        sign_in(opened.value)
        press(page, "[name=_continue]")
        assert article.sections.first().body == "<p>Words of a long day.</p>"

    def test_a_form_that_met_the_sign_in_page_is_found_after_it(self, start, open_form, article):
        page = open_form(start(), article)
        write(page, 0, "Words of a long day.")
        page.locator(KEPT).wait_for()
        end_sessions()
        # As if the session had ended after the form asked.
        with page.expect_navigation():
            page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('article_form'))")
        sign_in(page)
        page.locator(TOOLBAR).first.wait_for()
        with page.expect_navigation():
            page.get_by_role("button", name="Restore it").click()
        page.locator(TOOLBAR).first.wait_for()
        press(page, "[name=_continue]")
        assert article.sections.first().body == "<p>Words of a long day.</p>"

    def test_a_form_is_not_saved_under_the_name_of_another(self, start, open_form, article, live_server):
        context = start()
        page = open_form(context, article)
        page.fill("#id_title", "Whose is it?")
        sign_in_as(context, live_server, make_user("writer", username="olga"))
        page.click("[name=_continue]")
        page.get_by_text("You are now signed in as olga").wait_for()
        assert Article.objects.get().title == "Kept"

    def test_a_server_that_is_away_costs_nothing(self, start, open_form, article):
        context = start()
        page = open_form(context, article)
        page.fill("#id_title", "Typed in a tunnel")
        context.set_offline(True)
        page.click("[name=_continue]")
        page.get_by_text("The server can't be reached").wait_for()
        context.set_offline(False)
        press(page, "[name=_continue]")
        assert Article.objects.get().title == "Typed in a tunnel"


class TestTwoWindowsOfOneEditor:
    def test_both_texts_are_kept_and_neither_is_taken_for_a_lost_one(self, start, open_form, article):
        context = start()
        first, second = open_form(context, article), open_form(context, article)
        first.fill("#id_title", "The first")
        second.fill("#id_summary", "The second")
        first.locator(KEPT).wait_for()
        second.locator(KEPT).wait_for()
        third = open_form(context, article)
        expect(third.locator(FOUND)).to_have_count(0)
        press(first, "[name=_continue]")
        press(second, "[name=_continue]")
        second.locator(TOOLBAR).first.wait_for()
        press(second, "[name=_continue]")
        saved = Article.objects.get()
        assert (saved.title, saved.summary) == ("The first", "The second")

    def test_both_are_found_after_a_crash(self, start, open_form, article, tmp_path):
        context = start()
        for title in ("The first", "The second"):
            page = open_form(context, article)
            page.fill("#id_title", title)
            page.locator(KEPT).wait_for()
        kill(tmp_path / "profile")
        assert open_form(start(), article).locator(FOUND).count() == 2


def test_a_browser_that_keeps_nothing_says_so(page, live_server, writer, article):
    sign_in_as(page.context, live_server, writer)
    page.add_init_script(
        "indexedDB.open = () => { throw new DOMException('No room', 'QuotaExceededError'); };"
    )
    go(page, address(live_server, article))
    page.fill("#id_title", "Typed")
    expect(page.locator(KEPT)).to_contain_text("can't keep what you write")
    press(page, "[name=_continue]")
    assert Article.objects.get().title == "Typed"


def sign_in(page):
    page.fill("#id_username", "wanda")
    page.fill("#id_password", PASSWORD)
    press(page, "[type=submit]")
