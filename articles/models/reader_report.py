from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

# Letters of the name of a block of networks in an origin, and how many reports from one block are many.
BLOCK, MANY = 12, 10


class ReaderReportQuerySet(models.QuerySet):
    def from_one_block(self, are_many: bool):
        """Reports from a block of networks that many came from, or all others."""
        sent = self.model.objects.exclude(origin="").values(block=Left("origin", BLOCK))
        blocks = sent.annotate(count=Count("pk")).filter(count__gte=MANY).values("block")
        found = self.alias(block=Left("origin", BLOCK))
        return found.filter(block__in=blocks) if are_many else found.exclude(block__in=blocks)

    def open(self):
        """Reports that nobody has dealt with, the oldest first."""
        return self.filter(state=ReaderReport.State.OPEN).order_by("received_at", "pk")


class ReaderReport(models.Model):
    """What a reader says of a page, by the form "Is something wrong with this page?". Acts alone write it."""

    class Kind(models.TextChoices):
        WRONG = "wrong", _("something is wrong")
        UNCLEAR = "unclear", _("hard to understand")
        MISSING = "missing", _("something is missing")
        THANKS = "thanks", _("thanks")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        FIXED = "fixed", _("fixed in an edition")
        CLOSED = "closed", _("closed")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="reader_reports")
    edition = models.ForeignKey(
        "articles.Edition",
        on_delete=models.PROTECT,
        related_name="reader_reports",
        help_text=_("The edition that readers saw when the form was opened."),
    )
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    email = models.EmailField(
        blank=True, help_text=_("Only for a reader who wants an answer. Deleted once it is answered.")
    )
    received_at = models.DateTimeField(db_index=True)
    form_id = models.CharField(
        max_length=32, unique=True, null=True, help_text=_("Of the form that was sent, which counts once.")
    )
    origin = models.CharField(
        max_length=60,
        blank=True,
        default="",
        help_text=_(
            "Of the networks that it came from, names that tell nobody which these are, the widest "
            "first. Deleted once the report is dealt with."
        ),
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    fixed_in = models.ForeignKey(
        "articles.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="fixed_reports"
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text=_("What was answered or done, for the other editors."))

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
