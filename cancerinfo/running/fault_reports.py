"""Reports of faults to a Sentry server, where SENTRY_DSN is set: which line failed, and nothing of people."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cancerinfo import __version__

# What stays of a request: its method, and the address without what was asked.
KEPT_OF_REQUEST = {"method", "url"}


def report_faults(dsn: str):
    """Called once in each process. Raises ImproperlyConfigured if the package is missing."""
    try:
        import sentry_sdk
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN needs a package that isn't there: pip install -r requirements-monitoring.txt"
        ) from error
    sentry_sdk.init(
        dsn=dsn,
        release=__version__,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_people,
    )


def without_people(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """The event without cookies, headers, what was searched for, and who was signed in."""
    event.pop("user", None)
    if "request" in event:
        request = {name: value for name, value in event["request"].items() if name in KEPT_OF_REQUEST}
        request["url"] = request.get("url", "").partition("?")[0]
        event["request"] = request
    return event
