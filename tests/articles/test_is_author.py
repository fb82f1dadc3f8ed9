"""A person is an account, an ORCID and a name, not one spelling of it."""

import pytest
from django.core.exceptions import ValidationError

from articles import publishing
from articles.content import ContributorContent
from articles.content.orcid import orcid_of
from articles.models import Act, Contributor
from articles.publishing.writers import is_author
from tests.acting import refused
from tests.factories import make_article, make_content, make_contributor, make_signed, make_user

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"


def by_author(**fields):
    return make_article(authors=(ContributorContent("the-author", "Ann Lee", "x", "y", "None", **fields),))


def reasons(article, reviewer):
    return refused(publishing.sign_off, article, reviewer, seen=publishing.reviewed_page(article))


class TestAnAuthorDoesntSignOff:
    @pytest.mark.parametrize(
        "name",
        [
            "Ann Lee",
            "Ann  Lee",
            "Ann\u00a0Lee",
            "Dr Ann Lee",
            "Änn Lee",
            "\u0410nn Lee",
            "Lee, Ann",
            "Ann Lee, MD",
        ],
    )
    def test_under_another_spelling(self, name):
        reviewer = make_user("reviewer")
        make_contributor(reviewer, name=name)
        assert "is an author of this text" in reasons(by_author(), reviewer)

    def test_under_another_name_of_the_same_account(self):
        reviewer, article = make_user("reviewer"), by_author()
        make_contributor(reviewer, name="Somebody Else")
        given = make_signed(article, by=reviewer)
        Contributor.objects.filter(user=reviewer).update(user=None)
        Contributor.objects.filter(key="the-author").update(user=reviewer)
        assert "is an author of this text" in refused(publishing.publish, article, make_user("publisher"))
        assert is_author(given.contributor, article.content(), reviewer)

    def test_under_the_name_of_the_account(self):
        reviewer = make_user("reviewer", first_name="Ann", last_name="Lee")
        make_contributor(reviewer, name="Somebody Else")
        assert "is an author of this text" in reasons(by_author(), reviewer)

    @pytest.mark.parametrize("typed", [ORCID, "https://orcid.org/0000-0002-1825-0097", "0000000218250097"])
    def test_with_the_same_orcid(self, typed):
        reviewer = make_user("reviewer")
        person = make_contributor(reviewer, name="A. B. Lee-Smith", orcid=ORCID)
        content = make_content(authors=(ContributorContent("a", "Ann Lee", orcid=typed),))
        assert is_author(person, content)

    def test_two_wrong_orcids_name_nobody(self):
        person = make_contributor(name="Somebody Else", orcid="0000")
        content = make_content(authors=(ContributorContent("a", "Ann Lee", orcid="0000"),))
        assert not is_author(person, content)

    def test_who_edited_under_another_account(self):
        writer, reviewer = make_user("writer"), make_user("reviewer")
        make_contributor(writer, name="Bo Day")
        make_contributor(reviewer, name="Dr. Bo Day")
        assert "by another account" in reasons(make_article(by=writer), reviewer)

    def test_another_person_signs(self):
        assert make_signed(by_author())


def test_two_accounts_of_one_person_are_one_of_two_reviewers():
    article = make_article()
    Act.objects.create(article=article, verb="edit", at=article.changed_at, digest=article.digest)
    for name in ("Bo Day", "Dr Bo Day"):
        reviewer = make_user("reviewer")
        make_contributor(reviewer, name=name)
        make_signed(article, by=reviewer)
    assert "two reviewers" in refused(publishing.publish, article, make_user("publisher"))


def test_who_signed_off_doesnt_publish_under_another_account():
    article, publisher = make_article(), make_user("publisher")
    make_contributor(publisher, name="Day, Bo")
    reviewer = make_user("reviewer")
    make_contributor(reviewer, name="Dr Bo Day")
    make_signed(article, by=reviewer)
    assert "somebody else must publish it" in refused(publishing.publish, article, publisher)


class TestOrcid:
    @pytest.mark.parametrize(
        "text",
        [
            ORCID,
            f"https://orcid.org/{ORCID}",
            f"orcid.org/{ORCID}/",
            "0000 0002 1825 0097",
            "０000-0002-1825-0097",
        ],
    )
    def test_it_is_read_in_every_form(self, text):
        assert orcid_of(text) == ORCID

    def test_its_check_digit_may_be_an_x(self):
        assert orcid_of("0000-0002-1694-233x") == "0000-0002-1694-233X"

    @pytest.mark.parametrize(
        "text", ["", "0000-0002-1825-0098", "0000-0002-1825-009", "doi.org/0000000218250097"]
    )
    def test_anything_else_is_none(self, text):
        assert orcid_of(text) == ""

    def test_a_contributor_keeps_it_in_one_form(self):
        person = make_contributor(orcid="0000000218250097")
        person.full_clean()
        assert person.orcid == ORCID

    def test_a_contributor_with_a_wrong_one_is_refused(self):
        with pytest.raises(ValidationError, match="isn't an ORCID"):
            make_contributor(orcid="0000-0002-1825-0098").full_clean()


class TestNamedWithoutKnowing:
    """Readers see the authors of a page as those who wrote it."""

    @pytest.fixture
    def ann(self):
        return make_user("writer")

    @pytest.fixture
    def article(self, ann):
        make_contributor(ann, key="ann", name="Ann Lee")
        return by_ann_lee(key="ann")

    def test_an_author_who_never_saw_the_text_stops_its_publication(self, article):
        publishing.record_edit(article, make_user("writer"))
        assert "Ann Lee stands as an author of this text, and never wrote in it" in refused_publication(
            article
        )

    def test_so_does_one_whose_name_was_typed_anew(self, ann):
        make_contributor(ann, key="ann", name="Ann Lee")
        article = by_ann_lee(key="another-key")
        publishing.record_edit(article, make_user("writer"))
        assert "Ann Lee stands as an author" in refused_publication(article)

    def test_one_who_wrote_a_part_of_it_does_not(self, article, ann):
        publishing.record_edit(article, make_user("writer"))
        publishing.record_edit(article, ann)
        assert "stands as an author" not in refused_publication(article)

    def test_one_who_submitted_it_does_not(self, article, ann):
        publishing.record_edit(article, make_user("writer"))
        publishing.submit(article, ann)
        assert "stands as an author" not in refused_publication(article)

    def test_an_author_without_an_account_is_the_reviewers_to_judge(self):
        article = by_ann_lee(key="nobody-here")
        publishing.record_edit(article, make_user("writer"))
        assert "stands as an author" not in refused_publication(article)


def by_ann_lee(key):
    return make_article(authors=(ContributorContent(key, "Ann Lee", "x", "y", "None"),))


def refused_publication(article):
    return " ".join(publishing.why_not_publish(article, by=make_user("publisher")))
