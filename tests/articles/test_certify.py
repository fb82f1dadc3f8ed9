"""A minor change keeps the sign-off only if a second person certifies it."""

import pytest

from articles import publishing
from articles.models import Edition, Section
from articles.publishing import ActRefused
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


def edit(edition, old, new, by=None):
    """Replaces words in the working copy of a published article."""
    section = Section.objects.get(article=edition.article, body__contains=old)
    section.body = section.body.replace(old, new)
    section.save()
    publishing.record_edit(edition.article, by or make_user("writer"))
    return edition.article


def certify(article, by):
    return publishing.certify_minor(article, by, seen_digest=article.content().digest())


class TestCertifyMinor:
    def test_it_carries_the_sign_off_and_its_date_over(self):
        edition = make_published()
        article = edit(edition, "you look at it", "you look it over")
        certified = certify(article, make_user("reviewer"))
        again = publishing.publish(article, make_user("publisher"), change="minor")
        assert certified.carries == edition.sign_off
        assert (again.change, again.reviewed_on) == (Edition.Change.MINOR, edition.reviewed_on)
        assert again.next_review_on == edition.next_review_on

    def test_a_second_certificate_rests_on_the_first_sign_off(self):
        edition = make_published()
        article = edit(edition, "you look at it", "you look it over")
        certify(article, make_user("reviewer"))
        publishing.publish(article, make_user("publisher"), change="minor")
        article = edit(edition, "you look it over", "you look it through")
        assert certify(article, make_user("reviewer")).carries == edition.sign_off

    def test_who_made_the_change_cannot_certify_it(self):
        superuser = make_user("superuser")
        article = edit(make_published(), "you look at it", "you look it over", by=superuser)
        with pytest.raises(ActRefused, match="Somebody else must certify"):
            certify(article, superuser)

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ("you look at it", "you look at it 3 times", "A number changed"),
            ("You may miss a mistake", "You may overlook a mistake", "is about risks"),
            ("You may find a mistake", "You may see a mistake", "is about benefits"),
            ("stay hidden", "stay unseen", "is about no treatment"),
            ("It is not known who reads the page.", "[@another]", "A citation changed"),
        ],
    )
    def test_it_is_refused_where_a_reader_may_act_on_the_change(self, old, new, reason):
        article = edit(make_published(), old, new)
        with pytest.raises(ActRefused, match=reason):
            certify(article, make_user("reviewer"))

    def test_a_writer_may_not_certify(self):
        article = edit(make_published(), "you look at it", "you look it over")
        with pytest.raises(ActRefused, match="You may not certify"):
            certify(article, make_user("writer"))

    def test_an_unchanged_text_needs_no_certificate(self):
        with pytest.raises(ActRefused, match="Readers see this very text already"):
            certify(make_published().article, make_user("reviewer"))


class TestComments:
    def test_an_open_comment_holds_the_sign_off_back(self):
        from tests.factories import make_article, make_signed

        article = make_article()
        made = publishing.comment(
            article, make_user("reviewer"), text="Say more.", section=article.sections.first()
        )
        with pytest.raises(ActRefused, match="Comments that nobody has resolved: 1"):
            make_signed(article)
        publishing.resolve(made, make_user("writer"))
        assert make_signed(article).verdict == "approved"
