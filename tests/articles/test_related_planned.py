"""Related articles as they would be published, and what editors decide of them."""

import pytest
from django.urls import reverse

from articles.models import RelatedEdition, RelatedFeature
from articles.publishing import ActRefused
from articles.publishing.planned_related import decide, planned_editions
from articles.related import SHOWN, related_editions
from tests.acting import rewrite
from tests.factories import make_article, make_published, make_user

from .test_admin_article import form_data
from .test_related import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(db):
    return make_user("publisher")


def titles(article, *, shown=True):
    return [each.edition.title for each in planned_editions(article) if each.is_shown is shown]


def test_a_draft_that_was_never_published_has_a_list_with_reasons():
    publish("Snow", tags=("weather",))
    draft = make_article("Rain", tags=("weather",), category="Other")
    planned = planned_editions(draft)
    assert [(each.edition.title, each.is_shown) for each in planned] == [("Snow", True)]
    assert "tag: weather" in planned[0].reasons
    assert not RelatedFeature.objects.filter(article=draft).exists()


def test_it_follows_the_working_copy_and_not_the_live_page():
    publish("Snow", tags=("weather",))
    publish("Stone", tags=("ground",))
    rain = publish("Rain", tags=("weather",))
    features = RelatedFeature.objects.filter(article=rain.article).count()
    rewrite(rain.article, tags=("ground",))
    planned = {each.edition.title: each.reasons for each in planned_editions(rain.article)}
    assert ("tag: ground" in planned["Stone"], "tag: weather" in planned["Snow"]) == (True, False)
    assert [each.live.title for each in related_editions(rain)] == ["Snow"]
    assert RelatedFeature.objects.filter(article=rain.article).count() == features


def test_what_is_published_unchanged_is_what_readers_see(publisher, monkeypatch):
    # Made pages have less in common than what readers are shown.
    monkeypatch.setattr("articles.related.FLOOR", 1.0)
    pages = [publish(f"Weather {name}", tags=("weather",)) for name in "abcdefg"]
    rain = publish("Rain", tags=("weather", "water"))
    decide(rain.article, pages[6].article, "pin", publisher)
    decide(rain.article, pages[0].article, "block", publisher)
    readers = [each.live.title for each in related_editions(rain)][:SHOWN]
    assert titles(rain.article) == readers
    assert len(readers) == SHOWN
    assert readers[0] == "Weather g"
    assert "Weather a" in titles(rain.article, shown=False)


def test_pinned_ones_are_ordered_and_left_again(publisher):
    one, two, three = (publish(name) for name in ("One", "Two", "Three"))
    rain = publish("Rain")
    for page in (one, two, three):
        decide(rain.article, page.article, "pin", publisher)
    assert [each.live.edition for each in related_editions(rain)] == [one, two, three]
    decide(rain.article, three.article, "up", publisher)
    decide(rain.article, one.article, "down", publisher)
    decide(rain.article, one.article, "down", publisher)
    assert [each.live.edition for each in related_editions(rain)] == [three, two, one]
    decide(rain.article, two.article, "leave", publisher)
    assert [each.live.edition for each in related_editions(rain)][:2] == [three, one]
    with pytest.raises(ActRefused, match="Only pinned"):
        decide(rain.article, two.article, "up", publisher)


def test_an_article_is_not_related_to_itself_and_reviewers_decide_nothing(writer):
    rain, snow = make_article("Rain"), publish("Snow").article
    with pytest.raises(ActRefused, match="itself"):
        decide(rain, rain, "pin", writer)
    with pytest.raises(ActRefused, match="may not change"):
        decide(rain, snow, "pin", make_user("reviewer"))


class TestWhatReadersSee:
    def test_a_writer_pins_beside_a_draft_only(self, writer):
        rain, snow = publish("Rain"), publish("Snow").article
        with pytest.raises(ActRefused, match="Readers would see it at once"):
            decide(rain.article, snow, "block", writer)
        decide(make_article(), snow, "pin", writer)
        assert list(RelatedEdition.objects.filter(pinned=True).values_list("other", flat=True)) == [snow.pk]

    def test_the_form_of_a_live_article_takes_no_pin_of_a_writer(self, client, writer):
        rain, snow = publish("Rain", tags=("weather",)), publish("Snow", tags=("weather",))
        address = reverse("admin:articles_article_change", args=[rain.article_id])
        post = form_data(client.get(address))
        row = rain.article.related_editions.get(other=snow.article)
        rows = {
            "TOTAL_FORMS": 1,
            "INITIAL_FORMS": 1,
            "0-id": row.pk,
            "0-other": snow.article_id,
            "0-blocked": "on",
        }
        data = {**post, **{f"related_editions-{name}": value for name, value in rows.items()}}
        assert client.post(address, {**data, "summary": "Another summary."}).status_code == 302
        rain.article.refresh_from_db()
        assert rain.article.summary == "Another summary."
        assert not RelatedEdition.objects.filter(blocked=True).exists()


class TestPage:
    def test_it_pins_and_blocks(self, client, publisher):
        client.force_login(publisher)
        snow, rain = publish("Snow", tags=("weather",)), publish("Rain", tags=("weather",))
        address = reverse("admin:articles_article_related", args=[rain.article_id])
        assert "tag: weather" in client.get(address).content.decode()
        page = client.post(address, {"other": snow.article_id, "choice": "block"}, follow=True)
        assert "blocked" in page.content.decode()
        assert related_editions(rain) == []

    @pytest.mark.parametrize(
        "post", [{}, {"other": "x", "choice": "pin"}, {"other": "9" * 30, "choice": "pin"}]
    )
    def test_nonsense_is_said_and_changes_nothing(self, client, writer, post):
        article = make_published().article
        address = reverse("admin:articles_article_related", args=[article.pk])
        page = client.post(address, post, follow=True).content.decode()
        assert "Choose one of the articles of the list." in page
        assert not RelatedEdition.objects.filter(pinned=True).exists()

    def test_more_articles_cost_no_more_queries(self, client, writer, django_assert_max_num_queries):
        draft = make_article("Rain", tags=("weather",))
        for name in "abcdefghijkl":
            publish(f"Weather {name}", tags=("weather",))
        with django_assert_max_num_queries(50):
            client.get(reverse("admin:articles_article_related", args=[draft.pk]))

    def test_who_may_not_change_articles_does_not_see_it(self, client):
        client.force_login(make_user("reviewer"))
        address = reverse("admin:articles_article_related", args=[make_article().pk])
        assert client.get(address).status_code == 403
