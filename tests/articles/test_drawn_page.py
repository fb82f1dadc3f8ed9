"""The page that publication drew is what would be drawn now, whatever came after, or it isn't sent."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.editions.drawn_page import kept_page, renew
from articles.models import Category, DrawnPage, LiveEdition, Tag
from tests.articles.test_followed import correct_telephone, describe, publish_again, retract
from tests.factories import make_public_site, make_published

pytestmark = pytest.mark.django_db


def address(edition):
    return f"/articles/{edition.slug}/"


def drawn_now(client, edition):
    """The page as it is without what is kept."""
    with transaction.atomic():
        DrawnPage.objects.all().delete()
        page = client.get(address(edition)).content
        transaction.set_rollback(True)
    return page


def test_publication_keeps_the_page_and_readers_get_it(client, django_assert_num_queries):
    edition = make_public_site()
    assert kept_page(edition.slug).parts_are_right
    assert renew(edition.slug)
    assert kept_page(edition.slug).is_untouched
    with django_assert_num_queries(2):
        response = client.get(address(edition))
        known = client.get(address(edition), headers={"If-None-Match": response["ETag"]})
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", response["ETag"])
    assert response.content == drawn_now(client, edition)
    assert b"\0" not in response.content
    assert response["Content-Language"] == "en"


def note(edition):
    LiveEdition.objects.filter(edition=edition).update(notice="A source was <b>retracted</b>.")


def question(edition):
    LiveEdition.objects.filter(edition=edition).update(is_in_question=True)


CHANGES = {
    "a notice": note,
    "a review in question": question,
    "a retraction": retract,
    "a telephone number": correct_telephone,
    "an edition": publish_again,
    "a page to read on": lambda edition: make_published(title="Another page to read"),
    "a translation": lambda edition: make_published(
        title="Una prueba", language="es", translation_of=edition.article.slug
    ),
    "a topic": lambda edition: describe(Tag.objects.get(slug="testing"), name="Tests"),
    "a category": lambda edition: describe(Category.objects.get(slug="tests"), name="Trying"),
}


def test_what_comes_after_publication_is_on_the_page_at_once(client, settings, monkeypatch):
    edition = make_public_site()
    for name, act in CHANGES.items():
        with transaction.atomic():
            act(edition)
            assert client.get(address(edition)).content == drawn_now(client, edition), name
            transaction.set_rollback(True)
    settings.SITE_NAME = "Another name"
    assert kept_page(edition.slug) is None
    assert b"Another name" in client.get(address(edition)).content
    settings.SITE_NAME = "cancerinfo"
    day = edition.next_review_on + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)
    assert b"Overdue for review" in client.get(address(edition)).content
