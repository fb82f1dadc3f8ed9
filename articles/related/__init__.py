"""Suggests live articles beside a live article, and says why.

Publishing calls `update_related` after search has indexed the edition, withdrawing calls `remove_related`,
both in their transaction; pages ask `related_editions`. Editors pin and block; that is never overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Edition, LiveEdition, RelatedEdition, RelatedFeature
from articles.search.index import lock_index
from articles.search.page_words import PageWords

from .features import read_pages, write_features
from .likeness import compare_all
from .lists import KEPT, automatic, write_around
from .reason_labels import plain_reason
from .rebuilding import rebuild

__all__ = [
    "KEPT", "Suggestion", "is_worth_showing", "rebuild", "related_editions", "related_of", "remove_related",
    "update_related",
]  # fmt: skip

# As many as stand on a page, those to see also included.
SHOWN = 3
# In the demonstration, what a reader would not choose has 7.7 at most: stomach cancer beside breast cancer.
FLOOR = 8.0
# What is said of a suggestion, as a field of LiveEdition.
SAID = (
    "slug", "title", "language", "is_demonstration", "is_in_question", "retracted_sources", "next_review_on",
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A live page, of which only what is SAID was read, and why it's suggested, as readers see it: "Also
    about: Chemotherapy". The reason is empty if an editor chose a page that has nothing in common."""

    live: LiveEdition
    reason: str


def is_worth_showing(score: float, reasons: Iterable[str]) -> bool:
    """Whether readers are shown a suggestion that no editor pinned: it's like enough, and has a reason that
    can be told in plain words."""
    return score >= FLOOR and bool(plain_reason(reasons))


def related_editions(edition: Edition | LiveEdition, besides: Iterable[LiveEdition] = ()) -> list[Suggestion]:
    """What readers of an edition may be shown, the best first, in one query: live editions only, in the
    language of the edition unless pinned; pins first, blocked ones never, overdue ones last. `besides` are
    those that the page says to see also."""
    return related_of([(edition, besides)])[0]


def related_of(
    pages: Sequence[tuple[Edition | LiveEdition, Iterable[LiveEdition]]],
) -> list[list[Suggestion]]:
    """The same for many editions, each with its `besides`, in one query."""
    rows = (
        RelatedEdition.objects.filter(article__in=[edition.article_id for edition, _ in pages])
        .filter(Q(pinned=True) | Q(score__gte=FLOOR), blocked=False, other__live__isnull=False)
        .select_related("other__live")
        .only(
            "article", "reasons", "score", "rank", "pinned", "other",
            *(f"other__live__{name}" for name in SAID),
        )
        .order_by()
    )  # fmt: skip
    by_article: dict[int, list[RelatedEdition]] = defaultdict(list)
    for row in rows:
        by_article[row.article_id].append(row)
    return [
        _shown(edition.language, by_article[edition.article_id], {live.pk for live in besides})
        for edition, besides in pages
    ]


def _shown(language: str, rows: Iterable[RelatedEdition], besides: Set[int]) -> list[Suggestion]:
    today = timezone.localdate()

    def place(row: RelatedEdition):
        return not row.pinned, row.other.live.next_review_on < today, row.rank, -row.score, row.other_id

    def is_shown(row: RelatedEdition) -> bool:
        is_like = row.other.live.language == language and is_worth_showing(row.score, row.reasons)
        return row.other_id not in besides and (row.pinned or is_like)

    shown = [row for row in rows if is_shown(row)]
    return [Suggestion(row.other.live, plain_reason(row.reasons)) for row in sorted(shown, key=place)]


def update_related(editions: Sequence[tuple[Edition, PageWords]]):
    """Writes the suggestions of live editions, and enters each in the lists of others where it belongs."""
    with transaction.atomic():
        lock_index()
        pages = read_pages(editions)
        write_features(pages)
        write_around(compare_all(pages))


def remove_related(article: Article):
    """Takes a withdrawn article out of every list; what editors pinned or blocked waits for its return."""
    RelatedFeature.objects.filter(article=article).delete()
    automatic().filter(Q(article=article) | Q(other=article)).delete()
