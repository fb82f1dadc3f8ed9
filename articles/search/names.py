"""The pages with a name that begins as a reader types: what the search field offers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import LiveEdition, OtherName
from articles.text.title_order import sort_text

from .candidates import named
from .words import STOP_WORDS, split, stem

MOST = 8
# A single letter begins too many names; a word within names is looked for from more letters on.
SHORTEST, SHORTEST_WORD = 2, 4


@dataclass(frozen=True)
class NamedPage:
    """`name` is the title of the page, or what else its subject is called."""

    name: str
    live: LiveEdition


def pages_named(text: str, language: str) -> list[NamedPage]:
    """At most eight pages that lists in a language of the interface show: from A to Z those with a name that
    begins with the text, then the newest with its words in the title, the last of them begun."""
    beginning = sort_text(text)
    if len(beginning) < SHORTEST:
        return []
    live = LiveEdition.objects.in_language(language)
    others = OtherName.objects.filter(list_language=language).select_related("live")
    found = {each.pk: NamedPage(each.title, each) for each in _beginning(live, beginning)}
    for other in _beginning(others, beginning):
        found.setdefault(other.live_id, NamedPage(other.name, other.live))
    if len(found) < MOST:
        for each in _with_words(live, split(text)):
            found.setdefault(each.pk, NamedPage(each.title, each))
    return list(found.values())[:MOST]


def _beginning(rows: QuerySet, text: str) -> QuerySet:
    start = text.encode()
    # No text has the byte 255.
    return rows.filter(title_key__gte=start, title_key__lt=start + b"\xff").order_by("title_key")[:MOST]


def _with_words(live: QuerySet[LiveEdition], words: list[str]) -> Iterable[LiveEdition]:
    if not words or len(words[-1]) < SHORTEST_WORD:
        return ()
    # Names are kept without stop words.
    whole = [stem(word) for word in words[:-1] if word not in STOP_WORDS]
    return named(live, whole, stem(words[-1])).order_by("-edition")[:MOST]
