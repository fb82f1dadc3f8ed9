"""The last reviewer of a text doesn't publish it, at once or by schedule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, SignOff
from articles.publishing import certify_minor, publish, publish_due, reviewed_page, schedule, why_not_publish
from tests.acting import misspell, refused, shown
from tests.factories import make_article, make_contributor, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db
NOT_YOU = "You signed this text off, so somebody else must publish it."
SAID = "Published by the person who reviewed it."


@pytest.fixture
def both():
    """Somebody who may sign off and publish."""
    return make_user("superuser")


@pytest.fixture
def signed(both):
    article = make_article(by=make_user("writer"))
    make_signed(article, by=both)
    return article


class TestTheLastReviewer:
    def test_doesnt_publish(self, signed, both):
        assert refused(publish, signed, both) == NOT_YOU
        assert publish(signed, make_user("publisher"))

    def test_doesnt_schedule(self, signed, both):
        later = timezone.now() + timedelta(days=1)
        assert refused(schedule, signed, both, due_at=later) == NOT_YOU

    def test_isnt_helped_by_a_schedule_from_before_the_sign_off(self, both):
        article = make_article(by=make_user("writer"))
        now = timezone.now()
        make_signed(article, now=now - timedelta(days=2))
        schedule(article, both, due_at=now, now=now - timedelta(days=1))
        make_signed(article, by=both, now=now - timedelta(hours=1))
        (outcome,) = publish_due(now)
        assert NOT_YOU in outcome.reasons
        assert not Edition.objects.exists()

    def test_isnt_helped_by_giving_their_contributor_to_another_account(self, signed, both):
        given = SignOff.objects.get()
        given.contributor.user = make_user("superuser")
        given.contributor.save()
        assert NOT_YOU in refused(publish, signed, both)
        assert NOT_YOU in refused(publish, signed, given.contributor.user)

    def test_may_publish_when_another_reviewer_has_signed_since(self, signed, both):
        make_signed(signed)
        assert publish(signed, both)

    def test_is_told_on_the_desk_and_nobody_else_is(self, signed, both):
        assert why_not_publish(signed, by=both) == [NOT_YOU]
        assert why_not_publish(signed, by=make_user("publisher")) == []

    def test_doesnt_publish_a_minor_change_of_their_own_review(self, both):
        edition = make_published()
        certifier = make_user("reviewer")
        make_contributor(certifier)
        article = misspell(edition.article)
        certify_minor(article, certifier, seen=reviewed_page(article))
        for reviewer in (edition.sign_off.user, certifier):
            reviewer.is_superuser = True
            reviewer.save()
            assert NOT_YOU in refused(publish, article, reviewer)


class TestAnOfficeOfTwo:
    @pytest.fixture
    def edition(self, signed, both, settings):
        settings.REVIEWER_MAY_PUBLISH = True
        return publish(signed, both)

    def test_its_record_says_so(self, client, edition):
        assert SAID in shown(client, f"/articles/{edition.slug}/history/")
        assert client.get(f"/api/articles/{edition.slug}/").json()["published_by_reviewer"] is True

    def test_the_record_of_another_edition_doesnt(self, client):
        edition = make_published()
        assert SAID not in shown(client, f"/articles/{edition.slug}/history/")
        assert client.get(f"/api/articles/{edition.slug}/").json()["published_by_reviewer"] is False
