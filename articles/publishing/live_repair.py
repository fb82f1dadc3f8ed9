"""Puts right what is kept of live editions for lists and pages, as after a change of the program."""

from collections.abc import Callable

from django.db import transaction

from articles.editions import drawn_page
from articles.models import LiveEdition, PlacedSurvey, TaggedEdition
from articles.records.waiting import mark_all, renew_waiting

from .act import lock_publication
from .list_counts import recount
from .live_row import differing
from .other_names import are_right, write_names
from .placed_surveys import place_surveys, renew_newest, rows_are_right

BATCH = 50


def repair_live(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Writes anew every row that isn't what its edition gives, draws every page that isn't right, and counts
    the lists; how many rows and pages were wrong. Each batch is a transaction of its own, so editors publish
    meanwhile."""
    repaired, done, last, total = 0, 0, 0, LiveEdition.objects.count()
    while keys := list(
        LiveEdition.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        with transaction.atomic():
            lock_publication()
            rows = LiveEdition.objects.filter(pk__in=keys).select_related("edition__sign_off__carries")
            rows = rows.prefetch_related("other_names")
            repaired += sum(_repair(live) for live in rows.defer("edition__rendered"))
        done, last = done + len(keys), keys[-1]
        progress(done, max(done, total))
    with transaction.atomic():
        lock_publication()
        repaired += renew_newest(PlacedSurvey.objects.values_list("key", flat=True))
        recount()
        mark_all()
    renew_waiting()
    return repaired


def _repair(live: LiveEdition) -> bool:
    """Whether the row or its page was not what it should be."""
    wrong = differing(live)
    for name, value in wrong.items():
        setattr(live, name, value)
    if wrong:
        live.save(update_fields=[name.removesuffix("_id") for name in wrong])
        rows = TaggedEdition.objects.filter(edition=live.edition_id)
        rows.update(list_language=live.list_language, title_key=live.title_key)
    if not (names_are_right := are_right(live)):
        write_names([live])
    if not (surveys_are_right := rows_are_right(live)):
        place_surveys([live.article], [live])
    was_right = drawn_page.renew(live.slug)
    return not (names_are_right and surveys_are_right and was_right) or bool(wrong)
