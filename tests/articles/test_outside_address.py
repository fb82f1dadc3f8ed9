"""Which addresses an outside expert can't have: those of the office's own people, in any spelling."""

import pytest

from articles.publishing.outside_address import folded, why_not_outside
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "spelling",
    [
        "Ann.Editor@gmail.com",
        "anneditor@gmail.com",
        "a.n.n.editor+prof@gmail.com",
        "ANNEDITOR+1@GoogleMail.com",
        " ann.editor@gmail.com. ",
    ],
)
def test_one_mailbox_has_one_spelling(spelling):
    assert folded(spelling) == "anneditor@gmail.com"


@pytest.mark.parametrize(
    "address", ["ann.editor+prof@gmail.com", "a.nneditor@googlemail.com", "AnnEditor@gmail.com"]
)
def test_an_address_of_an_account_is_refused_in_any_spelling(address):
    make_user("writer", email="ann.editor@gmail.com", is_active=False)
    [reason] = why_not_outside(address)
    assert "the address of an account of this site" in reason


@pytest.mark.parametrize("address", ["prof@ann.example", "prof@mail.ann.example", "prof@ANN.example"])
def test_an_address_beside_that_of_an_account_is_refused(address):
    make_user("writer", email="me@ann.example")
    [reason] = why_not_outside(address)
    assert "isn't an outside expert" in reason


def test_a_domain_above_that_of_an_account_is_refused():
    make_user("writer", email="me@mail.ann.example")
    assert list(why_not_outside("prof@ann.example"))


def test_a_domain_has_one_spelling():
    make_user("writer", email="me@müller.example")
    assert list(why_not_outside("prof@xn--mller-kva.example"))


def test_addresses_of_the_site_itself_are_refused(settings):
    settings.SITE_URL, settings.SITE_CONTACT = "https://pages.example", "letters@office.example"
    settings.DEFAULT_FROM_EMAIL = "The office <robot@sender.example>"
    for address in ("prof@pages.example", "prof@office.example", "prof@sender.example"):
        assert list(why_not_outside(address)), address


def test_strangers_share_a_public_service(settings):
    make_user("writer", email="ann@gmail.com")
    make_user("writer", email="ben@big-university.example")
    assert list(why_not_outside("prof@gmail.com")) == []
    assert list(why_not_outside("prof@big-university.example"))
    settings.SHARED_MAIL_DOMAINS = ["big-university.example"]
    assert list(why_not_outside("prof@big-university.example")) == []


@pytest.mark.parametrize(
    "address",
    [
        "", "prof", "prof@", "@outside.example", "prof@localhost", "prof@[127.0.0.1]", "prof@127.0.0.1",
        '"ann.editor"@gmail.com', "prof@outside.example\nBcc: me@ann.example", "a@b.example, c@d.example",
        "Prof <prof@outside.example>", f"{'a' * 250}@outside.example", "prof@öutside.example",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(address):
    [reason] = why_not_outside(address)
    assert reason.startswith("Enter the expert's e-mail address")


def test_any_other_address_may_be_that_of_an_expert():
    make_user("writer", email="me@ann.example")
    make_user("writer")
    assert list(why_not_outside("Prof.O'Neil+site@outside.co.uk")) == []
