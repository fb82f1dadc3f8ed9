"""Queries whose SQL is made once for a process: for few small rows, building it is most of the cost."""

from collections.abc import Callable, Sequence

from django.db import connections, router
from django.db.models import QuerySet

# Stands in the SQL's parameters for what is asked for; no slug holds it.
MARK = "\1"


class Prepared:
    """`make` gives a `values_list` for a slug and for lists of slugs. The rows come as the database's driver
    gives them: booleans may be numbers, days and JSON texts."""

    def __init__(self, make: Callable[..., QuerySet]):
        self.make = make
        self._made: dict[tuple, tuple[str, tuple]] = {}

    def ask(self, slug: str, *lists: Sequence[str]) -> list[tuple]:
        alias = router.db_for_read(None)
        lengths = (alias, *map(len, lists))
        if lengths not in self._made:
            self._made[lengths] = self._compile(alias, lists)
        sql, params = self._made[lengths]
        asked = {MARK: slug}
        for number, values in enumerate(lists):
            asked.update(zip(_marks(number, values), values, strict=True))
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, [asked.get(each, each) for each in params])
            return cursor.fetchall()

    def _compile(self, alias: str, lists: Sequence[Sequence[str]]) -> tuple[str, tuple]:
        rows = self.make(MARK, *(_marks(number, values) for number, values in enumerate(lists)))
        return rows.query.get_compiler(alias).as_sql()


def _marks(number: int, values: Sequence[str]) -> list[str]:
    return [f"{MARK}{number} {place}" for place in range(len(values))]
