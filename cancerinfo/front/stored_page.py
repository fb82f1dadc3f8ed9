"""A public address's answer as a value: made once, sent to everybody."""

import json
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from django.utils.http import parse_etags

from cancerinfo.web.compression import (
    KEPT_QUALITY,
    LEAST_BYTES,
    TYPES,
    best_encoding,
    compressed,
)

# The most preferred first.
ENCODINGS = ("br", "gzip")
NOT_MODIFIED = "304 Not Modified"
# RFC 9111, section 5.5.1: the answer is old, and nobody could be asked whether it still holds.
STALE = ("Warning", '111 - "Revalidation failed"')
Headers = list[tuple[str, str]]
# Browsers send few different lists of encodings.
chosen = lru_cache(maxsize=256)(best_encoding)


@dataclass(frozen=True)
class Head:
    """What is known of an answer without its body. `status` is as in "200 OK", `headers` are those of the
    plain body, `encodings` the ones that it's kept in beside.

    `follows` are the generations that end the answer's time, `made_at` is where their clock stood before it
    was made. `day` is the ISO day that it holds for, "" if it holds on any.
    """

    status: str
    headers: Headers
    etag: str
    encodings: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    made_at: int = 0
    day: str = ""

    def choose(self, accepted: str) -> str:
        """The encoding for an Accept-Encoding header; "" for the plain body."""
        return chosen(accepted, self.encodings) if self.encodings else ""

    def is_known(self, if_none_match: str) -> bool:
        """Whether the browser has this very answer: RFC 9110, section 13.1.2, which compares weakly."""
        if not (if_none_match and self.etag):
            return False
        known = [etag.removeprefix("W/") for etag in parse_etags(if_none_match)]
        return "*" in known or self.etag in known

    def encoded(self, encoding: str, length: int) -> Headers:
        """The headers of the body in that encoding. Its ETag is a weak one: RFC 9110, section 8.8.1."""
        if not encoding:
            return self.headers
        kept = [(name, value) for name, value in self.headers if name not in {"Content-Length", "ETag"}]
        etag = [("ETag", f"W/{self.etag}")] if self.etag else []
        return [
            *kept,
            *etag,
            ("Content-Encoding", encoding),
            ("Content-Length", str(length)),
        ]

    def to_json(self) -> str:
        return json.dumps(vars(self))

    @classmethod
    def from_json(cls, text: str) -> "Head":
        parts = json.loads(text)
        headers = [(name, value) for name, value in parts.pop("headers")]
        lists = {name: tuple(parts.pop(name)) for name in ("encodings", "follows")}
        return cls(headers=headers, **lists, **parts)


@dataclass(frozen=True)
class StoredPage:
    """An answer with its bodies by encoding; "" is the plain one. It's sent many times, so what is sent is
    put together once."""

    head: Head
    bodies: dict[str, bytes]

    @cached_property
    def headers(self) -> dict[str, Headers]:
        """The headers by encoding."""
        return {encoding: self.head.encoded(encoding, len(body)) for encoding, body in self.bodies.items()}

    @cached_property
    def not_modified(self) -> Headers:
        """The headers for who has the answer already."""
        return [(name, value) for name, value in self.head.headers if not name.startswith("Content-")]

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def packed(self) -> "StoredPage":
        """The same page as small as can be, for who comes later: it takes too long for who waits."""
        if "br" not in self.bodies:
            return self
        return replace(self, bodies={**self.bodies, "br": compressed(self.bodies[""], "br", KEPT_QUALITY)})


def make_page(status: str, headers: Headers, body: bytes, **head) -> StoredPage:
    """The answer that Django gave without any encoding, with its compressed copies, made quickly."""
    found = {name.lower(): value for name, value in headers}
    bodies = {"": body}
    if found.get("content-type", "").startswith(TYPES) and len(body) >= LEAST_BYTES:
        bodies |= {encoding: compressed(body, encoding) for encoding in ENCODINGS}
    head = Head(status, headers, found.get("etag", ""), tuple(name for name in bodies if name), **head)
    return StoredPage(head, bodies)
