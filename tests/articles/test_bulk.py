"""One change to many articles from the list: confirmed first, each judged on its own, all of it logged."""

import pytest
from django.urls import reverse

from articles.models import Act, Article, ReviewRequest, Tag
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_changelist")


def send(client, action, articles, **data):
    """What the list and then the page that asks send. Returns the page that asked and the list after."""
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    asked = client.post(LIST, chosen)
    after = client.post(LIST, {**chosen, "confirmed": "1", **data}, follow=True)
    return asked.content.decode(), after.content.decode()


def test_nothing_happens_before_it_is_confirmed(client, writer):
    article = make_article(title="Chosen")
    page = client.post(LIST, {"action": "bulk_submit", "_selected_action": [article.pk]}).content.decode()
    assert "Chosen" in page
    assert not ReviewRequest.objects.exists()


def test_a_tag_is_added_in_the_spelling_that_exists_and_logged(client, writer):
    Tag.objects.create(name="Lung Cancer")
    articles = [make_article(), make_article()]
    before = [(article.digest, article.version) for article in articles]
    _asked, after = send(client, "bulk_tag", articles, name="lung cancer")
    assert "Done for 2 articles." in after
    for article, (digest, version) in zip(Article.objects.order_by("pk"), before, strict=True):
        assert "Lung Cancer" in article.tags.names()
        assert article.digest == article.content().digest() != digest
        assert article.version == version + 1
    assert Act.objects.filter(verb=Act.Verb.EDIT, actor=writer).count() == 2


def test_a_tag_that_an_article_has_is_no_edit(client, writer):
    article = make_article(tags=("heart",))
    send(client, "bulk_tag", [article], name="heart")
    assert not Act.objects.exclude(article=None).exists()
    assert Article.objects.get().digest == article.digest


def test_an_owner_is_set_and_only_one_who_may_write(client, writer):
    articles = [make_article(), make_article()]
    reviewer = make_user("reviewer")
    asked, _after = send(client, "bulk_owner", articles, owner=reviewer.pk)
    assert reviewer.username not in asked
    assert not Article.objects.filter(owner=reviewer).exists()
    send(client, "bulk_owner", articles, owner=writer.pk)
    assert Article.objects.filter(owner=writer).count() == 2
    assert not Act.objects.exclude(article=None).exists()


@pytest.mark.parametrize(("months", "stored"), [("12", 12), ("37", 24), ("0", 24), ("x", 24)])
def test_the_months_between_reviews_have_limits(client, writer, months, stored):
    send(client, "bulk_interval", [make_article()], months=months)
    assert Article.objects.get().review_interval == stored


def test_a_mistake_is_said_and_the_choice_stays(client, writer):
    article = make_article(title="Chosen")
    _asked, after = send(client, "bulk_tag", [article], name=" ")
    assert "This field is required." in after
    assert f'name="_selected_action" value="{article.pk}"' in after


def test_those_that_cannot_be_submitted_are_named_and_the_others_submitted(client, writer):
    good, thrown = make_article(title="Good"), make_article(title="Thrown away")
    Article.objects.filter(pk=thrown.pk).update(trashed_at="2030-01-01T00:00Z")
    chosen = {"action": "bulk_submit", "_selected_action": [good.pk, thrown.pk], "confirmed": "1"}
    page = client.post(f"{LIST}?status=trashed", chosen, follow=True).content.decode()
    assert "Not done for “Thrown away”: The article is in the trash." in page
    send(client, "bulk_submit", [good])
    assert Article.objects.get(pk=good.pk).standing == "in-review"


def test_the_live_page_stays_as_it_is(client, writer):
    edition = make_published()
    send(client, "bulk_tag", [edition.article], name="heart")
    edition.refresh_from_db()
    assert "heart" not in edition.article_content().tags
    assert Article.objects.get().standing == "draft"


def test_a_reviewer_has_no_such_actions(client):
    client.force_login(make_user("reviewer"))
    article = make_article()
    page = client.get(LIST).content.decode()
    assert "bulk_tag" not in page
    send(client, "bulk_tag", [article], name="heart")
    assert "heart" not in article.tags.names()
