"""How long somebody stays signed in, and in which browsers.

A session ends when nobody used it for `SESSION_COOKIE_AGE`, and `SESSION_LONGEST` after the sign-in whatever
was done. Each is a row with its person (`Session`), so that they can see theirs and end them.
"""

import hashlib
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from cancerinfo.accounts.models import SecurityEvent, Session
from cancerinfo.accounts.security_log import address_of, note

#: What a session knows of its sign-in: seconds since 1970, and from where.
BEGAN, SEEN, BROWSER, ADDRESS = "began_at", "seen_at", "browser", "address"
#: Pages within that many seconds count as one use, so that not each of them writes a row.
RENEWED_EVERY = 300
# Each also names those below it.
BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
            ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")]  # fmt: skip
SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS X", "macOS"), ("Linux", "Linux")]  # fmt: skip


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with an end that no use puts off, in rows that name the person."""

    @classmethod
    def get_model_class(cls):
        return Session

    def get_expiry_age(self, **kwargs):
        """Seconds until this session ends if nobody uses it."""
        age = super().get_expiry_age(**kwargs)
        if BEGAN not in self:
            return age
        left = self[BEGAN] + settings.SESSION_LONGEST - time.time()
        return max(0, min(age, int(left)))

    def get_expiry_date(self, **kwargs):
        return timezone.now() + timedelta(seconds=self.get_expiry_age(**kwargs))

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.began_at = _moment(data.get(BEGAN))
        row.seen_at = timezone.now()
        row.browser = data.get(BROWSER, "")
        row.address = data.get(ADDRESS)
        return row


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def begin_session(request: HttpRequest):
    """Writes down when, in which browser and from where somebody signed in."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
    request.session[BROWSER] = request.headers.get("User-Agent", "").replace("\0", "")[:200]
    request.session[ADDRESS] = address_of(request)


class SessionUseMiddleware:
    """Keeps a session that is used, and every answer that was made for a person out of all caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            self.keep(request)
            add_never_cache_headers(response)
        return response

    def keep(self, request):
        """What a browser asks by itself is no use: a form that was left open keeps nobody signed in."""
        match = request.resolver_match
        is_used = match is None or not getattr(match.func, "asked_by_itself", False)
        now = time.time()
        if is_used and now - request.session.get(SEEN, 0) > RENEWED_EVERY:
            request.session[SEEN] = now


def sessions_of(user: User) -> QuerySet[Session]:
    """Those in which the person is signed in, the one that was used last first."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now())


def handle_of(session: Session) -> str:
    """What a form calls this session by: its key would let in whoever reads the page."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:16]


def end_sessions(user: User, request: HttpRequest, handle: str = "") -> int:
    """Signs the person out in the browser with this handle, or else in all but the one that asks. Returns how
    many sessions that were."""
    others = Session.objects.filter(user=user).exclude(session_key=request.session.session_key)
    ended = [session.pk for session in others if handle in ("", handle_of(session))]
    Session.objects.filter(pk__in=ended).delete()
    if ended:
        note(SecurityEvent.Kind.ENDED, request, user.get_username(), detail=str(len(ended)))
    return len(ended)


def end_all_sessions(user: User):
    """Signs the person out everywhere. What it belongs to stands in the security log, so it has no line."""
    Session.objects.filter(user=user).delete()


def name_of_browser(agent: str) -> str:
    """Such as "Firefox on Windows", by what the browser said of itself."""
    browser = next((name for part, name in BROWSERS if part in agent), _("Another browser"))
    system = next((name for part, name in SYSTEMS if part in agent), "")
    return (_("%(browser)s on %(system)s") % {"browser": browser, "system": system}) if system else browser
