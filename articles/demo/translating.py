"""Proposes what records of the demonstration are called in Spanish, and what organizations offer.

No native speaker has read it yet."""

import json
from pathlib import Path

from articles import publishing
from articles.records.kinds import KINDS

from .people import People

SPANISH = Path(__file__).parent / "spanish.json"


def propose_translations(people: People):
    """Writes names and texts into the records that are there. One that has a translation stays as its editors
    left it."""
    for kind, named in json.loads(SPANISH.read_text(encoding="utf-8")).items():
        for row in KINDS[kind].model._default_manager.filter(name__in=named, translations={}):
            row.translations = {"es": named[row.name]}
            row.save(update_fields=["translations"])
            publishing.record_changed(row, people.writer)
