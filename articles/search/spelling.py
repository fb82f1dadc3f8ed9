"""What a reader may have meant by a word that nobody knows: a sure guess, or words to ask back with."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Length

from articles.models import SearchWord, WrittenWord

from .drugs import is_drug, looks_like_drug
from .opposites import are_opposites, counterparts, has_telling_ending
from .vocabulary import Vocabulary
from .words import VOWELS, distance, skeleton, stem

MAX_CANDIDATES = 4000
MAX_OFFERS = 3
# Shorter words have too many neighbours to be guessed at, and to be replaced at all.
MIN_LENGTH, MIN_SURE = 4, 5
# From here on one of several neighbours is taken if it alone differs by a slip of the pen, and two edits are
# thought of at all; from LONG on also where the sound is another.
MIN_SLIP, MIN_TWO_EDITS, LONG = 6, 6, 9
# So many edits may lie between a long word and one that sounds the same: "sirosis" and cirrhosis.
BY_EAR = 3
# Capitals up to this length are an abbreviation; longer ones were typed with the key for capitals held down.
ABBREVIATION = 7


@dataclass(frozen=True)
class Guess:
    """`sure` is what a word is replaced by, or ""; `offers` is what the reader is asked about instead."""

    sure: str = ""
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class LikeWord:
    """A word that is like another, the likeliest first. `shown` is how readers know it."""

    cost: float
    is_no_name: bool
    fewness: int
    word: str
    edits: int
    shown: str


def may_be_guessed(typed: str, word: str) -> bool:
    """Whether a word, `typed` so and folded to `word`, is of a kind that can be misspelt: no abbreviation,
    and without digits."""
    is_abbreviation = typed.isupper() and len(typed) <= ABBREVIATION
    return len(word) >= MIN_LENGTH and word.isalpha() and not is_abbreviation


def guess(word: str, vocabulary: Vocabulary) -> Guess:
    """What was meant by a folded word that neither the index nor the vocabulary knows."""
    candidates = similar_words(word, vocabulary)
    nearest = [candidate for candidate in candidates if candidate.edits == 1]
    # Of words that begin otherwise only one that no other one sounds like.
    alike = [candidate for candidate in candidates if candidate.edits == 2 and candidate.word[0] == word[0]]
    chosen = _only_one(word, nearest or alike or candidates)
    if chosen and _is_sure(word, chosen, vocabulary):
        return Guess(sure=chosen.shown)
    if candidates:
        return Guess(offers=tuple(candidate.shown for candidate in candidates[:MAX_OFFERS]))
    return two_words(word)


def similar_words(word: str, vocabulary: Vocabulary) -> list[LikeWord]:
    """Words of the index, and of names that readers can be led to, within one edit of a word, two of a long
    one, three if that sounds the same; of words with one stem the likeliest. Never one that means the
    opposite, or another drug."""
    found: dict[str, LikeWord] = {}
    for other, documents in _within_reach(word, _most_edits(word), vocabulary):
        most = _most_edits(word, other)
        edits = distance(word, other, most)
        if 0 < edits <= most and _may_be_meant(word, other, edits):
            candidate = _candidate(word, other, edits, documents, vocabulary)
            before = found.get(stem(other), candidate)
            found[stem(other)] = min(candidate, before)
    return sorted(found.values())


def _most_edits(word: str, other: str = "") -> int:
    """How many edits may lie between a word and another one; any other, if none is given."""
    if len(word) < MIN_TWO_EDITS:
        return 1
    return BY_EAR if not other or skeleton(word) == skeleton(other) else 2


def _within_reach(word: str, most: int, vocabulary: Vocabulary) -> Iterable[tuple[str, int]]:
    """Words that may be so many edits away, with the number of documents that have them. An edit leaves the
    beginning or the end of a word alone; two that do not mostly leave its sound."""
    letters, lengths = set(word), range(max(len(word) - most, MIN_LENGTH), len(word) + most + 1)
    alike = Q(head=word[:2]) | Q(tail=word[-2:]) | Q(skeleton=skeleton(word))
    rows = (
        WrittenWord.objects.annotate(length=Length("word"))
        .filter(alike, length__gte=lengths[0], length__lte=lengths[-1])
        .order_by("-documents", "word")
        .values_list("word", "documents")[:MAX_CANDIDATES]
    )
    words = {name: 0 for name in vocabulary.names if len(name) in lengths and name.isalpha()} | dict(rows)
    return [(other, number) for other, number in words.items() if len(letters ^ set(other)) <= 2 * most]


def _may_be_meant(word: str, other: str, edits: int) -> bool:
    if are_opposites(word, other) and not _is_slip_in_drug(word, other, edits):
        return False
    return edits == 1 or (
        first_sound(word) == first_sound(other) and (skeleton(word) == skeleton(other) or len(word) >= LONG)
    )


def _is_slip_in_drug(word: str, other: str, edits: int) -> bool:
    """Whether a word that looks like a drug, and is none that we know, is one edit from the name of one, or
    sounds like it. It may always be a new drug, so it is never replaced; but the reader can be asked."""
    is_near = edits == 1 or skeleton(word) == skeleton(other)
    return is_near and first_sound(word) == first_sound(other) and looks_like_drug(word) and is_drug(other)


def _candidate(word: str, other: str, edits: int, documents: int, vocabulary: Vocabulary) -> LikeWord:
    # Most misspellings keep the first letter and the sound.
    cost = edits + (other[0] != word[0]) / 2 - (skeleton(other) == skeleton(word)) / 2
    name = vocabulary.names.get(other)
    return LikeWord(cost, name is None, -documents, other, edits, name or other)


def first_sound(word: str) -> str:
    """How a word begins: its vowel, or the consonant as it sounds."""
    return word[0] if word[0] in VOWELS else skeleton(word)[:1]


def is_slip_of_pen(word: str, other: str) -> bool:
    """Whether a word is another with one letter too many or too few, or two that changed places."""
    return len(word) != len(other) or sorted(word) == sorted(other)


def _only_one(word: str, nearest: list[LikeWord]) -> LikeWord | None:
    """The one candidate that was clearly meant: the only one, or the only slip of the pen in a long word.

    How rare or common a word is decides nothing.
    """
    if len(nearest) == 1:
        return nearest[0]
    words = [candidate.word for candidate in nearest]
    if len(word) < MIN_SLIP or any(
        are_opposites(one, other) for one in words for other in words if one < other
    ):
        return None
    slips = [
        candidate
        for candidate in nearest
        if candidate.edits == 1 and candidate.word[0] == word[0] and is_slip_of_pen(word, candidate.word)
    ]
    # None if another one sounds like what was typed: "surgary" may be surgery, though sugary is a slip away.
    return slips[0] if len(slips) == 1 and all(slips[0].cost <= other.cost for other in nearest) else None


def _is_sure(word: str, chosen: LikeWord, vocabulary: Vocabulary) -> bool:
    if len(word) < MIN_SURE or are_opposites(word, chosen.word) or vocabulary.is_of_another_language(word):
        return False
    if chosen.edits == BY_EAR:
        return False
    # One letter makes another disease: "keratoma" is no teratoma.
    if has_telling_ending(word) and first_sound(word) != first_sound(chosen.word):
        return False
    # Two edits are enough to make another drug, unless the two sound alike.
    sounds_alike = skeleton(word) == skeleton(chosen.word)
    if chosen.edits > 1 and is_drug(chosen.word) and not sounds_alike:
        return False
    # "hyprtension" may be either: what is broken is the very part that tells them apart.
    others = [other for other in counterparts(chosen.word) if distance(word, other, 2) <= 2]
    return not any(vocabulary.knows(other) for other in others)


def beginning_with(words: Iterable[str]) -> list[str]:
    """The commonest words of pages that go on from each of the words."""
    return [
        longer
        for word in words
        if len(word) >= MIN_LENGTH
        for longer in WrittenWord.objects.filter(word__startswith=word)
        .order_by("-documents", "word")
        .values_list("word", flat=True)[:MAX_OFFERS]
    ]


def two_words(word: str) -> Guess:
    """The two words that were written as one, such as "sideeffects"."""
    cuts = [(word[:i], word[i:]) for i in range(3, len(word) - 2)]
    known = SearchWord.objects.in_bulk(list({stem(part) for cut in cuts for part in cut}))
    pairs = [cut for cut in cuts if all(stem(part) in known for part in cut)]
    if len(pairs) == 1 and min(map(len, pairs[0])) >= MIN_LENGTH:
        return Guess(sure=" ".join(pairs[0]))
    return Guess(offers=tuple(" ".join(pair) for pair in pairs[:MAX_OFFERS]))
