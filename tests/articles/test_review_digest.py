"""Each person hears once of each date that concerns them."""

import io
import json
from copy import deepcopy
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import publishing
from articles.models import Reminder
from articles.reports.review_clock import NOTICE, due_items
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def publish_with_owner():
    edition = make_published()
    edition.article.owner = make_user("writer", username="owner", email="owner@test.example")
    edition.article.save()
    return edition


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(publish_with_owner)


@pytest.fixture
def edition(published):
    return deepcopy(published)


def run(on=TODAY, *options):
    out = io.StringIO()
    call_command("send_review_digest", f"--on={on}", *options, stdout=out)
    return out.getvalue()


def due(on):
    return {(item.user.get_username(), item.reason) for item in due_items(on)}


class TestDueItems:
    def test_a_review_is_due_a_month_before_its_day_and_not_sooner(self, edition):
        first_day = edition.next_review_on - NOTICE
        assert ("owner", "review") in due(first_day)
        assert ("owner", "review") not in due(first_day - timedelta(days=1))

    def test_publishers_hear_of_it_too(self, edition):
        publisher = edition.published_by.get_username()
        assert (publisher, "review") in due(edition.next_review_on)

    def test_the_reviewer_who_was_asked_hears_of_the_sign_off_until_it_is_given(self):
        article, reviewer = make_article(), make_user("reviewer", username="asked")
        publishing.submit(article, make_user("writer"), reviewer=reviewer, due_on=TODAY)
        assert due(TODAY) == {("asked", "sign-off")}
        make_published(article)
        assert ("asked", "sign-off") not in due(TODAY)

    def test_a_withdrawn_page_is_due_for_nobody(self, edition):
        publishing.withdraw(edition.article, make_user("publisher"), reason="It was wrong.")
        assert due(edition.next_review_on) == set()


class TestSendReviewDigest:
    def send(self, edition, *options):
        edition.published_by.email = "publisher@test.example"
        edition.published_by.save()
        return run(edition.next_review_on, *options)

    def test_each_person_gets_one_letter_with_the_address_of_the_article(self, edition):
        assert "2 e-mails sent." in self.send(edition)
        letter = next(letter for letter in mail.outbox if letter.to == ["owner@test.example"])
        assert edition.title in letter.body
        assert f"/admin/articles/article/{edition.article.pk}/change/" in letter.body

    def test_a_date_is_mailed_once_and_a_moved_date_once_more(self, edition):
        self.send(edition)
        assert "0 e-mails sent." in self.send(edition)
        later = timezone.now() + timedelta(days=40)
        again = make_published(edition.article, now=later)
        again.published_by.email = "other@test.example"
        again.published_by.save()
        assert "owner@test.example" in self.send(again)

    def test_a_dry_run_prints_the_letters_and_sends_none(self, edition):
        assert "is due for review on" in self.send(edition, "--dry-run")
        letters = json.loads(self.send(edition, "--dry-run", "--json"))["letters"]
        assert all("is due for review on" in letter["body"] for letter in letters)
        assert letters
        assert mail.outbox == []
        assert not Reminder.objects.exists()

    def test_somebody_without_an_address_is_named_and_the_others_are_mailed(self, edition):
        with pytest.raises(CommandError, match="has no e-mail address"):
            run(edition.next_review_on)
        assert [letter.to for letter in mail.outbox] == [["owner@test.example"]]

    def test_a_letter_that_fails_is_tried_again(self, edition, monkeypatch):
        def fail(letter):
            raise SMTPException("down")

        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", fail)
            with pytest.raises(CommandError, match="could not be sent: down"):
                self.send(edition)
        assert "2 e-mails sent." in self.send(edition)

    @pytest.mark.parametrize("backend", ["console", "dummy", "filebased", "locmem"])
    def test_nothing_counts_as_sent_where_mail_goes_nowhere(self, edition, settings, backend):
        with pytest.MonkeyPatch.context() as patch:
            name = f"django.core.mail.backends.{backend}.EmailBackend"
            patch.setattr(settings, "MAILERS", {"default": {"BACKEND": name}})
            patch.setattr(settings, "EMAIL_BACKENDS_WITHOUT_DELIVERY", [name])
            with pytest.raises(CommandError, match=f"No e-mail leaves this site: .*{backend}"):
                self.send(edition)
        assert not Reminder.objects.exists()
        assert "2 e-mails sent." in self.send(edition)

    def test_a_letter_that_no_server_took_is_tried_again(self, edition, monkeypatch):
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", lambda letter: 0)
            with pytest.raises(CommandError, match="was not accepted by the mail server"):
                self.send(edition)
        assert "2 e-mails sent." in self.send(edition)

    def test_nothing_due_is_no_failure_where_mail_goes_nowhere(self, settings):
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
        assert "0 e-mails sent." in run()
