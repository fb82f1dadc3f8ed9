"""A passkey in a real browser, whose device Chromium plays: added, used after the password, and alone."""

import pytest
from playwright.sync_api import expect

from cancerinfo.accounts.models import Passkey
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def give_password(page, address):
    page.goto(f"{address}/admin/login/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_passkey_is_added_and_signs_in_with_the_password_and_without(page, live_server, settings):
    settings.SECOND_FACTOR, settings.SITE_URL = True, live_server.url
    make_user("reviewer", username="ann", email="ann@test.example")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    give_password(page, live_server.url)
    page.get_by_role("link", name="add a passkey").click()
    expect(page.get_by_role("button", name="Add it")).to_be_visible()
    expect(page.get_by_text("No passkey came")).to_be_hidden()
    page.get_by_label("What you call it").fill("my phone")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()
    page.get_by_role("link", name="My account").click()
    page.get_by_role("link", name="Second factor and passkeys").click()
    expect(page.get_by_text("my phone", exact=True)).to_be_visible()

    page.context.clear_cookies()
    give_password(page, live_server.url)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/admin/login/?next=/admin/second-factor/")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()
    assert Passkey.objects.get().uses >= 2
