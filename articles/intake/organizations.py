"""Saves organizations and glossary terms that files bring. Twice the same file changes nothing."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.utils.text import slugify

from articles import publishing
from articles.importing.glossary import TermRecord
from articles.importing.organizations import ContactRecord, OrganizationRecord
from articles.importing.records import Records
from articles.intake.records import CREATED, KEPT, UNCHANGED, UPDATED, RecordsReport, save_each, write_changes
from articles.text.free_names import free_name
from resources.models import Contact, Organization, Synonym, Term


def save_organization(record: OrganizationRecord, keep: bool = False, by: User | None = None) -> str:
    """Proposes the organization with the record's fields and contacts, found by slug, abbreviation or name.

    One that isn't listed yet takes the record's slug, a listed one keeps its address. `by` counts as a writer
    of it and of the texts that change with it.
    """
    row = Organization.objects.filter(slug=record.slug).first()
    row = row or Organization.objects.matching(record.name, record.abbreviation)
    if row and row.is_listed and keep:
        return KEPT
    names = ("name", "abbreviation", "kind", "country", "description", "note")
    values = {name: getattr(record, name) for name in names}
    values |= {name: list(getattr(record, name)) for name in ("languages", "help", "services", "topics")}
    if not row or not row.is_listed:
        values["slug"] = record.slug
    is_new, row = row is None, row or Organization()
    changed = write_changes(row, {**values, "is_listed": True})
    changed = _write_contacts(row, record.contacts) or changed
    if changed:
        publishing.record_changed(row, by)
    return CREATED if is_new else UPDATED if changed else UNCHANGED


def _write_contacts(organization: Organization, records: Sequence[ContactRecord]) -> bool:
    """Adds and updates the contacts; whether anything changed.

    A contact that an editor has checked keeps what that editor wrote. One that nobody has checked and
    that the file gives otherwise now goes.
    """
    stored = {(contact.kind, contact.value): contact for contact in organization.contacts.all()}
    changed = False
    for order, record in enumerate(records):
        contact = stored.pop((record.kind, record.value), None) or Contact(organization=organization)
        said = {name: getattr(record, name) for name in ("hours", "international", "cost", "callers")}
        values = {"kind": record.kind, "value": record.value, "order": order, **said}
        if any(words and getattr(contact, name) != words for name, words in said.items()):
            contact.forget_check()
        if not contact.checked_on:
            values["checked_how"] = record.checked_how
        changed = write_changes(contact, values) or changed
    kinds = {record.kind for record in records}
    for contact in stored.values():
        if contact.kind in kinds and not contact.checked_on:
            contact.delete()
            changed = True
    return changed


def save_terms(records: Records, keep: bool = False, by: User | None = None) -> RecordsReport:
    """Saves the terms, then the links between them, which may point forward in the file. `by` wrote them."""
    kept = {record.name for _, record in records.values if keep and _stored(record.name)}
    report = save_each(records, lambda record: KEPT if record.name in kept else _save_term(record))
    for place, record in records.values:
        if place in report.outcomes and record.name not in kept:
            _link_term(place, record, report)
            if report.outcomes[place] in (CREATED, UPDATED):
                publishing.record_changed(_stored(record.name), by)
    return report


def _stored(name: str) -> Term | None:
    return Term.objects.filter(name__iexact=name).first()


def _save_term(record: TermRecord) -> str:
    row = _stored(record.name)
    is_new, row = row is None, row or Term(slug=_free_slug(record.name))
    values = {
        "name": record.name,
        "kind": record.kind,
        "definition": record.definition,
        "points": list(record.points),
        "source_key": record.source_key,
    }
    # A definition makes a term fit to be read. Without one, what editors decided stays.
    changed = write_changes(row, values | ({"is_listed": True} if record.definition else {}))
    kinds = {synonym.text: synonym for synonym in row.synonyms.all()}
    for text, kind in record.synonyms:
        changed = write_changes(kinds.get(text) or Synonym(term=row), {"text": text, "kind": kind}) or changed
    return CREATED if is_new else UPDATED if changed else UNCHANGED


def _free_slug(name: str) -> str:
    base = slugify(name, allow_unicode=True)[:90] or "term"
    return free_name(base, set(Term.objects.filter(slug__startswith=base).values_list("slug", flat=True)))


def _link_term(place: str, record: TermRecord, report: RecordsReport):
    row = _stored(record.name)
    found = {name: _stored(name) for name in record.see_also}
    for name in (name for name, other in found.items() if other is None):
        report.problems.append(f"{place}: see_also: there is no term {name!r}.")
    linked = set(row.see_also.all())
    new = [other for other in found.values() if other and other != row and other not in linked]
    if new:
        row.see_also.add(*new)
        if report.outcomes[place] == UNCHANGED:
            report.outcomes[place] = UPDATED
