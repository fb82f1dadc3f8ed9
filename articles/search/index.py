"""Writes the index: one SearchDocument for each live edition, and the words of all of them."""

from itertools import chain

from django.db import connection, transaction

from articles.models import Article, Edition, SearchDocument

from .document import all_stems, names_of, words_of
from .page_words import PageWords
from .word_counts import NOTHING, CountedWords, count_instead

# Any number that no other part of the site locks.
LOCK = 7_201_533


def index_edition(edition: Edition, page: PageWords | None = None):
    """Makes the edition the one that search finds its article by. Part of the transaction around it. `page`
    holds its words, if they were cut already."""
    page = page or PageWords.of(edition.article_content())
    with transaction.atomic():
        lock_index()
        before = _remove_document(edition.article)
        document = document_of(edition, page)
        document.save(force_insert=True)
        count_instead(before, counted(document, page))


def remove_article(article: Article):
    """Search no longer finds the article."""
    with transaction.atomic():
        lock_index()
        count_instead(_remove_document(article), NOTHING)


def lock_index():
    """Lets one writer at a time count words. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


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


def _remove_document(article: Article) -> CountedWords:
    """Takes out the document that the article has, and says what it was counted by."""
    documents = SearchDocument.objects.filter(edition__article=article)
    document = documents.select_related("edition").defer("edition__rendered").first()
    if document is None:
        return NOTHING
    documents.delete()
    return counted(document, PageWords.of(document.edition.article_content()))
