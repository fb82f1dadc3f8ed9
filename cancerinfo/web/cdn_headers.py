"""What answers say to a CDN in front of the site: what a page follows, and how long it may be kept there."""

from collections.abc import Iterable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

# By the setting CDN: the header that names the keys of a page, and what stands between two of them.
KEYS_IN = {
    "1": ("Surrogate-Key", " "),
    "fastly": ("Surrogate-Key", " "),
    "cloudflare": ("Cache-Tag", ","),
    "varnish": ("xkey", " "),
}
# RFC 9213, and its elder, which Fastly and Varnish read. Neither is for browsers.
KEPT_BY = ("CDN-Cache-Control", "Surrogate-Control")
WHILE_IT_FAILS = 7 * 24 * 3600  # seconds


def surrogate_key(name: str) -> str:
    """A generation's name as a CDN takes it: without blanks and commas, in ASCII."""
    return quote(name.replace(" ", "/"), safe="/")


def tell_cdn(response: HttpResponse, names: Iterable[str]):
    """Notes the generations that a page follows, and how long a CDN needn't ask whether it still holds."""
    if settings.CDN not in KEYS_IN:
        return
    header, between = KEYS_IN[settings.CDN]
    response.headers[header] = between.join(sorted(map(surrogate_key, names)))
    if settings.CDN_SECONDS and "public" in response.get("Cache-Control", ""):
        kept = f"max-age={settings.CDN_SECONDS}, stale-if-error={WHILE_IT_FAILS}"
        for name in KEPT_BY:
            response.headers[name] = kept
