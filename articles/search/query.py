"""What was asked for: concepts, each a set of ways to say one thing, and how rare their words are."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from articles.models import SearchWord

from .signs import Signs
from .word_counts import EVERY
from .words import stems, threes

MAX_CONCEPTS = 30


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


def known_stems(words: Iterable[str]) -> dict[str, SearchWord]:
    """Those of the stems that the index has."""
    return SearchWord.objects.in_bulk(list(words))


def query_of(concepts: list[Concept], understood: str, offers: tuple[str, ...]) -> Query:
    """The query with the rarest of its concepts: every word of a long letter would find every page."""
    wanted = {word for concept in concepts for way, _ in concept.ways for word in way}
    documents = {row.stem: row.documents for row in known_stems({EVERY, *wanted}).values()}
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
