"""Licences of texts and figures, as editors write them."""

import re

CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)", re.IGNORECASE)
PUBLIC_DOMAIN = re.compile(r"CC0(?: 1\.0)?", re.IGNORECASE)


def licence_address(licence: str) -> str:
    """The address of a licence: of Creative Commons by its name, such as "CC BY-SA 4.0"; of what is an
    address, itself; else ""."""
    if named := CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{named[1].lower()}/{named[2]}/"
    if PUBLIC_DOMAIN.fullmatch(licence):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return licence if licence.startswith("https://") else ""
