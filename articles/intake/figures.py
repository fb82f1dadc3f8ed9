"""Saves figures that a file brings, and stores what is kept of their pictures."""

from django.contrib.auth.models import User

from articles import publishing
from articles.content import encode
from articles.importing.figures import FigureRecord
from articles.models import Figure
from articles.pictures import keep_picture

from .records import CREATED, KEPT, UNCHANGED, UPDATED, write_changes


def save_figure(record: FigureRecord, keep: bool = False, by: User | None = None) -> str:
    """Makes the stored figure equal to the record. With `keep` an existing one stays as it is.

    `by` counts as a writer of the texts that change with it.
    """
    row = Figure.objects.filter(key=record.figure.key).first()
    if row and keep:
        return KEPT
    keep_picture(record.picture)
    is_new, row = row is None, row or Figure()
    if not write_changes(row, encode(record.figure)):
        return UNCHANGED
    publishing.record_changed(row, by)
    return CREATED if is_new else UPDATED
