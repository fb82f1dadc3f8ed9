"""With what a new article begins."""

import pytest
from django.urls import reverse

from articles.content import KINDS
from articles.models import Article
from tests.factories import make_article, make_contributor

from .test_admin_article import form_data

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_article_add")


def test_its_author_and_the_rights_of_the_newest_of_the_same_editor(client, writer):
    author = make_contributor(user=writer)
    own = make_article(licence="CC0 1.0", funding="A house")
    Article.objects.filter(pk=own.pk).update(owner=writer)
    make_article(licence="CC BY 4.0", language="es")
    data = form_data(client.get(ADD))
    assert (data["licence"], data["funding"], data["language"]) == ("CC0 1.0", "A house", "en")
    client.post(
        ADD, {**data, "title": "New", "sections-0-heading": "Side effects", "sections-0-body": "<p>Few.</p>"}
    )
    article = Article.objects.get(title="New")
    assert list(article.authors.all()) == [author]
    assert [(section.heading, section.purpose) for section in article.sections.all()] == [
        ("Side effects", "risks")
    ]


def test_the_default_licence_and_nobody_where_there_is_nothing_to_begin_with(client, writer):
    data = form_data(client.get(ADD))
    assert data["licence"] == "CC BY 4.0"
    assert data["article_authors-TOTAL_FORMS"] == 0


def test_a_chosen_purpose_stays(client, writer):
    data = form_data(client.get(ADD))
    sections = {"sections-0-heading": "Side effects", "sections-0-purpose": "support"}
    client.post(ADD, {**data, **sections, "title": "New"})
    assert Article.objects.get().sections.get().purpose == "support"


def test_its_kind_is_chosen_first_and_brings_the_outline(client, writer):
    assert "what kind of page will it be?" in client.get(ADD).content.decode()
    data = form_data(client.get(f"{ADD}?kind=test"))
    purposes = [data[f"sections-{i}-purpose"] for i in range(int(data["sections-TOTAL_FORMS"]))]
    assert (data["kind"], tuple(purposes)) == ("test", KINDS["test"].outline)
    client.post(f"{ADD}?kind=test", {**data, "title": "A scan", "sections-2-body": "<p>It is loud.</p>"})
    article = Article.objects.get()
    assert (article.kind, [each.purpose for each in article.sections.all()]) == ("test", ["risks"])
