"""Under which other names the list from A to Z has a live edition: the aliases that were signed with it."""

from collections.abc import Iterable, Sequence

from articles.models import LiveEdition, OtherName
from articles.text.title_order import letter_of, sort_text, title_key


def names_of(live: LiveEdition) -> list[OtherName]:
    """The rows that follow from the live edition, from A to Z. A name that reads like its title isn't one."""
    named = {sort_text(name): name for name in live.edition.content.get("aliases", [])}
    named.pop(sort_text(live.title), None)
    return [
        OtherName(
            live=live,
            list_language=live.list_language,
            name=named[text],
            letter=letter_of(named[text]),
            title_key=title_key(named[text], live.pk),
        )
        for text in sorted(named)
    ]


def write_names(lives: Sequence[LiveEdition]) -> dict[int, list[str]]:
    """Writes the rows of live editions anew. Gives the letters of each, by its key."""
    names = {live.pk: names_of(live) for live in lives}
    OtherName.objects.filter(live__in=lives).delete()
    OtherName.objects.bulk_create(row for rows in names.values() for row in rows)
    return {pk: [row.letter for row in rows] for pk, rows in names.items()}


def are_right(live: LiveEdition) -> bool:
    """Whether the rows are those that the live edition gives."""
    return _told(live.other_names.all()) == _told(names_of(live))


def _told(rows: Iterable[OtherName]) -> list[tuple[bytes, str, str, str]]:
    return sorted((bytes(row.title_key), row.name, row.letter, row.list_language) for row in rows)
