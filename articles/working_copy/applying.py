"""Makes working copies equal to contents, many at once, in a steady number of queries.

Sources, survey tables, figures, contributors, organizations, categories and tags are shared by articles.
Applying a content makes those that are missing; those that exist stay as they are, since other articles rest
on them too.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from django.db import transaction
from django.db.models import Model

from articles.content import SCHEMA, ArticleContent, SectionContent
from articles.models import Article, ArticleAuthor, ArticleOrganization, Section, SeeAlso, TaggedArticle
from articles.models.article import SECTION_FIELDS
from articles.text.cleaning import clean_html
from articles.working_copy.contents import OWN_FIELDS, read_records
from articles.working_copy.limits import refuse_long_texts
from articles.working_copy.shared_rows import SharedRows, shared_rows


@transaction.atomic
def apply_contents(pairs: Sequence[tuple[Article, ArticleContent]]) -> list[Article]:
    """Makes each working copy equal to its content, new articles (no pk) included, all or none.

    Bodies are cleaned on the way. Each article gets its digest and a new version. Returns the articles.
    Raises ContentError for a text too long for its place; the message names it.
    """
    for _, content in pairs:
        refuse_long_texts(content)
    shared = shared_rows(pairs)
    kept = _as_kept(pairs, shared)
    for (article, content), as_kept in zip(pairs, kept, strict=True):
        for name in OWN_FIELDS:
            setattr(article, name, getattr(content, name))
        article.aliases = list(content.aliases)
        article.codes = list(content.codes)
        article.category = shared.category_of(content)
        article.translation_of_id = shared.targets.get(content.translation_of)
        article.digest = as_kept.digest()
        article.version += 1
    articles = [article for article, _ in pairs]
    known = [article.pk for article in articles if article.pk]
    _save_articles(articles)
    _link_translations(pairs)

    _replace_sections(list(zip(articles, kept, strict=True)), known)
    _replace(TaggedArticle, "content_object", known, pairs, lambda article, content: [
        TaggedArticle(content_object=article, tag=tag) for tag in shared.tags_of(content)
    ])  # fmt: skip
    _replace(SeeAlso, "article", known, pairs, lambda article, content: [
        SeeAlso(article=article, order=i, title=link.title, target_id=shared.targets.get(link.slug))
        for i, link in enumerate(content.see_also)
    ])  # fmt: skip
    _replace(ArticleAuthor, "article", known, pairs, lambda article, content: [
        ArticleAuthor(article=article, order=i, contributor=shared.contributors[author.key])
        for i, author in enumerate(content.authors)
    ])  # fmt: skip
    _replace(ArticleOrganization, "article", known, pairs, lambda article, content: [
        ArticleOrganization(article=article, order=i, organization=shared.organizations[named.slug])
        for i, named in enumerate(content.organizations)
    ])  # fmt: skip
    return articles


def _as_kept(pairs: Sequence[tuple[Article, ArticleContent]], shared: SharedRows) -> list[ArticleContent]:
    """The contents that the working copies will give back, in their order. One that is kept as it came is
    the same object, for its digest may be known."""
    cleaned = [_cleaned_sections(content) for _, content in pairs]
    records = read_records(chain.from_iterable(cleaned))
    saved = {content.slug: content.slug for _, content in pairs}
    kept = []
    for (_, content), sections in zip(pairs, cleaned, strict=True):
        category = shared.category_of(content)
        slug = shared.slugs.get(content.translation_of) or saved.get(content.translation_of, "")
        as_kept = replace(
            content,
            translation_of=slug,
            category=category.name if category else "",
            tags=tuple(sorted(tag.name for tag in shared.tags_of(content))),
            authors=tuple(shared.contributors[author.key].content() for author in content.authors),
            sections=sections,
            **records.used_by(sections),
            see_also=tuple(replace(link, slug=shared.slugs.get(link.slug, "")) for link in content.see_also),
            organizations=tuple(
                replace(named, name=shared.organizations[named.slug].name) for named in content.organizations
            ),
            schema=SCHEMA,
        )
        kept.append(content if as_kept == content else as_kept)
    return kept


def _cleaned_sections(content: ArticleContent) -> tuple[SectionContent, ...]:
    return tuple(replace(section, body=clean_html(section.body)) for section in content.sections)


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
            row.order = i
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
