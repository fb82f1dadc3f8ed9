"""The rows that readers find a live edition by, and the redirects from old addresses.

Publishing and withdrawing write them in their own transaction, and nobody else does.
"""

from django.contrib.redirects.models import Redirect

from articles import related, search
from articles.editions.cited_sources import cited_rows
from articles.editions.translations import original_of
from articles.models import Article, CitedSource, Edition, LiveEdition, PlacedSurvey, Tag, TaggedEdition
from articles.publishing.redirects import redirect
from articles.publishing.retractions import renew_notice
from articles.search.page_words import PageWords


def show(edition: Edition):
    """Makes the edition the one that readers see and find, in place of the one before."""
    article = edition.article
    cited = cited_rows(edition)
    _clear(article)
    LiveEdition.objects.update_or_create(
        article=article,
        defaults={
            "edition": edition,
            "slug": edition.slug,
            "notice": "",
            "is_demonstration": edition.is_demonstration,
            "is_in_question": edition.review.is_disowned,
            "translation_of": original_of(article),
        },
    )
    tags = Tag.objects.filter(tagged_articles__content_object=article)
    TaggedEdition.objects.bulk_create(TaggedEdition(edition=edition, tag=tag) for tag in tags)
    PlacedSurvey.objects.bulk_create(
        PlacedSurvey(edition=edition, key=table.key, title=table.title, is_unverified=table.is_unverified)
        for table in edition.article_content().survey_tables
    )
    CitedSource.objects.bulk_create(cited)
    renew_notice(article)
    words = PageWords.of(edition.article_content())
    search.index_edition(edition, words)
    related.update_related(edition, words)


def hide(article: Article):
    """Takes the article from readers: the live edition and every row that it was found by."""
    _clear(article)
    LiveEdition.objects.filter(article=article).delete()
    search.remove_article(article)
    related.remove_related(article)


def _clear(article: Article):
    TaggedEdition.objects.filter(edition__article=article).delete()
    PlacedSurvey.objects.filter(edition__article=article).delete()
    CitedSource.objects.filter(edition__article=article).delete()


def redirect_old_address(before: Edition | None, edition: Edition):
    """Leads readers from the address of the edition before, and from those that led there, to this one."""
    address = edition.get_absolute_url()
    Redirect.objects.filter(old_path=address).delete()
    if before is None or before.slug == edition.slug:
        return
    redirect(before.get_absolute_url(), address)
