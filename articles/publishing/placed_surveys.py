"""Which live edition's copy of a survey table its own page shows, and which the list of each language: the
newest one's."""

from collections.abc import Iterable

from articles.models import Article, LiveEdition, PlacedSurvey
from articles.models.found_by import PlacedSurveyQuerySet


def place_surveys(lives: Iterable[LiveEdition], placed_before: Iterable[str]):
    """Writes the rows of the tables that the live editions place. `placed_before` are the keys of those that
    the editions before them placed."""
    placed = [
        PlacedSurvey(
            edition=live.edition,
            key=table.key,
            title=table.title,
            is_unverified=table.is_unverified,
            list_language=live.list_language,
        )
        for live in lives
        for table in live.edition.article_content().survey_tables
    ]
    PlacedSurvey.objects.bulk_create(placed)
    if keys := {*placed_before, *(row.key for row in placed)}:
        renew_newest(keys)


def take_surveys_away(articles: Iterable[Article]) -> list[str]:
    """Deletes the rows of the articles' editions, and gives the keys of their tables."""
    rows = PlacedSurvey.objects.filter(edition__article__in=articles)
    keys = list(rows.values_list("key", flat=True))
    if keys:
        rows.delete()
    return keys


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
