"""The records that wait for a second person, from rows that are derived again once a fact has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from articles.models import ApprovedText, StoredWaiting

from .kinds import KINDS, Kind
from .record import Record

BATCH = 500


@dataclass(frozen=True)
class Waiting:
    """How many records of a kind wait, and the first of them."""

    kind: Kind
    count: int
    first: list[Record]


def waiting(kinds: Iterable[Kind] | None = None) -> list[Record]:
    """The records of these kinds, or of all, that somebody is to approve."""
    return [record for each in waiting_by_kind(kinds) for record in each.first]


def waiting_by_kind(kinds: Iterable[Kind] | None = None, at_most: int | None = None) -> list[Waiting]:
    """How many wait of each kind, with `at_most` so many of them, those first that were approved before."""
    kinds = list(KINDS.values() if kinds is None else kinds)
    rows = waiting_rows(kinds)
    numbers = dict(rows.order_by().values_list("kind").annotate(number=Count("pk")))
    return [_waiting(kind, numbers.get(kind.name, 0), rows, at_most) for kind in kinds]


def _waiting(kind: Kind, count: int, rows: QuerySet[StoredWaiting], at_most: int | None) -> Waiting:
    if not count:
        return Waiting(kind, 0, [])
    keys = list(rows.filter(kind=kind.name).values_list("record", flat=True)[:at_most])
    found = {row.pk: row for row in kind.rows(Q(pk__in=keys))}
    return Waiting(kind, count, [Record(kind, found[key]) for key in keys if key in found])


def waiting_rows(kinds: Iterable[Kind]) -> QuerySet[StoredWaiting]:
    """A row for each record of these kinds that waits. What has changed is derived first."""
    renew_waiting()
    rows = StoredWaiting.objects.filter(kind__in=[kind.name for kind in kinds], is_waiting=True)
    return rows.order_by("kind", "is_new", "record")


def renew_waiting():
    """Derives anew whether a record waits, for each of which a fact has changed."""
    changed: dict[str, list[int]] = defaultdict(list)
    old = StoredWaiting.objects.filter(~Q(changes=F("seen"))).order_by("kind", "record")
    for name, record in old.values_list("kind", "record"):
        changed[name].append(record)
    for name, keys in changed.items():
        for start in range(0, len(keys), BATCH):
            _renew(KINDS[name], keys[start : start + BATCH])


@transaction.atomic
def _renew(kind: Kind, keys: Collection[int]):
    # Waits for nobody: what an act is changing just now is still old after it, and renewed next time.
    free = StoredWaiting.objects.filter(kind=kind.name, record__in=keys).select_for_update(skip_locked=True)
    # Read before the texts: what changes after it is counted after it.
    rows = list(free)
    wait = _that_wait(kind, [row.record for row in rows])
    for row in rows:
        row.is_waiting, row.is_new, row.seen = row.record in wait, wait.get(row.record, False), row.changes
    StoredWaiting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=["is_waiting", "is_new", "seen"]
    )


def _that_wait(kind: Kind, keys: Collection[int]) -> dict[int, bool]:
    """Which of these records somebody is to approve, and whether no text of it was approved before: those
    whose proposed text is another than the one that was approved last."""
    approved = ApprovedText.objects.filter(kind=kind.name, record__in=keys).order_by("number")
    last = dict(approved.values_list("record", "digest"))
    asked = kind.model._default_manager.filter(kind.waits, pk__in=keys).values_list("pk", flat=True)
    due = last.keys() | set(asked)
    records = [Record(kind, row) for row in kind.rows(Q(pk__in=due))]
    return {
        record.row.pk: record.row.pk not in last
        for record in records
        if record.digest != last.get(record.row.pk)
    }


def mark_all():
    """Has all records derived again, also those that have no row."""
    for kind in KINDS.values():
        keys = kind.model._default_manager.values_list("pk", flat=True)
        fields = {"is_waiting": False, "is_new": False, "changes": 0, "seen": 0}
        rows = (StoredWaiting(kind=kind.name, record=key, **fields) for key in keys.iterator())
        StoredWaiting.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    StoredWaiting.objects.update(changes=F("changes") + 1)


def wrongly_stored() -> Iterator[tuple[StoredWaiting, bool]]:
    """The rows that say of a record what isn't so, though no change of it is to be derived, and whether it
    waits."""
    for kind in KINDS.values():
        rows = list(StoredWaiting.objects.filter(kind=kind.name, changes=F("seen")))
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            wait = _that_wait(kind, [row.record for row in batch])
            for row in batch:
                if row.is_waiting != (row.record in wait):
                    yield row, not row.is_waiting


def without_row() -> Iterator[tuple[Kind, int]]:
    """Kind and key of each record that nothing is stored of."""
    for kind in KINDS.values():
        known = StoredWaiting.objects.filter(kind=kind.name).values("record")
        keys = kind.model._default_manager.exclude(pk__in=known).values_list("pk", flat=True)
        yield from ((kind, key) for key in keys.iterator())
