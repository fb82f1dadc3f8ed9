"""How often somebody may try to sign in. django-axes counts in the database, so all servers count together.

What is locked is a name at an address: a stranger can't lock an editor out of the office, and a hospital
behind one address isn't locked by one person. An unknown name is counted and locked like a known one.
"""

from axes.handlers.database import AxesDatabaseHandler
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest

from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.security_log import note
from cancerinfo.accounts.sessions import begin_session

Kind = SecurityEvent.Kind
LONGEST_NAME = 150
PROVIDER = "cancerinfo.accounts.provider.ProviderBackend"


class SignInHandler(AxesDatabaseHandler):
    """The counting of axes, with a line in the security log for each sign-in, failure, lock and sign-out."""

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        # What a provider refuses is no guess, and would lock all who share an address.
        if "username" not in credentials:
            return
        was_locked = request is not None and request.axes_locked_out
        super().user_login_failed(sender, credentials, request, **kwargs)
        # Attempts during a lock would let anybody fill a log that nobody can shorten.
        if request is not None and not was_locked:
            username = str(credentials["username"])
            note(Kind.FAILURE, request, username)
            if request.axes_locked_out:
                note(Kind.LOCK, request, username)

    def user_logged_in(self, sender, request, user, **kwargs):
        super().user_logged_in(sender, request, user, **kwargs)
        begin_session(request)
        is_elsewhere = request.session[BACKEND_SESSION_KEY] == PROVIDER
        note(Kind.SIGN_IN, request, user.get_username(), detail="by the provider" if is_elsewhere else "")

    def user_logged_out(self, sender, request, user, **kwargs):
        super().user_logged_out(sender, request, user, **kwargs)
        if user is not None:
            note(Kind.SIGN_OUT, request, user.get_username())


def counted_name(request: HttpRequest, credentials: dict | None) -> str:
    """The name by which attempts are counted, no longer than its column."""
    username = credentials.get("username") if credentials else request.POST.get("username")
    return str(username or "")[:LONGEST_NAME]
