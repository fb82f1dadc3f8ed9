"""The state of the whole site over time, for whoever publishes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Act, LiveEdition
from articles.reports.site_by_month import done_by_month, due_by_month, found_by_rule
from articles.working_copy.kept_findings import checked_findings
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def shown(bars):
    """The bars that stand for something."""
    return [(bar.label, bar.number, bar.share) for bar in bars if bar.number]


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 12, 31), "December 2026", "December 2027"),
        (date(2026, 1, 1), "January 2026", "January 2027"),
    ],
)
def test_a_year_of_months_begins_with_this_one(today, first, last):
    labels = [bar.label for bar in due_by_month(today)]
    assert (labels[0], labels[1], labels[-1], len(labels)) == ("overdue", first, last, 14)


def test_what_is_due_was_published_and_is_wrong_is_counted(client):
    edition = make_published()
    draft = make_article(summary="")
    today = timezone.localdate()
    LiveEdition.objects.filter(edition=edition).update(next_review_on=today - timedelta(days=1))
    assert shown(due_by_month(today)) == [("overdue", 1, 100)]
    assert found_by_rule() == []
    errors = [each for each in checked_findings([draft])[0] if each.must_be_fixed]
    assert sum(number for _rule, number, _share in shown(found_by_rule())) == len(errors) > 0
    [(month, number, _share)] = shown(done_by_month(Act.Verb.PUBLISH, today))
    assert (month, number) == (f"{today:%B %Y}", 1)
    assert len(done_by_month(Act.Verb.PUBLISH, today)) == 12
    client.force_login(make_user("publisher"))
    page = client.get(reverse("admin:articles_article_state")).content.decode()
    assert f'<th scope="row">{month}</th><td>1</td>' in page
    assert '<rect width="100.0" height="10"/>' in page
    assert reverse("admin:articles_article_state") in client.get(reverse("admin:index")).content.decode()
    client.force_login(make_user("writer"))
    assert client.get(reverse("admin:articles_article_state")).status_code == 403
