"""A server whose clock was ahead, and is right again: nothing is lost, and nothing counts that mustn't."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Edition, Withdrawal
from articles.publishing import publish, request_changes, withdraw
from articles.reports.whole_record import faults_of_record
from cancerinfo.running.installation import clocks_agree
from tests.acting import refused, rewrite, shown
from tests.factories import make_article, make_contributor, make_signed, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    """A year from now, which the clock once showed."""
    return timezone.now() + timedelta(days=366)


def status(article):
    return Article.objects.with_status().get(pk=article.pk).status


def test_an_approval_from_the_future_counts_for_nothing_until_it_is_given_again(year):
    article, publisher = make_article(), make_user("publisher")
    make_signed(article, now=year)
    assert "Nobody has signed off" in refused(publish, article, publisher)
    assert status(article) == "draft"
    assert next(clocks_agree()).startswith("Sign-offs dated later than today: 1.")
    make_signed(article)
    assert status(article) == "signed-off"
    assert publish(article, publisher).reviewed_on == timezone.localdate()


def test_whoever_asks_for_changes_after_such_an_approval_is_heard(year):
    article = make_article()
    make_signed(article, now=year)
    reviewer = make_user("reviewer")
    make_contributor(reviewer)
    request_changes(article, reviewer, comment="The dose is wrong.", seen_digest=article.digest)
    assert "has asked for changes" in refused(publish, article, make_user("publisher"))


def test_a_page_of_that_time_is_replaced_and_withdrawn_as_ever(year, client, all_triggers):
    article, publisher = make_article(), make_user("publisher")
    make_signed(article, now=year)
    first = publish(article, publisher, now=year)
    assert client.get(first.get_absolute_url()).status_code == 200
    rewrite(article, summary="Written when the clock was right.")
    make_signed(article)
    second = publish(Article.objects.get(pk=article.pk), publisher)
    assert list(Edition.objects.filter(article=article).values_list("number", flat=True)) == [2, 1]
    assert "Written when the clock was right." in shown(client, second.get_absolute_url())
    withdraw(article, publisher, reason="Out of date.")
    assert client.get(second.get_absolute_url()).status_code == 410
    assert Withdrawal.objects.get().edition == second
    assert list(faults_of_record()) == []
