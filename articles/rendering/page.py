"""render_article: everything of a page that is drawn from a content."""

import math
from collections.abc import Iterable

from django.conf import settings

from articles.content import ArticleContent, SectionContent
from articles.content.anchors import free_anchor
from articles.content.plain_text import count_words, plain_text
from cancerinfo.web.languages import labels_in

from .bodies import BodyRenderer
from .citations import Citations
from .reading_order import in_reading_order
from .rendered import RenderedArticle, RenderedHeading, RenderedSection, RenderedTerm, safe
from .surveys import render_survey
from .terms import GlossaryTerm, term_finder

WORDS_A_MINUTE = 200


def render_article(content: ArticleContent, terms: Iterable[GlossaryTerm] = ()) -> RenderedArticle:
    """The page of `content`, with labels in its language, and with the glossary `terms` that it uses if it is
    in the language of the glossary. Raises nothing: what is missing is shown as missing, for previews."""
    with labels_in(content.language):
        return _draw(content, terms if _is_in_language_of_glossary(content) else ())


def _is_in_language_of_glossary(content: ArticleContent) -> bool:
    return content.language.partition("-")[0] == settings.LANGUAGE_CODE


def _draw(content: ArticleContent, terms: Iterable[GlossaryTerm]) -> RenderedArticle:
    citations = Citations(content.sources)
    renderer = BodyRenderer(citations, content.survey_tables, content.figures, term_finder(tuple(terms)))
    sections = tuple(_sections(in_reading_order(content.sections), renderer))
    words = _count_words(content)
    return RenderedArticle(
        contents=tuple(RenderedHeading(s.anchor, s.heading, s.level) for s in sections if s.heading),
        sections=sections,
        sources=citations.sources(),
        surveys=tuple(render_survey(renderer.tables[key], content.sources) for key in renderer.drawn),
        terms=tuple(_term(renderer.finder.terms[slug]) for slug in renderer.used_terms),
        missing=tuple(_missing(renderer)),
        words=words,
        minutes=max(1, math.ceil(words / WORDS_A_MINUTE)),
    )


def _sections(sections: Iterable[SectionContent], renderer: BodyRenderer) -> Iterable[RenderedSection]:
    """No level is skipped: a level 3 follows a level 2, and headings in a body are one below the last one."""
    taken: dict[str, int] = {}
    level = 1
    for section in sections:
        heading = section.heading.strip()
        if heading:
            level = min(section.level, level + 1)
        yield RenderedSection(
            anchor=free_anchor(heading, taken) if heading else "",
            heading=heading,
            level=max(level, 2),
            purpose=section.purpose,
            urgency=section.urgency,
            html=safe(renderer.render(section.body, level)),
        )


def _term(term: GlossaryTerm) -> RenderedTerm:
    return RenderedTerm(term.slug, f"term-{term.slug}", term.name, term.definition)


def _missing(renderer: BodyRenderer) -> list[str]:
    missing = [f"source: {key}" for key in renderer.citations.missing]
    missing += [f"survey table: {key}" for key in renderer.missing_tables]
    missing += [f"figure: {key}" for key in renderer.missing_figures]
    return list(dict.fromkeys(missing))


def _count_words(content: ArticleContent) -> int:
    """Those of the main message, the headings and the bodies."""
    texts = [content.main_message]
    for section in content.sections:
        texts += [section.heading, plain_text(section.body)]
    return sum(count_words(text) for text in texts)
