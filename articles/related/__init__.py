"""Suggests live articles beside a live article, and says why.

Publishing calls `update_related` after search has indexed the edition, withdrawing calls `remove_related`,
both in their transaction; pages ask `related_editions`. Editors pin and block; that is never overwritten.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from articles.models import Article, Edition, LiveEdition, RelatedEdition, RelatedFeature
from articles.search.index import lock_index
from articles.search.page_words import PageWords

from .features import read_page, write_features
from .likeness import compare
from .lists import KEPT, automatic, write_around
from .reason_labels import in_words
from .rebuilding import rebuild

__all__ = ["KEPT", "Suggestion", "rebuild", "related_editions", "remove_related", "update_related"]

SHOWN = 5
# What is said of a suggestion, as a field of LiveEdition.
SAID = (
    "slug", "title", "language", "is_demonstration", "is_in_question", "retracted_sources", "next_review_on",
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A live page, of which only what is SAID was read, and the reasons as readers see them:
    "tag: chemotherapy"."""

    live: LiveEdition
    reasons: list[str]


def related_editions(edition: Edition | LiveEdition) -> list[Suggestion]:
    """What readers of an edition are shown, in one query: live editions only, in the language of the
    edition unless pinned; pins first, blocked ones never, overdue ones last."""
    is_overdue = Case(
        When(other__live__next_review_on__lt=timezone.localdate(), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rows = (
        RelatedEdition.objects.filter(article=edition.article_id, blocked=False, other__live__isnull=False)
        .filter(Q(pinned=True) | Q(other__live__language=edition.language))
        .select_related("other__live")
        .only("reasons", "other", *(f"other__live__{name}" for name in SAID))
        .order_by("-pinned", is_overdue, "rank", "-score", "other")[:SHOWN]
    )
    return [Suggestion(row.other.live, in_words(row.reasons)) for row in rows]


def update_related(edition: Edition, words: PageWords | None = None):
    """Writes the suggestions of a live edition, and enters it in the lists of others where it belongs.
    `words` are those of the page, if they were cut already."""
    with transaction.atomic():
        lock_index()
        page = read_page(edition, words)
        write_features(page)
        write_around(page.article, compare(page))


def remove_related(article: Article):
    """Takes a withdrawn article out of every list; what editors pinned or blocked waits for its return."""
    RelatedFeature.objects.filter(article=article).delete()
    automatic().filter(Q(article=article) | Q(other=article)).delete()
