"""Fills a scratch database with live editions, in bulk and past the acts. For benchmarks only.

The editions are copies of the contents without a real sign-off; nothing but a benchmark may do this.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

import django

BATCH = 200


@contextmanager
def scratch_database() -> Iterator[None]:
    """A new, empty database next to the one of DATABASE_URL; it goes with the block."""
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    # With DEBUG every query is kept, which is not what is to be measured.
    settings.DEBUG = False
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def read_corpus(path: Path) -> Iterator:
    """(id, ArticleContent) of the records of a collection, with a slug that is unique in it."""
    from articles.importing.formats import read_texts
    from articles.importing.texts import BadRecord

    with path.open("rb") as stream:
        for record in read_texts(path.name, stream):
            if isinstance(record, BadRecord):
                sys.exit(str(record))
            identity = record.identity.removeprefix("id:")
            yield identity, replace(record.content, slug=identity.lower().replace("_", "-"))


def publish_in_bulk(contents: Iterable) -> list[int]:
    """Primary keys of the live editions made of the contents, in their order. Index rows for tags are
    written; search and related rows are not."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from articles.models import Contributor

    user, _ = get_user_model().objects.get_or_create(username="benchmark")
    reviewer, _ = Contributor.objects.get_or_create(key="benchmark", defaults={"name": "Benchmark"})
    contents, keys = iter(contents), []
    while batch := list(islice(contents, BATCH)):
        with transaction.atomic():
            keys += _publish(batch, user, reviewer)
    return keys


def _publish(contents: Sequence, user, reviewer) -> list[int]:
    from django.utils import timezone

    from articles.models import Article, Edition, LiveEdition, SignOff
    from articles.publishing.live_row import live_row
    from articles.working_copy.applying import apply_contents

    now = timezone.now()
    articles = apply_contents([(Article(), content) for content in contents])
    sign_offs = SignOff.objects.bulk_create(
        SignOff(
            article=article, digest=article.digest, content={}, verdict="approved", contributor=reviewer,
            reviewer={}, signed_at=now,
        )
        for article in articles
    )  # fmt: skip
    editions = Edition.objects.bulk_create(
        Edition(
            article=article, number=1, slug=article.slug, title=article.title, language="en",
            summary=article.summary, category=article.category, content=content.to_dict(),
            digest=article.digest, rendered={}, rendered_digest="", change="first", sign_off=sign_off,
            reviewed_on=now.date(), next_review_on=now.date() + timedelta(days=700), published_at=now,
            published_by=user,
        )
        for article, content, sign_off in zip(articles, contents, sign_offs, strict=True)
    )  # fmt: skip
    live = LiveEdition.objects.bulk_create(
        LiveEdition(article=edition.article, **live_row(edition)) for edition in editions
    )
    _tag(live)
    return [edition.pk for edition in editions]


def _tag(live: Sequence):
    from articles.models import TaggedArticle, TaggedEdition
    from articles.publishing.list_counts import recount
    from articles.publishing.readers_index import tagged

    of_article = {each.article_id: each for each in live}
    rows = TaggedArticle.objects.filter(content_object__in=of_article).values_list("content_object", "tag")
    TaggedEdition.objects.bulk_create(tagged(of_article[article], tag) for article, tag in rows)
    recount()
