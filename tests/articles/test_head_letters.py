"""The head of the record is mailed to those who run the site, with the digest of what is due."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import ChainLink
from articles.models.chain import head
from articles.reports.head_letters import send_heads
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_user("superuser", email="keeper@example.org")


@pytest.fixture
def delivered(settings):
    """Mail that leaves, as far as the site can tell."""
    settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = ()


def test_a_superuser_gets_the_head(keeper, delivered):
    make_published()
    call_command("send_review_digest")
    (letter,) = mail.outbox
    assert letter.to == ["keeper@example.org"]
    assert "--head {}:{}".format(*head(ChainLink)) in letter.body


def test_a_day_without_acts_needs_no_letter(keeper, delivered):
    make_published()
    assert send_heads(timezone.now() + timedelta(days=2)) == ([], [])


def test_others_get_none(delivered):
    make_user("publisher", email="publisher@example.org")
    make_user("superuser", email="")
    make_user("superuser", email="gone@example.org", is_active=False)
    make_published()
    assert send_heads(timezone.now()) == ([], [])


def test_a_dry_run_prints_it_and_sends_none(keeper, capsys):
    make_published()
    call_command("send_review_digest", "--dry-run")
    assert "verify_record --head" in capsys.readouterr().out
    assert mail.outbox == []


def test_it_is_said_where_no_mail_leaves_the_site(keeper, settings):
    settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = [settings.MAILERS["default"]["BACKEND"]]
    make_published()
    with pytest.raises(CommandError, match=r"The head of the record was mailed to nobody\. No e-mail leaves"):
        call_command("send_review_digest")
