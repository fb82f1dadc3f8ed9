"""The tokens that may stand in a body: `[@key]` cites a source, `[survey:key]` and `[figure:key]` place a
survey table and a figure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .figure import FigureContent
    from .value import SectionContent, SurveyTableContent

CITATION = re.compile(r"\[(@[\w:.-]*\w(?:\s*;\s*@[\w:.-]*\w)*)\]")
SURVEY_PLACE = re.compile(r"\[survey:([\w-]+)\]")
FIGURE_PLACE = re.compile(r"\[figure:([\w-]+)\]")


def cited_keys(body: str) -> list[str]:
    """Keys of the sources that a body cites, in order, with repeats."""
    return [key.strip().lstrip("@") for group in CITATION.findall(body) for key in group.split(";")]


def placed_surveys(body: str) -> list[str]:
    """Keys of the survey tables that a body places, in order, with repeats."""
    return SURVEY_PLACE.findall(body)


def placed_figures(body: str) -> list[str]:
    """Keys of the figures that a body places, in order, with repeats."""
    return FIGURE_PLACE.findall(body)


@dataclass(frozen=True)
class UsedKeys:
    """Keys of what sections use, each once, in order of first use."""

    sources: list[str]
    tables: list[str]
    figures: list[str]


def used_keys(
    sections: Iterable["SectionContent"],
    tables: Mapping[str, "SurveyTableContent"],
    figures: Mapping[str, "FigureContent"],
) -> UsedKeys:
    """What sections use. A table of `tables` that is placed counts too: its own source and the citations in
    its cells; so do the citations in the caption and the credit of a figure of `figures`."""
    used = UsedKeys([], [], [])
    for section in sections:
        for token in re.finditer(
            f"{CITATION.pattern}|{SURVEY_PLACE.pattern}|{FIGURE_PLACE.pattern}", section.body
        ):
            if token[1]:
                used.sources.extend(cited_keys(token[0]))
            elif token[2]:
                used.tables.append(token[2])
                used.sources.extend(_keys_of_table(tables.get(token[2])))
            else:
                used.figures.append(token[3])
                used.sources.extend(_keys_of_figure(figures.get(token[3])))
    return UsedKeys(*(list(dict.fromkeys(keys)) for keys in (used.sources, used.tables, used.figures)))


def _keys_of_table(table: "SurveyTableContent | None") -> list[str]:
    if table is None:
        return []
    cells = [key for row in table.rows for cell in row.values for key in cited_keys(cell)]
    return [*([table.source] if table.source else []), *cells]


def _keys_of_figure(figure: "FigureContent | None") -> list[str]:
    return [*cited_keys(figure.caption), *cited_keys(figure.credit)] if figure else []
