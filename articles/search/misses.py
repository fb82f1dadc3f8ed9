"""What readers looked for and did not find, for editors: words and how often, and nothing about who."""

import re
from datetime import date, timedelta

from django.db.models import F

from articles.models import SearchMiss

LENGTHS = range(3, 101)
MOST_WORDS = 8
# What looks like a telephone number, a record number or an address may belong to a person.
PERSONAL = re.compile(r"@|://|www\.|(?:\d[\s./()-]*){5}")
# So that a robot cannot fill the table.
MOST_NEW_A_DAY = 200
MOST_ROWS = 5000
# What nobody looked for again is forgotten.
FORGOTTEN_AFTER = timedelta(days=365)


def note_miss(query: str, today: date):
    """Counts a search without results, unless its words may be personal or aren't words."""
    words = " ".join(query.casefold().split())
    if not is_worth_noting(words):
        return
    if SearchMiss.objects.filter(words=words).update(count=F("count") + 1, last_on=today):
        return
    if SearchMiss.objects.filter(first_on=today).count() >= MOST_NEW_A_DAY:
        return
    SearchMiss.objects.filter(last_on__lt=today - FORGOTTEN_AFTER).delete()
    if SearchMiss.objects.count() < MOST_ROWS:
        SearchMiss.objects.get_or_create(words=words, defaults={"first_on": today, "last_on": today})


def is_worth_noting(words: str) -> bool:
    has_letter = any(letter.isalpha() for letter in words)
    is_plain = words.isprintable() and not PERSONAL.search(words)
    return has_letter and is_plain and len(words) in LENGTHS and len(words.split()) <= MOST_WORDS
