"""From what a reader typed to a query."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from django.utils.text import slugify

from .known_names import MAX_WORDS, known_names, printable
from .query import Concept, Query, known_stems, query_of
from .signs import read_signs
from .spelling import Guess, guess, may_be_guessed
from .vocabulary import Vocabulary
from .word_groups import wider_names
from .words import STOP_WORDS, WORD, fold, split, stem, stems, telling_stems

MAX_ADDRESS = 200
MAX_MISSPELT = 6
MAX_SYNONYMS = 20
# What a word counts that the reader did not type, but the glossary has for it.
SYNONYM = 0.9


def parse(text: str, *, exact: bool = False) -> Query:
    """The query in a text of any kind and length. Without a word that the index knows it has no concept.

    With `exact` no word is guessed at; otherwise the query says what it replaced, and what it would ask.
    """
    signs = read_signs(printable(text))
    text = signs.text
    concepts, words, names = _concepts(text)
    guesses = {} if exact else _guesses(text, words)
    sure = {word: guess.sure for word, guess in guesses.items() if guess.sure}
    understood = _replaced(text, sure)
    if sure:
        concepts, _words, names = _concepts(understood)
    offers = tuple(signs.put_back(offer) for offer in _offers(understood, guesses))
    query = query_of(concepts, signs.put_back(understood) if sure else "", offers)
    unknown = tuple(word for word in words if word not in sure)
    return replace(
        query,
        unknown=unknown,
        wider=wider_names(names),
        address=slugify(understood[:MAX_ADDRESS], allow_unicode=True),
        typed=tuple(telling_stems(split(understood))),
        signs=read_signs(signs.put_back(understood)),
    )


def _concepts(text: str) -> tuple[list[Concept], list[str], list[str]]:
    """The concepts of a text, those of its folded words that the index does not know, and the names in it, in
    lower case."""
    names, rest = known_names(text)
    concepts = [_synonyms(phrase, names[phrase]) for phrase in names]
    words = list(dict.fromkeys(split(rest)[:MAX_WORDS]))
    # Only stop words are left out; a query of nothing else, such as "the who", keeps them.
    words = [word for word in words if word not in STOP_WORDS] or ([] if concepts else words)
    known = known_stems([stem(word) for word in words])
    concepts += [Concept((((stem(word),), 1.0),)) for word in words if stem(word) in known]
    return concepts, [word for word in words if stem(word) not in known], list(names)


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


def _synonyms(phrase: str, names: Iterable[str]) -> Concept:
    others = {_telling(split(name)) for name in names} - {tuple(stems(phrase)), ()}
    shortest = sorted(others, key=lambda way: (len(way), way))[:MAX_SYNONYMS]
    return Concept(((tuple(stems(phrase)), 1.0), *((way, SYNONYM) for way in shortest)))


def _telling(words: list[str]) -> tuple[str, ...]:
    """The stems of a name without stop words, or none if a single one is left: "no energy" isn't "energy"."""
    telling = tuple(stem(word) for word in words if word not in STOP_WORDS)
    return telling if len(telling) > 1 or len(telling) == len(words) else ()
