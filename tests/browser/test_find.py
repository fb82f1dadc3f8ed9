"""The search from any page of the desk, by keys alone, and the list of its keys."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_article, make_user

from .desk import ready, sign_in_as

pytestmark = pytest.mark.django_db(transaction=True)


def test_records_pages_and_acts_are_found_by_keys_alone(page, live_server):
    article = make_article(title="Radiation for brain metastases")
    sign_in_as(page.context, live_server, make_user("writer"))
    page.goto(live_server.url + reverse("admin:index"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the desk")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="An article")
    expect(box).to_be_focused()
    page.keyboard.type("brain")
    expect(page.get_by_role("option").first).to_contain_text("Radiation for brain metastases Article · draft")
    assert box.get_attribute("aria-activedescendant") == "find-0"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(reverse("admin:articles_article_change", args=[article.pk]))
    ready(page)
    page.locator(".document .ProseMirror").click()
    page.keyboard.press("Control+k")
    page.keyboard.type("com")
    expect(page.get_by_role("option").first).to_contain_text("Com")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".document .ProseMirror")).to_be_focused()
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
