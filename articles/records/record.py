"""A record: a row with its kind, the text that it proposes and the one that was approved."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Model, Q

from articles.content import encode, json_digest
from articles.models import Act, ApprovedText, LiveRecord, Source
from resources.models import Term

from .kinds import KINDS, Kind, kinds_of


@dataclass(frozen=True)
class Record:
    """Facts about one record, asked once each; a new Record asks again."""

    kind: Kind
    row: Model

    def __str__(self):
        return str(self.row)

    @cached_property
    def proposed(self):
        """The text that the row proposes."""
        return self.kind.text_of(self.row)

    @cached_property
    def digest(self) -> str:
        """The digest of the proposed text."""
        return _digest(self.proposed)

    @cached_property
    def live(self) -> LiveRecord | None:
        """The approved text that readers see."""
        rows = LiveRecord.objects.of(self.kind.name).select_related("text")
        return rows.filter(record=self.row.pk).first()

    @cached_property
    def last(self) -> ApprovedText | None:
        """The text that was approved last, whether or not readers still see it."""
        return (
            ApprovedText.objects.filter(kind=self.kind.name, record=self.row.pk).order_by("-number").first()
        )

    @cached_property
    def edits(self) -> list[Act]:
        """Who wrote into it, as the log says, since it was last approved; the newest first."""
        acts = Act.objects.filter(record_kind=self.kind.name, record=self.row.pk)
        edits = acts.filter(verb__in=Act.WRITING).select_related("actor")
        approved = acts.filter(verb=Act.Verb.APPROVE).first()
        return list(edits.filter(pk__gt=approved.pk) if approved else edits)

    @property
    def is_shown(self) -> bool:
        """Whether readers see exactly the proposed text."""
        return self.live is not None and self.live.text.digest == self.digest

    @property
    def is_unapproved(self) -> bool:
        """Whether the proposed text is another than the one that was approved last."""
        return self.last is None or self.last.digest != self.digest


@lru_cache(maxsize=5000)
def _digest(text) -> str:
    """The digest of a text, which is a frozen dataclass."""
    return json_digest(encode(text))


def record_of(row: Model, kind: str = "") -> Record:
    """The record that a row proposes; `kind` says which, where a row holds two. Raises LookupError for a row
    that holds none, or none of that kind."""
    found = [each for each in kinds_of(row) if kind in ("", each.name)]
    if not found:
        raise LookupError(f"{type(row).__name__} isn't a record{f' of kind {kind}' if kind else ''}.")
    return Record(found[0], row)


def records_of(row: Model) -> list[Record]:
    """All records that a row proposes; none for a row that isn't one."""
    return [Record(kind, row) for kind in kinds_of(row)]


def shown_as_proposed(kind: str, keys: Iterable[int]) -> dict[int, str]:
    """The digests of the records of a kind, by the keys of their rows, of which readers see exactly the
    proposed text."""
    keys = list(keys)
    live = LiveRecord.objects.of(kind).filter(record__in=keys)
    shown = dict(live.values_list("record", "text__digest"))
    records = [Record(KINDS[kind], row) for row in KINDS[kind].rows(Q(pk__in=keys))]
    return {each.row.pk: each.digest for each in records if each.digest == shown.get(each.row.pk)}


def rows_reading(row: Model) -> list[Model]:
    """The rows of records whose texts are made of this row, too: terms name their source."""
    return list(Term.objects.filter(source_key=row.key)) if isinstance(row, Source) else []
