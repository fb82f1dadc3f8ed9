"""Proposes what records of the demonstration are called otherwise: in Spanish, with what organizations offer
and when they answer, and topics by their synonyms.

No native speaker has read the Spanish yet."""

import json
from pathlib import Path

from articles import publishing
from articles.models import SurveyTable, Tag
from articles.records.kinds import KINDS
from resources.models import Contact

from .people import People

SPANISH = Path(__file__).parent / "spanish.json"
SYNONYMS = Path(__file__).parent / "synonyms.json"


def propose_translations(people: People):
    """Writes names and texts into the records that are there. One that has a translation stays as its editors
    left it."""
    said = json.loads(SPANISH.read_text(encoding="utf-8"))
    _propose_hours(said.pop("hours"), people)
    _propose_titles(said.pop("survey"), people)
    for kind, named in said.items():
        for row in KINDS[kind].model._default_manager.filter(name__in=named, translations={}):
            row.translations = {"es": named[row.name]}
            row.save(update_fields=["translations"])
            publishing.record_changed(row, people.writer)


def propose_synonyms(people: People):
    """Writes other words for topics, by their names. A topic that has some keeps them."""
    said = json.loads(SYNONYMS.read_text(encoding="utf-8"))
    for tag in Tag.objects.filter(name__in=said, synonyms=[]):
        tag.synonyms = said[tag.name]
        tag.save(update_fields=["synonyms"])
        publishing.record_changed(tag, people.writer)


def _propose_titles(said: dict[str, str], people: People):
    """Writes the Spanish titles of survey tables, by their keys."""
    for table in SurveyTable.objects.filter(key__in=said, translations={}):
        table.translations = {"es": {"name": said[table.key]}}
        table.save(update_fields=["translations"])
        publishing.record_changed(table, people.writer)


def _propose_hours(said: dict[str, str], people: People):
    """Writes the Spanish for when contacts answer, by the English."""
    contacts = Contact.objects.filter(hours__in=said, translations={}).select_related("organization")
    for contact in contacts:
        contact.translations = {"es": {"hours": said[contact.hours]}}
        contact.save(update_fields=["translations"])
        publishing.record_changed(contact.organization, people.writer)
