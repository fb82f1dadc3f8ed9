"""A sign-off that was overtaken, by a newer text or by what became of its reviewer, publishes nothing."""

import pytest

from articles import publishing
from articles.models import Article
from tests.acting import refused, rewrite
from tests.factories import make_article, make_contributor, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected():
    """An article whose second edition corrects the first."""
    article = make_published(by=make_user("writer")).article
    rewrite(article, by=make_user("writer"), main_message="This page takes back what it said before.")
    make_signed(article)
    publishing.publish(article, make_user("publisher"))
    return article


def restored(article):
    publishing.restore(article, make_user("publisher"), article.editions.get(number=1))
    return Article.objects.get(pk=article.pk)


class TestAnOlderText:
    def test_a_publisher_does_not_bring_it_back_alone(self, corrected):
        reasons = refused(publishing.publish, restored(corrected), make_user("publisher"))
        assert "Edition 2, which readers see, was signed off after this text." in reasons

    def test_with_a_new_sign_off_it_comes_back(self, corrected):
        article = restored(corrected)
        make_signed(article)
        assert publishing.publish(article, make_user("publisher")).number == 3


class TestAReviewerWhoLeft:
    @pytest.fixture
    def reviewer(self):
        reviewer = make_user("reviewer")
        make_contributor(reviewer)
        return reviewer

    def test_a_text_of_theirs_needs_another_reviewer(self, reviewer):
        article = make_article(by=make_user("writer"))
        make_signed(article, reviewer)
        reviewer.groups.clear()
        assert "may no longer sign off" in refused(publishing.publish, article, make_user("publisher"))

    def test_so_does_one_of_an_account_that_was_closed(self, reviewer):
        article = make_article(by=make_user("writer"))
        make_signed(article, reviewer)
        type(reviewer).objects.filter(pk=reviewer.pk).update(is_active=False)
        assert "may no longer sign off" in refused(publishing.publish, article, make_user("publisher"))
