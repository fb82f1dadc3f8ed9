"""Nobody signs as an outside expert who isn't one, as far as a site can tell: the ways in that were tried."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.utils import timezone

from articles import publishing
from articles.models import Act, Contributor, Invitation, SignOff
from articles.publishing import ActRefused, LinkUnusable
from articles.publishing.expert_code import LIFE, MOST_CODES, PAUSE, TRIES
from articles.publishing.expert_verdict import page_of
from tests.acting import (
    KNOWN_HOW,
    OUTSIDE,
    confirm,
    give_verdict,
    mailed_code,
    mailed_link,
    make_invitation,
    refused,
)
from tests.factories import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db

SAID = {"verdict": "approved", "name": "Prof. Ann Fake", "credentials": "MD, PhD", "interests": "None"}


def give(invitation, **said):
    """Gives the verdict on the page as it is now."""
    return publishing.give_verdict(invitation, seen=page_of(invitation, timezone.now()), **said)


def wrong(code):
    """Another code of the same length."""
    return f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"


class TestWhoInvites:
    @pytest.mark.parametrize("role", ["writer", "publisher", "superuser"])
    def test_whoever_wrote_the_text_invites_nobody(self, role):
        writer = make_user(role)
        article = make_article(by=writer)
        reasons = refused(make_invitation, article, writer, name="Prof. Ann Fake")
        assert "Somebody else must invite the expert." in reasons
        assert (Invitation.objects.count(), mail.outbox) == (0, [])

    def test_nor_does_an_author_who_never_touched_the_form(self):
        author = make_user("publisher")
        article = make_article()
        Contributor.objects.filter(key=article.content().authors[0].key).update(user=author)
        assert "Somebody else must invite" in refused(make_invitation, article, author)

    def test_an_address_of_an_account_is_refused(self):
        make_user("writer", email="ann.fake@gmail.com")
        reasons = refused(make_invitation, make_article(), email="annfake+prof@googlemail.com")
        assert "the address of an account of this site" in reasons

    @pytest.mark.parametrize("email", ["", " ", "prof", "a@b.example\nBcc: me@ann.example"])
    def test_without_an_address_nobody_is_invited(self, email):
        assert "Enter the expert's e-mail address" in refused(make_invitation, make_article(), email=email)

    def test_where_no_letter_leaves_the_site_nobody_is_invited(self, settings):
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
        assert "Set EMAIL_HOST." in refused(make_invitation, make_article())
        assert not Invitation.objects.exists()


class TestTheLink:
    def test_it_is_mailed_to_the_expert_and_to_nobody_else(self, client):
        make_invitation(make_article())
        [letter] = mail.outbox
        assert (letter.to, letter.cc, letter.bcc) == ([OUTSIDE], [], [])
        assert client.get(mailed_link()).status_code == 200

    def test_no_name_and_no_title_writes_a_header(self):
        article = make_article(title="A title\nBcc: me@ann.example")
        make_invitation(article, name="Ann\r\nCc: me@ann.example", message="Hello\n.\nBcc: me@ann.example")
        [letter] = mail.outbox
        assert letter.recipients() == [OUTSIDE]
        assert "\n" not in letter.subject
        assert letter.message()["Bcc"] is None

    def test_one_that_was_never_mailed_opens_nothing(self, monkeypatch):
        """As those of earlier versions, which editors were shown."""
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", fail)
            made = make_invitation(make_article())
        assert made.sent_at is None
        with pytest.raises(LinkUnusable):
            publishing.find_invitation(publishing.link_token(made), timezone.now())

    def test_it_is_in_no_log(self, caplog, monkeypatch):
        caplog.set_level("DEBUG")
        made = make_invitation(make_article())
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", fail)
            refused(publishing.send_invitation, made, made.invited_by)
        assert publishing.link_token(made) not in caplog.text
        assert not [act for act in Act.objects.all() if publishing.link_token(made) in str(act.detail)]

    def test_it_goes_again_to_the_same_address_only(self):
        made = make_invitation(make_article())
        make_user("writer", email=OUTSIDE)
        assert "an account of this site" in refused(publishing.send_invitation, made, made.invited_by)
        assert "Somebody else invited" in refused(publishing.send_invitation, made, make_user("writer"))


def fail(letter):
    raise SMTPException("down")


class TestTheCode:
    @pytest.fixture
    def invitation(self):
        return make_invitation(make_article())

    def test_whoever_has_the_link_alone_signs_nothing(self, invitation):
        """The writer of the text who got hold of it, for example."""
        assert "The code no longer works." in refused(give, invitation, **SAID)
        publishing.send_code(invitation)
        guess = wrong(mailed_code())
        assert "That isn't the code" in refused(give, invitation, code=guess, **SAID)
        invitation.refresh_from_db()
        assert (invitation.verdict, invitation.proven_at) == ("", None)

    def test_it_goes_to_the_address_of_the_invitation(self, invitation):
        publishing.send_code(invitation)
        assert mail.outbox[-1].to == [OUTSIDE]

    def test_a_few_wrong_ones_end_it(self, invitation):
        publishing.send_code(invitation)
        code = mailed_code()
        for _ in range(TRIES):
            refused(give, invitation, code=wrong(code), **SAID)
        assert "no longer works" in refused(give, invitation, code=code, **SAID)

    def test_its_life_is_short(self, invitation):
        now = timezone.now()
        publishing.send_code(invitation, now=now)
        late = {"code": mailed_code(), "now": now + LIFE, **SAID}
        assert "no longer works" in refused(give, invitation, **late)

    def test_the_newest_alone_counts(self, invitation):
        now = timezone.now()
        publishing.send_code(invitation, now=now)
        first = mailed_code()
        publishing.send_code(invitation, now=now + PAUSE)
        reasons = refused(give, invitation, code=first, now=now + PAUSE, **SAID)
        assert "That isn't the code" in reasons

    def test_it_opens_no_other_invitation(self, invitation):
        other = make_invitation(make_article())
        publishing.send_code(other)
        publishing.send_code(invitation)
        assert "That isn't the code" in refused(give, other, code=mailed_code(), **SAID)

    def test_it_is_kept_as_a_digest_only(self, invitation):
        publishing.send_code(invitation)
        code = mailed_code().replace(" ", "")
        row = str(Invitation.objects.values().get(pk=invitation.pk))
        assert code not in row
        assert OUTSIDE in row

    def test_they_are_not_sent_in_quick_succession_nor_without_end(self, invitation):
        now = timezone.now()
        publishing.send_code(invitation, now=now)
        soon = now + PAUSE - timedelta(seconds=1)
        assert "wait a minute" in refused(publishing.send_code, invitation, now=soon)
        for number in range(1, MOST_CODES):
            publishing.send_code(invitation, now=now + number * PAUSE)
        late = now + MOST_CODES * PAUSE
        assert "Too many codes" in refused(publishing.send_code, invitation, now=late)

    def test_one_that_no_server_took_is_not_awaited(self, invitation, monkeypatch):
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", fail)
            assert "couldn't be sent" in refused(publishing.send_code, invitation)
        invitation.refresh_from_db()
        assert (invitation.code_digest, invitation.codes_sent) == ("", 0)

    def test_it_works_once(self, invitation):
        give_verdict(invitation)
        invitation.refresh_from_db()
        assert invitation.code_digest == ""


class TestWhoConfirms:
    @pytest.mark.parametrize("role", ["publisher", "superuser"])
    def test_one_alone_never_gets_past_confirming(self, role):
        """They invited an address of their own that no account has, and answered from there."""
        alone = make_user(role)
        invitation = give_verdict(make_invitation(make_article(by=make_user("writer")), alone))
        assert "You invited this expert." in refused(confirm, invitation, alone)
        assert not SignOff.objects.exists()

    def test_a_publisher_and_the_writer_of_the_text_do_not_get_past_it_either(self):
        writer, publisher = make_user("writer", email="wren@home.example"), make_user("publisher")
        article = make_article(by=writer)
        refused(make_invitation, article, writer)
        assert "belongs to home.example" in refused(
            make_invitation, article, publisher, email="fake@home.example"
        )
        invitation = give_verdict(make_invitation(article, publisher, email="unknown@elsewhere.example"))
        assert "You invited this expert." in refused(confirm, invitation, publisher)
        assert "may not publish" in refused(confirm, invitation, writer)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"first_name": "Ann", "last_name": "Editor"}, {"first_name": "Dr. Ann", "last_name": "Editor"}),
            ({"email": "ann.editor@gmail.com"}, {"email": "anneditor+two@gmail.com"}),
        ],
    )
    def test_nor_one_person_with_two_accounts(self, one, other):
        first, second = make_user("publisher", **one), make_user("publisher", **other)
        invitation = give_verdict(make_invitation(make_article(), first))
        assert "You invited this expert." in refused(confirm, invitation, second)

    def test_they_read_every_word_that_readers_would_see_of_the_expert(self, client):
        article = make_article(by=make_user("writer"))
        invitation = make_invitation(article)
        said = {"credentials": "A title", "affiliation": "A clinic", "interests": "A share in lemons"}
        give_verdict(invitation, **said)
        client.force_login(make_user("publisher"))
        page = client.get(f"/admin/articles/article/{article.pk}/act/confirm/").content.decode()
        assert [words for words in said.values() if words not in page] == []

    def test_so_does_whoever_publishes(self, client):
        article = make_article(by=make_user("writer"))
        invitation = make_invitation(article)
        said = {"credentials": "A title", "affiliation": "A clinic", "interests": "A share in lemons"}
        give_verdict(invitation, **said)
        confirm(invitation)
        client.force_login(make_user("publisher"))
        page = client.get(f"/admin/articles/article/{article.pk}/act/publish/").content.decode()
        assert [words for words in said.values() if words not in page] == []

    def test_a_publisher_who_wrote_the_text_confirms_nobody(self):
        writer = make_user("publisher")
        invitation = give_verdict(make_invitation(make_article(by=writer)))
        assert "Somebody else must confirm the verdict." in refused(confirm, invitation, writer)

    def test_an_inviter_who_wrote_since_invited_nobody(self):
        """They may have changed the text, and changed it back."""
        invitation = give_verdict(make_invitation(make_article()))
        publishing.record_edit(invitation.article, invitation.invited_by)
        assert "Somebody else must invite the expert." in refused(confirm, invitation)

    def test_an_account_that_came_since_is_seen(self):
        invitation = give_verdict(make_invitation(make_article()))
        make_user("writer", email="ex.pert+desk@outside.example")
        assert "an account of this site" in refused(confirm, invitation)

    @pytest.mark.parametrize("spelling", ["Real Reviewer", "Dr. real  REVIEWER", "Reviewer, Real"])
    def test_the_name_of_somebody_with_an_account_is_not_lent(self, spelling):
        make_contributor(make_user("reviewer"), name="Real Reviewer")
        invitation = give_verdict(make_invitation(make_article()), name=spelling)
        assert "has an account of this site" in refused(confirm, invitation)
        assert "has an account of this site" in refused(make_invitation, make_article(), name=spelling)

    def test_how_the_expert_is_known_must_be_said_and_is_kept(self):
        invitation = give_verdict(make_invitation(make_article()))
        assert "Say how you know this person" in refused(confirm, invitation, known_how="ok")
        confirm(invitation)
        assert Act.objects.get(verb=Act.Verb.CONFIRM).detail["known_how"] == KNOWN_HOW

    def test_the_address_stays_with_the_sign_off(self):
        assert confirm(give_verdict(make_invitation(make_article()))).email == OUTSIDE

    def test_a_verdict_of_before_without_a_code_is_confirmed_by_nobody(self):
        invitation = make_invitation(make_article())
        Invitation.objects.update(verdict="approved", verdict_at=timezone.now(), signed_name="Ann Fake")
        assert "without a code" in refused(confirm, invitation)

    def test_a_sign_off_of_before_without_an_address_publishes_nothing(self):
        article = make_article()
        SignOff.objects.create(
            article=article,
            digest=article.content().digest(),
            content=article.content().to_dict(),
            terms={},
            verdict=SignOff.Verdict.APPROVED,
            contributor=make_contributor(name="Ann Fake"),
            reviewer={"name": "Ann Fake", "credentials": "MD"},
            evidence_on=timezone.localdate(),
            signed_at=timezone.now(),
        )
        reasons = refused(publishing.publish, article, make_user("publisher"))
        assert "before outside experts had to prove their address" in reasons


def test_a_refused_confirmation_makes_no_contributor():
    invitation = give_verdict(make_invitation(make_article()), name="Nobody Known")
    with pytest.raises(ActRefused):
        confirm(invitation, invitation.invited_by)
    assert not Contributor.objects.filter(name="Nobody Known").exists()
