"""What readers see of records. Every page, list, feed and answer for readers reads this, never a row."""

import json
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from articles.content import decode_stored
from articles.content.records import TermText, in_language
from articles.content.translation import is_translated
from articles.models import LiveRecord

REMEMBERED_TERMS = 5000


def approved(kind: str) -> list:
    """The approved texts of a kind, by name, in one query."""
    return [live.text.value for live in LiveRecord.objects.of(kind).select_related("text")]


def approved_by_slug(kind: str, slug: str):
    """The approved text that readers find at this address, or None."""
    live = LiveRecord.objects.of(kind).select_related("text").filter(slug=slug).first()
    return live.text.value if live else None


def approved_by_row(kind: str, keys: Iterable[int]) -> dict:
    """The approved texts of some rows of a kind, by the keys of those, in one query."""
    rows = LiveRecord.objects.of(kind).select_related("text").filter(record__in=list(keys))
    return {live.record: live.text.value for live in rows}


def own_names(kind: str) -> dict[str, str]:
    """What records of a kind are called in the language of the page, by slug; none in the language that
    they were entered in."""
    language = get_language()
    if language == settings.LANGUAGE_CODE:
        return {}
    texts = approved(kind)
    return {text.slug: in_language(text, language).name for text in texts if is_translated(text, language)}


def own_name_of(kind: str, slug: str) -> str:
    """The name of a record in the language of the page, "" where that is the one that it was entered in."""
    if get_language() == settings.LANGUAGE_CODE:
        return ""
    live = LiveRecord.objects.of(kind).named().filter(slug=slug).first()
    return live.own_name if live else ""


def defined_terms() -> list[TermText]:
    """The terms that readers can look up, by name, in one query."""
    as_text = Cast("text__content", TextField())
    return [_term(text) for text in LiveRecord.objects.defined().values_list(as_text, flat=True)]


@lru_cache(maxsize=REMEMBERED_TERMS)
def _term(text: str) -> TermText:
    """A term from its JSON. Many pages of the desk read the whole glossary, which hardly ever changes."""
    return decode_stored(TermText, json.loads(text))


def terms_coded(code: str) -> list[TermText]:
    """The terms that readers can look up whose subject has this code, by name, in one query."""
    return [term for term in defined_terms() if code in term.codes]


def addresses(kind: str) -> set[str]:
    """The slugs at which readers find records of a kind, in one query without their texts."""
    return set(LiveRecord.objects.of(kind).values_list("slug", flat=True))
