"""An outside expert reads one text by a signed link and gives one verdict on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Act, Invitation, SignOff
from articles.publishing import ActRefused, LinkUnusable
from resources.models import Term
from tests.acting import confirm, give_verdict, mailed_code, make_invitation, redefine
from tests.articles.test_publishing_reviewed_page import REASON, waive
from tests.factories import make_article, make_published, make_term, make_user

pytestmark = pytest.mark.django_db

VERDICT = {
    "verdict-verdict": "approved",
    "verdict-name": "Dr. Test Expert",
    "verdict-credentials": "Test role",
    "verdict-interests": "None",
    "act": "verdict",
}


@pytest.fixture
def invitation():
    return make_invitation(make_article(title="To be read"))


def address(invitation):
    return f"/review/{publishing.link_token(invitation)}/"


def ask_code(client, invitation, **fields):
    """Fills in the form of the verdict and asks for the code, which is given back."""
    client.post(address(invitation), {**filled_in(client, invitation), **fields, "act": "code"})
    return mailed_code()


def filled_in(client, invitation, **fields):
    """The form of the verdict, as it is sent with the page that the expert has open."""
    return {**VERDICT, "seen": client.get(address(invitation)).context["seen"], **fields}


class TestLink:
    def test_it_shows_the_text_that_was_asked_about_and_not_a_later_one(self, client, invitation):
        article = invitation.article
        article.title = "Changed since"
        article.save()
        page = client.get(address(invitation)).content.decode()
        assert "To be read" in page
        assert "Changed since" not in page

    def test_it_is_never_kept_indexed_or_passed_on(self, client, invitation):
        response = client.get(address(invitation))
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize(
        "change", [lambda token: token[:-1], lambda token: "2" + token[1:], lambda token: "1"]
    )
    def test_a_link_that_nobody_signed_opens_nothing(self, client, invitation, change):
        response = client.get(f"/review/{change(publishing.link_token(invitation))}/")
        assert response.status_code == 410
        assert b"To be read" not in response.content

    def test_it_ends_on_its_day(self, invitation):
        token = publishing.link_token(invitation)
        publishing.find_invitation(token, invitation.expires_at - timedelta(seconds=1))
        with pytest.raises(LinkUnusable, match="expired"):
            publishing.find_invitation(token, invitation.expires_at)

    def test_it_can_be_taken_back(self, client, invitation):
        publishing.revoke(invitation, invitation.invited_by)
        response = client.get(address(invitation))
        assert response.status_code == 410
        assert b"has been revoked" in response.content

    def test_an_expired_link_takes_no_verdict(self, invitation):
        with pytest.raises(LinkUnusable):
            publishing.give_verdict(
                invitation,
                seen=None,
                verdict="approved",
                name="A",
                credentials="B",
                interests="None",
                code="1",
                now=invitation.expires_at,
            )


class TestComments:
    def test_a_comment_is_kept_with_its_section(self, client, invitation):
        heading = invitation.content["sections"][0]["heading"]
        client.post(
            address(invitation), {"act": "comment", "comment-heading": heading, "comment-text": "Why?"}
        )
        comment = invitation.comments.get()
        assert (comment.heading, comment.text) == (heading, "Why?")
        assert comment.section.article == invitation.article

    def test_words_are_commented_with_what_to_write_in_their_place(self, client, invitation):
        words = {"quote": "the page works", "context": "How the page works", "replacement": "it works"}
        sent = {"act": "comment", **{f"comment-{name}": text for name, text in words.items()}}
        client.post(address(invitation), sent)
        comment = invitation.comments.get()
        assert (comment.quote, comment.context, comment.replacement) == tuple(words.values())
        page = client.get(address(invitation)).content.decode()
        assert '<li data-comment data-quote="the page works">' in page
        assert "<ins>it works</ins>" in page
        page = client.post(address(invitation), {"act": "comment", "comment-replacement": "it"})
        assert "Select the words that are to be replaced." in page.content.decode()

    def test_an_empty_comment_is_refused_and_nothing_is_kept(self, client, invitation):
        response = client.post(address(invitation), {"act": "comment", "comment-text": " "})
        assert response.status_code == 200
        assert not invitation.comments.exists()

    def test_hostile_words_are_shown_as_words(self, client, invitation):
        publishing.comment_by_expert(invitation, text="<script>alert(1)</script>")
        assert b"<script>alert" not in client.get(address(invitation)).content


class TestVerdict:
    def test_it_is_noted_once(self, client, invitation):
        code = ask_code(client, invitation)
        client.post(address(invitation), filled_in(client, invitation, **{"verdict-code": code}))
        invitation.refresh_from_db()
        assert (invitation.verdict, invitation.signed_name) == ("approved", "Dr. Test Expert")
        with pytest.raises(ActRefused, match="A link works once"):
            give_verdict(invitation)

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"verdict-name": " "}, "This field is required"),
            ({"verdict-interests": ""}, "Declare your interests"),
            ({"verdict-verdict": "declined"}, "Say what has to change"),
            ({"verdict-evidence_on": "2999-01-01"}, "is in the future"),
            ({"verdict-verdict": "perhaps"}, "Select a valid choice"),
        ],
    )
    def test_what_is_missing_is_said_and_the_input_stays(self, client, invitation, fields, sentence):
        code = ask_code(client, invitation)
        sent = {"verdict-code": code, **filled_in(client, invitation), **fields}
        page = client.post(address(invitation), sent).content.decode()
        assert sentence in page
        assert 'value="Test role"' in page
        assert not Invitation.objects.exclude(verdict="").exists()

    def test_after_it_the_page_takes_no_comments(self, invitation):
        give_verdict(invitation)
        with pytest.raises(ActRefused, match="closed for comments"):
            publishing.comment_by_expert(invitation, text="One more thing")


class TestWhatTheExpertReads:
    """A definition changes while the expert reads, or while they wait for the code."""

    @pytest.fixture
    def invitation(self):
        make_term("mistake", name="mistake", definition="Something that went wrong.")
        return make_invitation(make_article())

    def test_the_verdict_is_refused_with_what_has_changed(self, client, invitation):
        sent = filled_in(client, invitation)
        sent["verdict-code"] = ask_code(client, invitation)
        redefine(Term.objects.get())
        page = client.post(address(invitation), sent).content.decode()
        assert "Since you opened this page, “mistake” in the glossary has another definition." in page
        assert "Something that did not go right." in page
        assert not Invitation.objects.exclude(verdict="").exists()

    def test_so_it_is_if_the_definition_changed_before_the_code_was_asked_for(self, client, invitation):
        sent = filled_in(client, invitation)
        redefine(Term.objects.get())
        page = client.post(address(invitation), {**sent, "act": "code"})
        code = {"verdict-code": mailed_code(), "seen": page.context["seen"]}
        client.post(address(invitation), {**sent, **code})
        assert not Invitation.objects.exclude(verdict="").exists()

    def test_the_code_is_still_good_once_the_page_was_read_again(self, client, invitation):
        sent = filled_in(client, invitation, **{"verdict-code": ask_code(client, invitation)})
        redefine(Term.objects.get())
        page = client.post(address(invitation), sent)
        client.post(address(invitation), {**sent, "seen": page.context["seen"]})
        signed = confirm(Invitation.objects.get())
        assert signed.terms["mistake"]["definition"] == "Something that did not go right."

    @pytest.mark.parametrize("seen", ["", "x", "{}", "null"])
    def test_a_form_that_does_not_say_what_was_seen_is_refused(self, client, invitation, seen):
        code = ask_code(client, invitation)
        sent = filled_in(client, invitation, **{"verdict-code": code, "seen": seen})
        assert "Open your link again" in client.post(address(invitation), sent).content.decode()
        assert not Invitation.objects.exclude(verdict="").exists()

    def test_waivers_are_read_with_their_reasons(self, client):
        article = make_article(funding="")
        waive(article)
        page = client.get(address(make_invitation(article))).content.decode()
        assert "Exceptions to our rules" in page
        assert REASON in page
        assert "reviewed again 24 months after your verdict" in page


class TestConfirm:
    def test_it_becomes_a_sign_off_under_the_experts_name(self, invitation):
        give_verdict(invitation)
        signed = confirm(invitation)
        assert (signed.verdict, signed.user, signed.digest) == ("approved", None, invitation.digest)
        assert signed.reviewer["name"] == "Dr. Test Expert"
        assert publishing.publish(invitation.article, make_user("publisher")).sign_off == signed

    def test_a_verdict_that_is_not_confirmed_is_no_sign_off(self, invitation):
        give_verdict(invitation)
        with pytest.raises(ActRefused, match="Nobody has signed off this text"):
            publishing.publish(invitation.article, make_user("publisher"))

    def test_a_decline_sends_the_text_back(self, invitation):
        give_verdict(invitation, "declined", comment="The risks are missing.")
        assert confirm(invitation).verdict == SignOff.Verdict.CHANGES
        assert invitation.article.standing == "sent-back"

    def test_a_text_that_changed_since_is_refused(self, invitation):
        give_verdict(invitation)
        invitation.article.sections.update(body="<p>Other words.</p>")
        with pytest.raises(ActRefused, match="changed after the expert read it"):
            confirm(invitation)

    @pytest.mark.parametrize("role", ["writer", "reviewer"])
    def test_only_a_publisher_may_confirm(self, invitation, role):
        give_verdict(invitation)
        with pytest.raises(ActRefused):
            confirm(invitation, make_user(role))

    def test_nobody_confirms_an_expert_for_their_own_text(self, invitation):
        give_verdict(invitation)
        superuser = make_user("superuser")
        publishing.record_edit(invitation.article, superuser)
        with pytest.raises(ActRefused, match="has written, edited or imported this text"):
            confirm(invitation, superuser)

    def test_an_author_is_no_outside_expert(self, invitation):
        give_verdict(invitation, name=invitation.content["authors"][0]["name"])
        with pytest.raises(ActRefused, match="is an author of this text"):
            confirm(invitation)

    def test_every_step_stands_in_the_log(self, invitation):
        give_verdict(invitation)
        confirm(invitation)
        verbs = set(Act.objects.filter(article=invitation.article).values_list("verb", flat=True))
        assert {Act.Verb.INVITE, Act.Verb.CONFIRM} <= verbs


class TestComparison:
    def test_the_expert_sees_what_differs_from_the_live_page(self, client):
        article = make_published().article
        article.sections.filter(order=0).update(body="<p>Entirely new words here.</p>")
        page = client.get(address(make_invitation(article))).content.decode()
        assert "Entirely new words" in page
        assert "<ins>" in page


def test_the_address_is_not_offered_to_robots(client):
    assert "Disallow: /review/" in client.get("/robots.txt").content.decode()
    assert reverse("expert_review", args=["x"]) == "/review/x/"
