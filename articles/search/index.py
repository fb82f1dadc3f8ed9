"""Writes the index: one SearchDocument for each live edition, and the words of all of them."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import F

from articles.content import ArticleContent
from articles.models import Article, Edition, SearchDocument, SearchWord, WrittenWord

from .document import all_stems, body_texts, names_of, words_of
from .words import skeleton, split, stem

# The word that every document has; its count is the number of documents.
EVERY = ""
# Any number that no other part of the site locks.
LOCK = 7_201_533
BATCH = 500
SHORTEST_WRITTEN = 4

Words = type[SearchWord] | type[WrittenWord]


def index_edition(edition: Edition):
    """Makes the edition the one that search finds its article by. Part of the transaction around it."""
    with transaction.atomic():
        lock_index()
        before, written_before = _remove_documents(edition.article)
        document, shown, written = _document(edition)
        document.save(force_insert=True)
        after = all_stems(document.words) | {EVERY}
        _count_more(SearchWord, after - before, lambda word: _word(word, shown, 1))
        _count_fewer(SearchWord, before - after)
        _count_more(WrittenWord, written - written_before, _written_word)
        _count_fewer(WrittenWord, written_before - written)


def remove_article(article: Article):
    """Search no longer finds the article."""
    with transaction.atomic():
        lock_index()
        stems, written = _remove_documents(article)
        _count_fewer(SearchWord, stems)
        _count_fewer(WrittenWord, written)


def rebuild(editions: Iterable[Edition], progress=lambda number: None) -> int:
    """Writes the whole index anew from the editions; how many there were. All or none."""
    counts: Counter[str] = Counter()
    written_counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    number, batch = 0, []
    with transaction.atomic():
        lock_index()
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()
        WrittenWord.objects.all().delete()
        for number, edition in enumerate(editions, 1):
            document, words, written = _document(edition)
            written_counts.update(written)
            batch.append(document)
            counts.update(all_stems(document.words) | {EVERY})
            for word, form in words.items():
                shown.setdefault(word, form)
            if len(batch) == BATCH:
                SearchDocument.objects.bulk_create(batch)
                batch = []
                progress(number)
        SearchDocument.objects.bulk_create(batch)
        SearchWord.objects.bulk_create(
            (_word(word, shown, count) for word, count in counts.items()), batch_size=BATCH
        )
        WrittenWord.objects.bulk_create(
            (_written_word(word, count) for word, count in written_counts.items()), batch_size=BATCH
        )
    return number


def lock_index():
    """Lets one writer at a time count words. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _document(edition: Edition) -> tuple[SearchDocument, dict[str, str], set[str]]:
    """The unsaved document, for each of its stems a word that readers know, and its words as written."""
    content = edition.article_content()
    document = SearchDocument(
        edition=edition,
        names=names_of(content),
        words=words_of(content),
        is_for_professionals=content.audience == "professionals",
    )
    words = _words_in(content)
    return document, {stem(word): word for word in words}, _written(words)


def _words_in(content: ArticleContent) -> list[str]:
    """The folded words of a page in order, with repeats."""
    headings = (section.heading for section in content.sections)
    texts = (
        content.title,
        *content.aliases,
        *content.tags,
        content.category,
        *headings,
        *body_texts(content),
    )
    return [word for text in texts for word in split(text)]


def _written(words: Iterable[str]) -> set[str]:
    """The words that a misspelling can be compared with."""
    return {word for word in words if len(word) >= SHORTEST_WRITTEN and word.isalpha()}


def _remove_documents(article: Article) -> tuple[set[str], set[str]]:
    """The stems, and the words as written, that the article had in the index."""
    documents = list(SearchDocument.objects.filter(edition__article=article).select_related("edition"))
    stems = [all_stems(document.words) | {EVERY} for document in documents]
    written = [_written(_words_in(document.edition.article_content())) for document in documents]
    SearchDocument.objects.filter(pk__in=[document.pk for document in documents]).delete()
    return set().union(*stems), set().union(*written)


def _count_more(kind: Words, added: set[str], row: Callable):
    """One document more for each of the words. `row` makes an unsaved row."""
    known = set(kind.objects.filter(pk__in=added).values_list("pk", flat=True))
    kind.objects.filter(pk__in=known).update(documents=F("documents") + 1)
    kind.objects.bulk_create(row(word) for word in added - known)


def _count_fewer(kind: Words, removed: set[str]):
    """One document fewer for each of the words."""
    gone = kind.objects.filter(pk__in=removed)
    gone.update(documents=F("documents") - 1)
    gone.filter(documents__lte=0).delete()


def _word(word: str, shown: dict[str, str], count: int) -> SearchWord:
    return SearchWord(stem=word, shown=shown.get(word, word), documents=count)


def _written_word(word: str, count: int = 1) -> WrittenWord:
    return WrittenWord(word=word, documents=count, head=word[:2], tail=word[-2:], skeleton=skeleton(word))
