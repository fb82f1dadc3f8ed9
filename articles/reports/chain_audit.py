"""Walks the chain and proves that every row that is written once is there as it was written, and no other."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.apps import apps
from django.db import connection
from django.db.models import Exists, Model, OuterRef
from django.utils.text import capfirst

from articles.models import ChainLink, raising, triggers
from articles.models.chain import BATCH, START, link_digest, read_rows, row_digest
from articles.reports.fault import Fault

Head = tuple[int, str]  # number and digest of a link


def chain_faults(
    noted: Iterable[Head] = (), progress: Callable[[int], object] = lambda done: None
) -> Iterator[Fault]:
    """Every fault, in constant memory; none if nothing passed the acts by. `noted` are heads that somebody
    kept: only they show whether the end was cut off, or the whole chain written anew. `progress` gets the
    number of links that were looked at."""
    for name in (*triggers.missing(connection), *raising.missing(connection)):
        yield Fault(f"The database has lost the trigger {name}.")
    yield from _link_faults(progress)
    yield from _rows_without_link()
    for number, digest in noted:
        yield from _head_faults(number, digest)


def _link_faults(progress: Callable[[int], object]) -> Iterator[Fault]:
    number, digest, done = 0, START, 0
    links = ChainLink.objects.order_by("number").iterator(chunk_size=BATCH)
    while batch := list(islice(links, BATCH)):
        rows = _rows_of(batch)
        for link in batch:
            if link.number != number + 1:
                yield Fault(f"After link {number} of the chain, the next is link {link.number}.")
            elif link.digest != link_digest(link.number, digest, link.row_digest):
                yield Fault(f"Link {link.number} of the chain isn't the one that was written.")
            yield from _row_faults(link, rows)
            number, digest = link.number, link.digest
        done += len(batch)
        progress(done)


def _rows_of(batch: list[ChainLink]) -> dict[tuple[str, int], dict]:
    models = chained_models()
    return {
        (table, key): row
        for table in {link.table for link in batch} & set(models)
        for key, row in read_rows(models[table], [link.row for link in batch if link.table == table])
    }


def _row_faults(link: ChainLink, rows: dict[tuple[str, int], dict]) -> Iterator[Fault]:
    row = rows.get((link.table, link.row))
    if row is None:
        yield Fault(f"{_name(link.table, link.row)} is missing (link {link.number}).")
    elif row_digest(link, row) != link.row_digest:
        yield Fault(f"{_name(link.table, link.row)} isn't as it was written (link {link.number}).")


def _name(table: str, key: int) -> str:
    model = chained_models().get(table)
    return f"{capfirst(model._meta.verbose_name)} {key}" if model else f"{table} {key}"


def _rows_without_link() -> Iterator[Fault]:
    for table, model in chained_models().items():
        links = ChainLink.objects.filter(table=table, row=OuterRef("pk"))
        rows = model._base_manager.filter(~Exists(links)).order_by("pk")
        for key in rows.values_list("pk", flat=True).iterator():
            yield Fault(f"{_name(table, key)} has no link in the chain: no act wrote it.")


def _head_faults(number: int, digest: str) -> Iterator[Fault]:
    found = ChainLink.objects.filter(number=number).values_list("digest", flat=True).first()
    if found is None:
        yield Fault(f"Link {number}, which was noted as the head, is missing.")
    elif found != digest:
        yield Fault(f"Link {number} isn't the one that was noted as the head.")


def chained_models() -> dict[str, type[Model]]:
    """The models whose rows are in the chain, by table."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    return {table: models[table] for table in triggers.tables() if models[table] is not ChainLink}
