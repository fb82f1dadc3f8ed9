"""How much each list shows: counted at publication, so that no page has to.

Publications come one after the other (see act.lock_publication), so no count is lost between two.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db.models import Count, F, Q

from articles.models import (
    Article,
    LiveCount,
    LiveEdition,
    OtherName,
    PlacedSurvey,
    TaggedEdition,
)

# A list as LiveCount names it: kind, language, key.
List = tuple[str, str, str]
Kind = LiveCount.Kind


def lists_of(articles: Iterable[Article]) -> dict[int, set[List]]:
    """The lists that show each of the articles now, by its key; without those that readers don't see."""
    rows = LiveEdition.objects.filter(article__in=articles)
    shown = list(rows.only("edition", "list_language", "letter", "category"))
    tags: dict[int, list[int]] = defaultdict(list)
    letters: dict[int, list[str]] = defaultdict(list)
    if shown:
        tagged = TaggedEdition.objects.filter(edition__in=[live.edition_id for live in shown])
        for edition, tag in tagged.values_list("edition", "tag"):
            tags[edition].append(tag)
        names = OtherName.objects.filter(live__in=[live.pk for live in shown])
        for pk, letter in names.values_list("live", "letter"):
            letters[pk].append(letter)
    return {live.pk: lists_with(live, tags[live.edition_id], letters[live.pk]) for live in shown}


def lists_with(live: LiveEdition, tags: Iterable[int], letters: Iterable[str]) -> set[List]:
    """The lists that show a live edition with these tags, and with other names under these letters."""
    found = {(Kind.LETTER.value, live.list_language, letter) for letter in (live.letter, *letters)}
    found |= {(Kind.TAG.value, live.list_language, str(tag)) for tag in tags}
    if live.category_id:
        found.add((Kind.CATEGORY.value, live.list_language, str(live.category_id)))
    return found


def note_changes(changes: Iterable[tuple[set[List], set[List]]]):
    """Counts each article out of the lists that it left, and into those that it joined. A change is the lists
    that showed an article before, and those that show it now."""
    differences: Counter[List] = Counter()
    for before, after in changes:
        differences.update(after - before)
        differences.subtract(before - after)
    count_on(differences)


def count_on(differences: Mapping[List, int]):
    """Counts so many more, or fewer, in each of the lists."""
    moved = {each: number for each, number in differences.items() if number}
    if not moved:
        return
    by_number: dict[int, list[List]] = defaultdict(list)
    for each in _rows(moved).values_list("kind", "list_language", "key"):
        by_number[moved.pop(each)].append(each)
    for number, lists in by_number.items():
        _rows(lists).update(count=F("count") + number)
    LiveCount.objects.bulk_create(_row(each, number) for each, number in moved.items())


def recount_tags(tags: Iterable[int]):
    """Counts anew what is found under some tags, after their pages have moved."""
    keys = list(tags)
    LiveCount.objects.filter(kind=Kind.TAG, key__in=map(str, keys)).delete()
    tagged = TaggedEdition.objects.filter(tag__in=keys)
    LiveCount.objects.bulk_create(_row(each, count) for each, count in _counted(Kind.TAG, tagged, "tag"))


def true_counts() -> dict[List, int]:
    """Every list that shows something, with the number of what it shows, counted from the rows."""
    live = LiveEdition.objects.all()
    named_otherwise = OtherName.objects.exclude(letter=F("live__letter"))
    counts = Counter(dict(_counted(Kind.LETTER, live, "letter")))
    counts.update(dict(_counted(Kind.LETTER, named_otherwise, "letter", "live")))
    return {
        **counts,
        **dict(_counted(Kind.CATEGORY, live.filter(category__isnull=False), "category")),
        **dict(_counted(Kind.TAG, TaggedEdition.objects.filter(edition__live__isnull=False), "tag")),
        **dict(_counted(Kind.SURVEY, PlacedSurvey.objects.filter(is_listed=True), "kind")),
    }


def kept_counts() -> dict[List, int]:
    """The same as publication kept it."""
    rows = LiveCount.objects.filter(count__gt=0).values_list("kind", "list_language", "key", "count")
    return {(kind, language, key): count for kind, language, key, count in rows}


def recount():
    """Puts right every count that isn't."""
    true, kept = true_counts(), kept_counts()
    wrong = {each for each in {*true, *kept} if true.get(each) != kept.get(each)}
    for each in wrong:
        kind, language, key = each
        LiveCount.objects.update_or_create(
            kind=kind, list_language=language, key=key, defaults={"count": true.get(each, 0)}
        )


def listed_tables(keys: Collection[str]) -> Counter[List]:
    """How many of the survey tables with these keys each list shows."""
    return Counter(
        dict(_counted(Kind.SURVEY, PlacedSurvey.objects.filter(is_listed=True, key__in=keys), "kind"))
    )


def _counted(kind: str, rows, field: str, what: str = "pk") -> Iterator[tuple[List, int]]:
    groups = rows.order_by().values_list("list_language", field)
    groups = groups.annotate(count=Count(what, distinct=what != "pk"))
    for language, key, count in groups:
        yield (str(kind), language, str(key)), count


def _rows(lists: Iterable[List]):
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, language, key in lists:
        keys[kind, language].append(key)
    named = Q(pk__in=[])
    for (kind, language), of_kind in keys.items():
        named |= Q(kind=kind, list_language=language, key__in=of_kind)
    return LiveCount.objects.filter(named)


def _row(each: List, count: int) -> LiveCount:
    kind, language, key = each
    return LiveCount(kind=kind, list_language=language, key=key, count=count)
