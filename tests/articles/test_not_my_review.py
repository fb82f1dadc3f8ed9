"""An expert hears what was published under their name, and may say that it was not their review."""

import io
import json
import re
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import publishing
from articles.models import Act, ExpertLetter, Invitation
from articles.publishing.published_experts import disown, find_letter, letter_token, send_letters
from articles.reports.desk_home import boxes_for
from articles.reports.needs_review import needs_review
from tests.acting import (
    OUTSIDE,
    confirm,
    give_verdict,
    mailed_link,
    make_invitation,
    misspell,
    refused,
    shown,
)
from tests.articles.test_certify import certify
from tests.factories import make_article, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db

NAME = "Prof. Ann Fake"


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Publishes an article, and what follows when the page is public."""

    def act(article):
        with django_capture_on_commit_callbacks(execute=True):
            return publishing.publish(article, make_user("publisher"))

    return act


def reviewed_outside(article=None, name=NAME):
    article = article or make_article(by=make_user("writer"))
    confirm(give_verdict(make_invitation(article, name=name), name=name, credentials="MD, PhD"))
    return article


@pytest.fixture
def edition(publish):
    return publish(reviewed_outside())


def page(edition):
    return f"/articles/{edition.slug}/"


class TestLetter:
    def test_it_says_what_was_published_and_where_to_object(self, client, edition):
        letter = mail.outbox[-1]
        assert letter.to == [OUTSIDE]
        assert (edition.title in letter.subject, page(edition) in letter.body) == (True, True)
        assert f"Reviewed by {NAME}, MD, PhD." in letter.body
        assert client.get(mailed_link()).status_code == 200

    def test_it_is_not_sent_before_the_page_is_public(self):
        publishing.publish(reviewed_outside(), make_user("publisher"))
        assert "Published" not in mail.outbox[-1].subject
        assert ExpertLetter.objects.unsent().count() == 1

    def test_who_signs_with_an_account_gets_none(self):
        make_published()
        assert not ExpertLetter.objects.exists()

    def test_a_minor_change_under_the_same_review_is_told_too(self, edition, publish):
        article = misspell(edition.article, by=make_user("writer"))
        certify(article, make_user("reviewer"))
        publish(article)
        assert ExpertLetter.objects.count() == 2

    def test_one_that_no_server_took_stays_on_the_desk_and_is_tried_again(self, publish, monkeypatch):
        def fail(letter):
            raise SMTPException("down")

        article = reviewed_outside()
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", fail)
            assert publish(article).live
            with pytest.raises(CommandError, match="down"):
                call_command("send_review_digest", stdout=io.StringIO())
        assert "Experts not told yet" in [box.title for box in boxes_for(make_user("publisher"), today())]
        call_command("send_review_digest", stdout=io.StringIO())
        assert "Published with your review" in mail.outbox[-1].subject
        assert "Experts not told yet" not in [box.title for box in boxes_for(make_user("publisher"), today())]
        assert send_letters() == (0, [])

    def test_a_dry_run_sends_nothing(self, publish, monkeypatch):
        publishing.publish(reviewed_outside(), make_user("publisher"))
        before = len(mail.outbox)
        call_command("send_review_digest", "--dry-run", stdout=io.StringIO())
        assert len(mail.outbox) == before


def today():
    return timezone.localdate()


class TestPage:
    def test_opening_it_changes_nothing(self, client, edition):
        link = mailed_link()
        assert f"Reviewed by <strong>{NAME}</strong>" in shown(client, link)
        client.head(link)
        assert not Invitation.objects.filter(disowned_at__isnull=False).exists()

    def test_the_button_needs_no_account_and_no_cookie(self, edition):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        response = client.post(mailed_link())
        assert (response.status_code, response.url) == (302, mailed_link())
        assert "Thank you for telling us." in shown(client, mailed_link())
        assert client.cookies == {}

    def test_twice_is_once(self, client, edition):
        client.post(mailed_link())
        client.post(mailed_link())
        assert Act.objects.filter(verb=Act.Verb.FLAG).count() == 1

    def test_years_later_it_still_works(self, client, edition, monkeypatch):
        later = timezone.now() + timezone.timedelta(days=3650)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert client.post(mailed_link()).status_code == 302

    @pytest.mark.parametrize("change", [lambda link: link[:-2] + "/", lambda link: "/review/not-mine/1/"])
    def test_a_link_that_nobody_signed_does_nothing(self, client, edition, change):
        assert client.post(change(mailed_link())).status_code == 404
        assert not Act.objects.filter(verb=Act.Verb.FLAG).exists()

    def test_the_link_of_the_invitation_is_none(self, edition):
        assert find_letter(publishing.link_token(Invitation.objects.get())) is None

    def test_it_is_never_kept_or_indexed(self, client, edition):
        response = client.get(mailed_link())
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"

    @pytest.mark.parametrize("method", ["put", "delete"])
    def test_other_methods_are_refused(self, client, edition, method):
        assert getattr(client, method)(mailed_link()).status_code == 405


class TestWhatFollows:
    @pytest.fixture
    def disowned(self, edition):
        disown(ExpertLetter.objects.get())
        return edition

    def test_the_page_says_so_and_names_nobody(self, client, disowned):
        text = shown(client, page(disowned))
        assert "says that the review was not theirs" in text
        assert NAME not in text

    def test_machines_are_told_of_no_reviewer(self, client, edition):
        assert reviewed_by(shown(client, page(edition)))["reviewedBy"]["name"] == NAME
        disown(ExpertLetter.objects.get())
        assert not {"reviewedBy", "lastReviewed"} & set(reviewed_by(shown(client, page(edition))))

    def test_the_api_says_so(self, client, disowned):
        found = client.get(f"/api/articles/{disowned.slug}/").json()
        assert (found["review_state"], found["reviewer"]) == ("in question", {})
        assert "says that the review was not theirs" in found["notice"]
        listed = client.get("/api/articles/").json()
        assert "in question" in json.dumps(listed)
        assert NAME not in json.dumps([found, listed])

    @pytest.mark.parametrize("address", ["history/", "editions/1/"])
    def test_its_history_says_so(self, client, disowned, address):
        text = shown(client, page(disowned) + address)
        assert "says that the review was not theirs" in text
        assert NAME not in text

    def test_a_printout_and_the_feed_of_reviews_say_so(self, client, disowned):
        assert "was not theirs" in shown(client, f"/check/{disowned.check_code}/")
        feed = shown(client, "/feed/reviewed/")
        assert "was not theirs" in feed
        assert NAME not in feed

    @pytest.mark.parametrize("address", ["/", "/articles/", "/search/?q=Test"])
    def test_lists_say_so_in_place_of_a_date(self, client, disowned, address):
        text = shown(client, address)
        assert "Review in question" in text
        assert "Reviewed " not in text

    def test_it_is_said_in_the_language_of_the_text(self, client, publish):
        edition = publish(reviewed_outside(make_article(language="es")))
        assert mail.outbox[-1].to == [OUTSIDE]
        disown(ExpertLetter.objects.get())
        assert shown(client, page(edition))

    def test_the_page_comes_to_the_desk_first(self, disowned):
        [found] = needs_review(today())
        assert found.reasons[0].sentence == f"{NAME} says that the review was not theirs."
        act = Act.objects.get(verb=Act.Verb.FLAG)
        assert (act.actor, act.article) == (None, disowned.article)

    def test_the_sign_off_publishes_nothing_more(self, disowned):
        publishing.withdraw(disowned.article, make_user("publisher"), reason="The review was not one.")
        reasons = refused(publishing.publish, disowned.article, make_user("publisher"))
        assert "says that the sign-off was not theirs" in reasons

    def test_it_is_none_of_the_two_that_a_text_of_an_unknown_writer_needs(self):
        article = make_article()
        publishing.record_edit(article, None)
        make_signed(reviewed_outside(article))
        letter = ExpertLetter(invitation=Invitation.objects.get(), edition=make_published())
        disown(letter)
        assert "two reviewers" in refused(publishing.publish, article, make_user("publisher"))

    def test_another_sign_off_ends_it(self, client, disowned, publish):
        make_signed(disowned.article)
        edition = publish(disowned.article)
        assert "was not theirs" not in shown(client, page(edition))
        assert "was not theirs" in shown(client, f"{page(edition)}editions/1/")
        assert needs_review(today()) == []

    def test_a_certified_minor_change_is_in_question_with_the_review(self, client, edition, publish):
        article = misspell(edition.article, by=make_user("writer"))
        certify(article, make_user("reviewer"))
        newer = publish(article)
        disown(ExpertLetter.objects.get(edition=edition))
        assert "was not theirs" in shown(client, page(newer))


def reviewed_by(text):
    """The node of the page in its JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    return json.loads(found)["@graph"][0]


def test_readers_and_programs_never_see_the_address(client, edition):
    for address in (
        page(edition),
        f"{page(edition)}history/",
        f"/api/articles/{edition.slug}/",
        "/feed/reviewed/",
    ):
        assert OUTSIDE not in shown(client, address)
    assert "outside.example" not in shown(
        client, f"/review/not-mine/{letter_token(ExpertLetter.objects.get())}/"
    )
