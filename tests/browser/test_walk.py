"""A reviewer walks a text by keys, ticks what is read, and goes on later."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import ReadSection
from tests.factories import make_article, make_content, make_user

from .desk import sign_in_as

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_review_goes_on_where_it_stopped(page, live_server):
    article = make_article(sections=make_content().sections[:3])
    sign_in_as(page.context, live_server, make_user("reviewer"))
    page.goto(live_server.url + reverse("admin:articles_article_act", args=[article.pk, "sign-off"]))
    bar = page.locator(".walk")
    expect(bar.get_by_role("button", name="Next section")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".is-walked")).to_be_focused()
    with page.expect_response("**/ticks/"):
        page.keyboard.press("x")
    expect(bar.locator(".walk-here input")).to_be_checked()
    page.keyboard.press("k")
    expect(bar.locator(".walk-here input")).not_to_be_checked()
    with page.expect_response("**/ticks/"):
        bar.locator(".walk-here input").check()
    assert ReadSection.objects.count() == 2
    page.reload()
    expect(page.locator(".act-form [data-ticked]")).to_have_text("2 of 3 sections ticked as read")
    page.locator(".act-form textarea").first.press("j")
    expect(page.locator(".is-walked")).to_have_count(0)
