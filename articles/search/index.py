"""Writes the index: one SearchDocument for each live edition, and the words of all of them."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import F

from articles.models import Article, Edition, SearchDocument, SearchWord

from .document import all_stems, body_texts, names_of, words_of
from .words import skeleton, split, stem

# The word that every document has; its count is the number of documents.
EVERY = ""
# Any number that no other part of the site locks.
LOCK = 7_201_533
BATCH = 500


def index_edition(edition: Edition):
    """Makes the edition the one by which search finds its article. Part of the transaction around it."""
    with transaction.atomic():
        lock_index()
        before = _remove_documents(edition.article)
        document, shown = _document(edition)
        document.save(force_insert=True)
        after = all_stems(document.words) | {EVERY}
        _count(after - before, before - after, shown)


def remove_article(article: Article):
    """Search no longer finds the article."""
    with transaction.atomic():
        lock_index()
        _count(set(), _remove_documents(article), {})


def rebuild(editions: Iterable[Edition], progress=lambda number: None) -> int:
    """Writes the whole index anew from the editions; how many there were. All or none."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    number, batch = 0, []
    with transaction.atomic():
        lock_index()
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()
        for number, edition in enumerate(editions, 1):
            document, words = _document(edition)
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
    return number


def lock_index():
    """Lets one writer at a time count words. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _document(edition: Edition) -> tuple[SearchDocument, dict[str, str]]:
    """The unsaved document, and for each of its stems a word that readers know."""
    content = edition.article_content()
    words = words_of(content)
    document = SearchDocument(
        edition=edition,
        names=names_of(content),
        words=words,
        is_for_professionals=content.audience == "professionals",
    )
    headings = (section.heading for section in content.sections)
    texts = (
        content.title,
        *content.aliases,
        *content.tags,
        content.category,
        *headings,
        *body_texts(content),
    )
    shown = {stem(word): word for text in texts for word in split(text)}
    return document, shown


def _remove_documents(article: Article) -> set[str]:
    """The stems that the article had in the index."""
    documents = SearchDocument.objects.filter(edition__article=article)
    found = [all_stems(words) | {EVERY} for words in documents.values_list("words", flat=True)]
    SearchDocument.objects.filter(pk__in=list(documents.values_list("pk", flat=True))).delete()
    return set().union(*found)


def _count(added: set[str], removed: set[str], shown: dict[str, str]):
    known = set(SearchWord.objects.filter(stem__in=added).values_list("stem", flat=True))
    SearchWord.objects.filter(stem__in=known).update(documents=F("documents") + 1)
    SearchWord.objects.bulk_create(_word(word, shown, 1) for word in added - known)
    gone = SearchWord.objects.filter(stem__in=removed)
    gone.update(documents=F("documents") - 1)
    gone.filter(documents__lte=0).delete()


def _word(word: str, shown: dict[str, str], count: int) -> SearchWord:
    return SearchWord(
        stem=word,
        shown=shown.get(word, word),
        documents=count,
        head=word[:3],
        tail=word[-3:],
        skeleton=skeleton(word),
    )
