"""Writes the index: one SearchDocument for each live edition, and the words of all of them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.db import transaction

from articles.models import Article, Edition, SearchDocument
from articles.models.turns import Turn, wait_for

from .document import all_stems, names_of, words_of
from .page_words import PageWords
from .word_counts import NOTHING, CountedWords, count_instead


def index_editions(pages: Sequence[tuple[Edition, PageWords]]):
    """Makes each edition the one that search finds its article by. Part of the transaction around it."""
    with transaction.atomic():
        lock_index()
        before = _remove_documents([edition.article_id for edition, _ in pages])
        documents = SearchDocument.objects.bulk_create(document_of(*page) for page in pages)
        for document, (edition, words) in zip(documents, pages, strict=True):
            count_instead(before.get(edition.article_id, NOTHING), counted(document, words))


def remove_article(article: Article):
    """Search no longer finds the article."""
    with transaction.atomic():
        lock_index()
        for before in _remove_documents([article.pk]).values():
            count_instead(before, NOTHING)


def lock_index():
    """Lets one writer at a time count words."""
    wait_for(Turn.INDEX)


def document_of(edition: Edition, page: PageWords) -> SearchDocument:
    """The unsaved document of an edition with these words."""
    return SearchDocument(
        edition=edition,
        names=names_of(page),
        words=words_of(page),
        is_for_professionals=edition.article_content().audience == "professionals",
    )


def counted(document: SearchDocument, page: PageWords) -> CountedWords:
    """What a document with these words is counted by."""
    words = [*page.title, *chain(*page.aliases), *page.labels, *page.headings, *page.body]
    return CountedWords.of(words, all_stems(document.words))


def _remove_documents(articles: Iterable[int]) -> Mapping[int, CountedWords]:
    """Takes out the documents that the articles have, and says by key of the article what they were counted
    by."""
    rows = SearchDocument.objects.filter(edition__article__in=articles)
    documents = list(rows.select_related("edition").defer("edition__rendered"))
    if documents:
        SearchDocument.objects.filter(pk__in=[document.pk for document in documents]).delete()
    return {
        document.edition.article_id: counted(document, PageWords.of(document.edition.article_content()))
        for document in documents
    }
