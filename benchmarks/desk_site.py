"""Fills a scratch database with the demo and as many more articles as a desk shall have. For benchmarks only.

The articles of the demo are whole. The others are rows for lists, past the acts and without links in the
chain: a short section each; of a hundred 90 live, one of them edited since, two in review, the rest drafts.
For ten articles there is one tag, source, organization and contributor more.
"""

import hashlib
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.content import ArticleContent, SectionContent

BATCH = 2000
SECTION = SectionContent("What it is", purpose="overview", body=f"<p>{'Words of a page. ' * 60}</p>")


def fill(start: int, end: int):
    """Adds the articles from number `start` to `end`."""
    for first in range(start, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        with transaction.atomic():
            _add_records([number // 10 for number in numbers if number % 10 == 0])
            _add_articles(numbers)


def _add_records(numbers: list[int]):
    from articles.models import Contributor, Source, Tag
    from resources.models import Organization

    Tag.objects.bulk_create(Tag(name=f"Filler tag {n}", slug=f"filler-tag-{n}") for n in numbers)
    Source.objects.bulk_create(Source(key=f"filler-{n}", title=f"Filler source {n}") for n in numbers)
    Organization.objects.bulk_create(
        Organization(slug=f"filler-{n}", name=f"Filler house {n}") for n in numbers
    )
    Contributor.objects.bulk_create(
        Contributor(key=f"filler-{n}", name=f"Filler Person {n}") for n in numbers
    )


def _add_articles(numbers: range):
    from django.contrib.auth import get_user_model

    from articles.models import Article, Category, ReviewRequest, Section

    user, category = get_user_model().objects.get(username="benchmark"), Category.objects.order_by("pk")[0]
    articles = [
        Article(
            title=f"{_scattered(number)} and what to know of it",
            slug=f"filler-{number}",
            category=category,
            owner=user,
        )
        for number in numbers
    ]
    contents = [_content(each) for each in articles]
    for article, content in zip(articles, contents, strict=True):
        article.digest = content.digest()
    Article.objects.bulk_create(articles)
    Section.objects.bulk_create(Section(article=each, **asdict(SECTION)) for each in articles)
    numbered = list(zip(numbers, articles, contents, strict=True))
    ReviewRequest.objects.bulk_create(
        ReviewRequest(article=each, digest=each.digest, requested_by=user, requested_at=timezone.now())
        for number, each, _ in numbered
        if number % 100 in {90, 91}
    )
    _publish([(each, content) for number, each, content in numbered if number % 100 < 90], user)
    edited = [each for number, each, _ in numbered if number % 100 == 0]
    for each in edited:
        each.summary = "It was edited since."
        each.digest = _content(each).digest()
    Article.objects.bulk_update(edited, ["summary", "digest"], batch_size=500)


def _publish(pairs: list, user):
    from articles.models import Contributor, Edition, LiveEdition, SignOff
    from articles.publishing.live_row import live_row

    now, reviewer = timezone.now(), Contributor.objects.order_by("pk")[0]
    sign_offs = SignOff._base_manager.bulk_create(
        SignOff(
            article=each, digest=each.digest, content=content.to_dict(), page_digest="0" * 64,
            verdict="approved", contributor=reviewer, user=user, reviewer={"name": reviewer.name}, terms={},
            waivers=[], signed_at=now,
        )
        for each, content in pairs
    )  # fmt: skip
    editions = Edition._base_manager.bulk_create(
        Edition(
            article=each, number=1, slug=each.slug, title=each.title, language="en", category=each.category,
            content=content.to_dict(), digest=each.digest, rendered={}, rendered_digest="", change="first",
            sign_off=sign_off, reviewed_on=now.date(), next_review_on=now.date() + timedelta(days=700),
            published_at=now, published_by=user,
        )
        for (each, content), sign_off in zip(pairs, sign_offs, strict=True)
    )  # fmt: skip
    LiveEdition.objects.bulk_create(
        LiveEdition(article=edition.article, **live_row(edition)) for edition in editions
    )


def _content(article) -> ArticleContent:
    return ArticleContent(
        article.title,
        article.slug,
        summary=article.summary,
        category=article.category.name,
        sections=(SECTION,),
    )


def _scattered(number: int) -> str:
    """A word that says nothing of the number, so that titles stand in another order."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:6].capitalize()
