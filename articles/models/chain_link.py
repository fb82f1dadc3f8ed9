from django.db import models

from .append_only import AppendOnly, RecordIsFinal


class ChainLink(AppendOnly):
    """A link of the chain over all rows that are written once: see articles.models.chain."""

    number = models.PositiveBigIntegerField(primary_key=True, help_text="From 1, without gaps.")
    table = models.CharField(max_length=63)
    row = models.PositiveBigIntegerField(help_text="The key of the row in its table.")
    at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    row_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="link_once_a_row")]

    def __str__(self):
        return f"{self.number}:{self.digest}"

    def save(self, *args, **kwargs):
        raise RecordIsFinal("Links are written with their rows, and never by themselves.")
