"""Answers public addresses in front of Django, from stored pages.

The contract: GET and HEAD of an address that `stored` knows, under a name of ALLOWED_HOSTS, by https where
the site asks for it. No session, no cookie. What is sent has the bytes and headers that Django would send. A
page is right while no generation that it follows is newer than it, which is asked at each request; so nobody
is shown the page before once a change is committed. When the database can't be asked, readers get the page as
it was last known, marked as stale. Everything else goes to Django as it came.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from cancerinfo.web.cdn_headers import KEPT_BY
from cancerinfo.web.public_pages import FOLLOWS, RETRY_SECONDS, TODAY, TOO_MANY
from cancerinfo.web.visitors import READERS, address_in, is_this_machine, names_of_networks

from .clock import Clock, ClockAway
from .replica import AWAY, CLOCK
from .shelf import Shelf
from .stored_page import NOT_MODIFIED, STALE, Head, Headers, StoredPage, make_page

# The clock of a page that was made while nobody could ask for it.
NEVER = -1
ADDRESS, QUERY = "address", "query"
KEPT_STATUSES = ("200 ", "410 ")
# Seconds: how long one maker is waited for, and how often it's asked.
MAKING, WAIT = 5.0, 0.02
# Seconds, and letters of the name of a network.
MINUTE, LETTERS = 60, 16
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
# What would make an answer another one for another browser.
PERSONAL = (
    "HTTP_ACCEPT_ENCODING", "HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE",
)  # fmt: skip


class StoredPages:
    """WSGI. `is_stored` says of a path whether pages there are; what one follows, Django notes in the
    request. `release` names what besides the database makes up a page: the program and its settings.
    `unavailable_at` gives the path of the page that stands in for one that can't be made, "" if none does."""

    def __init__(
        self,
        application: Callable,
        shelf: Shelf,
        clock: Clock,
        is_stored: Callable[[str], bool],
        release: str,
        unavailable_at: Callable[[str], str] = str,
    ):
        self.application, self.shelf, self.clock = application, shelf, clock
        self.is_stored, self.release, self.unavailable_at = is_stored, release, unavailable_at
        # Settings are slow to read at each request.
        self._https_only, self._https_header = settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER
        self._allowed_hosts: set[str] = set()
        # Where the clock stood when it last answered.
        self._clock_stood_at = 0
        self._time_zone = timezone.get_default_timezone()
        self._day = (0, "")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_ours(environ):
            return self.application(environ, start_response)
        key = self._key(environ)
        # The desk never waits for the store.
        if not self.shelf.at_hand(key) and not self.is_stored(_path(environ)):
            return self.application(environ, start_response)
        sent = self._send_stored(key, environ, start_response)
        return sent if sent is not None else self._make_once(key, environ, start_response)

    def warm(self, path: str) -> str:
        """Makes the page at this path, as in an address, unless the stored one is right. Gives its status."""
        told: list[str] = []
        site = urlsplit(settings.SITE_URL)
        environ = {
            "REQUEST_METHOD": "HEAD", "SCRIPT_NAME": "", "QUERY_STRING": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "HTTP_HOST": site.netloc, "SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": site.scheme, "wsgi.input": BytesIO(),
        }  # fmt: skip
        answer = self(environ, lambda status, headers, error=None: told.append(status))
        if isinstance(answer, AndThen):
            answer.close()
        return told[0]

    def _is_ours(self, environ: Environ) -> bool:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return False
        if self._https_only and not self._is_secure(environ):
            return False
        host = environ.get("HTTP_HOST", "")
        if host in self._allowed_hosts:
            return True
        is_allowed = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
        if is_allowed:
            # Bounded, whatever is sent.
            self._allowed_hosts = {*list(self._allowed_hosts)[:100], host}
        return is_allowed

    def _is_secure(self, environ: Environ) -> bool:
        header = self._https_header
        if header and header[0] in environ:
            return environ[header[0]].split(",")[0].strip() == header[1]
        return environ["wsgi.url_scheme"] == "https"

    def _key(self, environ: Environ) -> str:
        address = f"{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"
        return self._key_of_path(address, environ.get("QUERY_STRING", ""))

    def _key_of_path(self, path: str, query: str = "") -> str:
        return f"{self.release} {path}?{query}"

    def _send_stored(self, key: str, environ: Environ, start_response: StartResponse) -> list[bytes] | None:
        """The stored page, if there is one that is right, or one of which nobody can say that it isn't."""
        page = self.shelf.at_hand(key)
        is_right = self._is_right(page.head) if page else False
        if is_right is not True:
            page = self.shelf.get(key)
            is_right = self._is_right(page.head) if page else False
        if page is None or is_right is False:
            return None
        return send(page, environ, start_response, is_stale=is_right is None)

    def _is_right(self, head: Head) -> bool | None:
        """Whether nothing that the page follows has changed; None if the database can't be asked."""
        try:
            now, newest = self.clock.read(head.follows)
            self._clock_stood_at = now
        except ClockAway:
            return None
        return newest <= head.made_at <= now and (not head.day or head.day == self._today())

    def _today(self) -> str:
        """The ISO day, worked out once a second."""
        now = int(time.time())
        second, day = self._day
        if second != now:
            day = datetime.fromtimestamp(now, self._time_zone).date().isoformat()
            self._day = (now, day)
        return day

    def _make_once(self, key: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Makes the page, or waits for whoever is making it."""
        patience = time.monotonic() + MAKING
        while not self.shelf.claim(key, MAKING) and time.monotonic() < patience:
            time.sleep(WAIT)
            sent = self._send_stored(key, environ, start_response)
            if sent is not None:
                return sent
        try:
            # Somebody may have made it before the claim was ours.
            sent = self._send_stored(key, environ, start_response)
            return sent if sent is not None else self._send_new(key, environ, start_response)
        finally:
            self.shelf.release(key)

    def _send_new(self, key: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Stores and sends the page that Django makes."""
        kind = QUERY if environ.get("QUERY_STRING") else ADDRESS
        if kind == QUERY and self._are_too_many(environ):
            return self.application(environ | {TOO_MANY: True}, start_response)
        page = self._make(environ)
        if page.head.status.startswith("5"):
            return self._send_instead(key, page, environ, start_response)
        if may_be_kept(page.head):
            self.shelf.put(key, kind, page)
            self._keep_unavailable(environ)
        else:
            self.shelf.drop(key)
        sent = send(page, environ, start_response, is_stale=page.head.made_at == NEVER)
        # What isn't kept for long stays as it is.
        is_kept = kind == ADDRESS and may_be_kept(page.head)
        return AndThen(sent, lambda: self._pack(key, page)) if is_kept else sent

    def _pack(self, key: str, page: StoredPage):
        """Stores the page as small as can be, unless another one has come in its place."""
        packed = page.packed()
        kept = self.shelf.get(key)
        if kept and kept.head == page.head:
            self.shelf.put(key, ADDRESS, packed)

    def _are_too_many(self, environ: Environ) -> bool:
        """Whether more new questions come from a network than a minute has room for. Those that were
        answered before cost nothing, and whoever is on this machine may do worse."""
        address, most = address_in(environ), settings.QUESTIONS_A_MINUTE
        if not most or is_this_machine(address):
            return False
        names = names_of_networks(address, __name__, LETTERS)
        return any(
            self.shelf.count(name, MINUTE) > most * readers
            for name, readers in zip(names, READERS[-len(names) :], strict=True)
        )

    def _send_instead(
        self, key: str, failed: StoredPage, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """If Django fails, the page before is better than none, and helplines are better than an excuse."""
        before = self.shelf.get(key)
        if before:
            return send(before, environ, start_response, is_stale=True)
        found = None
        instead = self.unavailable_at(_path(environ))
        if instead and failed.head.status.startswith("503 "):
            found = self.shelf.get(self._key_of_path(instead))
        page = as_unavailable(found, failed.head.status) if found else failed
        return send(page, environ, start_response)

    def _keep_unavailable(self, environ: Environ):
        """Has the page at hand that stands in when the database is away."""
        path = self.unavailable_at(_path(environ))
        if path and path != _path(environ):
            self({**environ, "REQUEST_METHOD": "HEAD", "PATH_INFO": path, "QUERY_STRING": ""}, _to_nobody)

    def _make(self, environ: Environ) -> StoredPage:
        """What Django answers now. The clock is read first: a change during the making makes the page old.

        While it's away, a replica that knows of all that was ever seen from here still makes pages. One that
        breaks off in the midst of it costs time only.
        """
        try:
            made_at, _ = self.clock.read(())
            self._clock_stood_at = made_at
        except ClockAway:
            made_at = NEVER
        today = self._today()
        known = {CLOCK: self._clock_stood_at, AWAY: made_at == NEVER}
        status, headers, body, follows = ask(self.application, environ | known)
        if status.startswith("503 ") and made_at != NEVER:
            status, headers, body, follows = ask(self.application, environ)
        return make_page(
            status,
            headers,
            body,
            follows=tuple(sorted(follows - {TODAY})),
            made_at=made_at,
            day=today if TODAY in follows else "",
        )


class AndThen:
    """The parts of an answer, and what is left to do once they're sent: servers close an answer then
    (PEP 3333)."""

    def __init__(self, parts: list[bytes], then: Callable[[], None]):
        self.parts, self.close = parts, then

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)


def may_be_kept(head: Head) -> bool:
    """Whether an answer is everybody's, a page or the news that it was withdrawn, and its time known."""
    caching = next((value for name, value in head.headers if name == "Cache-Control"), "")
    return head.status.startswith(KEPT_STATUSES) and "public" in caching and head.made_at != NEVER


def as_unavailable(page: StoredPage, status: str) -> StoredPage:
    """The page in place of another one, which nobody may keep."""
    spared = {"Cache-Control", "ETag", *KEPT_BY}
    headers = [(name, value) for name, value in page.head.headers if name not in spared]
    headers += [("Cache-Control", "no-store"), ("Retry-After", str(RETRY_SECONDS))]
    return replace(page, head=replace(page.head, status=status, headers=headers, etag=""))


def ask(application: Callable, environ: Environ) -> tuple[str, Headers, bytes, set[str]]:
    """What Django answers to anybody: status, headers, plain body, and the generations that it follows."""
    asked = {name: value for name, value in environ.items() if name not in PERSONAL}
    asked |= {"REQUEST_METHOD": "GET", FOLLOWS: set()}
    told: list[Any] = []
    answer = application(asked, lambda status, headers, error=None: told.extend([status, headers]))
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    status, headers = told
    return status, headers, body, asked[FOLLOWS]


def send(
    page: StoredPage, environ: Environ, start_response: StartResponse, *, is_stale: bool = False
) -> list[bytes]:
    """Answers with the page in the way that the browser asked for. The lists are copied, since a server may
    change them (PEP 3333)."""
    head = page.head
    if head.status.startswith("200 ") and head.is_known(environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response(NOT_MODIFIED, as_stale(page.not_modified) if is_stale else [*page.not_modified])
        return []
    encoding = head.choose(environ.get("HTTP_ACCEPT_ENCODING", ""))
    headers = page.headers[encoding]
    start_response(head.status, as_stale(headers) if is_stale else [*headers])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.bodies[encoding]]


def as_stale(headers: Headers) -> Headers:
    """The headers of a page that may be old: no CDN keeps it for later."""
    return [*(header for header in headers if header[0] not in KEPT_BY), STALE]


def _to_nobody(status: str, headers: Headers, error: object = None):
    """Takes an answer that nobody waits for."""


def _path(environ: Environ) -> str:
    return environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
