"""Finds live editions by what readers type, in any words, spelling and length.

`index_editions` and `remove_article` are called by the acts that publish and withdraw, `search` by the page.
"""

from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, F
from django.utils import timezone

from articles.content import ArticleContent
from articles.models import Edition, LiveEdition, LiveRecord, TaggedEdition
from resources.names import language_name

from .candidates import Candidates, find_candidates
from .document import all_stems
from .index import index_editions, remove_article
from .misses import note_miss, note_taken_back
from .page_words import all_texts
from .parsing import parse
from .query import Query
from .ranking import score
from .rebuilding import rebuild
from .snippet import Asked, Snippet, snippet
from .spelling import beginning_with
from .word_counts import one_of_keys

__all__ = [
    "SearchHit",
    "SearchResults",
    "TagFacet",
    "index_editions",
    "note_miss",
    "note_taken_back",
    "rebuild",
    "remove_article",
    "search",
]

PAGE = 10
MAX_FACETS = 12
# A page that does not say everything asked for is shown if it scores this share of the best one.
SHARE = 0.15
NEAREST = 3
# Of pages that have the words of a phrase, so many are read for the phrase, the best first.
MOST_READ = 60


@dataclass(frozen=True)
class SearchHit:
    """`live` comes with the name of its category."""

    live: LiveEdition
    snippet: Snippet
    score: float

    @property
    def language_name(self) -> str:
        """Of its text, in the language of the page."""
        return language_name(self.live.language)


@dataclass(frozen=True)
class TagFacet:
    tag: LiveRecord
    number: int


@dataclass(frozen=True)
class SearchResults:
    """`total` counts all pages found; with `is_capped` there are more than are counted.

    `understood` is the query as it was surely meant, "" if no word of it was replaced; the hits are those of
    that query. `offers` are queries that may have been meant. `nearest` are at most three pages for the first
    of them or, if nothing was found, for words that begin as those of the query do; they are no hits.

    `phrases` were in quotes: with `is_word_for_word` all hits say them so, without it no page does.
    `left_out` are words that no hit says.
    """

    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    is_capped: bool = False
    facets: tuple[TagFacet, ...] = ()
    understood: str = ""
    offers: tuple[str, ...] = ()
    nearest: tuple[SearchHit, ...] = ()
    phrases: tuple[str, ...] = ()
    is_word_for_word: bool = False
    left_out: tuple[str, ...] = ()


def search(
    text: str,
    *,
    category: str | None = None,
    tag: str | None = None,
    exact: bool = False,
    language: str = "",
    limit: int = PAGE,
    offset: int = 0,
) -> SearchResults:
    """Live editions that answer a text of any kind, best first.

    `category` and `tag` are slugs. With `exact` no word is taken for a misspelling. Pages in `language`, if
    given, come before all others. The number of queries is the same however many pages there are.
    """
    query = parse(text, exact=exact)
    narrowed = _Narrowed(category, tag, language)
    candidates, scores = _ranked(query, narrowed)
    saying = _saying(query, candidates, scores)
    scores = saying or scores
    is_first = not (exact or offset)
    return SearchResults(
        hits=_hits(scores, query.quoted if saying else query.stems, offset, limit),
        total=len(scores),
        is_capped=candidates.is_capped,
        facets=_facets(scores),
        understood=query.understood,
        offers=query.offers,
        nearest=_nearest(query, bool(scores), narrowed) if is_first else (),
        phrases=query.signs.phrases,
        is_word_for_word=bool(saying),
        left_out=query.signs.left_out,
    )


def _saying(query: Query, candidates: Candidates, scores: dict[int, float]) -> dict[int, float]:
    """Those of the best pages that say all phrases in quotes word for word; none if there is no phrase."""
    if not query.quoted:
        return {}
    having = (pk for pk in scores if query.quoted <= all_stems(candidates.rows[pk].words))
    rows = Edition.objects.filter(pk__in=list(islice(having, MOST_READ))).values_list("pk", "content")
    said = {
        pk for pk, content in rows if query.signs.is_said_in(all_texts(ArticleContent.from_stored(content)))
    }
    return {pk: score for pk, score in scores.items() if pk in said}


def _hits(
    scores: dict[int, float], asked_for: frozenset[str], offset: int, limit: int
) -> tuple[SearchHit, ...]:
    shown = list(scores)[offset : offset + limit]
    if not shown:
        return ()
    rows = LiveEdition.objects.with_category().annotate(content=F("edition__content"))
    live, asked = rows.in_bulk(shown, field_name="edition_id"), Asked(asked_for)
    return tuple(
        SearchHit(live[pk], snippet(ArticleContent.from_stored(live[pk].content), asked), scores[pk])
        for pk in shown
        if pk in live
    )


def _nearest(query: Query, is_found: bool, narrowed: "_Narrowed") -> tuple[SearchHit, ...]:
    """Pages for what may have been meant or, if nothing was found, for words that begin like those typed and
    for what those belong to."""
    if query.offers:
        near = query.offers[0]
    elif is_found:
        return ()
    else:
        near = " ".join([*beginning_with(query.unknown), *query.wider])
    meant = parse(near, exact=True)
    _candidates, scores = _ranked(meant, narrowed)
    return _hits(scores, meant.stems, 0, NEAREST)


@dataclass(frozen=True)
class _Narrowed:
    """The slugs that pages are narrowed down by, and the language whose pages come first."""

    category: str | None
    tag: str | None
    language: str


def _ranked(query: Query, narrowed: _Narrowed) -> tuple[Candidates, dict[int, float]]:
    if not query.concepts:
        return Candidates({}, frozenset(), is_capped=False), {}
    live = LiveEdition.objects.all()
    if narrowed.category:
        live = live.in_category(narrowed.category)
    if narrowed.tag:
        live = live.tagged(narrowed.tag)
    candidates = find_candidates(query, live)
    today = timezone.localdate()
    scores = {pk: score(candidate, query, today) for pk, candidate in candidates.rows.items()}
    least = SHARE * max(scores.values(), default=0)
    kept = [pk for pk, value in scores.items() if value and (value >= least or pk in candidates.complete)]

    def place(pk: int) -> tuple:
        # Equal scores keep one order on every database: the older edition first.
        return bool(narrowed.language) and candidates.rows[pk].language != narrowed.language, -scores[pk], pk

    return candidates, {pk: scores[pk] for pk in sorted(kept, key=place)}


def _facets(scores: dict[int, float]) -> tuple[TagFacet, ...]:
    if not scores:
        return ()
    found = TaggedEdition.objects.filter(edition__in=one_of_keys(scores)).order_by()
    numbers = dict(found.values_list("tag").annotate(number=Count("pk")))
    least = min(sorted(numbers.values())[-MAX_FACETS:], default=0)
    often = [tag for tag, number in numbers.items() if number >= least]
    tags = LiveRecord.objects.of("tag").named().filter(record__in=often)
    facets = (TagFacet(tag, numbers[tag.record]) for tag in tags)
    return tuple(sorted(facets, key=lambda facet: (-facet.number, facet.tag.name))[:MAX_FACETS])
