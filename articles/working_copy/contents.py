"""Working copies read as ArticleContent: many at once, in a steady number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.content import (
    ArticleContent,
    FigureContent,
    OrganizationContent,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyTableContent,
    scalar_fields,
    used_keys,
)
from articles.models import (
    Article,
    ArticleAuthor,
    ArticleOrganization,
    Figure,
    Section,
    SeeAlso,
    Source,
    SurveyTable,
    TaggedArticle,
)

# The fields of a content that are columns of Article by the same name.
OWN_FIELDS = tuple(
    name for name in scalar_fields(ArticleContent) if name not in {"translation_of", "category", "schema"}
)


def read_contents(articles: Sequence[Article]) -> list[ArticleContent]:
    """The contents of saved articles, in their order, read from the database in at most 11 queries,
    however many articles there are."""
    keys = [article.pk for article in articles]
    own = ("category__name", "translation_of__slug", "aliases", "codes", *OWN_FIELDS)
    found = {row["pk"]: row for row in Article.objects.filter(pk__in=keys).order_by().values("pk", *own)}
    parts = _parts(keys)
    records = read_records(section for part in parts.values() for section in part["sections"])
    return [_content(found[key], parts[key], records) for key in keys]


@dataclass(frozen=True)
class Records:
    """Sources, survey tables and figures as they are stored, by key."""

    sources: Mapping[str, SourceContent]
    tables: Mapping[str, SurveyTableContent]
    figures: Mapping[str, FigureContent]

    def used_by(self, sections: Iterable[SectionContent]) -> dict[str, tuple]:
        """Those that sections cite or place, by the names of the fields of a content."""
        used = used_keys(sections, self.tables, self.figures)
        return {
            "sources": tuple(self.sources[key] for key in used.sources if key in self.sources),
            "survey_tables": tuple(self.tables[key] for key in used.tables if key in self.tables),
            "figures": tuple(self.figures[key] for key in used.figures if key in self.figures),
        }


def read_records(sections: Iterable[SectionContent]) -> Records:
    """What these sections cite or place, and what that cites; in at most 5 queries."""
    sections = list(sections)
    placed = used_keys(sections, {}, {})
    stored_tables = SurveyTable.objects.select_related("source").prefetch_related("columns", "rows")
    tables = _contents_by_key(stored_tables, placed.tables)
    figures = _contents_by_key(Figure.objects.all(), placed.figures)
    cited = used_keys(sections, tables, figures).sources
    return Records(_contents_by_key(Source.objects.all(), cited), tables, figures)


def _parts(keys: Sequence[int]) -> dict[int, dict[str, list]]:
    """By key of an article, what hangs on its row, by the names of the fields of a content."""
    parts: dict[int, dict[str, list]] = {
        key: {"sections": [], "tags": [], "see_also": [], "authors": [], "organizations": []} for key in keys
    }
    # Their own order would join the articles, whose titles are part of it.
    of_articles = {"article__in": keys}
    for section in Section.objects.filter(**of_articles).order_by("order", "pk"):
        parts[section.article_id]["sections"].append(section.content())
    tagged = TaggedArticle.objects.filter(content_object__in=keys)
    for key, name in tagged.values_list("content_object", "tag__name"):
        parts[key]["tags"].append(name)
    links = SeeAlso.objects.filter(**of_articles).order_by("order", "pk")
    for key, title, slug in links.values_list("article", "title", "target__slug"):
        parts[key]["see_also"].append(SeeAlsoContent(title, slug or ""))
    authors = ArticleAuthor.objects.filter(**of_articles).select_related("contributor")
    for author in authors.order_by("order", "pk"):
        parts[author.article_id]["authors"].append(author.contributor.content())
    named = ArticleOrganization.objects.filter(**of_articles).order_by("order", "pk")
    for key, slug, name in named.values_list("article", "organization__slug", "organization__name"):
        parts[key]["organizations"].append(OrganizationContent(slug, name))
    return parts


def _contents_by_key(stored: QuerySet, keys: Iterable[str]) -> dict:
    return {record.key: record.content() for record in stored.filter(key__in=list(keys))}


def _content(row: Mapping, parts: Mapping[str, list], records: Records) -> ArticleContent:
    return ArticleContent(
        **{name: row[name] for name in OWN_FIELDS},
        translation_of=row["translation_of__slug"] or "",
        category=row["category__name"] or "",
        tags=tuple(sorted(parts["tags"])),
        aliases=tuple(row["aliases"]),
        codes=tuple(row["codes"]),
        authors=tuple(parts["authors"]),
        sections=tuple(parts["sections"]),
        **records.used_by(parts["sections"]),
        see_also=tuple(parts["see_also"]),
        organizations=tuple(parts["organizations"]),
    )


def store_digests(articles: Sequence[Article]):
    """Stores the digest of each working copy as it now stands in the database."""
    for article, content in zip(articles, read_contents(articles), strict=True):
        article.digest = content.digest()
    Article.objects.bulk_update(articles, ["digest"])
