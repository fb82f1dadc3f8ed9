"""Messages for the next page, kept in a cookie that only this host can set, as its other cookies are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    @property
    def cookie_name(self):
        return f"{settings.COOKIE_PREFIX}messages"


class MessageStorage(FallbackStorage):
    """The session takes what is too long for a cookie."""

    storage_classes = (HostCookieStorage, SessionStorage)
