"""See-also links that wait, by their title, for an article of that title."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from articles.content_checks.page import same_title
from articles.models import Act, Article, ImportRecord, SeeAlso, Status
from articles.models.chain import written_together
from articles.working_copy.contents import store_digests

BATCH = 200
# A text that somebody reads for a verdict, or that was approved or published, is not changed under them.
MAY_CHANGE = (Status.DRAFT, Status.SENT_BACK)


@written_together()
def resolve_see_also(now=None) -> list[Article]:
    """Points links without a target to the article of that title; returns the articles that changed.

    Titles are compared without case, punctuation and kind of dash; of several articles with the same
    title the oldest is taken.
    """
    waiting = list(SeeAlso.objects.filter(target=None, article__trashed_at=None).order_by("pk"))
    targets = _articles_titled({same_title(link.title) for link in waiting}) if waiting else {}
    for link in waiting:
        link.target_id = targets.get(same_title(link.title))
    found = [link for link in waiting if link.target_id not in (None, link.article_id)]
    open_articles = Article.objects.with_status().filter(status__in=MAY_CHANGE)
    changed: list[Article] = []
    for start in range(0, len(found), BATCH):
        links = found[start : start + BATCH]
        articles = open_articles.in_bulk([link.article_id for link in links])
        SeeAlso.objects.bulk_update([link for link in links if link.article_id in articles], ["target"])
        changed += articles.values()
    _note_changes(list({article.pk: article for article in changed}.values()), now or timezone.now())
    return changed


def _articles_titled(titles: Iterable[str]) -> dict[str, int]:
    """Primary keys by normalised title. An empty title matches nothing."""
    wanted = set(titles) - {""}
    rows = Article.objects.in_use().order_by("-pk").values_list("pk", "title")
    found = ((same_title(title), pk) for pk, title in rows.iterator())
    return {title: pk for title, pk in found if title in wanted}


def _note_changes(articles: list[Article], now):
    """New digests and versions; an import's record goes along, for no editor changed the text."""
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        before = {article.pk: article.digest for article in batch}
        store_digests(batch)
        Article.objects.filter(pk__in=before).update(version=F("version") + 1)
        records = list(ImportRecord.objects.filter(article__in=before))
        digests = {article.pk: article.digest for article in batch}
        untouched = [record for record in records if record.working_digest == before[record.article_id]]
        for record in untouched:
            record.working_digest = digests[record.article_id]
        ImportRecord.objects.bulk_update(untouched, ["working_digest"])
        Act.objects.bulk_create(
            Act(
                article=article,
                verb=Act.Verb.IMPORT,
                at=now,
                digest=article.digest,
                detail={"result": "see-also links found their article"},
            )
            for article in batch
        )
