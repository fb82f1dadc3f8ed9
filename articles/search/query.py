"""From what a reader typed to concepts: each a set of ways to say one thing."""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from django.utils.text import slugify

from articles.models import LiveName, SearchWord

from .signs import Signs, read_signs
from .spelling import Guess, guess, may_be_guessed
from .vocabulary import Vocabulary
from .word_counts import EVERY
from .word_groups import names_beside, wider_names
from .words import STOP_WORDS, WORD, fold, split, stem, stems, telling_stems, threes

MAX_CHARACTERS = 2000
MAX_ADDRESS = 200
MAX_WORDS = 150
MAX_CONCEPTS = 30
MAX_MISSPELT = 6
MAX_PHRASE = 6
MAX_SYNONYMS = 20
# What a word counts that the reader did not type, but the glossary has for it.
SYNONYM = 0.9
# Ordinary words that are abbreviations too; those count only in capital letters.
ORDINARY = STOP_WORDS | {"all"}
EDGE = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Concept:
    """`ways` are (stems, weight) pairs; the first holds what was typed."""

    ways: tuple[tuple[tuple[str, ...], float], ...]

    @cached_property
    def sets(self) -> tuple[frozenset[str], ...]:
        """The stems of each way."""
        return tuple(frozenset(way) for way, _ in self.ways)

    def weight(self, rarity: dict[str, float]) -> float:
        """The rarity of the concept in its rarest way."""
        return max(sum(rarity.get(word, 0) for word in way) for way, _ in self.ways)


@dataclass(frozen=True)
class Query:
    """`total` is the number of documents in the index, `documents` how many of them have each stem of the
    concepts, `rarity` its idf. `understood` is the query as it was surely meant, "" if nothing was replaced;
    `offers` are queries that may have been meant, to be asked about; `unknown` are words that no page has,
    and `wider` names of what those that were typed belong to. `address` is that of a page whose
    title was typed, if there is one; `typed` are the stems of the words, `signs` what the reader marked."""

    concepts: tuple[Concept, ...] = ()
    total: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    rarity: dict[str, float] = field(default_factory=dict)
    understood: str = ""
    offers: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    address: str = ""
    typed: tuple[str, ...] = ()
    signs: Signs = field(default_factory=lambda: Signs(""))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word for concept in self.concepts for way, _ in concept.ways for word in way)

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The stems of what stood in quotes."""
        return frozenset(root for phrase in self.signs.phrases for root in stems(phrase))

    @cached_property
    def threes(self) -> frozenset[str]:
        return threes(self.typed)

    @cached_property
    def weight(self) -> float:
        return sum(concept.weight(self.rarity) for concept in self.concepts)


def parse(text: str, *, exact: bool = False) -> Query:
    """The query in a text of any kind and length. Without a word that the index knows it has no concept.

    With `exact` no word is guessed at; otherwise the query says what it replaced, and what it would ask.
    """
    signs = read_signs(_printable(text))
    text = signs.text
    concepts, words = _concepts(text)
    guesses = {} if exact else _guesses(text, words)
    sure = {word: guess.sure for word, guess in guesses.items() if guess.sure}
    understood = _replaced(text, sure)
    if sure:
        concepts, _words = _concepts(understood)
    offers = tuple(signs.put_back(offer) for offer in _offers(understood, guesses))
    query = _query(concepts, signs.put_back(understood) if sure else "", offers)
    unknown = tuple(word for word in words if word not in sure)
    return replace(
        query,
        unknown=unknown,
        wider=wider_names(name.lower() for name in _known_names(understood)[0]),
        address=slugify(understood[:MAX_ADDRESS], allow_unicode=True),
        typed=tuple(telling_stems(split(understood))),
        signs=read_signs(signs.put_back(understood)),
    )


@dataclass(frozen=True)
class Asked:
    """A phrase or word of a query in lower case as it was `typed`, with all `names` of the same."""

    typed: str
    names: frozenset[str]

    @cached_property
    def ways(self) -> frozenset[tuple[str, ...]]:
        """The stems of each name."""
        return frozenset(tuple(stems(name)) for name in self.names)

    def is_of_any(self, of_any: frozenset[str]) -> bool:
        """Whether it says nothing but some of these stems."""
        return of_any.issuperset(stems(self.typed))


def asked_of(text: str) -> list[Asked]:
    """All that a text of any kind asks for, known to the index or not, but for stop words."""
    known, rest = _known_names(read_signs(_printable(text)).text)
    phrases = [Asked(phrase, frozenset({phrase, *names})) for phrase, names in known.items()]
    words = dict.fromkeys(word for word in split(rest)[:MAX_WORDS] if word not in STOP_WORDS)
    return [*phrases, *(Asked(word, frozenset({word})) for word in words)]


def _printable(text: str) -> str:
    text = unicodedata.normalize("NFC", "".join(letter if letter.isprintable() else " " for letter in text))
    return text[:MAX_CHARACTERS]


def _concepts(text: str) -> tuple[list[Concept], list[str]]:
    """The concepts of a text, and those of its folded words that the index does not know."""
    names, rest = _known_names(text)
    concepts = [_synonyms(phrase, names[phrase]) for phrase in names]
    words = list(dict.fromkeys(split(rest)[:MAX_WORDS]))
    # Only stop words are left out; a query of nothing else, such as "the who", keeps them.
    words = [word for word in words if word not in STOP_WORDS] or ([] if concepts else words)
    known = _known([stem(word) for word in words])
    concepts += [Concept((((stem(word),), 1.0),)) for word in words if stem(word) in known]
    return concepts, [word for word in words if stem(word) not in known]


def _guesses(text: str, words: list[str]) -> dict[str, Guess]:
    """What may have been meant by those of the words that nobody knows, as they are typed in the text."""
    typed = {fold(token): token for token in WORD.findall(text)}
    vocabulary = Vocabulary()
    unknown = (
        word
        for word in words
        if word in typed and may_be_guessed(typed[word], word) and not vocabulary.knows(word)
    )
    return {word: guess(word, vocabulary) for word in islice(unknown, MAX_MISSPELT)}


def _offers(text: str, guesses: dict[str, Guess]) -> tuple[str, ...]:
    """Queries to ask the reader about: each with all unsure words replaced, the first one in several ways."""
    unsure = {word: guess.offers for word, guess in guesses.items() if guess.offers}
    if not unsure:
        return ()
    first, *others = unsure
    best = {word: unsure[word][0] for word in others}
    return tuple(_replaced(text, {first: offer, **best}) for offer in unsure[first])


def _replaced(text: str, words: dict[str, str]) -> str:
    """The text with other words for those that fold to the keys of `words`; all else as it was typed."""
    return WORD.sub(lambda found: words.get(fold(found[0]), found[0]), text)


def _known_names(text: str) -> tuple[dict[str, set[str]], str]:
    """The longest runs of words, in lower case, that the glossary or our own list has, each with all names of
    the same; and the text without them."""
    typed = [EDGE.sub("", word) for word in text.split()[:MAX_WORDS]]
    words = [word.lower() for word in typed]
    ordinary = {word for word in words if word in ORDINARY} - {
        word.lower() for word in typed if word.isupper()
    }
    phrases = {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + MAX_PHRASE, len(words)) + 1)
    }
    names = _names(phrases - ordinary - {""})
    found, rest, start = {}, [], 0
    while start < len(words):
        for end in range(min(start + MAX_PHRASE, len(words)), start, -1):
            phrase = " ".join(words[start:end])
            if phrase in names:
                found[phrase] = names[phrase]
                start = end
                break
        else:
            rest.append(words[start])
            start += 1
    return found, " ".join(rest)


def _synonyms(phrase: str, names: Iterable[str]) -> Concept:
    others = {_telling(split(name)) for name in names} - {tuple(stems(phrase)), ()}
    shortest = sorted(others, key=lambda way: (len(way), way))[:MAX_SYNONYMS]
    return Concept(((tuple(stems(phrase)), 1.0), *((way, SYNONYM) for way in shortest)))


def _telling(words: list[str]) -> tuple[str, ...]:
    """The stems of a name without stop words, or none if a single one is left: "no energy" isn't "energy"."""
    telling = tuple(stem(word) for word in words if word not in STOP_WORDS)
    return telling if len(telling) > 1 or len(telling) == len(words) else ()


