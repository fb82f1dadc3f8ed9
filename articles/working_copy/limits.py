"""What a working copy can hold: the lengths of its texts, and how much the form of an article can send."""

from dataclasses import fields
from functools import cache
from urllib.parse import quote_plus

from django.conf import settings
from django.db.models import Model

from articles.content import ArticleContent, ContentError
from articles.models import (
    Article,
    Contributor,
    Figure,
    Section,
    SeeAlso,
    Source,
    SurveyColumn,
    SurveyRow,
    SurveyTable,
)


def refuse_long_texts(content: ArticleContent):
    """Raises ContentError, naming the place, for a text that is too long for it."""
    for model, what, value in _bounded_texts(content):
        for name, limit in _limits(model, type(value)).items():
            text = getattr(value, name)
            if len(text) > limit:
                raise ContentError(f"{what}{name}: at most {limit} characters, got {len(text)}")


def refuse_too_much(content: ArticleContent):
    """Raises ContentError, with the number, for a content that the form of an article could not send."""
    parts = (content.sections, content.tags, content.authors, content.see_also, content.organizations)
    count, limit = sum(map(len, parts)), settings.MAX_ARTICLE_PARTS
    if count > limit:
        raise ContentError(
            f"The article has {count:,} sections, tags, authors, links and organizations; its form takes at "
            f"most {limit:,}. Split the text into several articles."
        )
    # A form sends a letter in up to 9 characters; most texts are far too short to be counted so.
    bodies = [section.body for section in content.sections]
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 9 // 10
    if sum(map(len, bodies)) * 9 > limit and (size := sum(len(quote_plus(body)) for body in bodies)) > limit:
        raise ContentError(
            f"The text takes {size:,} bytes in the form of an article, which sends at most {limit:,}. Split "
            "the text into several articles."
        )


@cache
def _limits(model: type[Model], kind: type) -> dict[str, int]:
    """The longest text of each field of a content's part that the model bounds."""
    limits = {item.name: item.max_length for item in model._meta.concrete_fields}
    texts = (item.name for item in fields(kind) if item.type is str)
    return {name: limits[name] for name in texts if limits.get(name)}


def _bounded_texts(content):
    yield Article, "", content
    for i, section in enumerate(content.sections):
        yield Section, f"sections[{i}].", section
    for i, source in enumerate(content.sources):
        yield Source, f"sources[{i}].", source
    for i, author in enumerate(content.authors):
        yield Contributor, f"authors[{i}].", author
    for i, link in enumerate(content.see_also):
        yield SeeAlso, f"see_also[{i}].", link
    for i, table in enumerate(content.survey_tables):
        yield SurveyTable, f"survey_tables[{i}].", table
        for j, row in enumerate(table.rows):
            yield SurveyRow, f"survey_tables[{i}].rows[{j}].", row
        for j, column in enumerate(table.columns):
            yield SurveyColumn, f"survey_tables[{i}].columns[{j}].", column
    for i, figure in enumerate(content.figures):
        yield Figure, f"figures[{i}].", figure
