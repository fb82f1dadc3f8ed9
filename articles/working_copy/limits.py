"""What a working copy can hold: the lengths of its texts, and how much the form of an article can send."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _

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

# By their names in a content, the parts whose texts are bounded: the model of each, and the parts in it.
PARTS: dict[str, tuple[type[Model], dict]] = {
    "sections": (Section, {}),
    "sources": (Source, {}),
    "authors": (Contributor, {}),
    "see_also": (SeeAlso, {}),
    "survey_tables": (SurveyTable, {"rows": (SurveyRow, {}), "columns": (SurveyColumn, {})}),
    "figures": (Figure, {}),
}


def refuse_long_texts(content: ArticleContent):
    """Raises ContentError, naming the place, for a text that is too long for it."""
    for model, what, value in [(Article, "", content), *_bounded_texts(content)]:
        for name, limit in _limits(model, type(value)).items():
            text = getattr(value, name)
            if len(text) > limit:
                raise ContentError(
                    _("%(what)s: at most %(limit)s characters, got %(count)s")
                    % {"what": f"{what}{name}", "limit": limit, "count": len(text)}
                )


def refuse_too_much(content: ArticleContent):
    """Raises ContentError, with the number, for a content that the form of an article could not send."""
    parts = (content.sections, content.tags, content.authors, content.see_also, content.organizations)
    count, limit = sum(map(len, parts)), settings.MAX_ARTICLE_PARTS
    if count > limit:
        raise ContentError(
            _(
                "The article has %(count)s sections, tags, authors, links and organizations; its "
                "form takes at most %(limit)s. Split the text into several articles."
            )
            % {"count": f"{count:,}", "limit": f"{limit:,}"}
        )
    # A form sends a letter in up to 9 characters; most texts are far too short to be counted so.
    bodies = [section.body for section in content.sections]
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 9 // 10
    if sum(map(len, bodies)) * 9 > limit and (size := sum(len(quote_plus(body)) for body in bodies)) > limit:
        raise ContentError(
            _(
                "The text takes %(size)s bytes in the form of an article, which sends at most "
                "%(limit)s. Split the text into several articles."
            )
            % {"size": f"{size:,}", "limit": f"{limit:,}"}
        )


@cache
def _limits(model: type[Model], kind: type) -> dict[str, int]:
    """The longest text of each field of a content's part that the model bounds."""
    limits = {item.name: item.max_length for item in model._meta.concrete_fields}
    texts = (item.name for item in fields(kind) if item.type is str)
    return {name: limits[name] for name in texts if limits.get(name)}


def _bounded_texts(whole, parts=PARTS, place: str = "") -> Iterator[tuple[type[Model], str, Any]]:
    """The model, the place and the value of each part, in the order in which they stand in a content."""
    for name, (model, inner) in parts.items():
        for i, part in enumerate(getattr(whole, name)):
            here = f"{place}{name}[{i}]."
            yield model, here, part
            yield from _bounded_texts(part, inner, here)
