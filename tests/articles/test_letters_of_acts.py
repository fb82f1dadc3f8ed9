"""One letter an event, to those whom it concerns and who want it."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.mail.outbox import send_due
from articles.models import Told, UnsentLetter, UnwantedLetter
from tests.factories import make_article, make_contributor, make_signed, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {
        role: make_user(role, email=f"{role}@example.org") for role in ("writer", "reviewer", "publisher")
    }


def letters():
    """Who gets which letters: their addresses and the words of the subject after the site's name. They go."""
    found = [
        (letter.address.partition("@")[0], letter.subject.partition(": ")[2])
        for letter in UnsentLetter.objects.all()
    ]
    UnsentLetter.objects.all().delete()
    return found


def test_each_step_of_a_text_is_told_to_those_whom_it_concerns(people):
    writer, reviewer, publisher = people.values()
    make_contributor(reviewer)
    article = make_article(title="Tea", by=writer)
    publishing.submit(article, writer, note="Mind the doses.")
    assert "Mind the doses." in UnsentLetter.objects.get().text
    assert letters() == [("reviewer", "“Tea” waits for a review")]
    seen = article.content().digest()
    publishing.request_changes(article, reviewer, comment="How long?", seen_digest=seen)
    assert letters() == [("writer", "changes are asked for in “Tea”")]
    publishing.resolve(publishing.comment(article, reviewer, text="And when?"), writer)
    assert letters() == [("writer", "a comment on “Tea”")]
    make_signed(article, reviewer)
    assert letters() == [("writer", "“Tea” is signed off"), ("publisher", "“Tea” is signed off")]
    publishing.publish(article, publisher)
    assert letters() == [("writer", "“Tea” is published"), ("reviewer", "“Tea” is published")]


def test_it_is_sent_with_the_next_round_and_answered_by_no_machine(people, mailoutbox):
    article = make_article(by=people["writer"])
    publishing.submit(article, people["writer"])
    assert mail.outbox == []
    assert [problem for _letter, problem in send_due(timezone.now())] == [""]
    [letter] = mailoutbox
    assert letter.to == ["reviewer@example.org"]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert reverse("admin:letters") in letter.body


def test_each_can_be_switched_off(people, client):
    client.force_login(people["reviewer"])
    kept = [each for each in Told.values if each != Told.SUBMITTED]
    client.post(reverse("admin:letters"), {"told": kept})
    publishing.submit(make_article(by=people["writer"]), people["writer"])
    assert letters() == []
    client.post(reverse("admin:letters"), {"told": Told.values})
    assert not UnwantedLetter.objects.exists()


def test_where_no_mail_leaves_none_waits(people, settings):
    settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = [settings.MAILERS["default"]["BACKEND"]]
    publishing.submit(make_article(by=people["writer"]), people["writer"])
    assert letters() == []
