"""What a writer saves by the forms of the desk reaches no reader before somebody else has approved it."""

import pytest
from django.urls import reverse

from articles.models import Tag
from articles.publishing import approve
from articles.records.record import record_of
from tests.acting import refused, shown
from tests.articles.test_admin_article import form_data
from tests.factories import make_approved, make_published, make_term, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    writer = make_user("writer")
    client.force_login(writer)
    return writer


def save(client, row, **changes):
    """Saves the row by the form of the desk, as it is but for these fields."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    address = reverse(name, args=[row.pk])
    assert client.post(address, {**form_data(client.get(address)), **changes}).status_code == 302
    row.refresh_from_db()
    assert all(getattr(row, field) == value for field, value in changes.items())


def try_to_approve(row, by):
    return refused(approve, record_of(row), by, seen_digest=record_of(row).digest)


class TestTag:
    ADVICE = "Stop the treatment and drink lemon juice."

    def test_a_description_is_seen_nowhere(self, client, writer):
        tag = make_published(tags=["Scans"]).article.tags.get()
        save(client, tag, description=self.ADVICE)
        for address in ("/tags/scans/", "/es/tags/scans/", "/tags/", "/search/?q=scans"):
            assert "lemon" not in shown(client, address)
        assert "Scans" in shown(client, "/tags/scans/")

    def test_a_name_and_an_address_are_not_either(self, client, writer):
        edition = make_published(tags=["Scans"])
        save(client, edition.article.tags.get(), name="Lemon juice cures", slug="lemon-juice-cures")
        for address in ("/", "/tags/", "/tags/scans/", f"/articles/{edition.slug}/", "/sitemap-topics.xml"):
            assert "emon" not in shown(client, address)
        assert client.get("/tags/lemon-juice-cures/").status_code == 404

    def test_the_writer_cannot_approve_it_and_somebody_else_can(self, client, writer):
        tag = make_published(tags=["Scans"]).article.tags.get()
        save(client, tag, description="Pages on pictures of the body.")
        assert "You may not approve texts." in try_to_approve(tag, writer)
        make_approved(tag)
        assert "Pages on pictures of the body." in shown(client, "/tags/scans/")


class TestTerm:
    @pytest.mark.parametrize("address", ["/glossary/", "/api/glossary/"])
    def test_a_definition_is_seen_nowhere(self, client, writer, address):
        term = make_term("dose", name="dose", definition="How much of it.")
        save(client, term, definition="Harmless in any amount.")
        assert "Harmless" not in shown(client, address)
        assert "How much of it." in shown(client, address)

    def test_nor_is_it_drawn_into_a_page(self, client, writer):
        save(client, make_term("dose", name="dose", definition="How much of it."), definition="Harmless.")
        edition = make_published(summary="What a dose is.", main_message="Ask for the dose.")
        assert "Harmless" not in shown(client, f"/articles/{edition.slug}/")

    def test_a_new_term_is_a_proposal(self, client, writer):
        address = reverse("admin:resources_term_add")
        data = form_data(client.get(address))
        del data["see_also"]
        new = {"name": "juice", "slug": "juice", "definition": "It heals.", "is_listed": "on"}
        response = client.post(address, {**data, **new})
        assert response.status_code == 302, response.context["errors"]
        assert "juice" not in shown(client, "/glossary/")


def test_a_publisher_alone_publishes_no_category(client):
    publisher = make_user("publisher")
    client.force_login(publisher)
    category = make_published(category="Tests").article.category
    save(client, category, description="Buy nothing but lemons.")
    assert "lemons" not in shown(client, "/categories/tests/")
    assert "You wrote this text" in try_to_approve(category, publisher)


class TestSignedNames:
    def test_an_address_that_says_more_than_the_name_is_not_signed(self, client, writer):
        Tag.objects.create(name="Scans", slug="stop-your-treatment")
        make_published(tags=["Scans"])
        assert client.get("/tags/stop-your-treatment/").status_code == 404
        assert client.get("/tags/scans/").status_code == 200

    def test_a_description_that_waits_is_not_signed_with_the_name(self, client, writer):
        Tag.objects.create(name="Scans", slug="scans", description="Drink lemon juice.")
        make_published(tags=["Scans"])
        assert "lemon" not in shown(client, "/tags/scans/")
