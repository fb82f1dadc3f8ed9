"""Saves records that files bring, survey tables among them. Twice the same file changes nothing.

What a file leaves empty keeps its stored value, so a list of bare facts does not wipe an editor's work.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles import publishing
from articles.content import SurveyTableContent, cited_keys
from articles.importing.records import Records
from articles.models import Source, SurveyTable
from articles.models.survey import SURVEY_FIELDS
from articles.working_copy.shared_rows import write_cells

CREATED, UPDATED, UNCHANGED, KEPT = "created", "updated", "unchanged", "kept"


@dataclass
class RecordsReport:
    """`outcomes` by place (one of CREATED, UPDATED, UNCHANGED, KEPT). `problems` are sentences on what was
    refused, `told` on what was taken."""

    outcomes: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = Counter(self.outcomes.values())
        names = [CREATED, UPDATED, UNCHANGED] + ([KEPT] if counts[KEPT] else [])
        return ", ".join(f"{counts[name]} {name}" for name in names)


def save_each(records: Records, save: Callable[[Any], str]) -> RecordsReport:
    """Saves each record by itself; one that the models refuse is named among the problems."""
    report = RecordsReport(problems=list(records.problems))
    for place, value in records.values:
        try:
            with transaction.atomic():
                report.outcomes[place] = save(value)
        except ValidationError as error:
            report.problems.append(f"{place}: {sentence(error)}")
    return report


def sentence(error: ValidationError) -> str:
    """A validation error in one line, with the names of the fields."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        text if name == "__all__" else f"{name}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    )


def write_changes(row: Model, values: Mapping[str, Any]) -> bool:
    """Sets the fields that differ, validates and saves; whether it did. Raises ValidationError."""
    changes = {
        name: value
        for name, value in values.items()
        if value != getattr(row, name) and (value not in ("", [], None) or row._state.adding)
    }
    for name, value in changes.items():
        setattr(row, name, value)
    if changes or row._state.adding:
        row.full_clean()
        row.save()
        return True
    return False


def save_survey_table(table: SurveyTableContent, keep: bool = False, by: User | None = None) -> str:
    """Makes the stored table equal to the record, its cells included. Its sources must be stored.

    `by` counts as a writer of the texts that change with it, and as who verified a table that is said to be.
    """
    row = SurveyTable.objects.filter(key=table.key).first()
    if row and keep:
        return KEPT
    source = _stored_source(table)
    is_new, row = row is None, row or SurveyTable()
    before = None if is_new else row.content()
    values = {name: getattr(table, name) for name in SURVEY_FIELDS} | {"source": source}
    if not table.verified:
        row.verified_by = row.verified_on = None
    elif by and not row.verified_by_id:
        values |= {"verified_by": by, "verified_on": timezone.localdate()}
    changed = write_changes(row, values)
    if is_new or (before.columns, before.rows) != (table.columns, table.rows):
        _check_cells(table)
        write_cells(row, table)
        changed = True
    if not changed:
        return UNCHANGED
    publishing.record_changed(row, by)
    return CREATED if is_new else UPDATED


def _stored_source(table: SurveyTableContent) -> Source | None:
    cited = {key for row in table.rows for cell in row.values for key in cited_keys(cell)}
    wanted = cited | ({table.source} if table.source else set())
    found = {source.key: source for source in Source.objects.filter(key__in=wanted)}
    if missing := sorted(wanted - set(found)):
        raise ValidationError(f"There is no source {', '.join(missing)}; import the references first.")
    return found.get(table.source)


def _check_cells(table: SurveyTableContent):
    texts = [column.heading for column in table.columns] + [row.base for row in table.rows]
    if any(len(text) > 200 for text in texts) or any(len(row.label) > 300 for row in table.rows):
        raise ValidationError("A heading has at most 200 characters, the label of a row 300.")
