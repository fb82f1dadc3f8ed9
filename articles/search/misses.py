"""What readers looked for in words that no page has, for editors: how often, and nothing about who."""

import re
from datetime import date, timedelta

from django.db.models import F

from articles.models import SearchMiss

LENGTHS = range(3, 101)
MOST_WORDS = 8
MOST_ANSWERED = 200
# What looks like a telephone number, a record number or an address may belong to a person.
PERSONAL = re.compile(r"@|://|www\.|(?:\d[\s./()-]*){5}")
# So that a robot cannot fill the table.
MOST_NEW_A_DAY = 200
MOST_ROWS = 5000
# What nobody looked for again is forgotten.
FORGOTTEN_AFTER = timedelta(days=365)


def note_miss(query: str, today: date, answered_as: str = ""):
    """Counts a search without results, or one that was `answered_as` another query, unless its words may be
    personal or aren't words."""
    words = _counted_as(query)
    answered_as = answered_as[:MOST_ANSWERED]
    if not is_worth_noting(words):
        return
    counted = SearchMiss.objects.filter(words=words)
    if counted.update(count=F("count") + 1, last_on=today, answered_as=answered_as):
        return
    if SearchMiss.objects.filter(first_on=today).count() >= MOST_NEW_A_DAY:
        return
    SearchMiss.objects.filter(last_on__lt=today - FORGOTTEN_AFTER).delete()
    if SearchMiss.objects.count() < MOST_ROWS:
        first = {"first_on": today, "last_on": today, "answered_as": answered_as}
        SearchMiss.objects.get_or_create(words=words, defaults=first)


def note_taken_back(query: str):
    """Counts that a reader asked for the very words that were answered as others."""
    answered = SearchMiss.objects.filter(words=_counted_as(query)).exclude(answered_as="")
    answered.update(taken_back=F("taken_back") + 1)


def _counted_as(query: str) -> str:
    return " ".join(query.casefold().split())


def is_worth_noting(words: str) -> bool:
    has_letter = any(letter.isalpha() for letter in words)
    is_plain = words.isprintable() and not PERSONAL.search(words)
    return has_letter and is_plain and len(words) in LENGTHS and len(words.split()) <= MOST_WORDS
