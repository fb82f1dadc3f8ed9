"""What is told of each request: a name for it in its answer and in every line of the log, and its numbers.

Stands in front of all that answers, stored pages included. Addresses aren't kept: some hold what was searched
for, or a private link.
"""

import re
import secrets
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

# The name of the request that this thread answers, "-" outside one.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="-")
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
# Gets the method, the status, and the seconds until the answer began.
Counted = Callable[[str, int, float], None]


class NamedRequests:
    """WSGI. With `behind_proxy` a proxy may give the name, as X-Request-ID; else anybody could write into
    the log."""

    def __init__(self, application: Callable, behind_proxy: bool, counted: Counted | None = None):
        self.application, self.behind_proxy, self.counted = application, behind_proxy, counted

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "") if self.behind_proxy else ""
        name = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        began = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable:
            if self.counted:
                self.counted(environ["REQUEST_METHOD"], int(status[:3]), time.perf_counter() - began)
            return start_response(status, [*headers, ("X-Request-ID", name)], *error)

        outer = REQUEST_ID.set(name)
        try:
            return self.application(environ, start)
        finally:
            REQUEST_ID.reset(outer)
