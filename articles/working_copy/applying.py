"""Makes working copies equal to contents, many at once, in a steady number of queries.

Sources, survey tables, figures, contributors, organizations, categories and tags are shared by articles.
Applying a content makes those that are missing; those that exist stay as they are, since other articles rest
on them too.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify

from articles.content import ArticleContent, SourceContent, SurveyTableContent
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleOrganization,
    Category,
    Contributor,
    Figure,
    Section,
    SeeAlso,
    Source,
    SurveyColumn,
    SurveyRow,
    SurveyTable,
    Tag,
    TagAlias,
    TaggedArticle,
)
from articles.models.article import SECTION_FIELDS
from articles.models.source import SOURCE_FIELDS, people
from articles.models.survey import SURVEY_FIELDS
from articles.models.tag import same_name
from articles.text.cleaning import clean_html
from articles.text.free_names import free_name
from articles.working_copy.contents import OWN_FIELDS, store_digests
from articles.working_copy.limits import refuse_long_texts
from resources.models import Organization


@transaction.atomic
def apply_contents(pairs: Sequence[tuple[Article, ArticleContent]]) -> list[Article]:
    """Makes each working copy equal to its content, new articles (no pk) included, all or none.

    Bodies are cleaned on the way. Each article gets its digest and a new version. Returns the articles.
    Raises ContentError for a text too long for its place; the message names it.
    """
    for _, content in pairs:
        refuse_long_texts(content)
    contents = [content for _, content in pairs]
    categories = _named(Category, (content.category for content in contents if content.category))
    tags = _named(Tag, (name for content in contents for name in content.tags))
    contributors = _keyed(
        Contributor, (author for content in contents for author in content.authors), _new_contributor
    )
    sources = _keyed(Source, (source for content in contents for source in content.sources), new_source)
    _keyed(Figure, (figure for content in contents for figure in content.figures), Figure.of)
    _make_survey_tables([table for content in contents for table in content.survey_tables], sources)
    organizations = _organizations(contents)
    targets = _article_slugs(contents)

    for article, content in pairs:
        for name in OWN_FIELDS:
            setattr(article, name, getattr(content, name))
        article.aliases = list(content.aliases)
        article.codes = list(content.codes)
        article.category = categories.get(same_name(content.category))
        article.translation_of_id = targets.get(content.translation_of)
        article.version += 1
    known = [article.pk for article, _ in pairs if article.pk]
    _save_articles([article for article, _ in pairs])
    _link_translations(pairs)

    _replace_sections(pairs, known)
    _replace(TaggedArticle, "content_object", known, pairs, lambda article, content: [
        TaggedArticle(content_object=article, tag=tag)
        for tag in dict.fromkeys(tags[same_name(name)] for name in content.tags)
    ])  # fmt: skip
    _replace(SeeAlso, "article", known, pairs, lambda article, content: [
        SeeAlso(article=article, order=i, title=link.title, target_id=targets.get(link.slug))
        for i, link in enumerate(content.see_also)
    ])  # fmt: skip
    _replace(ArticleAuthor, "article", known, pairs, lambda article, content: [
        ArticleAuthor(article=article, order=i, contributor=contributors[author.key])
        for i, author in enumerate(content.authors)
    ])  # fmt: skip
    _replace(ArticleOrganization, "article", known, pairs, lambda article, content: [
        ArticleOrganization(article=article, order=i, organization=organizations[named.slug])
        for i, named in enumerate(content.organizations)
    ])  # fmt: skip
    articles = [article for article, _ in pairs]
    store_digests(articles)
    return articles


def _named(model: type[Model], names: Iterable[str]) -> dict:
    """Rows of Category or Tag by same_name; those that are missing are made."""
    wanted = {}
    for name in names:
        wanted.setdefault(same_name(name), name)
    found = rows_by_name(model) if wanted else {}
    missing = [name for folded, name in wanted.items() if folded not in found]
    taken = set(model.objects.values_list("slug", flat=True)) if missing else set()
    made = [model(name=name, slug=free_slug(name, taken, 100)) for name in missing]
    model.objects.bulk_create(made)
    return found | {same_name(row.name): row for row in made}


def rows_by_name(model: type[Model]) -> dict:
    """All rows of Category or Tag by same_name; tags by the names they had before, too."""
    rows = {same_name(row.name): row for row in model.objects.all()}
    if model is not Tag:
        return rows
    return {same_name(alias.name): alias.tag for alias in TagAlias.objects.select_related("tag")} | rows


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
    return Source(authors=people(source.authors), **{name: getattr(source, name) for name in SOURCE_FIELDS})


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


def _save_articles(articles: Sequence[Article]):
    known = [article for article in articles if article.pk]
    Article.objects.bulk_create(article for article in articles if not article.pk)
    for article in known:
        article.save()


def _link_translations(pairs: Sequence[tuple[Article, ArticleContent]]):
    """Leads translations to originals that were saved together with them."""
    saved = {article.slug: article.pk for article, _ in pairs}
    waiting = [
        (article, saved[content.translation_of])
        for article, content in pairs
        if article.translation_of_id is None and content.translation_of in saved
    ]
    for article, original in waiting:
        article.translation_of_id = original
    Article.objects.bulk_update([article for article, _ in waiting], ["translation_of"])


def _replace_sections(pairs: Sequence[tuple[Article, ArticleContent]], known: Sequence[int]):
    """Writes sections over the existing ones, in order, so that what hangs on a section stays on it."""
    stored: dict[int, list[Section]] = {article.pk: [] for article, _ in pairs}
    for section in Section.objects.filter(article__in=known):
        stored[section.article_id].append(section)
    new, changed, surplus = [], [], []
    for article, content in pairs:
        rows = stored[article.pk]
        for i, section in enumerate(content.sections):
            row = rows[i] if i < len(rows) else Section(article=article)
            for name in SECTION_FIELDS:
                setattr(row, name, getattr(section, name))
            row.order, row.body = i, clean_html(section.body)
            (changed if row.pk else new).append(row)
        surplus += [row.pk for row in rows[len(content.sections) :]]
    Section.objects.bulk_create(new)
    Section.objects.bulk_update(changed, ["order", *SECTION_FIELDS])
    if surplus:
        Section.objects.filter(pk__in=surplus).delete()


def _replace(model: type[Model], link: str, known: Sequence[int], pairs, make):
    """Replaces all rows of `model` that hang on the articles, of which the `known` may have some."""
    if known:
        model.objects.filter(**{f"{link}__in": known}).delete()
    model.objects.bulk_create(row for article, content in pairs for row in make(article, content))
