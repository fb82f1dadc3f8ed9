"""The texts that rows propose, one function a kind."""

from collections.abc import Iterable

from articles.content.identifiers import doi_address
from articles.content.records import (
    CategoryText,
    PageText,
    SurveyText,
    SynonymText,
    TagText,
    TermText,
    WithdrawalText,
)
from articles.content.translation import translations_text
from articles.models import Category, FixedPage, Source, SurveyTable, Tag, WithdrawalWords
from cancerinfo.web.addresses import is_web_address
from resources.models import Term


def tag_text(tag: Tag) -> TagText:
    translations = translations_text(tag.translations)
    return TagText(tag.slug, tag.name, tag.description, translations, tuple(tag.synonyms))


def category_text(category: Category) -> CategoryText:
    return CategoryText(
        category.slug, category.name, category.description, translations_text(category.translations)
    )


def with_sources(terms: Iterable[Term]) -> list[Term]:
    """The terms, each with what `term_text` says of its source; one query for all of them."""
    found = list(terms)
    sources = Source.objects.in_bulk({term.source_key for term in found} - {""}, field_name="key")
    for term in found:
        term.source = sources.get(term.source_key)
    return found


def term_text(term: Term) -> TermText:
    source = term.source if "source" in vars(term) else Source.objects.filter(key=term.source_key).first()
    words = sorted((word.text, word.kind) for word in term.synonyms.all())
    return TermText(
        slug=term.slug,
        name=term.name,
        kind=term.kind,
        definition=term.definition,
        synonyms=tuple(SynonymText(text, kind) for text, kind in words),
        source_key=term.source_key,
        source_title=source.title if source else "",
        source_address=_address(source) if source else "",
        is_listed=term.is_listed,
        translations=translations_text(term.translations),
        codes=tuple(term.codes),
    )


def withdrawal_text(words: WithdrawalWords) -> WithdrawalText:
    return WithdrawalText(words.withdrawal.edition.title, words.text)


def survey_text(table: SurveyTable) -> SurveyText:
    return SurveyText(table.key, table.title, translations_text(table.translations))


def page_text(page: FixedPage) -> PageText:
    return PageText(page.slug, page.language, page.title, page.description, page.body)


def _address(source: Source) -> str:
    """Where a reader finds the publication, or nothing."""
    if source.doi:
        return doi_address(source.doi)
    return source.url if is_web_address(source.url) else ""
