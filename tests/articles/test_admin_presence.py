"""Who else has the form open, and whether somebody saved meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Presence
from tests.articles.test_admin_article import change_url, opened
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def writer(client):
    user = make_user("writer", first_name="Wanda", last_name="Writer")
    client.force_login(user)
    return user


@pytest.fixture
def olga():
    """Another writer, with a browser of her own."""
    client = Client()
    client.force_login(make_user("writer", first_name="Olga", last_name="Other"))
    return client


def url(article):
    return reverse("admin:articles_article_presence", args=[article.pk])


def beat(client, article, **data):
    return client.post(url(article), {"seen_version": article.version, **data})


class TestWhoIsHere:
    def test_one_alone_sees_nobody(self, client, writer, article):
        assert beat(client, article).json() == {"others": [], "saved": ""}
        assert beat(client, article).json() == {"others": [], "saved": ""}

    def test_two_see_each_other_by_name(self, client, writer, olga, article):
        beat(client, article)
        assert beat(olga, article).json()["others"] == ["Wanda Writer"]
        assert beat(client, article).json()["others"] == ["Olga Other"]

    def test_somebody_at_another_article_is_not_here(self, client, writer, olga, article):
        beat(olga, make_article())
        assert beat(client, article).json()["others"] == []

    def test_somebody_who_leaves_is_gone_at_once(self, client, writer, olga, article):
        beat(olga, article)
        assert beat(olga, article, leaving="1").status_code == 204
        assert beat(client, article).json()["others"] == []

    def test_somebody_who_says_nothing_is_gone_after_a_while(self, client, writer, olga, article):
        beat(olga, article)
        Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
        assert beat(client, article).json()["others"] == []

    def test_old_rows_are_taken_out(self, client, writer, olga, article):
        beat(olga, make_article())
        Presence.objects.update(seen_at=timezone.now() - timedelta(hours=2))
        beat(client, article)
        assert [presence.user for presence in Presence.objects.all()] == [writer]

    def test_it_costs_the_same_however_many_are_here(
        self, client, writer, article, django_assert_num_queries
    ):
        beat(client, article)
        for _ in range(5):
            Presence.objects.create(article=article, user=make_user("writer"), seen_at=timezone.now())
        # The session, the user and their permissions; the article; the row, the old rows, the others.
        with django_assert_num_queries(9):
            assert len(beat(client, article).json()["others"]) == 5


class TestWhatWasSavedMeanwhile:
    def test_it_names_who_saved(self, client, writer, olga, article):
        olga.post(change_url(article), opened(olga, article) | {"title": "Other"})
        assert beat(client, article).json()["saved"].startswith("Olga Other edited it at ")

    def test_nothing_is_said_of_what_one_has_seen(self, client, writer, olga, article):
        olga.post(change_url(article), opened(olga, article) | {"title": "Other"})
        assert beat(client, Article.objects.get(pk=article.pk)).json()["saved"] == ""


class TestWhoMayAsk:
    def test_a_reviewer_is_no_editor(self, client, article):
        client.force_login(make_user("reviewer"))
        assert beat(client, article).status_code == 403
        assert not Presence.objects.exists()

    def test_nobody_signed_out(self, client, article):
        assert beat(client, article).status_code == 302
        assert not Presence.objects.exists()

    def test_an_article_that_is_not_there_is_not_found(self, client, writer, article):
        assert (
            client.post(reverse("admin:articles_article_presence", args=[article.pk + 1])).status_code == 404
        )

    def test_it_rejects_get(self, client, writer, article):
        assert client.get(url(article)).status_code == 405

    def test_the_form_for_a_new_article_does_not_ask(self, client, writer):
        page = client.get(reverse("admin:articles_article_add")).content.decode()
        assert 'id="presence"' not in page
