"""What a text is like at a glance: its outline, its length, its reading level and the words it may link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.content import ArticleContent
from articles.content_checks.page import page_of_content
from articles.content_checks.reading_level import flesch_kincaid_grade, words_of
from articles.content_checks.sentences import without_marks
from articles.rendering.terms import GlossaryTerm, term_finder


@dataclass(frozen=True)
class SectionMeasure:
    """`words` counts paragraphs and list items, as the checks count them."""

    index: int
    heading: str
    level: int
    words: int


@dataclass(frozen=True)
class TextMeasures:
    """`grade` is the Flesch-Kincaid grade of the whole text, None if the text is empty or not English.
    `terms` are the names of the glossary's terms that it uses, in alphabetical order."""

    sections: tuple[SectionMeasure, ...]
    words: int
    grade: float | None
    terms: tuple[str, ...]


def measure(
    content: ArticleContent, terms: Sequence[GlossaryTerm], discounted: frozenset[str]
) -> TextMeasures:
    """Measures a content. In the grade the `discounted` words, without capitals, count as short ones."""
    prose = [[without_marks(text) for text in each.prose] for each in page_of_content(content).sections]
    sections = tuple(
        SectionMeasure(i, section.heading, section.level, sum(len(words_of(text)) for text in texts))
        for i, (section, texts) in enumerate(zip(content.sections, prose, strict=True))
    )
    texts = [text for texts in prose for text in texts]
    words = sum(section.words for section in sections)
    has_grade = words and content.language.startswith("en")
    grade = flesch_kincaid_grade(texts, discounted) if has_grade else None
    return TextMeasures(sections, words, grade, _used_terms(texts, terms))


def discounted_words(terms: Iterable[GlossaryTerm]) -> frozenset[str]:
    """The glossary's words, without capitals: readers can look them up."""
    return frozenset(name.casefold() for term in terms for name in (term.name, *term.words))


def _used_terms(texts: Iterable[str], terms: Sequence[GlossaryTerm]) -> tuple[str, ...]:
    finder = term_finder(tuple(terms))
    used = {slug for text in texts for _start, _end, slug in finder.find(text)}
    return tuple(sorted((finder.terms[slug].name for slug in used), key=str.casefold))
