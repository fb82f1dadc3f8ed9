"""What is worked out of the form of a survey table that nobody has saved: how readers will see the table, and
what the checks find in it. Nothing is kept."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.content import (
    ArticleContent,
    SectionContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
    cited_keys,
)
from articles.content_checks import RULES, Facts, Finding
from articles.content_checks.page import page_of_content
from articles.content_checks.registry import run
from articles.models import Source, SurveyTable
from articles.models.survey import SURVEY_FIELDS
from articles.rendering.surveys import render_survey

from .form.mistakes import mistakes_of
from .page import posted_as_kept

ON_TABLES = [rule for name, rule in RULES.items() if name.startswith("survey-") or name == "token-broken"]
NO_KEY = "table"


def survey_draft_urls(model_admin):
    @require_POST
    @never_cache
    def draft(request, object_id=None):
        """The posted table as a page of its own, and the findings, as pieces of HTML."""
        table = _find(model_admin, request, object_id)
        request.POST = posted_as_kept(request.POST)
        is_change = object_id is not None
        form = model_admin.get_form(request, table, change=is_change)(request.POST, instance=table)
        formsets, _inlines = model_admin._create_formsets(request, table, change=is_change)
        mistakes = mistakes_of(form, formsets)
        content = content_of(table, *formsets)
        sources = sources_of(content)
        shown = {"survey": render_survey(content, sources)}
        found = {"mistakes": mistakes, "findings": findings_in(content, sources)}
        return JsonResponse(
            {
                "page": render_to_string("admin/articles/survey/draft.html", shown, request),
                "checks": render_to_string("admin/articles/survey/_checks.html", found, request),
            }
        )

    view = model_admin.admin_site.admin_view(draft)
    return [
        path("<int:object_id>/draft/", view, name="articles_surveytable_draft"),
        path("add/draft/", view, name="articles_surveytable_new_draft"),
    ]


def _find(model_admin, request, pk) -> SurveyTable:
    """The stored table, or a new one. Raises PermissionDenied for somebody who may not edit it."""
    if pk is None:
        table, may_edit = SurveyTable(), model_admin.has_add_permission(request)
    else:
        table = get_object_or_404(SurveyTable.objects.select_related("source"), pk=pk)
        may_edit = model_admin.has_change_permission(request, table)
    if not may_edit:
        raise PermissionDenied
    return table


def content_of(table: SurveyTable, columns, rows) -> SurveyTableContent:
    """The table with the columns and rows of its formsets. What has a mistake is left out."""
    values = {name: getattr(table, name) for name in SURVEY_FIELDS} | {"key": table.key or NO_KEY}
    return SurveyTableContent(
        columns=tuple(SurveyColumn(row.heading, row.unit) for row in _kept(columns)),
        rows=tuple(SurveyRow(row.label, tuple(row.values), row.base) for row in _kept(rows)),
        source=table.source.key if table.source else "",
        **values,
    )


def _kept(formset) -> list[Model]:
    """The rows of a formset that would be stored, in their order."""
    deleted = formset.deleted_forms
    kept = [
        form.instance
        for form in formset.forms
        if form not in deleted and form.is_valid() and (form.instance.pk or form.has_changed())
    ]
    return sorted(kept, key=lambda row: row.order)


def sources_of(table: SurveyTableContent) -> list[SourceContent]:
    """The table's own source and those that its cells cite, as far as the register has them."""
    keys = {table.source, *(key for row in table.rows for cell in row.values for key in cited_keys(cell))}
    return [row.content() for row in Source.objects.filter(key__in=keys)]


def findings_in(table: SurveyTableContent, sources: list[SourceContent]) -> list[Finding]:
    """What the rules on tables find, as if an article placed the table."""
    place = SectionContent(table.title, body=f"<p>[survey:{table.key}]</p>")
    content = ArticleContent("", "", sections=(place,), survey_tables=(table,), sources=tuple(sources))
    return run(page_of_content(content), Facts(timezone.localdate()), ON_TABLES)
