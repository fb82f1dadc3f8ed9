"""Notices above live pages are made of fixed sentences and of titles that were signed."""

import pytest
from django.urls import reverse

from articles.models import ListedNotice, LiveEdition, Source
from articles.publishing.retractions import status_changed
from tests.acting import shown, shown_article
from tests.articles.test_admin_acts import enter
from tests.factories import make_published

pytestmark = pytest.mark.django_db
LURE = "Our clinic sells B17"


@pytest.fixture
def edition():
    return make_published()


def mark(status="retracted", **changes):
    """Changes the source and its status as whoever saves it does."""
    Source.objects.update(retraction_status=status, **changes)
    status_changed(Source.objects.get(), before="")


def sent(client, address):
    """The form of a page of the desk as it would be sent unchanged."""
    form = client.get(address).context["adminform"].form
    return {name: form[name].value() or "" for name in form.fields if name != "authors"} | {"authors": ""}


def list_as_retracted(name):
    ListedNotice.objects.create(
        name=name, record_id="1", status="retracted", nature="Retraction", reason="", noticed_on="2026-01-01"
    )


class TestTitles:
    def test_a_source_is_named_as_it_was_signed(self, client, edition):
        signed = edition.article_content().sources[0].title
        mark(title=LURE)
        page = shown_article(client, edition)
        assert f"“{signed}”, was retracted" in page
        assert LURE not in page


class TestIdentifiers:
    def test_another_papers_retraction_is_not_said_of_this_one(self, client, edition):
        list_as_retracted("doi:10.5555/fake")
        mark(doi="10.5555/fake")
        assert "was retracted" not in shown_article(client, edition)

    def test_a_retraction_is_not_hidden_by_another_papers_identifiers(self, client, edition):
        list_as_retracted(f"doi:{Source.objects.get().doi.lower()}")
        mark(status="corrected", doi="10.5555/fake")
        assert "was retracted" in shown_article(client, edition)


class TestStatusOfTheLists:
    @pytest.mark.parametrize("role", ["publisher", "superuser"])
    def test_nobody_takes_it_off_by_hand(self, client, edition, role):
        source = Source.objects.get()
        source.retraction_notices.create(
            record_id="1", status="retracted", nature="Retraction", noticed_on="2026-01-01"
        )
        mark()
        enter(client, role)
        address = reverse("admin:articles_source_change", args=[source.pk])
        answer = client.post(address, {**sent(client, address), "retraction_status": ""}).content.decode()
        assert "The lists say “retracted” of this source." in answer
        assert "was retracted" in shown_article(client, edition)


class TestStatusByHand:
    @pytest.mark.parametrize(("role", "is_told"), [("writer", False), ("publisher", True)])
    def test_a_publisher_sets_it_and_a_writer_does_not(self, client, edition, role, is_told):
        enter(client, role)
        address = reverse("admin:articles_source_change", args=[Source.objects.get().pk])
        client.post(address, sent(client, address) | {"retraction_status": "retracted"})
        assert bool(LiveEdition.objects.get().notice) == is_told

    def test_a_writer_does_not_clear_it(self, client, edition):
        mark()
        enter(client, "writer")
        address = reverse("admin:articles_source_change", args=[Source.objects.get().pk])
        client.post(address, sent(client, address) | {"retraction_status": "", "volume": "7"})
        assert (Source.objects.get().volume, Source.objects.get().retraction_status) == ("7", "retracted")
        assert "was retracted" in shown(client, f"/articles/{edition.slug}/")
