"""A minor change keeps the sign-off only if another reviewer certifies it."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from articles import publishing
from articles.models import Contributor, Edition, Section
from articles.publishing import ActRefused
from tests.factories import make_contributor, make_term, make_user

pytestmark = pytest.mark.django_db


# Another spelling of the same word.
SLIP = ("The test organization answers", "The test organisation answers")


def edit(edition, old, new, by=None):
    """Replaces words in the working copy of a published article."""
    section = Section.objects.get(article=edition.article, body__contains=old)
    section.body = section.body.replace(old, new)
    section.save()
    publishing.record_edit(edition.article, by or make_user("writer"))
    return edition.article


def certify(article, by):
    if not Contributor.objects.filter(user=by).exists():
        make_contributor(by)
    return publishing.certify_minor(article, by, seen=publishing.reviewed_page(article))


class TestCertifyMinor:
    def test_it_carries_the_sign_off_and_its_date_over(self, edition):
        article = edit(edition, *SLIP)
        certified = certify(article, make_user("reviewer"))
        again = publishing.publish(article, make_user("publisher"), change="minor")
        assert certified.carries == edition.sign_off
        assert (again.change, again.reviewed_on) == (Edition.Change.MINOR, edition.reviewed_on)
        assert again.next_review_on == edition.next_review_on

    def test_a_second_certificate_rests_on_the_first_sign_off(self, edition):
        article = edit(edition, *SLIP)
        certify(article, make_user("reviewer"))
        publishing.publish(article, make_user("publisher"), change="minor")
        article = edit(edition, *SLIP[::-1])
        assert certify(article, make_user("reviewer")).carries == edition.sign_off

    def test_who_made_the_change_cannot_certify_it(self, edition):
        superuser = make_user("superuser")
        article = edit(edition, *SLIP, by=superuser)
        with pytest.raises(ActRefused, match="Somebody else must certify"):
            certify(article, superuser)

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ("you look at it", "you look at it 3 times", "“How the page works”: “at it.” became"),
            ("You may miss a mistake", "You may miss  a mistake", "“What may go wrong” [(]risks[)] may not"),
            ("You may find a mistake", "You may find  a mistake", "[(]benefits[)] may not change"),
            ("stay hidden", "stay  hidden", "[(]no treatment[)] may not change"),
            ("Ask now", "Ask  now", "[(]get help[)] may not change"),
            ("It is not known who", "It is known who", "became “It is known who"),
            ("It is not known who reads the page.", "[@another]", "citation or survey table changed"),
        ],
    )
    def test_it_is_refused_where_a_reader_may_act_on_the_change(self, edition, old, new, reason):
        article = edit(edition, old, new)
        with pytest.raises(ActRefused, match=reason):
            certify(article, make_user("reviewer"))

    def test_a_word_of_the_glossary_is_more_than_a_slip(self, edition):
        article = edit(edition, *SLIP)
        make_term(name="test organization", is_listed=False)
        with pytest.raises(ActRefused, match="organization answers"):
            certify(article, make_user("reviewer"))

    @pytest.mark.parametrize("role", ["writer", "publisher", ""])
    def test_only_who_may_sign_off_certifies(self, edition, role):
        article = edit(edition, *SLIP)
        with pytest.raises(ActRefused, match="Only somebody who may sign off"):
            certify(article, make_user(role))

    def test_who_certifies_has_a_name_for_readers(self, edition):
        article = edit(edition, *SLIP)
        with pytest.raises(ActRefused, match="no contributor with a name"):
            publishing.certify_minor(article, make_user("reviewer"), seen=publishing.reviewed_page(article))

    def test_a_certificate_without_the_right_to_sign_off_is_worth_nothing(self, edition):
        article = edit(edition, *SLIP)
        reviewer = make_user("reviewer")
        certify(article, reviewer)
        reviewer.groups.clear()
        with pytest.raises(ActRefused, match="Whoever certified the minor change may not sign off"):
            publishing.publish(article, make_user("publisher"))

    @pytest.mark.parametrize("address", ["", "history/", "editions/2/"])
    def test_readers_see_who_certified_it_and_that_the_reviewer_did_not(self, edition, client, address):
        reviewer = make_user("reviewer")
        make_contributor(reviewer, name="Dr. Test Certifier")
        article = edit(edition, *SLIP)
        certify(article, reviewer)
        day = date_format(timezone.localdate(), "j F Y")
        publishing.publish(article, make_user("publisher"))
        page = client.get(edition.get_absolute_url() + address).content.decode()
        assert f"Small correction certified by Dr. Test Certifier on {day}; the reviewer did not" in page

    def test_an_unchanged_text_needs_no_certificate(self, edition):
        with pytest.raises(ActRefused, match="Readers already see exactly this text"):
            certify(edition.article, make_user("reviewer"))


class TestComments:
    def test_an_open_comment_holds_the_sign_off_back(self):
        from tests.factories import make_article, make_signed

        article = make_article()
        made = publishing.comment(
            article, make_user("reviewer"), text="Say more.", section=article.sections.first()
        )
        with pytest.raises(ActRefused, match="Comments that nobody has resolved: 1"):
            make_signed(article)
        publishing.resolve(made, make_user("publisher"))
        assert make_signed(article).verdict == "approved"
