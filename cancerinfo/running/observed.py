"""Puts what is told of requests in front of all that answers, as the settings say."""

from collections.abc import Callable

from django.conf import settings

from .metrics import counter_of_requests
from .requests import NamedRequests


def observed(application: Callable) -> NamedRequests:
    """The application as its processes run it. Raises ImproperlyConfigured if a package is missing."""
    counted = counter_of_requests() if settings.METRICS_TOKEN else None
    return NamedRequests(application, settings.BEHIND_PROXY, counted)
