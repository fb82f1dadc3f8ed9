"""The records that wait for a second person."""

from articles.content.records import lines
from articles.models import ApprovedText

from .kinds import Kind
from .record import Record


def waiting(kind: Kind) -> list[Record]:
    """The records of a kind whose proposed text is another than the one that was approved last. One that says
    nothing and never did waits for nobody."""
    approved = ApprovedText.objects.filter(kind=kind.name).order_by("number")
    digests = dict(approved.values_list("record", "digest"))
    return [
        record
        for record in (Record(kind, row) for row in kind.rows())
        if record.digest != digests.get(record.row.pk)
        and (record.row.pk in digests or any(lines(record.proposed)))
    ]
