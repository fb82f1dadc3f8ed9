"""Proves that what readers see of records (terms, tags, ...) is what a second person approved last."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery

from articles.content import json_digest
from articles.models import Act, ApprovedText, LiveRecord
from articles.records.waiting import without_row, wrongly_stored
from articles.reports.fault import Fault


def record_faults() -> Iterator[Fault]:
    """Every fault, in constant memory; none if all approved texts stand as they were approved."""
    for text in ApprovedText.objects.order_by("pk").iterator():
        if json_digest(text.content) != text.digest:
            yield Fault(f"The text of {text} is not the one that was approved.")
        if text.approved_by_id in {writer["user"] for writer in text.proposers}:
            yield Fault(f"Who approved {text} wrote it.")
    yield from _pointer_faults()
    yield from _waiting_faults()


def _pointer_faults() -> Iterator[Fault]:
    same = {"kind": OuterRef("kind"), "record": OuterRef("record")}
    texts = ApprovedText.objects.filter(**same)
    newer = texts.filter(number__gt=OuterRef("text__number"))
    for live in LiveRecord.objects.filter(Q(Exists(newer)) | ~Exists(texts.filter(pk=OuterRef("text")))):
        yield Fault(f"Readers don't see the newest approved text of {live.kind} {live.record}, {live}.")
    said = Act.objects.filter(
        record_kind=OuterRef("kind"),
        record=OuterRef("record"),
        verb__in=[Act.Verb.APPROVE, Act.Verb.TAKE_DOWN],
    )
    last = Subquery(said.order_by("-pk").values("verb")[:1])
    for live in LiveRecord.objects.annotate(last=last).filter(last=Act.Verb.TAKE_DOWN):
        yield Fault(f"Readers see {live.kind} {live.record}, {live}, though it was taken from them.")


def _waiting_faults() -> Iterator[Fault]:
    """`rebuild_live` puts them right."""
    for row, waits in wrongly_stored():
        said, is_so = ("doesn't wait", "does") if waits else ("waits", "doesn't")
        record = f"{row.kind} {row.record}"
        yield Fault(f"The desk says that {record} {said} for a second person, and it {is_so}.")
    for kind, key in without_row():
        yield Fault(f"The desk doesn't know of {kind.name} {key}, whether it waits for a second person.")
