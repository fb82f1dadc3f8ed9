"""Undoing an import: what one run made goes to the trash, as far as nobody has worked on it since."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Act, ImportRecord

from .act import ActRefused, locked, refuse_if, require
from .bulk import BulkResult
from .working_copies import trash

EDITED = _("Somebody has edited this text since the import.")
OLDER = _("The import changed an article that was there before.")


@dataclass(frozen=True)
class ImportRun:
    """All that was imported by one command or one upload; its records have the same moment."""

    at: datetime
    texts: int
    file_name: str


def runs() -> Iterator[ImportRun]:
    """The imports, the newest first, each with how many texts came and the name of one of their files."""
    found = ImportRecord.objects.order_by("-imported_at").values("imported_at")
    for row in found.annotate(texts=Count("pk"), file_name=Min("file_name")):
        yield ImportRun(row["imported_at"], row["texts"], row["file_name"])


def records_of(at: datetime) -> QuerySet[ImportRecord]:
    """The records of the import of that moment whose texts aren't in the trash."""
    rows = ImportRecord.objects.filter(imported_at=at, article__trashed_at=None)
    return rows.defer("dropped", "findings").select_related("article").order_by("article__title", "pk")


def trash_import(
    at: datetime, by: User, progress: Callable[[int, int], object] = lambda done, total: None
) -> BulkResult:
    """Moves what the import of that moment made to the trash, each text in a transaction of its own.

    What was edited since, what was there before and what readers see stays, with the reason. Sources, tags
    and other records that came along stay, too. Again it does what is left to do. Raises ActRefused for whom
    may not change articles.
    """
    require(by, "change_article")
    result, records = BulkResult(), list(records_of(at))
    for done, record in enumerate(records, 1):
        try:
            _trash(record, by)
        except ActRefused as refusal:
            result.refused.append((record.article.title, tuple(refusal.reasons)))
        else:
            result.done.append(record.article.title)
        progress(done, len(records))
    return result


def _trash(record: ImportRecord, by: User):
    with locked(record.article, publication=True) as desk:
        refuse_if(_why_not(record, desk.digest))
        trash(desk.article, by)


def _why_not(record: ImportRecord, digest: str) -> Iterator[str]:
    lines = Act.objects.filter(article=record.article_id, verb=Act.Verb.IMPORT, at=record.imported_at)
    if not lines.filter(detail__result="created").exists():
        yield str(OLDER)
    elif digest != record.working_digest:
        yield str(EDITED)
