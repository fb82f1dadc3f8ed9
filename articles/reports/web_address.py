"""Asks a web address whether it still answers, and never an address inside our own network.

Whoever writes a text could name an address of the inside, or one that redirects there. So the host of every
step is judged, and the connection goes to the very number that was judged.
"""

import http.client
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

TIMEOUT = 15  # seconds for each read
# Seconds for an address with all its redirects: a server may drip, or say "100 Continue" for good. Looking up
# a host can't be cut off; that ends when the system gives up.
LONGEST = 30
MOST_REDIRECTS = 5
# Bytes of a status line and headers: what a server says before them, or for good, ends here.
MOST_BYTES = 200_000
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
# Letters that a path and a query may hold; what else an editor pasted is written in percents.
KEPT = "/?#[]@!$&'()*+,;=:%-._~"
# Blocks of IPv6 whose last 32 bits are an IPv4 address that a router may send the packet to: compatible,
# mapped and translated addresses (RFC 4291, RFC 2765), and NAT64 (RFC 6052).
EMBEDDING = [ip_network(block) for block in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")]
# What Python counts as global though it leads inside: NAT64 of one's own (RFC 8215), site-local, Teredo.
INSIDE = [ip_network(block) for block in ("64:ff9b:1::/48", "fec0::/10", "2001::/32")]


class Unreachable(Exception):
    """No answer came; the message says why, to an editor."""


@dataclass(frozen=True)
class Answer:
    """The HTTP status at the end of all redirects, and the address there."""

    status: int
    address: str


def ask(address: str, *, agent: str, judge=None) -> Answer:
    """The answer of a web address, within LONGEST seconds. Raises Unreachable.

    `judge(host, port)` gives the IP to connect to, or raises Unreachable."""
    until = time.monotonic() + LONGEST
    for _ in range(MOST_REDIRECTS + 1):
        status, target = _request("HEAD", address, agent, judge or public_number, until)
        if status >= 400:
            # Many servers answer HEAD wrongly.
            status, target = _request("GET", address, agent, judge or public_number, until)
        if status not in REDIRECTS or not target:
            return Answer(status, address)
        address = target
    raise Unreachable(f"It redirects more than {MOST_REDIRECTS} times.")


def public_number(host: str, port: int) -> str:
    """The IP address of a host of the open web. Raises Unreachable for a host or a port of the inside."""
    if port not in PORTS.values():
        raise Unreachable("It names a port other than 80 and 443.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("There is no such host.") from None
    numbers = [str(entry[4][0]) for entry in found]
    if not all(is_public(number) for number in numbers):
        raise Unreachable("It isn't on the open web.")
    return numbers[0]


def is_public(number: str) -> bool:
    """Whether an IP address, and the one that it may stand for, belongs to the open web."""
    address = _reached(ip_address(number.partition("%")[0]))
    is_inside = any(address in block for block in INSIDE)
    return address.is_global and not address.is_multicast and not is_inside


def _reached(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address where a packet may arrive in the end."""
    if any(address in block for block in EMBEDDING):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return getattr(address, "sixtofour", None) or address


def _request(method, address, agent, judge, until) -> tuple[int, str]:
    """Status of one request, and the address that it leads on to. No body is read."""
    connection = None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme)
        if not host or not port or parts.scheme not in PORTS:
            raise Unreachable("It isn't a web address.")
        host = host.encode("idna").decode("ascii")
        path = quote(parts.path or "/", safe=KEPT) + (
            f"?{quote(parts.query, safe=KEPT)}" if parts.query else ""
        )
        connection = _Connection(host, port, judge(host, port), until, is_secure=parts.scheme == "https")
        connection.request(method, path, headers={"User-Agent": agent, "Accept": "*/*"})
        response = connection.getresponse()
        if time.monotonic() >= until:
            # Headers that were cut off are taken for whole ones.
            raise Unreachable(_cut_off())
        location = response.headers.get("Location")
        return response.status, urljoin(address, location) if location else ""
    except TimeoutError:
        raise Unreachable(f"No answer came within {TIMEOUT} seconds.") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreachable(_what_failed(error, until)) from None
    finally:
        if connection:
            connection.close()


def _what_failed(error: Exception, until: float) -> str:
    if time.monotonic() >= until:
        return _cut_off()
    if isinstance(error, ssl.SSLError):
        return f"The connection isn't safe: {error.reason or 'certificate'}."
    return f"No answer came: {type(error).__name__}."


def _cut_off() -> str:
    return f"No complete answer came within {LONGEST} seconds."


class _Headers:
    """What a server says, up to MOST_BYTES of it. Raises HTTPException for more."""

    def __init__(self, file):
        self._file, self._left = file, MOST_BYTES

    def readline(self, limit=-1):
        line = self._file.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise http.client.HTTPException
        return line

    def __getattr__(self, name):
        return getattr(self._file, name)


class _Response(http.client.HTTPResponse):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fp = _Headers(self.fp)


class _Connection(http.client.HTTPConnection):
    """A connection to an IP that was judged, for the name that was asked for. It is cut when time is up."""

    response_class = _Response

    def __init__(self, host, port, number, until, *, is_secure):
        super().__init__(host, port, timeout=TIMEOUT)
        self._number, self._until, self._is_secure = number, until, is_secure
        self.default_port = PORTS["https" if is_secure else "http"]
        self._timer = Timer(max(until - time.monotonic(), 0), self._cut)
        self._timer.daemon = True

    def connect(self):
        left = max(self._until - time.monotonic(), 0.001)
        self.sock = socket.create_connection((self._number, self.port), min(self.timeout, left))
        self.sock.settimeout(self.timeout)
        self._timer.start()
        if self._is_secure:
            # With its handshake in the constructor, nobody could reach the socket to cut it.
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def _cut(self):
        with suppress(OSError):
            # It may be closed already.
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._timer.cancel()
        super().close()
