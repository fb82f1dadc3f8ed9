"""The search from any page of the desk for articles, sources and organizations."""

import pytest
from django.urls import reverse

from articles.admin.lists import find
from articles.models import Source
from tests.factories import make_article, make_organization, make_user

pytestmark = pytest.mark.django_db


def found_by(client, term):
    return [
        each["text"]
        for each in client.get(reverse("admin:articles_article_find"), {"term": term}).json()["results"]
    ]


def test_records_are_found_by_what_one_knows_of_their_names(client, django_assert_max_num_queries):
    article = make_article(title="Radiation for brain metastases", slug="a")
    make_article(title="The brain and its radiation", slug="b")
    make_article(title="A brain in the trash", slug="c").__class__.objects.filter(slug="c").update(
        trashed_at=article.created_at
    )
    Source.objects.create(key="gondi-2022", title="Brain, spared", doi="10.1000/x", pmid="31415")
    make_organization(name="Brain charity", abbreviation="BC")
    client.force_login(make_user("writer"))
    both = ["Radiation for brain metastases", "The brain and its radiation"]
    assert found_by(client, "radiation") == both
    assert found_by(client, "brain") == [*both, "Brain, spared", "Brain charity (BC)"]
    assert found_by(client, "brain radi") == both
    for term in ("Gondi", "10.1000/x", "31415"):
        assert found_by(client, term) == ["Brain, spared"]
    assert found_by(client, "bc") == ["Brain charity (BC)"]
    for term in ("", "  ", "\0", "xyz", "%", "_"):
        assert found_by(client, term) == []
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("admin:articles_article_find"), {"term": "radiation"}).json()
    assert answer["results"][0] == {
        "text": article.title,
        "note": "Article · draft",
        "address": reverse("admin:articles_article_change", args=[article.pk]),
    }


def test_old_articles_are_found_by_how_their_titles_begin(client, monkeypatch):
    monkeypatch.setattr(find, "RECENT", 1)
    make_article(title="Radiation of old", slug="a")
    make_article(title="Something newer on radiation", slug="b")
    make_article(title="The newest on radiation", slug="c")
    client.force_login(make_user("writer"))
    assert found_by(client, "radiation") == ["Radiation of old", "The newest on radiation"]


def test_nobody_finds_what_they_may_not_see(client):
    make_article(title="Radiation")
    client.force_login(make_user())
    assert found_by(client, "radiation") == []
    client.logout()
    assert client.get(reverse("admin:articles_article_find"), {"term": "radiation"}).status_code == 302
