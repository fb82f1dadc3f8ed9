"""Which records wait for a second person, kept for the desk. articles/records/waiting.py derives it."""

from django.db import models
from django.db.models import F, Q


class StoredWaiting(models.Model):
    """Whether somebody is to approve the proposed text of a record; `is_new`: none was ever approved.

    Triggers (proposing.py) make the row with that of the record, and count each change of what its text is
    made of, and each approval, in `changes`; the row says what is true while `seen` is the same number.
    """

    kind = models.CharField(max_length=20)
    record = models.PositiveBigIntegerField()
    is_waiting = models.BooleanField()
    is_new = models.BooleanField()
    changes = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="stored_waiting_once")]
        indexes = [
            models.Index(
                fields=["kind", "is_new", "record"], condition=Q(is_waiting=True), name="records_that_wait"
            ),
            models.Index(fields=["kind", "record"], condition=~Q(changes=F("seen")), name="waiting_to_renew"),
        ]

    def __str__(self):
        return f"{self.kind} {self.record}: {'waits' if self.is_waiting else 'waits for nobody'}"
