"""The records that wait for a second person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from articles.models import ApprovedText

from .kinds import KINDS, Kind
from .record import Record


@dataclass(frozen=True)
class Waiting:
    """How many records of a kind wait, and the first of them."""

    kind: Kind
    count: int
    first: list[Record]


def waiting(kinds: Iterable[Kind] | None = None) -> list[Record]:
    """The records of these kinds, or of all, whose proposed text is another than the one that was approved
    last."""
    return [record for each in waiting_by_kind(kinds) for record in each.first]


def waiting_by_kind(kinds: Iterable[Kind] | None = None, at_most: int | None = None) -> list[Waiting]:
    """How many wait of each kind, with `at_most` so many of them, those first that were approved before. Of
    records that never were, no more are read than that."""
    kinds = list(KINDS.values() if kinds is None else kinds)
    last: dict[str, dict[int, str]] = {kind.name: {} for kind in kinds}
    approved = ApprovedText.objects.filter(kind__in=last).order_by("number")
    for name, record, digest in approved.values_list("kind", "record", "digest"):
        last[name][record] = digest
    return [_waiting(kind, last[kind.name], at_most) for kind in kinds]


def _waiting(kind: Kind, last: Mapping[int, str], at_most: int | None) -> Waiting:
    """`last` are the digests of the texts that were approved last, by record."""
    approved = Q(pk__in=ApprovedText.objects.filter(kind=kind.name).values("record"))
    before = [Record(kind, row) for row in kind.rows(approved)] if last else []
    changed = [record for record in before if record.digest != last[record.row.pk]]
    never = ~approved & kind.waits
    room = None if at_most is None else max(0, at_most - len(changed))
    new = [Record(kind, row) for row in kind.rows(never, room)]
    is_all = room is None or len(new) < room
    count = len(new) if is_all else kind.model._default_manager.filter(never).count()
    return Waiting(kind, len(changed) + count, changed[:at_most] + new)
