"""Which live edition's copy of a survey table the table's own page shows: the newest one's."""

from collections.abc import Iterable

from articles.models import Article, Edition, PlacedSurvey


def place_surveys(editions: Iterable[Edition], placed_before: Iterable[str]):
    """Writes the rows of the tables that the editions place. `placed_before` are the keys of those that the
    editions before them placed."""
    placed = [
        PlacedSurvey(edition=edition, key=table.key, title=table.title, is_unverified=table.is_unverified)
        for edition in editions
        for table in edition.article_content().survey_tables
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
    """Marks the newest row of each of these tables, and no other. Gives how many rows were marked wrongly."""
    rows = PlacedSurvey.objects.filter(key__in=set(keys))
    newest: dict[str, int] = {}
    for key, pk in rows.order_by_age().values_list("key", "pk"):
        newest.setdefault(key, pk)
    if not newest:
        return 0
    shown = list(newest.values())
    return rows.newest().exclude(pk__in=shown).update(is_newest=False) + rows.filter(
        pk__in=shown, is_newest=False
    ).update(is_newest=True)
