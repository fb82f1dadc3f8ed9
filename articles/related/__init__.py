"""Suggests live articles beside a live article, and says why.

Publishing calls `update_related` after search has indexed the edition, withdrawing calls `remove_related`,
both in their transaction; pages ask `related_editions`. Editors pin and block; that is never overwritten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from articles.models import Article, Edition, RelatedEdition, RelatedFeature
from articles.search.index import lock_index

from .features import BY_COUNT, counted_weight, key_counts, read_page, write_features
from .likeness import Likeness, compare, reasons
from .reason_labels import in_words

__all__ = ["Suggestion", "rebuild", "related_editions", "remove_related", "update_related"]

SHOWN = 5
# More are kept than shown, for those that are withdrawn or fall behind.
KEPT = 12
BATCH = 500


@dataclass(frozen=True)
class Suggestion:
    """A live edition, without its text, and the reasons as readers see them: "tag: chemotherapy"."""

    edition: Edition
    reasons: list[str]


def related_editions(edition: Edition) -> list[Suggestion]:
    """What readers of an edition are shown, in one query: live editions only, in the language of the
    edition unless pinned; pins first, blocked ones never, overdue ones last."""
    is_overdue = Case(
        When(other__live__edition__next_review_on__lt=timezone.localdate(), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    rows = (
        RelatedEdition.objects.filter(article=edition.article_id, blocked=False, other__live__isnull=False)
        .filter(Q(pinned=True) | Q(other__live__edition__language=edition.language))
        .select_related("other__live__edition")
        .defer("other__live__edition__content", "other__live__edition__rendered")
        .order_by("-pinned", is_overdue, "rank", "-score", "other")[:SHOWN]
    )
    return [Suggestion(row.other.live.edition, in_words(row.reasons)) for row in rows]


def update_related(article: Article):
    """Writes the suggestions of a live article, and enters it in the lists of others where it belongs."""
    with transaction.atomic():
        lock_index()
        page = read_page(Edition.objects.live().defer("rendered").get(article=article))
        write_features(page)
        likenesses = compare(page)
        _write_list(article.pk, likenesses)
        _enter_in_lists(article.pk, likenesses)


def remove_related(article: Article):
    """Takes a withdrawn article out of every list; what editors pinned or blocked waits for its return."""
    RelatedFeature.objects.filter(article=article).delete()
    automatic = RelatedEdition.objects.filter(pinned=False, blocked=False)
    automatic.filter(article=article).delete()
    automatic.filter(other=article).delete()


def rebuild(progress: Callable[[int], None] = lambda number: None) -> int:
    """Writes the features and lists of all live articles anew; how many there are. All or none.

    Search must be indexed before.
    """
    editions = Edition.objects.live().defer("rendered").order_by("pk")
    with transaction.atomic():
        lock_index()
        RelatedFeature.objects.all().delete()
        RelatedEdition.objects.filter(pinned=False, blocked=False).delete()
        for edition in editions.iterator(chunk_size=100):
            write_features(read_page(edition))
        _weigh_by_count(editions.count())
        for number, edition in enumerate(editions.iterator(chunk_size=100), 1):
            _write_list(edition.article_id, compare(read_page(edition)))
            if number % BATCH == 0:
                progress(number)
        return editions.count()


def _weigh_by_count(total: int):
    """Weighs tags, sources and categories by how many editions have them, now that all are counted."""
    for kind in BY_COUNT:
        keys = set(RelatedFeature.objects.filter(key__startswith=f"{kind} ").values_list("key", flat=True))
        by_count: dict[int, list[str]] = {}
        for key, count in key_counts(keys).items():
            by_count.setdefault(count, []).append(key)
        for count, same in by_count.items():
            weight = counted_weight(same[0], count, total)
            RelatedFeature.objects.filter(key__in=same).update(weight=weight)


def _write_list(article: int, likenesses: Mapping[int, Likeness]):
    """Replaces the suggestions of an article, those of editors excepted, which get their reasons."""
    rows = RelatedEdition.objects.filter(article=article)
    rows.filter(pinned=False, blocked=False).delete()
    by_editors = set(rows.values_list("other", flat=True))
    best = sorted(likenesses, key=lambda pk: (-likenesses[pk].score, pk))[:KEPT]
    _save_rows({(article, pk): likenesses[pk] for pk in {*best, *by_editors & set(likenesses)}})


def _enter_in_lists(article: int, likenesses: Mapping[int, Likeness]):
    """Enters the article in the lists where it is among the best, and takes it out of the others."""
    rows = RelatedEdition.objects.filter(pinned=False, blocked=False)
    by_editors = set(
        RelatedEdition.objects.filter(other=article)
        .exclude(pinned=False, blocked=False)
        .values_list("article", flat=True)
    )
    rows.filter(other=article).delete()
    lists: dict[int, list[tuple[float, int]]] = {pk: [] for pk in likenesses}
    for owner, other, score in rows.filter(article__in=lists).values_list("article", "other", "score"):
        lists[owner].append((-score, other))
    entered, surplus = {}, []
    for owner, likeness in likenesses.items():
        mine = (-likeness.score, article)
        ranked = sorted([*lists[owner], mine])
        if owner in by_editors or mine in ranked[:KEPT]:
            entered[owner, article] = likeness.turned()
        if owner not in by_editors and mine in ranked[:KEPT]:
            surplus += [(owner, other) for _, other in ranked[KEPT:]]
    for owner, other in surplus:
        rows.filter(article=owner, other=other).delete()
    _save_rows(entered)


def _save_rows(pairs: Mapping[tuple[int, int], Likeness]):
    why = reasons(pairs)
    RelatedEdition.objects.bulk_create(
        (
            RelatedEdition(article_id=owner, other_id=other, score=likeness.score, reasons=why[owner, other])
            for (owner, other), likeness in pairs.items()
        ),
        update_conflicts=True,
        unique_fields=["article", "other"],
        update_fields=["score", "reasons"],
    )
