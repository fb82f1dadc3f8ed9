"""Lines that sell medicines: the one thing on a page that can do direct harm."""

import re

from .safety import is_safety_advice

ORDER = re.compile(
    r"^\W*((?:make an order|place (?:an|your) order|order|buy|purchase|shop|get)\b"
    r".{0,60}?\b(?:drugs?|meds?|medications?|medicines?|pills?|tablets?)\b)",
    re.I,
)
OFFER = re.compile(
    r"\b(?:discount|coupon|promo code|free shipping|free delivery|lowest price|best price|no prescription"
    r"|without (?:a )?prescription|add to cart|click here to (?:buy|order)|limited offer|special offer)",
    re.I,
)
WARNED = re.compile(r"\b(?:never|do not|don[’']t|avoid|beware|warning|illegal|not recommended)\b", re.I)


def promotional_words(line: str) -> str:
    """The words that make a line an advertisement, or "". Neither a warning against buying is one, nor
    advice to get help ("Get help if somebody took too many tablets")."""
    words = advert_words(line)
    return "" if words[:3].casefold() == "get" and is_safety_advice(line) else words


def advert_words(line: str) -> str:
    """The words that make a line look like an advertisement, whatever else it says, or ""."""
    found = ORDER.search(line) or OFFER.search(line)
    if not found or WARNED.search(line):
        return ""
    return found[found.lastindex or 0]
