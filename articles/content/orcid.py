"""ORCID: the number of a researcher, sixteen digits with a check digit (ISO 7064 11,2; support.orcid.org)."""

import re
import unicodedata

_DIGITS = re.compile(r"(?:https?:/*)?(?:(?:www\.)?orcid\.org/)?([0-9]{15}[0-9X])", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\u200b\u00ad\u2010-\u2015\u2212-]")


def orcid_of(text: str) -> str:
    """The ORCID in the text, as 0000-0002-1825-0097: typed bare, in groups, or as its address. "" if it is
    none, or if its check digit is wrong."""
    found = _DIGITS.fullmatch(_BETWEEN.sub("", unicodedata.normalize("NFKC", text)).strip("/"))
    if not found or _check_digit(found[1][:15]) != found[1][15].upper():
        return ""
    return "-".join(found[1].upper()[i : i + 4] for i in range(0, 16, 4))


def _check_digit(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
