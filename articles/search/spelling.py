"""Finds the words of the index that a reader may have meant."""

from django.db.models import Q
from django.db.models.functions import Length

from articles.models import SearchWord

from .words import skeleton

MAX_CANDIDATES = 3000
MIN_LENGTH = 4


def similar_words(word: str, number: int = 3) -> list[tuple[SearchWord, int]]:
    """Words of the index within one edit of `word` (two from six letters on), best first, with the
    number of edits. Their beginning, end or consonants are those of `word`."""
    if len(word) < MIN_LENGTH or not word.isalpha():
        return []
    most = 1 if len(word) < 6 else 2
    alike = Q(head=word[:3]) | Q(tail=word[-3:]) | Q(skeleton=skeleton(word))
    candidates = (
        SearchWord.objects.annotate(length=Length("stem"))
        .filter(alike, length__range=(max(len(word) - most, MIN_LENGTH), len(word) + most))
        .order_by("-documents", "stem")[:MAX_CANDIDATES]
    )
    letters, sound, found = set(word), skeleton(word), []
    for candidate in candidates:
        if len(letters ^ set(candidate.stem)) > 2 * most or not candidate.stem.isalpha():
            continue
        edits = distance(word, candidate.stem, most)
        if edits <= most:
            # Most misspellings keep the first letter and the sound.
            cost = edits + (candidate.stem[0] != word[0]) / 2 - (candidate.skeleton == sound) / 2
            found.append((cost, -candidate.documents, candidate.stem, edits, candidate))
    return [(candidate, edits) for *_, edits, candidate in sorted(found, key=lambda row: row[:3])[:number]]


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words; `most` + 1 if more.

    The "optimal string alignment" distance.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, above = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, another in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)
