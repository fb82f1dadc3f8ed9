"""Writes all suggestions anew beside the running site: in place, in batches, each in its own transaction."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction

from articles.models import Edition, LiveEdition, RelatedFeature, UnfinishedRebuild
from articles.search.index import lock_index
from articles.search.page_words import PageWords
from articles.search.rebuilding import Progress, live_editions

from .counts import key_counts
from .features import BY_COUNT, Page, counted_weight, read_pages, write_features
from .likeness import compare
from .lists import automatic, write_list

NAME = "related"
FEATURES, LISTS = "features", "lists"
# Comparing takes longer than the rest: nobody should wait for a batch.
BATCH, COMPARED, KEYS = 100, 20, 500


def rebuild(progress: Progress = lambda done, total: None, *, from_start: bool = False) -> int:
    """Writes the features of all live articles, then their lists; how many there are.

    Search must be indexed before. It goes on where the run before stopped, or starts again with `from_start`.
    `progress` gets the number of steps that are done, and of all; each article takes two.
    """
    if from_start:
        UnfinishedRebuild.objects.filter(name=NAME).delete()
    run, _ = UnfinishedRebuild.objects.get_or_create(name=NAME, defaults={"state": _from(FEATURES)})
    if run.state["phase"] == FEATURES:
        _step(run, BATCH, _write_features, progress)
        _weigh_by_count()
        run.state = _from(LISTS)
        run.save()
    _step(run, COMPARED, _write_lists, progress)
    with transaction.atomic():
        lock_index()
        RelatedFeature.objects.filter(article__live__isnull=True).delete()
        automatic().filter(article__live__isnull=True).delete()
        automatic().filter(other__live__isnull=True).delete()
        run.delete()
    return LiveEdition.objects.count()


def _write_features(editions: Sequence[Edition]):
    write_features(_pages(editions))


def _write_lists(editions: Sequence[Edition]):
    for page in _pages(editions):
        write_list(page.article, compare(page))


def _pages(editions: Sequence[Edition]) -> list[Page]:
    return read_pages([(edition, PageWords.of(edition.article_content())) for edition in editions])


def _from(phase: str) -> dict:
    return {"phase": phase, "after": 0}


def _step(
    run: UnfinishedRebuild, size: int, write: Callable[[Sequence[Edition]], object], progress: Progress
):
    """Does the phase of the run for each live edition that it has not come to."""
    total = LiveEdition.objects.count()
    behind = total if run.state["phase"] == LISTS else 0
    done = LiveEdition.objects.filter(edition__lte=run.state["after"]).count()
    for editions in live_editions(run.state["after"], size):
        with transaction.atomic():
            lock_index()
            write(_still_live(editions))
            run.state["after"] = editions[-1].pk
            run.save()
        done += len(editions)
        progress(behind + min(done, total), 2 * total)


def _still_live(editions: Iterable[Edition]) -> list[Edition]:
    live = LiveEdition.objects.filter(edition__in=editions).values_list("edition", flat=True)
    return [edition for edition in editions if edition.pk in set(live)]


def _weigh_by_count():
    """Weighs tags, sources and categories by how many editions have them, now that all are counted."""
    total = LiveEdition.objects.count()
    for kind in BY_COUNT:
        of_kind = RelatedFeature.objects.filter(key__startswith=f"{kind} ")
        keys = sorted(set(of_kind.values_list("key", flat=True)))
        for start in range(0, len(keys), KEYS):
            _weigh(keys[start : start + KEYS], total)


def _weigh(keys: list[str], total: int):
    by_count: dict[int, list[str]] = {}
    with transaction.atomic():
        lock_index()
        for key, count in key_counts(keys).items():
            by_count.setdefault(count, []).append(key)
        for count, same in by_count.items():
            weight = counted_weight(same[0], count, total)
            RelatedFeature.objects.filter(key__in=same).exclude(weight=weight).update(weight=weight)
