"""Real pages in Debian's chromium. Nothing is fetched from anywhere but the server under test.

Tests that write use `live_server`, which empties the database after each. Tests that only read share one
server and one filled database, `site`, and run after all others.
"""

import os
import shutil
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from pytest_django.live_server_helper import LiveServer

from tests.own_database import name_in

# Playwright runs an event loop in this thread; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# What requirements-e2e.txt brings; without it there is nothing to run these tests with.
NEEDED = ("pytest_playwright", "axe_playwright_python")
collect_ignore_glob = [] if all(map(find_spec, NEEDED)) else ["test_*.py"]


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    # The hook is handed the tests of every folder.
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    yield
    items.sort(key=lambda item: "site" in item.fixturenames)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrated, tmp_path_factory):
    """SQLite in a file. In memory all threads of the server share one connection, and a page that asks while
    another is being written meets a locked table, which no site has."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(name_in(migrated), file)
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Django would begin by removing the file. The folder goes with all others of the tests."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": shutil.which("chromium"),
        # As root chromium starts only without its sandbox; the background flags keep it off the network.
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture(scope="session")
def shared_context(browser):
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(shared_context, live_server):
    """A new page in a browser that has seen the site's files, and remembers nothing else of it."""
    shared_context.clear_cookies()
    page = shared_context.new_page()
    forget = {"origin": live_server.url, "storageTypes": "all"}
    shared_context.new_cdp_session(page).send("Storage.clearDataForOrigin", forget)
    yield page
    for each in shared_context.pages:
        each.close()


@pytest.fixture(scope="session")
def shared_page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page_as_new(shared_page):
    """The page that tests share which only read, without what the test before set in it. A new one costs a
    second, more than most of them need for the rest."""
    shared_page.context.clear_cookies()
    shared_page.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")
    return shared_page


@contextmanager
def heard(page, **listeners):
    """Hears what the page says, by the names of its events, as long as the block."""
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


@pytest.fixture(autouse=True)
def _quiet(page):
    """Every test fails when a page logs an error or breaks the Content-Security-Policy."""
    page.set_default_timeout(10_000)
    page.console_errors = errors = []
    with heard(
        page,
        console=lambda message: errors.append(message.text) if message.type == "error" else None,
        pageerror=lambda error: errors.append(str(error)),
    ):
        yield
    assert errors == []


class Site:
    """A running server with every kind of page; `address(pattern)` fills the braces of a pattern."""

    def __init__(self, server, values, session):
        self.server, self.values, self.session = server, values, session

    def address(self, pattern):
        return self.server.url + pattern.format(**self.values)

    def sign_in(self, page):
        page.context.add_cookies([{"name": "sessionid", "value": self.session, "url": self.server.url}])


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """No test may write to it: it is never emptied."""
    from .site import make_chief, make_site

    # Passkeys are offered by a site that has a name.
    own = override_settings(ALLOWED_HOSTS=["*"], SITE_URL="http://localhost:8000")
    with django_db_blocker.unblock(), own:
        values, client = make_site(), Client()
        chief, passkey = make_chief()
        values["passkey"] = passkey.pk
        client.force_login(chief)
        server = LiveServer("localhost")
        if connection.vendor == "sqlite":
            # Else the transaction that pytest opens around a test would keep the server from writing.
            connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
            connection.close()
        yield Site(server, values, client.cookies[settings.SESSION_COOKIE_NAME].value)
        server.stop()
