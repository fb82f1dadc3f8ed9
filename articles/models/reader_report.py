from django.conf import settings
from django.db import models
from django.db.models import Q


class ReaderReportQuerySet(models.QuerySet):
    def open(self):
        """Reports that nobody has dealt with, the oldest first."""
        return self.filter(state=ReaderReport.State.OPEN).order_by("received_at", "pk")


class ReaderReport(models.Model):
    """What a reader says of a page, by the form "Is something wrong on this page?". Acts alone write it."""

    class Kind(models.TextChoices):
        WRONG = "wrong", "something is wrong"
        UNCLEAR = "unclear", "hard to understand"
        MISSING = "missing", "something is missing"
        THANKS = "thanks", "thanks"

    class State(models.TextChoices):
        OPEN = "open", "open"
        ANSWERED = "answered", "answered"
        FIXED = "fixed", "fixed in an edition"
        CLOSED = "closed", "closed"

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="reader_reports")
    edition = models.ForeignKey(
        "articles.Edition",
        on_delete=models.PROTECT,
        related_name="reader_reports",
        help_text="The edition that readers saw when the form was opened.",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    email = models.EmailField(
        blank=True, help_text="Only for a reader who wants an answer. Deleted once it is answered."
    )
    received_at = models.DateTimeField(db_index=True)
    form_id = models.CharField(
        max_length=32, unique=True, null=True, help_text="Of the form that was sent, which counts once."
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    fixed_in = models.ForeignKey(
        "articles.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="fixed_reports"
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What was answered or done, for the other editors.")

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", handled_at__isnull=True, handled_by__isnull=True)
                | (~Q(state="open") & Q(handled_at__isnull=False, handled_by__isnull=False, email="")),
                name="reader_report_open_or_handled",
            ),
            models.CheckConstraint(
                condition=Q(state="fixed", fixed_in__isnull=False)
                | (~Q(state="fixed") & Q(fixed_in__isnull=True)),
                name="reader_report_fixed_in_an_edition",
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.get_kind_display()}, {self.received_at:%Y-%m-%d}"