def _names(phrases: set[str]) -> dict[str, set[str]]:
    """For each phrase that the glossary or our own list has, all names of the same."""
    found = names_beside(phrases)
    for phrase, names in _glossary_names(phrases).items():
        found.setdefault(phrase, set()).update(names)
    return found


def _glossary_names(phrases: set[str]) -> dict[str, set[str]]:
    """For each phrase that names a glossary term, all names of these terms."""
    wanted = set(LiveName.objects.filter(lower__in=phrases).values_list("live", flat=True))
    if not wanted:
        return {}
    groups: dict[int, set[str]] = {}
    for live, name in LiveName.objects.filter(live__in=wanted).values_list("live", "text"):
        groups.setdefault(live, set()).add(name)
    found: dict[str, set[str]] = {}
    for names in groups.values():
        for name in names:
            if name.lower() in phrases:
                found.setdefault(name.lower(), set()).update(names)
    return found


def _known(words: Iterable[str]) -> dict[str, SearchWord]:
    return SearchWord.objects.in_bulk(list(words))


def _query(concepts: list[Concept], understood: str, offers: tuple[str, ...]) -> Query:
    """The query with the rarest of its concepts: every word of a long letter would find every page."""
    wanted = {word for concept in concepts for way, _ in concept.ways for word in way}
    documents = {row.stem: row.documents for row in _known({EVERY, *wanted}).values()}
    total = documents.pop(EVERY, 0)
    # The idf of BM25, never negative.
    rarity = {word: math.log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in documents.items()}
    telling = [concept for concept in dict.fromkeys(concepts) if concept.weight(rarity)]
    rarest = sorted(telling, key=lambda concept: concept.weight(rarity), reverse=True)[:MAX_CONCEPTS]
    asked = {word for concept in rarest for way, _ in concept.ways for word in way} & set(documents)
    return Query(
        concepts=tuple(rarest),
        total=total,
        documents={word: documents[word] for word in asked},
        rarity={word: rarity[word] for word in asked},
        understood=understood,
        offers=offers,
    )
