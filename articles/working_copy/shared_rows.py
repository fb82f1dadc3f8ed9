"""The rows that articles share: those that contents name are found, and made where they are missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.text import slugify

from articles.content import ArticleContent, SourceContent, SurveyTableContent
from articles.models import (
    Article,
    Category,
    Contributor,
    Figure,
    Source,
    SurveyColumn,
    SurveyRow,
    SurveyTable,
    Tag,
    TagAlias,
)
from articles.models.source import SOURCE_FIELDS, people
from articles.models.survey import SURVEY_FIELDS
from articles.models.tag import same_name
from articles.text.free_names import free_name
from resources.models import Organization


@dataclass(frozen=True)
class SharedRows:
    """The rows that contents share, by what contents call them. `targets` holds the primary keys of stored
    articles by slug, `slugs` the slugs by which links to articles will be read."""

    categories: Mapping[str, Category]
    tags: Mapping[str, Tag]
    contributors: Mapping[str, Contributor]
    organizations: Mapping[str, Organization]
    targets: Mapping[str, int]
    slugs: Mapping[str, str]

    def tags_of(self, content: ArticleContent) -> list[Tag]:
        return list(dict.fromkeys(self.tags[same_name(name)] for name in content.tags))

    def category_of(self, content: ArticleContent) -> Category | None:
        return self.categories.get(same_name(content.category))


def shared_rows(pairs: Sequence[tuple[Article, ArticleContent]]) -> SharedRows:
    """The shared rows of all contents; those that are missing are made."""
    contents = [content for _, content in pairs]
    categories = _named(Category, (content.category for content in contents if content.category))
    tags = _named(Tag, (name for content in contents for name in content.tags))
    authors = (author for content in contents for author in content.authors)
    contributors = _keyed(Contributor, authors, _new_contributor)
    sources = _keyed(Source, (source for content in contents for source in content.sources), new_source)
    _keyed(Figure, (figure for content in contents for figure in content.figures), Figure.of)
    _make_survey_tables([table for content in contents for table in content.survey_tables], sources)
    targets = _article_slugs(contents)
    renamed = {article.pk: content.slug for article, content in pairs if article.pk}
    slugs = {slug: renamed.get(key, slug) for slug, key in targets.items()}
    return SharedRows(categories, tags, contributors, _organizations(contents), targets, slugs)


def _named(model: type[Model], names: Iterable[str]) -> dict:
    """Rows of Category or Tag by same_name; those that are missing are made."""
    wanted = {}
    for name in names:
        wanted.setdefault(same_name(name), name)
    found = rows_by_name(model, wanted)
    missing = [name for folded, name in wanted.items() if folded not in found]
    taken = set(model.objects.values_list("slug", flat=True)) if missing else set()
    made = [model(name=name, slug=free_slug(name, taken, 100)) for name in missing]
    model.objects.bulk_create(made)
    return found | {same_name(row.name): row for row in made}


def rows_by_name(model: type[Model], looks: Collection[str]) -> dict:
    """The rows of Category or Tag with these values of same_name, by them; tags by the names that they had
    before, too."""
    rows = {row.look: row for row in model.objects.filter(look__in=looks)} if looks else {}
    if model is not Tag or not looks:
        return rows
    aliases = TagAlias.objects.select_related("tag")
    return {look: alias.tag for alias in aliases if (look := same_name(alias.name)) in looks} | rows


def free_slug(text: str, taken: set[str], max_length: int) -> str:
    """A slug for `text` that is not in `taken`, and now is."""
    base = slugify(text, allow_unicode=True)[: max_length - 8].strip("-") or "page"
    return free_name(base, taken)


def _keyed(model: type[Model], values: Iterable, make) -> dict:
    """Rows of a shared model by key; those that are missing are made."""
    wanted = {value.key: value for value in values}
    found = {row.key: row for row in model.objects.filter(key__in=list(wanted))}
    made = [make(value) for key, value in wanted.items() if key not in found]
    model.objects.bulk_create(made)
    return found | {row.key: row for row in made}


def _new_contributor(author) -> Contributor:
    return Contributor(**vars(author))


def new_source(source: SourceContent) -> Source:
    """An unsaved Source with the fields of the record."""
    names = {"authors": people(source.authors), "editors": people(source.editors)}
    return Source(**names, **{name: getattr(source, name) for name in SOURCE_FIELDS})


def _make_survey_tables(tables: Sequence[SurveyTableContent], sources: Mapping[str, Source]):
    wanted = {table.key: table for table in tables}
    existing = set(SurveyTable.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    missing = [table for key, table in wanted.items() if key not in existing]
    needed = {table.source for table in missing} - set(sources)
    sources = {**sources, **{row.key: row for row in Source.objects.filter(key__in=needed)}}
    rows = {table.key: new_survey_table(table, sources.get(table.source)) for table in missing}
    SurveyTable.objects.bulk_create(rows.values())
    for table in missing:
        write_cells(rows[table.key], table)


def new_survey_table(table: SurveyTableContent, source: Source | None) -> SurveyTable:
    """An unsaved SurveyTable with the fields of the table, still without columns and rows."""
    return SurveyTable(source=source, **{name: getattr(table, name) for name in SURVEY_FIELDS})


def write_cells(stored: SurveyTable, table: SurveyTableContent):
    """Replaces the columns and rows of a stored table by those of `table`."""
    stored.columns.all().delete()
    stored.rows.all().delete()
    SurveyColumn.objects.bulk_create(
        SurveyColumn(table=stored, order=i, heading=column.heading, unit=column.unit)
        for i, column in enumerate(table.columns)
    )
    SurveyRow.objects.bulk_create(
        SurveyRow(table=stored, order=i, label=row.label, values=list(row.values), base=row.base)
        for i, row in enumerate(table.rows)
    )


def _organizations(contents: Sequence[ArticleContent]) -> dict:
    """Organizations by slug. One that an article names and nobody has entered yet is made unlisted."""
    wanted = {named.slug: named for content in contents for named in content.organizations}
    found = {row.slug: row for row in Organization.objects.filter(slug__in=list(wanted))}
    made = [Organization(slug=slug, name=named.name) for slug, named in wanted.items() if slug not in found]
    Organization.objects.bulk_create(made)
    return found | {row.slug: row for row in made}


def _article_slugs(contents: Sequence[ArticleContent]) -> dict[str, int]:
    """Primary keys, by slug, of the articles that contents point to."""
    slugs = {link.slug for content in contents for link in content.see_also}
    slugs |= {content.translation_of for content in contents}
    return dict(Article.objects.filter(slug__in=slugs - {""}).values_list("slug", "pk"))
