"""The rows that readers find a live edition by, and the redirects from old addresses.

Publishing and withdrawing write them in their own transaction, and nobody else does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.contrib.redirects.models import Redirect

from articles import related, search
from articles.editions.cited_sources import cited_rows
from articles.editions.translations import original_of
from articles.models import (
    Article,
    CitedSource,
    Edition,
    ImportRecord,
    LiveEdition,
    PlacedPicture,
    TaggedArticle,
    TaggedEdition,
)
from articles.publishing.list_counts import lists_of, lists_with, note_changes
from articles.publishing.live_row import live_row
from articles.publishing.other_names import write_names
from articles.publishing.placed_surveys import place_surveys
from articles.publishing.redirects import redirect, take_over
from articles.publishing.retractions import notice_above, sources_by_key
from articles.search.page_words import PageWords


def show(editions: Sequence[Edition]):
    """Makes each edition the one that readers see and find, in place of the one of its article before. They
    are of different articles."""
    articles = [edition.article for edition in editions]
    listed = lists_of(articles)
    cited = cited_rows(editions)
    shown_before = [article for article in articles if article.pk in listed]
    _clear(shown_before)
    lives = _make_live(editions, cited)
    tags = _tag(lives)
    letters = write_names(lives)
    place_surveys(shown_before, lives)
    # These stay with the edition, since readers may read old ones: one that comes back has them already.
    PlacedPicture.objects.bulk_create(
        (
            PlacedPicture(edition=edition, digest=digest)
            for edition in editions
            for digest in dict.fromkeys(
                file.digest for figure in edition.article_content().figures for file in figure.files
            )
        ),
        ignore_conflicts=True,
    )
    CitedSource.objects.bulk_create(row for rows in cited.values() for row in rows)
    pages = [(edition, PageWords.of(edition.article_content())) for edition in editions]
    search.index_editions(pages)
    related.update_related(pages)
    # After the comparison, which adds the pages to the counts of those before.
    note_changes(
        (listed.get(live.pk, set()), lists_with(live, tags[live.pk], letters[live.pk])) for live in lives
    )


def _make_live(editions: Sequence[Edition], cited: Mapping[int, list[CitedSource]]) -> list[LiveEdition]:
    sources = sources_by_key({row.key for rows in cited.values() for row in rows})
    lives = []
    for edition in editions:
        known = {row.key: row.known_status for row in cited[edition.pk]}
        notice, retracted = notice_above(edition, known, sources)
        fields = {
            **live_row(edition),
            "notice": notice,
            "retracted_sources": retracted,
            "translation_of": original_of(edition.article),
        }
        lives.append(LiveEdition(article=edition.article, **fields))
    return LiveEdition.objects.bulk_create(
        lives, update_conflicts=True, unique_fields=["article"], update_fields=list(fields)
    )


def _tag(lives: Sequence[LiveEdition]) -> dict[int, list[int]]:
    """Has readers find the live editions under the tags of their articles. Gives the keys of these by the key
    of the article."""
    tags: dict[int, list[int]] = defaultdict(list)
    rows = TaggedArticle.objects.filter(content_object__in=[live.pk for live in lives])
    for article, tag in rows.values_list("content_object", "tag"):
        tags[article].append(tag)
    TaggedEdition.objects.bulk_create(tagged(live, tag) for live in lives for tag in tags[live.pk])
    return tags


def hide(article: Article):
    """Takes the article from readers: the live edition and every row that it was found by."""
    listed = lists_of([article])
    _clear([article])
    LiveEdition.objects.filter(article=article).delete()
    place_surveys([article], [])
    note_changes((lists, set()) for lists in listed.values())
    search.remove_article(article)
    related.remove_related(article)


def tagged(live: LiveEdition, tag: int) -> TaggedEdition:
    """The row by which readers find a live edition under the tag with this key."""
    return TaggedEdition(
        edition_id=live.edition_id, tag_id=tag, list_language=live.list_language, title_key=live.title_key
    )


def _clear(articles: Sequence[Article]):
    """Takes rows away that readers found the articles by."""
    if not articles:
        return
    TaggedEdition.objects.filter(edition__article__in=articles).delete()
    CitedSource.objects.filter(edition__article__in=articles).delete()


def redirect_old_addresses(moves: Iterable[tuple[Edition | None, Edition]]):
    """Leads readers from the address of each edition before, and those that led there, to the new one; to a
    first edition, from where its text stood on an older site."""
    pairs = list(moves)
    Redirect.objects.filter(old_path__in=[edition.get_absolute_url() for _, edition in pairs]).delete()
    for before, edition in pairs:
        if before and before.slug != edition.slug:
            redirect(before.get_absolute_url(), edition.get_absolute_url())
    first = {edition.article_id: edition for before, edition in pairs if before is None}
    records = ImportRecord.objects.filter(article__in=first) if first else ImportRecord.objects.none()
    for article, addresses in records.values_list("article", "old_addresses"):
        take_over(addresses, first[article].get_absolute_url())
