"""Which working copies rest on a shared record, and what to do when one changes.

Sources, survey tables, figures, contributors, organizations, categories and tags belong to many articles.
Their text is part of the content of each of them, so whoever saves one calls `publishing.record_changed`.
"""

from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from articles.content import cited_keys, placed_figures, placed_surveys
from articles.models import (
    Article,
    Category,
    CitedSource,
    Contributor,
    Edition,
    Figure,
    Section,
    Source,
    SurveyTable,
    Tag,
)
from articles.working_copy.contents import store_digests
from resources.models import Organization

BATCH = 200


LINKS = {Contributor: "authors", Organization: "organizations", Category: "category", Tag: "tagged__tag"}


def is_in_articles(record: Model) -> bool:
    """Whether records of its model are part of the contents of articles."""
    return isinstance(record, (Source, SurveyTable, Figure, Article, *LINKS))


def articles_using(record: Model) -> QuerySet[Article]:
    """The working copies whose content includes the record. Raises TypeError for other models."""
    if isinstance(record, Source):
        return articles_citing([record.key])
    if isinstance(record, SurveyTable):
        return articles_placing([record.key])
    if isinstance(record, Figure):
        return Article.objects.filter(pk__in=_articles_with({record.key}, "[figure:", placed_figures))
    if isinstance(record, Article):
        return Article.objects.filter(Q(see_also__target=record) | Q(translation_of=record)).distinct()
    if type(record) not in LINKS:
        raise TypeError(f"{type(record).__name__} is not shared by articles.")
    return Article.objects.filter(**{LINKS[type(record)]: record}).distinct()


def articles_citing(keys: Iterable[str]) -> QuerySet[Article]:
    """The working copies that cite one of these sources, in a body, a table or a figure that they place."""
    wanted = set(keys)
    tables = [
        table.key
        for table in SurveyTable.objects.select_related("source").prefetch_related("rows")
        if wanted & _keys_of(table)
    ]
    figures = [
        key
        for key, *texts in Figure.objects.filter(
            Q(caption__contains="[@") | Q(credit__contains="[@")
        ).values_list("key", "caption", "credit")
        if wanted & set(cited_keys(" ".join(texts)))
    ]
    citing = _articles_with(wanted, "[@", cited_keys)
    citing |= _articles_with(set(tables), "[survey:", placed_surveys)
    citing |= _articles_with(set(figures), "[figure:", placed_figures)
    return Article.objects.filter(pk__in=citing)


def editions_citing(keys: Iterable[str]) -> QuerySet[Edition]:
    """The live editions that cite one of these sources, whatever their working copies do by now."""
    citing = CitedSource.objects.filter(key__in=set(keys))
    return Edition.objects.live().filter(pk__in=citing.values("edition"))


def articles_placing(keys: Iterable[str]) -> QuerySet[Article]:
    """The working copies that place one of these survey tables."""
    return Article.objects.filter(pk__in=_articles_with(set(keys), "[survey:", placed_surveys))


def _keys_of(table: SurveyTable) -> set[str]:
    cells = [cell for row in table.rows.all() for cell in row.values]
    cited = {key for cell in cells for key in cited_keys(cell)}
    return cited | ({table.source.key} if table.source else set())


def _articles_with(keys: set[str], token: str, read_keys) -> set[int]:
    """Primary keys of the articles with a section in whose body `read_keys` finds one of `keys`."""
    if not keys:
        return set()
    # The database narrows the search; the token itself is read as everywhere else.
    if len(keys) <= 20:
        maybe = Q()
        for key in keys:
            maybe |= Q(body__contains=key)
    else:
        maybe = Q(body__contains=token)
    rows = Section.objects.filter(maybe).values_list("article_id", "body").iterator()
    return {pk for pk, body in rows if keys & set(read_keys(body))}


def refresh_users(record: Model) -> list[Article]:
    """Stores new digests for the working copies that use a record that was saved, and raises their
    version, so that no older form is saved over them. Returns those whose content did change."""
    changed = []
    users = list(articles_using(record))
    for start in range(0, len(users), BATCH):
        batch = users[start : start + BATCH]
        before = {article.pk: article.digest for article in batch}
        store_digests(batch)
        changed += [article for article in batch if article.digest != before[article.pk]]
    for article in changed:
        article.version += 1
    Article.objects.bulk_update(changed, ["version"], batch_size=BATCH)
    return changed
