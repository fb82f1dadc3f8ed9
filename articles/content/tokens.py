"""The two tokens that may stand in a body: `[@key]` cites a source, `[survey:key]` places a survey table."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .value import SectionContent, SurveyTableContent

CITATION = re.compile(r"\[(@[\w:.-]*\w(?:\s*;\s*@[\w:.-]*\w)*)\]")
SURVEY_PLACE = re.compile(r"\[survey:([\w-]+)\]")


def cited_keys(body: str) -> list[str]:
    """Keys of the sources that a body cites, in order, with repeats."""
    return [key.strip().lstrip("@") for group in CITATION.findall(body) for key in group.split(";")]


def placed_surveys(body: str) -> list[str]:
    """Keys of the survey tables that a body places, in order, with repeats."""
    return SURVEY_PLACE.findall(body)


def used_keys(
    sections: Iterable["SectionContent"], tables: Mapping[str, "SurveyTableContent"]
) -> tuple[list[str], list[str]]:
    """Keys of the sources and of the survey tables that sections use, each once, in order of first use.

    A table of `tables` that is placed counts too: its own source and the citations in its cells.
    """
    source_keys, table_keys = [], []
    for section in sections:
        for token in re.finditer(f"{CITATION.pattern}|{SURVEY_PLACE.pattern}", section.body):
            if token[1]:
                source_keys += cited_keys(token[0])
                continue
            table_keys.append(token[2])
            table = tables.get(token[2])
            if table:
                source_keys += [table.source] if table.source else []
                source_keys += [key for row in table.rows for cell in row.values for key in cited_keys(cell)]
    return list(dict.fromkeys(source_keys)), list(dict.fromkeys(table_keys))
