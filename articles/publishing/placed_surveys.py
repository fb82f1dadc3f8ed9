"""What lists say of survey tables, and which live edition's copy of one its own page shows, and which the
list of each language: the newest one's."""

import re
from collections.abc import Iterable

from articles.content import SourceContent, SurveyTableContent, cited_keys
from articles.models import Article, LiveEdition, PlacedSurvey
from articles.models.found_by import PlacedSurveyQuerySet
from articles.publishing.list_counts import count_on, listed_tables

YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)
# What a row says by itself; which of several is shown depends on the others.
SAID = (
    "key", "list_language", "title", "is_unverified", "kind", "headline", "sample_size", "asked_in",
    "published_in",
)  # fmt: skip


def place_surveys(articles: Iterable[Article], lives: Iterable[LiveEdition]):
    """Writes the rows of the tables that the live editions place, instead of those of the articles' editions
    before, and counts what lists show."""
    before = PlacedSurvey.objects.filter(edition__article__in=articles)
    placed = [row for live in lives for row in placed_rows(live)]
    keys = {*before.values_list("key", flat=True), *(row.key for row in placed)}
    if not keys:
        return
    listed = listed_tables(keys)
    before.delete()
    PlacedSurvey.objects.bulk_create(placed)
    renew_newest(keys)
    now = listed_tables(keys)
    now.subtract(listed)
    count_on(now)


def placed_rows(live: LiveEdition) -> list[PlacedSurvey]:
    """The rows that a live edition gives, not saved, and without the marks that depend on others."""
    content = live.edition.article_content()
    return [
        PlacedSurvey(
            edition=live.edition,
            key=table.key,
            list_language=live.list_language,
            **listed_facts(table, content.sources),
        )
        for table in content.survey_tables
    ]


def listed_facts(table: SurveyTableContent, sources: Iterable[SourceContent]) -> dict:
    """The fields of PlacedSurvey that say what a table holds. An unverified table found nothing."""
    cited = {table.source, *(key for row in table.rows for value in row.values for key in cited_keys(value))}
    return {
        "title": table.title,
        "is_unverified": table.is_unverified,
        "kind": table.kind,
        "headline": "" if table.is_unverified else table.headline,
        "sample_size": table.sample_size,
        "asked_in": _years([table.fielded]),
        "published_in": _years(source.issued for source in sources if source.key in cited),
    }


def _years(texts: Iterable[str]) -> str:
    """The first and the last year that dates or other texts name: "2018", "2023–2024"; "" without any."""
    years = sorted(year for text in texts for year in YEAR.findall(text))
    return "–".join(dict.fromkeys([years[0], years[-1]])) if years else ""


def rows_are_right(live: LiveEdition) -> bool:
    """Whether the rows of a live edition say what it gives."""
    said = [_said(row) for row in live.edition.placed_surveys.all()]
    return sorted(said) == sorted(_said(row) for row in placed_rows(live))


def _said(row: PlacedSurvey) -> list[str]:
    return [str(getattr(row, name)) for name in SAID]


def renew_newest(keys: Iterable[str]) -> int:
    """Marks the newest row of each of these tables, and that of each language, and no other. Gives how many
    marks were wrong."""
    rows = PlacedSurvey.objects.filter(key__in=set(keys))
    newest: dict[str, int] = {}
    listed: dict[tuple[str, str], int] = {}
    for key, language, pk in rows.order_by_age().values_list("key", "list_language", "pk"):
        newest.setdefault(key, pk)
        listed.setdefault((key, language), pk)
    return _mark(rows, "is_newest", newest.values()) + _mark(rows, "is_listed", listed.values())


def _mark(rows: PlacedSurveyQuerySet, name: str, chosen: Iterable[int]) -> int:
    """Sets the mark at those of the rows that are chosen, and nowhere else. Gives how many were wrong."""
    keys = list(chosen)
    if not keys:
        return 0
    lost = rows.filter(**{name: True}).exclude(pk__in=keys).update(**{name: False})
    return lost + rows.filter(**{name: False}, pk__in=keys).update(**{name: True})
