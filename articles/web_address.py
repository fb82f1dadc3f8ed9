"""Asks a web address whether it still answers, and never an address inside our own network.

Whoever writes a text could name an address of the inside, or one that redirects there. So the host of every
step is judged, and the connection goes to the very number that was judged.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

TIMEOUT = 15
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
# Letters that a path and a query may hold; what else an editor pasted is written in percents.
KEPT = "/?#[]@!$&'()*+,;=:%-._~"


class Unreachable(Exception):
    """No answer came; the message says why, to an editor."""


@dataclass(frozen=True)
class Answer:
    """The HTTP status at the end of all redirects, and the address there."""

    status: int
    address: str


def ask(address: str, *, agent: str, judge=None) -> Answer:
    """The answer of a web address. Raises Unreachable. `judge(host, port)` gives the IP to connect to."""
    for _ in range(MOST_REDIRECTS + 1):
        status, location = _request("HEAD", address, agent, judge or public_number)
        if status >= 400:
            # Many servers answer HEAD wrongly.
            status, location = _request("GET", address, agent, judge or public_number)
        if status not in REDIRECTS or not location:
            return Answer(status, address)
        address = urljoin(address, location)
    raise Unreachable(f"It leads on more than {MOST_REDIRECTS} times.")


def public_number(host: str, port: int) -> str:
    """The IP address of a host of the open web. Raises Unreachable for a host of the inside."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("There is no such host.") from None
    numbers = [str(entry[4][0]) for entry in found]
    if not all(is_public(number) for number in numbers):
        raise Unreachable("It is no address of the open web.")
    return numbers[0]


def is_public(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_global and not address.is_multicast


def _request(method, address, agent, judge) -> tuple[int, str]:
    """Status and Location of one request. No body is read."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or PORTS.get(parts.scheme)
        if not host or not port:
            raise Unreachable("It is no web address.")
        host = host.encode("idna").decode("ascii")
        path = quote(parts.path or "/", safe=KEPT) + (
            f"?{quote(parts.query, safe=KEPT)}" if parts.query else ""
        )
        connection = _Connection(host, port, judge(host, port), is_secure=parts.scheme == "https")
        try:
            connection.request(method, path, headers={"User-Agent": agent, "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()
    except TimeoutError:
        raise Unreachable(f"No answer came within {TIMEOUT} seconds.") from None
    except ssl.SSLError as error:
        raise Unreachable(f"The connection is not safe: {error.reason or 'certificate'}.") from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreachable(f"No answer came: {type(error).__name__}.") from None


class _Connection(http.client.HTTPConnection):
    """A connection to an IP that was judged, for the name that was asked for."""

    def __init__(self, host, port, number, *, is_secure):
        super().__init__(host, port, timeout=TIMEOUT)
        self._number, self._is_secure = number, is_secure
        self.default_port = PORTS["https" if is_secure else "http"]

    def connect(self):
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
