"""Puts stored pages in front of Django, as the settings say."""

from collections.abc import Callable

import psycopg2
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from articles.public.followed import is_stored, unavailable_at
from cancerinfo.web.release import fingerprint

from .clock import Clock, PostgresqlClock, SqliteClock
from .layer import ADDRESS, QUERY, StoredPages
from .postgresql_store import PostgresqlStore
from .shelf import Shelf
from .sqlite_store import SqliteStore
from .store import Store

MALFORMED = (
    "STORED_PAGES must be a file, postgresql://USER:PASSWORD@HOST:PORT/NAME or redis://HOST:PORT/NUMBER, "
    "not {}:…"
)


def in_front_of(application: Callable) -> Callable:
    """The application as readers meet it; as it is where STORED_PAGES is empty."""
    if not settings.STORED_PAGES:
        return application
    store = store_at(settings.STORED_PAGES)
    return StoredPages(
        application, Shelf(store), clock_of_database(), is_stored, fingerprint(), unavailable_at
    )


def store_at(address: str) -> Store:
    """The store that an address names; nothing is asked of it yet. Raises ImproperlyConfigured."""
    limits = {ADDRESS: settings.STORED_PAGES_MB * 1_000_000, QUERY: settings.STORED_PAGES_MB * 100_000}
    scheme, is_address, _ = address.partition("://")
    if not is_address:
        return SqliteStore(address, limits)
    try:
        if scheme in {"postgres", "postgresql"}:
            psycopg2.extensions.parse_dsn(address)
            return PostgresqlStore({"dsn": address}, limits)
        if scheme in {"redis", "rediss", "unix"}:
            return _redis_store(address, limits)
    except (ValueError, psycopg2.ProgrammingError) as error:
        raise ImproperlyConfigured(MALFORMED.format(scheme)) from error
    raise ImproperlyConfigured(MALFORMED.format(scheme))


def _redis_store(address: str, limits: dict[str, int]) -> Store:
    """The package is loaded only where it's used: each process would hold 10 MB of it for nothing."""
    try:
        from .redis_store import RedisStore
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            "STORED_PAGES names Redis, whose package isn't there: pip install -r requirements.txt"
        ) from error
    return RedisStore(address, limits)


def clock_of_database() -> Clock:
    if connection.vendor == "sqlite":
        return SqliteClock(str(connection.settings_dict["NAME"]))
    return PostgresqlClock(connection.get_connection_params())
