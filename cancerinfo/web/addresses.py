"""What may become a link for readers."""

import re
from urllib.parse import urlsplit


def is_web_address(address: str) -> bool:
    """Whether it is http or https, with a host and without white space."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", address)
