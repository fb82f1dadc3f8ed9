"""Addresses that only lead on to another one, as Google, Outlook and Facebook put them in place of links."""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

# Host, path, and the names of the parameter that holds where it leads.
REDIRECTS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]+"), "/url", ("q", "url")),
    (re.compile(r".+\.safelinks\.protection\.outlook\.com"), "/", ("url",)),
    (re.compile(r"lm?\.facebook\.com"), "/l.php", ("u",)),
)
LINKED = re.compile(r'(<a href=")([^"]+)(?=")')


def leads_to(address: str) -> str:
    """Where an address leads in the end; the address itself if it's no such one."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    for named, path, parameters in REDIRECTS:
        if parts.path == path and named.fullmatch(host):
            given = parse_qs(parts.query)
            ends = (given[name][0] for name in parameters if name in given)
            return next((end for end in ends if end.startswith(("http://", "https://"))), address)
    return address


def with_direct_links(html: str) -> str:
    """Clean HTML whose links lead straight to where they lead in the end."""
    return LINKED.sub(lambda found: f"{found[1]}{escape(leads_to(unescape(found[2])))}", html)
