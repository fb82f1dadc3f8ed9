"""What editors left between editions can be compared, and taken back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin.acts.restore_form import earlier_texts
from articles.models import Article, KeptText
from articles.publishing import kept_texts
from tests.articles.test_admin_article import change_url, opened
from tests.factories import make_article, make_published, make_short_article, make_user

pytestmark = pytest.mark.django_db

MORNING = timezone.make_aware(datetime(2026, 3, 4, 9, 5))


def leave(article, title, by, at):
    kept_texts.keep(article, replace(article.content(), title=title), by, at)


def titles(article):
    return [kept.article_content().title for kept in article.kept_texts.all()]


def test_of_an_hour_the_first_and_the_last_text_of_a_person_stay():
    article, writer = make_article(), make_user("writer")
    for minutes, title in enumerate(["One", "Two", "Three", "Three"]):
        leave(article, title, writer, MORNING + timedelta(minutes=10 * minutes))
    assert titles(article) == ["Three", "One"]
    leave(article, "Four", make_user("publisher"), MORNING + timedelta(minutes=45))
    leave(article, "Five", writer, MORNING + timedelta(hours=1))
    assert titles(article) == ["Five", "Four", "Three", "One"]


def test_the_oldest_are_forgotten(monkeypatch):
    monkeypatch.setattr(kept_texts, "KEPT", 3)
    article, writer = make_article(), make_user("writer")
    for day in range(5):
        leave(article, f"Day {day}", writer, MORNING + timedelta(days=day))
    assert titles(article) == ["Day 4", "Day 3", "Day 2"]


def test_what_is_restored_and_what_stood_before_are_kept():
    writer = make_user("writer")
    article = make_article(title="Before", by=writer)
    publishing.keep_as_found(article)
    publishing.keep_as_found(article)
    [before] = earlier_texts(article.apply(replace(article.content(), title="After")))
    assert "As saved" in before.label
    restored = publishing.restore(article, writer, before.text)
    assert restored.content().title == "Before"
    assert [each.text.article_content().title for each in earlier_texts(restored)] == ["After"]
    with pytest.raises(publishing.ActRefused, match="already says that"):
        publishing.restore(restored, writer, before.text)


def test_what_an_edition_says_is_kept_there():
    edition = make_published()
    publishing.keep_as_found(edition.article)
    assert not KeptText.objects.exists()
    leave(edition.article, edition.title, None, MORNING)
    edited = edition.article.apply(replace(edition.article.content(), title="Another"))
    [earlier] = earlier_texts(edited)
    assert earlier.text == edition


def test_the_desk_shows_what_was_saved_before_and_takes_it_back(client):
    writer = make_user("writer")
    article = make_short_article(by=writer, title="Old name")
    client.force_login(writer)
    client.post(change_url(article), opened(client, article) | {"title": "New name"})
    address = reverse("admin:articles_article_act", args=[article.pk, "restore"])
    page = client.get(address)
    [(key, label)] = page.context["form"].fields["text"].choices
    assert f"As saved by {writer} on " in label
    assert page.context["form"].changes
    client.post(address, {"text": key, "seen_digest": page.context["form"]["seen_digest"].value()})
    assert Article.objects.get(pk=article.pk).title == "Old name"


def test_one_text_is_compared_at_a_time_however_many_were_kept(client):
    writer = make_user("writer")
    article = make_short_article(by=writer, title="Now")
    for day, title in enumerate(["First", "Second"]):
        leave(article, title, writer, MORNING + timedelta(days=day))
    client.force_login(writer)
    address = reverse("admin:articles_article_act", args=[article.pk, "restore"])
    with CaptureQueriesContext(connection) as queries:
        form = client.get(address).context["form"]
    few = len(queries)
    first = form.texts[1]
    assert (form.compared, form["text"].value()) == (form.texts[0], None)
    chosen = client.get(address, {"text": first.key})
    assert chosen.context["form"].compared == first
    assert f'value="{first.key}" selected' in chosen.content.decode()
    for day in range(2, 6):
        leave(article, f"Day {day}", writer, MORNING + timedelta(days=day))
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == few
