from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.content import COLUMN_UNITS, SAMPLING, SURVEY_KINDS, SurveyTableContent, scalar_fields
from articles.content import SurveyColumn as ColumnContent
from articles.content import SurveyRow as RowContent


class SurveyTable(models.Model):
    """A question put to people and its counted answers. A text places it with [survey:key]."""

    key = models.SlugField(
        max_length=120, unique=True, allow_unicode=True, help_text=_("Placed in a text as [survey:key].")
    )
    title = models.CharField(max_length=300)
    headline = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("The main finding in a plain sentence, from the figures below."),
    )
    kind = models.CharField(max_length=10, choices=SURVEY_KINDS, default="survey")
    label_heading = models.CharField(_("heading of the first column"), max_length=200, blank=True)
    question = models.TextField(_("exact question"), blank=True)
    question_note = models.CharField(
        max_length=300, blank=True, help_text=_("What readers are told where the exact wording is not known.")
    )
    population = models.CharField(max_length=300, blank=True, help_text=_("Who was asked."))
    country = models.CharField(max_length=100, blank=True)
    sample_size = models.PositiveIntegerField(_("number of people (n)"), null=True, blank=True)
    sampling = models.CharField(
        _("how people were chosen"),
        max_length=20,
        choices=SAMPLING,
        blank=True,
        help_text=_(
            "A margin of error is shown only where the source says that people were drawn by chance."
        ),
    )
    response_rate = models.CharField(max_length=20, blank=True, help_text=_("Percent, as in 42."))
    fielded = models.CharField(
        _("field dates"), max_length=100, blank=True, help_text=_("As in 2018-07-10/2018-08-10.")
    )
    fielded_note = models.CharField(
        max_length=300, blank=True, help_text=_("What readers are told where the dates are not known.")
    )
    mode = models.CharField(max_length=100, blank=True, help_text=_("Such as online or by telephone."))
    weighting = models.CharField(
        max_length=300, blank=True, help_text=_('How answers were weighted; "None" if not.')
    )
    single_answer = models.BooleanField(
        _("one answer per person"), default=False, help_text=_("Then percentages add up to 100.")
    )
    source = models.ForeignKey(
        "articles.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="survey_tables"
    )
    source_text = models.CharField(_("source, as the text gave it"), max_length=500, blank=True)
    note = models.TextField(blank=True, help_text=_("What a reader must know to read the table."))
    editors_note = models.TextField(
        _("note for editors"), blank=True, help_text=_("What is still to be done. Readers never see it.")
    )
    verified = models.BooleanField(
        default=False, help_text=_("An editor has compared the figures with the source.")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        editable=False,
        related_name="+",
    )
    verified_on = models.DateField(null=True, blank=True, editable=False)
    show_unverified = models.BooleanField(
        _("show under the label unverified"),
        default=False,
        help_text=_("Lets readers see a table without a source, clearly labelled."),
    )

    # What it is called in other languages: {"es": {"name": ...}}.
    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title

    def content(self) -> SurveyTableContent:
        return SurveyTableContent(
            columns=tuple(ColumnContent(column.heading, column.unit) for column in self.columns.all()),
            rows=tuple(RowContent(row.label, tuple(row.values), row.base) for row in self.rows.all()),
            source=self.source.key if self.source else "",
            **{name: getattr(self, name) for name in SURVEY_FIELDS},
        )


SURVEY_FIELDS = tuple(name for name in scalar_fields(SurveyTableContent) if name != "source")


class SurveyColumn(models.Model):
    table = models.ForeignKey(SurveyTable, on_delete=models.CASCADE, related_name="columns")
    order = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=200)
    unit = models.CharField(max_length=10, choices=COLUMN_UNITS, default="percent")

    class Meta:
        ordering = ["table", "order", "pk"]

    def __str__(self):
        return self.heading


class SurveyRow(models.Model):
    table = models.ForeignKey(SurveyTable, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=300)
    values = models.JSONField(default=list, help_text=_('One text per column, as printed: ["60%", "1,204"].'))
    base = models.CharField(
        max_length=200, blank=True, help_text=_("Who was counted, if not the whole population.")
    )

    class Meta:
        ordering = ["table", "order", "pk"]

    def __str__(self):
        return self.label
