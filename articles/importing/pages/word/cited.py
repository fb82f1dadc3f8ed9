"""What reference managers write into the fields of a Word file: the works that a place cites, in CSL-JSON."""

import json
import re
from dataclasses import replace

from articles.content import SourceContent
from articles.importing.csl import source_record
from articles.importing.records import Fields

# Zotero, Mendeley and Papers alike; they write the list of literature into a field of its own.
CITATION = re.compile(r"\s*ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s*(\{.*)", re.DOTALL)
BIBLIOGRAPHY = re.compile(r"\s*ADDIN\s+(?:ZOTERO_BIBL|Mendeley Bibliography|EN\.REFLIST)", re.IGNORECASE)


def cited_works(instruction: str) -> tuple[SourceContent, ...]:
    """The works that the instruction of a field cites, without keys; none if one of them can't be read, so
    that the printed words stay."""
    found = CITATION.match(instruction)
    if not found:
        return ()
    try:
        data, _ = json.JSONDecoder().raw_decode(found[1])
        rows = [each.object("itemData") for each in Fields(data).objects("citationItems")]
        named = [Fields({**row.data, "id": "work"}) for row in rows]
        return tuple(replace(source_record(each).source, key="") for each in named)
    except (ValueError, RecursionError):
        return ()
