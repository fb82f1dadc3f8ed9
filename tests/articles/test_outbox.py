"""Letters that no server took are tried again, later and later, and the log hears of it."""

import json
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from articles.mail.outbox import PAUSES, due_letters, post, send_due
from articles.models import UnsentLetter
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.running.installation import letters_are_taken
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LETTER = EmailMessage("Your account was changed", "Hello Ada", to=["ada@hospital.example"])


@pytest.fixture
def server(monkeypatch):
    """What the mail server does with the next letters: takes them, or goes away."""
    state = {"is_away": True}
    send = EmailMessage.send

    def answer(letter, *args, **kwargs):
        if state["is_away"]:
            raise SMTPServerDisconnected
        return send(letter)

    monkeypatch.setattr(EmailMessage, "send", answer)
    return state


def test_a_letter_that_is_taken_is_not_kept(server):
    server["is_away"] = False
    assert post(LETTER) == ""
    assert not UnsentLetter.objects.exists()


def test_it_is_tried_again_with_growing_pauses_until_a_server_takes_it(server, monkeypatch, capsys):
    make_user(username="ada")
    assert "could not be sent" in post(LETTER, account="ada")
    now = UnsentLetter.objects.get().posted_at
    assert not list(send_due(now)), "not before its pause is over"
    for pause in [*PAUSES, PAUSES[-1]]:
        now += pause
        ((_, problem),) = send_due(now)
        assert "could not be sent" in problem
        assert not list(send_due(now)), "another process finds nothing to do"
    assert next(letters_are_taken()).startswith("Letters that no mail server took yet: 1, the oldest")
    server["is_away"] = False
    monkeypatch.setattr(timezone, "now", lambda: now + PAUSES[-1])
    call_command("send_letters", "--dry-run")
    assert "ada@hospital.example: Your account was changed" in capsys.readouterr().out
    call_command("send_letters", "--dry-run", "--json")
    subject = "Your account was changed"
    assert json.loads(capsys.readouterr().out) == [{"to": "ada@hospital.example", "subject": subject}]
    call_command("send_letters", "--json")
    assert json.loads(capsys.readouterr().out) == {"sent": 1, "waiting": 0}
    assert (mail.outbox[0].to, mail.outbox[0].body) == (["ada@hospital.example"], "Hello Ada")
    assert SecurityEvent.objects.get(kind="told", account="ada").detail == "at try 9"
    assert list(letters_are_taken()) == []


def test_a_clock_that_was_years_ahead_keeps_no_letter_back(server):
    post(LETTER)
    years = timezone.now() + timedelta(days=3650)
    UnsentLetter.objects.update(next_try_at=years)
    assert due_letters(timezone.now()).count() == 1
