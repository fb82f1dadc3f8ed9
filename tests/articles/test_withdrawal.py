"""A page is taken down at once by one person; what they say of it in their own words waits for a second."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import WithdrawalWords
from articles.records.record import record_of
from tests.acting import refused, shown
from tests.articles.test_admin_acts import do, enter
from tests.factories import PASSWORD, make_approved, make_published, make_user

pytestmark = pytest.mark.django_db
LURE = "Our clinic sells what helps instead."


def told(client, edition):
    """The addresses that tell of a withdrawal, and what they say."""
    page = f"/articles/{edition.slug}/"
    places = [page, f"{page}history/", "/feed/withdrawn/", f"/api{page}", "/api/articles/?withdrawn=1"]
    return {address: shown(client, address) for address in places}


class TestOnePerson:
    def test_the_page_is_gone_at_once_with_a_sentence_of_the_list(self, client):
        edition = make_published()
        enter(client, "publisher")
        do(client, edition.article, "withdraw", cause="error", reason=LURE)
        pages = told(client, edition)
        assert all("We found a mistake in it." in page for page in pages.values())
        assert not any("Our clinic" in page for page in pages.values())

    def test_a_sentence_that_is_not_in_the_list_is_refused(self, client):
        edition = make_published()
        enter(client, "publisher")
        do(client, edition.article, "withdraw", cause=LURE)
        assert client.get(f"/articles/{edition.slug}/").status_code == 200

    def test_a_scheduled_withdrawal_says_no_more(self, client):
        edition = make_published()
        enter(client, "publisher")
        due_at = timezone.now() + timedelta(days=2)
        due = f"{due_at:%Y-%m-%dT%H:%M}"
        do(client, edition.article, "schedule", action="withdraw", due_at=due, cause="error", reason=LURE)
        publishing.publish_due(due_at + timedelta(days=1))
        pages = told(client, edition)
        assert all("We found a mistake in it." in page for page in pages.values())
        assert not any("Our clinic" in page for page in pages.values())

    def test_the_withdrawer_does_not_approve_their_own_words(self, client):
        edition = make_published()
        publisher = enter(client, "publisher")
        do(client, edition.article, "withdraw", cause="error", reason=LURE)
        record = record_of(WithdrawalWords.objects.get())
        reasons = refused(publishing.approve, record, publisher, seen_digest=record.digest)
        assert "You wrote this text" in reasons

    def test_the_sentence_is_in_the_language_of_the_page(self, client):
        edition = make_published(language="es")
        publishing.withdraw(edition.article, make_user("publisher"), cause="error")
        assert "Esta página fue retirada" in shown(client, f"/articles/{edition.slug}/")


class TestTwoPersons:
    def test_readers_see_own_words_that_a_second_person_approved(self, client):
        edition = make_published()
        withdrawal = publishing.withdraw(
            edition.article,
            make_user("publisher"),
            cause="error",
            reason="The dates in the table were wrong.",
        )
        make_approved(withdrawal.words)
        pages = told(client, edition)
        missing = [where for where, page in pages.items() if "it. The dates in the table" not in page]
        assert missing == []

    def test_they_are_approved_on_their_page(self, client):
        edition = make_published()
        withdrawal = publishing.withdraw(edition.article, make_user("publisher"), reason="Dates were wrong.")
        enter(client, "reviewer")
        address = reverse("admin:articles_withdrawalwords_approve", args=[withdrawal.pk, "withdrawal"])
        digest = record_of(withdrawal.words).digest
        client.post(address, {"name": "ApproveForm", "seen_digest": digest, "password": PASSWORD})
        assert "Dates were wrong." in shown(client, f"/articles/{edition.slug}/")

    def test_an_advert_is_not_approved(self):
        edition = make_published()
        withdrawal = publishing.withdraw(edition.article, make_user("publisher"), reason="Buy pills here.")
        record = record_of(withdrawal.words)
        reasons = refused(publishing.approve, record, make_user("reviewer"), seen_digest=record.digest)
        assert "An error is open" in reasons

    def test_a_withdrawal_without_own_words_waits_for_nobody(self):
        edition = make_published()
        publishing.withdraw(edition.article, make_user("publisher"), cause="error")
        assert not WithdrawalWords.objects.exists()


class TestDesk:
    def test_the_own_words_can_be_corrected_by_a_publisher(self, client):
        edition = make_published()
        publishing.withdraw(edition.article, make_user("publisher"), cause="error", reason="So.")
        publisher = enter(client, "publisher")
        address = reverse("admin:articles_withdrawalwords_change", args=[WithdrawalWords.objects.get().pk])
        client.post(address, {"text": "The dates were wrong."})
        record = record_of(WithdrawalWords.objects.get())
        assert record.proposed.words == "The dates were wrong."
        reasons = refused(publishing.approve, record, publisher, seen_digest=record.digest)
        assert "You wrote this text" in reasons
