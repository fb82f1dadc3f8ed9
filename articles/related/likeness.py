"""Compares a page with all others, in bounded work: over rare features, and over titles that are named."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

from django.db import connection
from django.db.models import BinaryField, Q, Value
from django.db.models.functions import Cast, StrIndex

from articles.models import Edition, LiveEdition, LiveRecord, SearchDocument, SearchWord
from articles.models.deflated_json import inflated
from articles.search.candidates import having_all
from articles.search.word_counts import ITEMS, one_of, one_of_keys
from articles.search.words import STOP_WORDS, split, stem

from .counts import Counted
from .features import Page, short_title

# How much it counts that a page names the other, or is named by it, times how rare that name is.
NAMES, IS_NAMED = 1.7, 2.5
CANDIDATES = 150
# Rows of rare features, titles, and pages with all words of a title that are looked through.
MOST_ROWS, MOST_TITLES, MOST_NAMING = 5000, 500, 40
MOST_STEMS = 5000
# A key that many editions have isn't counted to the end where the rarer ones are enough.
COUNTED_TO = (500, 2000, MOST_ROWS + 1)
MOST_REASONS = 3

RANK = """
    SELECT other.article_id
    FROM articles_relatedfeature mine JOIN articles_relatedfeature other ON other.key = mine.key
    WHERE mine.article_id = %s AND other.article_id <> %s AND mine.key IN ({places})
    GROUP BY other.article_id
    ORDER BY SUM(mine.weight * other.weight) DESC, other.article_id
    LIMIT %s
"""

TITLES = """
    SELECT feature.article_id, feature.weight FROM {features}
    WHERE feature.article_id <> %s
    ORDER BY feature.weight DESC, feature.article_id
    LIMIT %s
"""
# PostgreSQL takes each key for as common as the average one, and would read the whole table for a few rows;
# OFFSET keeps it from looking further than one key at a time.
HAVING = {
    "sqlite": "json_each(%s) AS item JOIN articles_relatedfeature feature ON feature.key = item.value",
    "postgresql": """json_array_elements_text(%s::json) AS item (value), LATERAL (
        SELECT article_id, weight FROM articles_relatedfeature WHERE key = item.value OFFSET 0
    ) AS feature""",
}

# Two thousand rows a page, for which the ORM takes a quarter longer. By the column itself the database might
# read the rows of each key from end to end.
FEATURES = """
    SELECT article_id, key, weight FROM articles_relatedfeature
    WHERE article_id IN ({articles}) AND key || '' IN ({keys})
"""

Key = TypeVar("Key")


@dataclass
class Likeness:
    """What a page has in common with another. `shared` holds what each shared feature counts; `names` and
    `is_named` say whether it names the other, and is named by it, and how rare that name is."""

    shared: dict[str, float] = field(default_factory=dict)
    names: float = 0.0
    is_named: float = 0.0

    def turned(self) -> "Likeness":
        """The same, seen from the other page."""
        return Likeness(self.shared, names=self.is_named, is_named=self.names)

    @cached_property
    def score(self) -> float:
        """For when all is noted that the pages have in common."""
        # Rounded, so that the order is the same on every database.
        return round(sum(self.shared.values()) + NAMES * self.names + IS_NAMED * self.is_named, 3)


def compare_all(pages: Sequence[Page]) -> dict[int, dict[int, Likeness]]:
    """`compare` for pages that are published together, by the keys of their articles."""
    counted = Counted()
    # In one query what most of them ask for.
    counted.up_to(COUNTED_TO[0], {key for page in pages for key in (*_keys(page), *_titles(page))})
    return {page.article: compare(page, counted) for page in pages}


def compare(page: Page, counted: Counted | None = None) -> dict[int, Likeness]:
    """The live articles that have something rare in common with the page, by primary key. `counted` is
    shared by pages that are compared together."""
    article, keys, counted = page.article, _keys(page), counted or Counted()
    named = _named_by(page, counted)
    naming = _naming(page)
    likenesses: dict[int, Likeness] = defaultdict(Likeness)
    for pk, weight in named.items():
        likenesses[pk].names = weight
    for pk in naming:
        likenesses[pk].is_named = page.naming
    candidates = {*_candidates(article, keys, counted), *named, *naming}
    for pk, key, weight in _features(candidates, keys):
        likenesses[pk].shared[key] = weight * page.features[key]
    return dict(likenesses)


def _features(articles: Iterable[int], keys: Sequence[str]) -> list[tuple[int, str, float]]:
    """Those of the articles' features that have one of the keys: article, key, weight."""
    items = ITEMS[connection.vendor]
    sql = FEATURES.format(articles=items.format(type="::bigint"), keys=items.format(type=""))
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(list(articles)), json.dumps(keys)])
        return cursor.fetchall()


def _keys(page: Page) -> list[str]:
    """The features by which pages are alike; "title" says only by which word a page is named."""
    return [key for key in page.features if not key.startswith("title ")]


