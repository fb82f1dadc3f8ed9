"""What lists say of where an article stands is what its facts say, whoever changed one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, LiveEdition, Schedule, SignOff, Status, StoredStanding
from articles.models.stored_standing import renew_standings, standing_now
from articles.publishing import (
    publish,
    request_changes,
    schedule,
    submit,
    trash,
    unschedule,
    untrash,
    withdraw,
)
from tests.acting import rewrite
from tests.factories import make_article, make_contributor, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


def stored(today=TODAY):
    """The stored status of each article, renewed, once it was seen to be the derived one."""
    derived = Article.objects.with_status().order_by("pk")
    told = [standing_now(row, today) for row in derived]
    renew_standings(today)
    rows = StoredStanding.objects.order_by("pk")
    assert told == [standing_now(row, today) for row in rows] == [row.status for row in rows]
    assert [(row.status, row.is_live) for row in rows] == [(row.status, row.is_live) for row in derived]
    return [row.status for row in rows]


def test_it_follows_an_article_all_its_way():
    reviewer, publisher, writer = make_user("reviewer"), make_user("publisher"), make_user("writer")
    make_contributor(reviewer)
    article, told = make_article(), []
    steps = [
        lambda: None,
        lambda: submit(article, writer, now=NOW),
        lambda: request_changes(
            article, reviewer, comment="No.", seen_digest=article.digest, now=NOW + timedelta(hours=1)
        ),
        lambda: rewrite(article, summary="Another summary."),
        lambda: trash(article, publisher),
        lambda: untrash(article, publisher),
        lambda: make_signed(article, now=NOW),
        lambda: schedule(article, publisher, due_at=NOW + timedelta(days=400), now=NOW),
        lambda: unschedule(article, publisher, action="publish"),
        lambda: publish(article, publisher),
        lambda: rewrite(article, summary="A third summary."),
        lambda: withdraw(article, publisher, reason="So."),
    ]
    for step in steps:
        step()
        article.refresh_from_db()
        told += stored()
    assert told == [
        "draft", "in-review", "sent-back", "draft", "trashed", "draft", "signed-off", "scheduled",
        "signed-off",
        "published", "draft", "draft",
    ]  # fmt: skip
    assert set(told) < set(Status.values)


def test_rows_that_are_changed_past_every_act_are_seen():
    edition = make_published()
    assert stored() == ["published"]
    LiveEdition.objects.filter(article=edition.article).delete()
    assert stored() != ["published"]
    Article.objects.update(trashed_at=NOW)
    assert stored() == ["trashed"]


def test_it_has_what_the_list_shows():
    edition = make_published()
    Schedule.objects.create(
        article=edition.article, action="withdraw", due_at=NOW + timedelta(days=3), scheduled_at=NOW,
        scheduled_by=edition.published_by,
    )  # fmt: skip
    stored()
    row = StoredStanding.objects.get()
    assert (row.last_edition, row.last_published_at) == (1, edition.published_at)
    assert row.next_review_on == edition.next_review_on
    assert (row.scheduled_action, row.scheduled_at) == ("withdraw", NOW + timedelta(days=3))


def test_a_day_that_ends_a_waiver_counts(monkeypatch):
    article = make_article()
    make_signed(article)
    row = SignOff(pk=None, **{f.attname: getattr(SignOff.objects.get(), f.attname)
                              for f in SignOff._meta.concrete_fields if not f.primary_key})  # fmt: skip
    row.signed_at, row.waived_until = NOW + timedelta(hours=1), TODAY
    row.save()
    assert stored() == ["signed-off"]
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *args: tomorrow)
    assert stored(tomorrow) == ["in-review"]


def test_what_has_not_changed_costs_one_query_however_many_there_are():
    for _ in range(3):
        make_article()
    stored()
    with CaptureQueriesContext(connection) as queries:
        assert renew_standings(TODAY) == 0
    assert len(queries) == 1
