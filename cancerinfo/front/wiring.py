"""Puts stored pages in front of Django, as the settings say."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection

from articles.public.followed import is_stored, unavailable_at

from .clock import Clock, PostgresqlClock, SqliteClock
from .layer import ADDRESS, QUERY, StoredPages
from .release import fingerprint
from .shelf import Shelf
from .sqlite_store import SqliteStore


def in_front_of(application: Callable) -> Callable:
    """The application as readers meet it; as it is where STORED_PAGES is empty."""
    if not settings.STORED_PAGES:
        return application
    limits = {ADDRESS: settings.STORED_PAGES_MB * 1_000_000, QUERY: settings.STORED_PAGES_MB * 100_000}
    store = SqliteStore(settings.STORED_PAGES, limits)
    return StoredPages(
        application, Shelf(store), clock_of_database(), is_stored, fingerprint(), unavailable_at
    )


def clock_of_database() -> Clock:
    if connection.vendor == "sqlite":
        return SqliteClock(str(connection.settings_dict["NAME"]))
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return PostgresqlClock({name: parameters[name] for name in names if name in parameters})