def _titles(page: Page) -> list[str]:
    """The features of pages whose title may stand in the text of the page."""
    return [f"title {word}" for word in sorted(page.stems)[:MOST_STEMS]]


def _candidates(article: int, keys: Sequence[str], counted: Counted) -> list[int]:
    chosen = _rare(keys, counted)
    if not chosen:
        return []
    sql = RANK.format(places=", ".join(["%s"] * len(chosen)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [article, article, *chosen, CANDIDATES])
        return [pk for (pk,) in cursor.fetchall()]


def _rare(keys: Sequence[str], counted: Counted) -> list[str]:
    """The rarest of the keys, as long as they have MOST_ROWS rows at most; the rarest whatever it has."""
    counts: dict[str, int] = {}
    uncounted = keys
    for most in COUNTED_TO:
        counts |= counted.up_to(most, uncounted)
        uncounted = [key for key in counts if counts[key] == most]
        chosen: list[str] = []
        rows = 0
        for key in sorted(counts, key=lambda key: (counts[key], key)):
            rows += counts[key]
            if chosen and rows > MOST_ROWS:
                return chosen
            if counts[key] == most and most <= MOST_ROWS:
                break
            chosen.append(key)
        else:
            return chosen
    return chosen


def _named_by(page: Page, counted: Counted) -> dict[int, float]:
    """The articles whose title stands in the text of the page, with what that counts."""
    keys = _rare(_titles(page), counted)
    sql = TITLES.format(features=HAVING[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(keys), page.article, MOST_TITLES])
        weights = dict(cursor.fetchall())
    titles = LiveEdition.objects.filter(pk__in=one_of_keys(weights)).values_list("pk", "title")
    return {pk: weights[pk] for pk, title in titles if _as_named(title) in page.text}


@lru_cache(maxsize=20_000)
def _as_named(title: str) -> str:
    """The folded words that name a page of this title, between spaces."""
    return f" {' '.join(split(short_title(title)))} "


def _naming(page: Page) -> list[int]:
    """The articles in whose text the short title of the page stands."""
    if not page.rarest:
        return []
    short = short_title(page.title)
    stems = {stem(word) for word in split(short) if word not in STOP_WORDS}
    documents = having_all(SearchDocument.objects.exclude(pk=page.edition), sorted(stems))
    # Heavy words stand first among the words of a document.
    documents = documents.order_by(StrIndex("words", Value(f" {page.rarest} ")), "pk")
    editions = Edition.objects.live().filter(
        pk__in=list(documents.values_list("pk", flat=True)[:MOST_NAMING])
    )
    literal = json.dumps(short.lower(), ensure_ascii=False)[1:-1]
    # To look for words, JSON needn't be read as such.
    texts = editions.annotate(packed=Cast("content", BinaryField())).values_list("article", "packed")
    return [pk for pk, packed in texts if literal in inflated(packed).lower()]


def reasons(likenesses: Mapping[Key, Likeness]) -> dict[Key, list[str]]:
    """Why each is suggested, as editors see it, the weightiest first of each kind."""
    keys = {key for likeness in likenesses.values() for key in likeness.shared}
    labels = _labels(keys)
    return {pk: _reasons(likeness, labels) for pk, likeness in likenesses.items()}


def _reasons(likeness: Likeness, labels: Mapping[str, str]) -> list[str]:
    found = ["named on this page"] if likeness.names else []
    found += ["names this page"] if likeness.is_named else []
    shared = sorted(likeness.shared, key=lambda key: (-likeness.shared[key], key))
    kinds: dict[str, list[str]] = {"tag": [], "source": [], "word": [], "category": [], "name": []}
    for key in shared:
        kinds[key.partition(" ")[0]].append(key)
    found += [f"tag: {labels[key]}" for key in kinds["tag"][:MOST_REASONS] if key in labels]
    if sources := len(kinds["source"]):
        found.append("cites the same source" if sources == 1 else f"cites {sources} of the same sources")
    found += [f"category: {labels[key]}" for key in kinds["category"] if key in labels]
    if words := [labels[key] for key in kinds["word"] if key in labels]:
        found.append(f"words: {', '.join(words[:MOST_REASONS])}")
    return found


def _labels(keys: Iterable[str]) -> dict[str, str]:
    """What readers see of tags, categories and words, by key of the feature."""
    values: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kind, _, value = key.partition(" ")
        values[kind].append(value)
    named = Q(kind="tag", record__in=values["tag"]) | Q(kind="category", record__in=values["category"])
    records = LiveRecord.objects.filter(named).values_list("kind", "record", "name")
    found = {f"{kind} {pk}": name for kind, pk, name in records}
    words = SearchWord.objects.filter(stem__in=one_of(values["word"])).values_list("stem", "shown")
    return found | {f"word {word}": shown for word, shown in words}
