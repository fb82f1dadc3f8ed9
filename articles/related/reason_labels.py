"""The reasons of suggestions in the language of the page. They are stored in English: "tag: chemotherapy"."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

WHOLE = {
    "named on this page": _("named on this page"),
    "names this page": _("names this page"),
    "cites the same source": _("cites the same source"),
}
KINDS = {"tag": _("tag"), "category": _("category"), "words": _("words")}
SOURCES = re.compile(r"cites (\d+) of the same sources")


def in_words(reasons: Iterable[str]) -> list[str]:
    """Stored reasons as readers see them; one that is not known stays as it is."""
    return [_in_words(reason) for reason in reasons]


def _in_words(reason: str) -> str:
    if reason in WHOLE:
        return str(WHOLE[reason])
    if match := SOURCES.fullmatch(reason):
        number = int(match[1])
        words = ngettext(
            "cites %(number)d of the same sources", "cites %(number)d of the same sources", number
        )
        return words % {"number": number}
    kind, colon, what = reason.partition(": ")
    return f"{KINDS[kind]}: {what}" if colon and kind in KINDS else reason
