"""Why a page is suggested, in plain words for readers. The reasons are stored as editors see them:
"tag: chemotherapy".
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def plain_reason(reasons: Iterable[str]) -> str:
    """The one reason that says most to a reader, in the language of the page: a topic that few pages share,
    then that one page names the other, the category, the same studies. Empty if they only share words."""
    stored = list(reasons)
    for kind in ("tag", "name", "category", "cites"):
        for reason in stored:
            if words := _in_words(reason, kind):
                return words
    return ""


def _in_words(reason: str, kind: str) -> str:
    """A stored reason as readers see it; empty if it's of another kind."""
    before, _colon, what = reason.partition(": ")
    if kind in ("tag", "category") and before == kind:
        return _("Also about: %(topic)s") % {"topic": what}
    if kind == "name" and reason == "named on this page":
        return _("This page mentions it")
    if kind == "name" and reason == "names this page":
        return _("It says more about this topic")
    if kind == "cites" and reason.startswith("cites "):
        return _("It uses some of the same studies")
    return ""
