"""Survey tables with their columns and rows."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import SurveyColumn, SurveyRow, SurveyTable

from .approval import RecordAdmin
from .form.fields import CellsField
from .form.inlines import OrderedForm, OrderedInline
from .page import ValuesFilter
from .shared import SharedAdmin
from .survey_draft import survey_draft_urls
from .translated import translated, translated_form

TITLE_ONLY = ("name",)


class SurveyForm(translated_form(*TITLE_ONLY)):
    class Meta:
        model = SurveyTable
        exclude = ["translations"]


class ColumnForm(OrderedForm):
    class Meta:
        model = SurveyColumn
        fields = ("heading", "unit", "order")


class RowForm(OrderedForm):
    values = CellsField(help_text=_("One value per column, with | between them: 60% | 1,204"))

    class Meta:
        model = SurveyRow
        fields = ("label", "values", "base", "order")


class ColumnInline(OrderedInline):
    model = SurveyColumn
    form = ColumnForm
    fields = ["heading", "unit", "order"]
    verbose_name = _("column")


class RowInline(OrderedInline):
    model = SurveyRow
    form = RowForm
    fields = ["label", "values", "base", "order"]
    verbose_name = _("row")


@admin.register(SurveyTable)
class SurveyTableAdmin(RecordAdmin, SharedAdmin):
    form = SurveyForm
    fixed_once_saved = ("key",)
    list_display = ["title", "key", "kind", "sample_size", "fielded", "source", "verified", "show_unverified"]
    list_filter = ["verified", "show_unverified", "kind", ("country", ValuesFilter)]
    list_select_related = ["source"]
    search_fields = ["title", "key", "question", "population", "source_text"]
    autocomplete_fields = ["source"]
    prepopulated_fields = {"key": ["title"]}
    readonly_fields = ["verified_by", "verified_on"]
    change_form_template = "admin/articles/survey/change_form.html"
    inlines = [ColumnInline, RowInline]
    fieldsets = [
        (None, {"fields": ["title", "headline", "key", "kind", "label_heading"]}),
        (_("In other languages"), {
            "fields": translated(*TITLE_ONLY), "description": _("Its title, for lists in these languages."),
        }),
        (_("What was asked"), {"fields": ["question", "question_note", "single_answer"]}),
        (_("Who was asked, and when"), {"fields": [
            "population", "country", "sampling", ("sample_size", "response_rate"), "fielded",
            "fielded_note", "mode", "weighting",
        ]}),
        (_("Where it comes from"), {"fields": [
            "source", "source_text", "note", "verified", ("verified_by", "verified_on"), "show_unverified",
            "editors_note",
        ]}),
    ]  # fmt: skip

    def get_urls(self):
        return [*survey_draft_urls(self), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        if "verified" in form.changed_data:
            obj.verified_by = request.user if obj.verified else None
            obj.verified_on = timezone.localdate() if obj.verified else None
        super().save_model(request, obj, form, change)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in {"question", "note", "editors_note"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
