"""How many live editions have each feature."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Count, Q

from articles.models import LiveCount, RelatedFeature

# A source that more editions cite counts as if so many did: counting ends there.
MOST_CITING = 5000

UP_TO = """
    SELECT item.value, (SELECT COUNT(*) FROM (
        SELECT 1 FROM articles_relatedfeature feature WHERE feature.key = item.value LIMIT %s
    ) AS counted) FROM {items} AS item
"""
ITEMS = {"sqlite": "json_each(%s)", "postgresql": "json_array_elements_text(%s::json)"}


def key_counts(keys: Iterable[str]) -> dict[str, int]:
    """How many live editions have each feature."""
    rows = RelatedFeature.objects.filter(key__in=list(keys)).values_list("key")
    return dict(rows.annotate(number=Count("pk")).order_by())


def kept_counts(keys: Iterable[str]) -> dict[str, int]:
    """The same without reading all: as publication counted tags and categories, and of sources MOST_CITING
    at most."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kind, _, value = key.partition(" ")
        kinds[kind].append(value)
    counts = counts_up_to(MOST_CITING, [f"source {value}" for value in kinds["source"]])
    listed = Q(kind=LiveCount.Kind.TAG, key__in=kinds["tag"])
    listed |= Q(kind=LiveCount.Kind.CATEGORY, key__in=kinds["category"])
    for kind, value, number in LiveCount.objects.filter(listed).values_list("kind", "key", "count"):
        key = f"{kind} {value}"
        counts[key] = counts.get(key, 0) + number
    return counts


def counts_up_to(most: int, keys: Sequence[str]) -> dict[str, int]:
    """How many live editions have each feature, counted up to `most`: bounded at any size of the site."""
    with connection.cursor() as cursor:
        cursor.execute(UP_TO.format(items=ITEMS[connection.vendor]), [most, json.dumps(list(keys))])
        return {key: number for key, number in cursor.fetchall() if number}


class Counted:
    """How many live editions have each feature, for pages that are compared together: each is counted once,
    and no further than one of them needs."""

    def __init__(self) -> None:
        self._up_to: dict[int, dict[str, int]] = defaultdict(dict)

    def up_to(self, most: int, keys: Iterable[str]) -> dict[str, int]:
        """As `counts_up_to`."""
        wanted, known = list(keys), self._up_to[most]
        if unknown := [key for key in wanted if key not in known]:
            known.update(dict.fromkeys(unknown, 0) | counts_up_to(most, unknown))
        return {key: known[key] for key in wanted if known[key]}
