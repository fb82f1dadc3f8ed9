"""Under which name and credentials a reviewer signs: those that two other people entered and approved."""

import pytest
from django.urls import reverse

from articles.models import Contributor
from articles.publishing import approve, certify_minor, record_changed, reviewed_page, sign_off
from articles.records.record import record_of
from tests.acting import misspell, refused, send_admin_form
from tests.factories import make_approved, make_article, make_contributor, make_published, make_user

pytestmark = pytest.mark.django_db
UNAPPROVED = "Nobody has approved yet what readers would see of"


def save(client, by, contributor, **changes):
    client.force_login(by)
    address = reverse("admin:articles_contributor_change", args=[contributor.pk])
    assert send_admin_form(client, address, **changes).status_code == 302
    contributor.refresh_from_db()


def sign(article, by):
    return sign_off(article, by, seen=reviewed_page(article))


def try_to_approve(contributor, by):
    record = record_of(Contributor.objects.get(pk=contributor.pk))
    return refused(approve, record, by, seen_digest=record.digest)


@pytest.fixture
def reviewer():
    return make_user("reviewer")


class TestApproval:
    @pytest.mark.parametrize("role", ["reviewer", "superuser"])
    def test_nobody_approves_their_own_credentials(self, role):
        person = make_user(role)
        contributor = make_contributor(person, approved=False)
        assert "about you" in try_to_approve(contributor, person)

    def test_nobody_approves_credentials_that_they_typed(self, client, reviewer):
        contributor, publisher = make_contributor(reviewer), make_user("publisher")
        save(client, publisher, contributor, credentials="Nobel laureate")
        assert "You wrote this text" in try_to_approve(contributor, publisher)

    def test_a_publisher_does_not_link_somebody_elses_name_to_an_account_alone(self, client, reviewer):
        contributor, publisher = make_contributor(reviewer, name="Rita Reviewer"), make_user("publisher")
        accomplice = make_user("reviewer")
        save(client, publisher, contributor, user=accomplice.pk)
        assert "You wrote this text" in try_to_approve(contributor, publisher)
        assert "about you" in try_to_approve(contributor, accomplice)
        assert UNAPPROVED in refused(sign, make_article(), accomplice)

    def test_who_is_described_is_not_free_by_taking_the_link_away(self, client):
        person = make_user("publisher")
        contributor = make_contributor(person, approved=False)
        save(client, person, contributor, user="")
        assert "You wrote this text" in try_to_approve(contributor, person)


class TestSigning:
    def test_without_an_approval_nobody_signs(self, reviewer):
        article, contributor = make_article(), make_contributor(reviewer, approved=False)
        assert UNAPPROVED in refused(sign, article, reviewer)
        make_approved(contributor)
        assert sign(article, reviewer).reviewer["credentials"] == "Test role"

    def test_nobody_signs_under_credentials_that_wait(self, client, reviewer):
        article, contributor = make_article(), make_contributor(reviewer)
        save(client, make_user("publisher"), contributor, credentials="Nobel laureate")
        assert UNAPPROVED in refused(sign, article, reviewer)

    def test_nobody_certifies_without_an_approval(self, reviewer):
        article = misspell(make_published().article, make_user("writer"))
        make_contributor(reviewer, approved=False)
        assert UNAPPROVED in refused(certify_minor, article, reviewer, seen=reviewed_page(article))

    def test_new_interests_need_no_approval(self, reviewer):
        article, contributor = make_article(), make_contributor(reviewer)
        contributor.interests = "A grant of the house."
        contributor.save()
        record_changed(contributor, reviewer)
        assert sign(article, reviewer).reviewer["interests"] == "A grant of the house."
