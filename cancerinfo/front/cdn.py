"""How a CDN is told which pages to forget: by the keys that their answers named."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ADDRESSES = {"fastly": "https://api.fastly.com", "cloudflare": "https://api.cloudflare.com/client/v4"}
# The most in one call that all of them take, the second in letters.
MOST_KEYS, LONGEST = 30, 6000
PATIENCE = 10  # seconds that an answer may take


class CdnAway(Exception):
    """The CDN didn't take the call."""


@dataclass(frozen=True)
class Cdn:
    """`kind` is one of fastly, cloudflare and varnish, `service` the id of the service or zone there. Each of
    the addresses is told."""

    kind: str
    addresses: tuple[str, ...]
    service: str = ""
    token: str = ""

    def forget(self, keys: list[str]):
        """Raises CdnAway. Forgetting twice does no harm."""
        for some in parts(keys):
            for address in self.addresses:
                self._tell(getattr(self, f"_{self.kind}")(address, some))

    def _tell(self, request: Request):
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - the address is a setting
                answer.read()
        except (OSError, HTTPException) as error:
            raise CdnAway(f"{request.host}: {error}") from error

    def _fastly(self, address: str, keys: list[str]) -> Request:
        """Softly: what is forgotten may still be sent while the site is away."""
        headers = {"Fastly-Key": self.token, "Fastly-Soft-Purge": "1", "Surrogate-Key": " ".join(keys)}
        return Request(f"{address}/service/{self.service}/purge", method="POST", headers=headers)  # noqa: S310

    def _cloudflare(self, address: str, keys: list[str]) -> Request:
        url = f"{address}/zones/{self.service}/purge_cache"
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return Request(url, json.dumps({"tags": keys}).encode(), headers, method="POST")  # noqa: S310

    def _varnish(self, address: str, keys: list[str]) -> Request:
        return Request(address, method="PURGE", headers={"xkey-purge": " ".join(keys)})  # noqa: S310


def cdn_of_settings() -> Cdn:
    """Raises ImproperlyConfigured if the settings name no CDN that can be told."""
    kind, addresses = settings.CDN, settings.CDN_ADDRESSES or [ADDRESSES.get(settings.CDN, "")]
    if kind not in {"fastly", "cloudflare", "varnish"}:
        raise ImproperlyConfigured(
            "CDN must be fastly, cloudflare or varnish for the CDN to be told of changes."
        )
    if kind == "varnish" and not settings.CDN_ADDRESSES:
        raise ImproperlyConfigured(
            "CDN_ADDRESSES must name the servers of Varnish, such as http://10.0.0.5:6081."
        )
    if kind != "varnish" and not (settings.CDN_SERVICE and settings.CDN_TOKEN):
        raise ImproperlyConfigured("CDN_SERVICE and CDN_TOKEN must be set for the CDN to be told of changes.")
    return Cdn(kind, tuple(addresses), settings.CDN_SERVICE, settings.CDN_TOKEN)


def parts(keys: list[str]) -> Iterator[list[str]]:
    """The keys in as many calls as they need."""
    some: list[str] = []
    for key in keys:
        if some and (len(some) == MOST_KEYS or len(" ".join([*some, key])) > LONGEST):
            yield some
            some = []
        some.append(key)
    if some:
        yield some
