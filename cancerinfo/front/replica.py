"""Pages that are stored are made from a read replica, where there is one (the setting REPLICA_URL).

The layer in front notes in the request how far the clock of the site's database has come. The replica makes
the page if it has come as far, by its own clock, asked on the connection that the page is read by: such a
page is as new as one from the site's database. Everything else, and what a replica that lags or is away can't
make, is read where it's written; if that is away too, nobody waits for it.
"""

import logging
import time
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)
REPLICA = "replica"
# Where the request notes the clock that the replica must have reached, and whether the clock is away by now.
CLOCK, AWAY = "cancerinfo.clock", "cancerinfo.away"
# Seconds for which a replica that didn't answer isn't asked again.
PAUSE = 1.0
_read_from = ContextVar("_read_from", default=DEFAULT_DB_ALIAS)


class Router:
    """Reads from where the middleware says, writes to the site's database."""

    def db_for_read(self, model, **hints):
        return _read_from.get()

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Has a page that will be stored read from the replica, if that has come as far as the page must be.

    Raises OperationalError for a page that nothing can be read for now.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self._asked_again_at = 0.0

    def __call__(self, request):
        clock = request.META.get(CLOCK)
        if clock is None or self._reached() < clock:
            if request.META.get(AWAY):
                raise OperationalError(
                    "The site's database doesn't answer, and no replica can stand in for it."
                )
            return self.get_response(request)
        before = _read_from.set(REPLICA)
        try:
            return self.get_response(request)
        finally:
            _read_from.reset(before)

    def _reached(self) -> int:
        """The clock of the replica; -1 if there is none that can be asked."""
        if not settings.DATABASE_ROUTERS or time.monotonic() < self._asked_again_at:
            return -1
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute("SELECT coalesce(max(number), 0) FROM articles_generation WHERE name = ''")
                return cursor.fetchone()[0]
        except (DatabaseError, InterfaceError):
            logger.exception("The replica can't be asked; pages are made from the site's database.")
            self._asked_again_at = time.monotonic() + PAUSE
            return -1
