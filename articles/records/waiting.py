"""The records that wait for a second person."""

from collections.abc import Iterable

from articles.models import ApprovedText

from .kinds import KINDS, Kind
from .record import Record


def waiting(kinds: Iterable[Kind] | None = None) -> list[Record]:
    """The records of these kinds, or of all, whose proposed text is another than the one that was approved
    last."""
    kinds = list(KINDS.values() if kinds is None else kinds)
    approved = ApprovedText.objects.filter(kind__in=[kind.name for kind in kinds]).order_by("number")
    digests = {(name, pk): digest for name, pk, digest in approved.values_list("kind", "record", "digest")}
    records = [Record(kind, row) for kind in kinds for row in kind.rows()]
    return [
        record for record in records if _is_waiting(record, digests.get((record.kind.name, record.row.pk)))
    ]


def _is_waiting(record: Record, last_digest: str | None) -> bool:
    if last_digest is None:
        return record.kind.waits(record.proposed)
    return record.digest != last_digest
