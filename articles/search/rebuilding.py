"""Writes the whole index anew beside the running site: in place, in batches, each in its own transaction.

Readers search all the while, and never find less. Words are counted in memory, as documents are written; at
the end, in one short transaction, what was published or withdrawn meanwhile is set off, and the counts are
written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field

from django.db import transaction

from articles.models import Edition, LiveEdition, SearchDocument, UnfinishedRebuild

from .index import counted, document_of, lock_index
from .page_words import PageWords
from .word_counts import CountedWords, one_of_keys, write_stems, write_written

NAME = "search"
BATCH = 100
# The counts of a big site take some megabytes, so they aren't kept after each batch.
BATCHES_BETWEEN_NOTES = 10

Progress = Callable[[int, int], object]


@dataclass
class Counts:
    """The words of the documents up to the edition with the key `after`, whose keys are in `editions`."""

    after: int = 0
    editions: set[int] = field(default_factory=set)
    stems: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    shown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def resumed(cls) -> "Counts":
        """Those of the run before, if it stopped on the way."""
        run = UnfinishedRebuild.objects.filter(name=NAME).first()
        if run is None:
            return cls()
        state = run.state
        return cls(
            state["after"],
            set(state["editions"]),
            Counter(state["stems"]),
            Counter(state["written"]),
            state["shown"],
        )

    def note(self):
        state = {
            "after": self.after,
            "editions": sorted(self.editions),
            "stems": self.stems,
            "written": self.written,
            "shown": self.shown,
        }
        UnfinishedRebuild.objects.update_or_create(name=NAME, defaults={"state": state})

    def add(self, edition: int, words: CountedWords):
        self.editions.add(edition)
        self.stems.update(words.shown.keys())
        self.written.update(words.written)
        for stem, word in words.shown.items():
            self.shown.setdefault(stem, word)

    def take_off(self, edition: int, words: CountedWords):
        self.editions.remove(edition)
        self.stems.subtract(words.shown.keys())
        self.written.subtract(words.written)


def rebuild(progress: Progress = lambda done, total: None, *, from_start: bool = False) -> int:
    """Writes the document of each live edition and counts all words; how many documents there are.

    It goes on where the run before stopped, or starts again with `from_start`. `progress` gets the number of
    editions that are done, and of all.
    """
    if from_start:
        UnfinishedRebuild.objects.filter(name=NAME).delete()
    counts = Counts.resumed()
    total = LiveEdition.objects.count()
    for number, editions in enumerate(live_editions(counts.after, BATCH), 1):
        _write(editions, counts)
        if number % BATCHES_BETWEEN_NOTES == 0:
            counts.note()
        progress(len(counts.editions), max(total, len(counts.editions)))
    return _settle(counts)


def live_editions(after: int, size: int) -> Iterator[list[Edition]]:
    """The live editions with a key above `after`, in the order of keys, `size` at a time."""
    while batch := list(Edition.objects.live().defer("rendered").filter(pk__gt=after).order_by("pk")[:size]):
        after = batch[-1].pk
        yield batch


def _write(editions: list[Edition], counts: Counts):
    """Writes those of the documents that aren't as they should be, and counts the words of all."""
    made = {}
    for edition in editions:
        page = PageWords.of(edition.article_content())
        document = document_of(edition, page)
        made[edition.pk] = document, counted(document, page)
    with transaction.atomic():
        lock_index()
        live = set(LiveEdition.objects.filter(edition__in=made).values_list("edition", flat=True))
        stored = SearchDocument.objects.in_bulk(list(live))
        changed = [
            document
            for pk, (document, _) in made.items()
            if pk in live and not (pk in stored and stored[pk].says(document))
        ]
        SearchDocument.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["edition"],
            update_fields=["names", "words", "is_for_professionals"],
        )
    for pk in sorted(live):
        counts.add(pk, made[pk][1])
    counts.after = editions[-1].pk


def _settle(counts: Counts) -> int:
    """Sets off what was published and withdrawn on the way, and writes the counts. What isn't live goes."""
    with transaction.atomic():
        lock_index()
        SearchDocument.objects.filter(edition__live__isnull=True).delete()
        found = set(SearchDocument.objects.values_list("pk", flat=True))
        for pk, words in _counted(found - counts.editions):
            counts.add(pk, words)
        for pk, words in _counted(counts.editions - found):
            counts.take_off(pk, words)
        write_stems(counts.stems, counts.shown)
        write_written(counts.written)
        UnfinishedRebuild.objects.filter(name=NAME).delete()
    return len(found)


def _counted(editions: Set[int]) -> Iterable[tuple[int, CountedWords]]:
    """What editions are counted by. They never change, so this also tells it of those that are gone."""
    for edition in Edition.objects.filter(pk__in=one_of_keys(editions)).defer("rendered"):
        page = PageWords.of(edition.article_content())
        yield edition.pk, counted(document_of(edition, page), page)
