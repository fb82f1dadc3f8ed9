"""The rows that readers find a live edition by, and the redirects from old addresses.

Publishing and withdrawing write them in their own transaction, and nobody else does.
"""

from django.contrib.redirects.models import Redirect

from articles import related, search
from articles.editions import drawn_page
from articles.editions.cited_sources import cited_rows
from articles.editions.translations import original_of
from articles.models import (
    Article,
    CitedSource,
    Edition,
    LiveEdition,
    PlacedPicture,
    TaggedArticle,
    TaggedEdition,
)
from articles.publishing.list_counts import lists_of, lists_with, note_change
from articles.publishing.live_row import live_row
from articles.publishing.placed_surveys import place_surveys, renew_newest, take_surveys_away
from articles.publishing.redirects import redirect
from articles.publishing.retractions import notice_above
from articles.search.page_words import PageWords


def show(edition: Edition):
    """Makes the edition the one that readers see and find, in place of the one before."""
    article = edition.article
    listed = lists_of(article)
    cited = cited_rows(edition)
    notice, retracted = notice_above(edition, {row.key: row.known_status for row in cited})
    placed_before = _clear(article) if listed else []
    fields = {
        **live_row(edition),
        "notice": notice,
        "retracted_sources": retracted,
        "translation_of": original_of(article),
    }
    live = LiveEdition(article=article, **fields)
    LiveEdition.objects.bulk_create(
        [live], update_conflicts=True, unique_fields=["article"], update_fields=list(fields)
    )
    tags = list(TaggedArticle.objects.filter(content_object=article).values_list("tag", flat=True))
    TaggedEdition.objects.bulk_create(tagged(live, tag) for tag in tags)
    note_change(listed, lists_with(live, tags))
    place_surveys(edition, placed_before)
    # These stay with the edition, since readers may read old ones: one that comes back has them already.
    PlacedPicture.objects.bulk_create(
        [
            PlacedPicture(edition=edition, digest=digest)
            for digest in dict.fromkeys(
                file.digest for figure in edition.article_content().figures for file in figure.files
            )
        ],
        ignore_conflicts=True,
    )
    CitedSource.objects.bulk_create(cited)
    words = PageWords.of(edition.article_content())
    search.index_edition(edition, words)
    related.update_related(edition, words)
    drawn_page.keep_new(edition, live)


def hide(article: Article):
    """Takes the article from readers: the live edition and every row that it was found by."""
    listed = lists_of(article)
    placed_before = _clear(article)
    LiveEdition.objects.filter(article=article).delete()
    renew_newest(placed_before)
    note_change(listed, set())
    search.remove_article(article)
    related.remove_related(article)


def tagged(live: LiveEdition, tag: int) -> TaggedEdition:
    """The row by which readers find a live edition under the tag with this key."""
    return TaggedEdition(
        edition_id=live.edition_id, tag_id=tag, list_language=live.list_language, title_key=live.title_key
    )


def _clear(article: Article) -> list[str]:
    """Takes the rows away, and gives the keys of the survey tables among them."""
    TaggedEdition.objects.filter(edition__article=article).delete()
    CitedSource.objects.filter(edition__article=article).delete()
    return take_surveys_away(article)


def redirect_old_address(before: Edition | None, edition: Edition):
    """Leads readers from the address of the edition before, and from those that led there, to this one."""
    address = edition.get_absolute_url()
    Redirect.objects.filter(old_path=address).delete()
    if before is None or before.slug == edition.slug:
        return
    redirect(before.get_absolute_url(), address)
