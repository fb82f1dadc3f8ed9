"""A text whose page changed after its sign-off is shown nowhere as signed off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import SignOff, Status, StoredStanding
from articles.models.stored_standing import renew_standings
from articles.publishing import bulk
from tests.acting import redefine, rewrite
from tests.articles.test_admin_acts import enter
from tests.articles.test_admin_article import change_url
from tests.articles.test_publishing_reviewed_page import WRONG, explain, waive
from tests.factories import make_article, make_published, make_signed, make_term, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def term():
    return make_term("mistake", name="mistake", definition="Something that went wrong.")


@pytest.fixture
def article(term):
    article = make_article()
    make_signed(article)
    return article


class TestTheStatusInLists:
    def test_a_signed_text_is_signed_off(self, article):
        assert article.standing == Status.SIGNED_OFF

    def test_another_definition_sends_it_back_to_the_reviewer(self, article, term):
        redefine(term)
        assert article.standing == Status.IN_REVIEW
        renew_standings(TODAY)
        assert StoredStanding.objects.get().status == Status.IN_REVIEW

    def test_so_does_another_synonym(self, article, term):
        redefine(explain(term, "test organization"), WRONG)
        assert article.standing == Status.IN_REVIEW

    def test_so_does_a_new_term(self, article):
        make_term("page", name="page")
        assert article.standing == Status.IN_REVIEW

    def test_the_former_definition_brings_it_back(self, article, term):
        redefine(term)
        redefine(term, WRONG)
        assert article.standing == Status.SIGNED_OFF

    def test_so_does_a_new_sign_off(self, article, term):
        redefine(term)
        make_signed(article)
        assert article.standing == Status.SIGNED_OFF

    def test_a_term_that_is_renamed_brings_it_back(self, article):
        page = make_term("page", name="page")
        assert article.standing == Status.IN_REVIEW
        redefine(page, name="lemon juice")
        assert article.standing == Status.SIGNED_OFF

    def test_a_definition_that_nobody_else_approved_changes_nothing(self, article, term):
        term.definition = "UNSIGNED: it always heals."
        term.save()
        publishing.record_changed(term, make_user("writer"))
        assert article.standing == Status.SIGNED_OFF
        assert publishing.why_not_publish(article) == []

    def test_a_definition_of_another_text_does_not_matter(self, article):
        make_term("lemon", name="lemon juice")
        assert article.standing == Status.SIGNED_OFF

    def test_a_scheduled_text_is_one_no_more(self, article, term):
        now = timezone.now()
        publishing.schedule(article, make_user("publisher"), due_at=now + timedelta(days=1), now=now)
        assert article.standing == Status.SCHEDULED
        redefine(term)
        assert article.standing == Status.IN_REVIEW

    def test_a_text_that_readers_see_stays_published(self, term):
        article = make_published().article
        redefine(term)
        assert article.standing == Status.PUBLISHED

    def test_a_waiver_that_came_after_the_sign_off(self):
        article = make_article(funding="")
        make_signed(article)
        waive(article)
        assert article.standing == Status.IN_REVIEW

    def test_a_waiver_that_has_ended(self):
        article = make_article(funding="")
        waive(article, days=2)
        make_signed(article)
        assert article.standing == Status.SIGNED_OFF
        assert not SignOff.objects.holding(TODAY + timedelta(days=3)).exists()

    def test_other_months_between_reviews(self, article):
        bulk.set_review_interval(article, make_user("writer"), months=36)
        assert article.standing == Status.IN_REVIEW

    def test_a_sign_off_of_an_older_release(self, article):
        given = article.sign_offs.get()
        given.pk, given.page_digest = None, None
        given._state.adding = True
        given.save()
        assert article.standing == Status.IN_REVIEW

    def test_a_text_that_comes_back_is_compared_again(self, article, term):
        before, writer = article.content(), make_user("writer")
        rewrite(article, writer, summary="Another summary.")
        redefine(term)
        article.refresh_from_db()
        article.apply(before)
        publishing.record_edit(article, writer)
        assert article.standing == Status.IN_REVIEW


class TestTheDesk:
    def test_the_publisher_is_not_asked_to_publish_it(self, client, article, term):
        enter(client, "publisher")
        assert "Signed off, to be published" in client.get("/admin/").content.decode()
        redefine(term)
        assert "Signed off, to be published" not in client.get("/admin/").content.decode()

    def test_the_reviewer_is_asked_again(self, client, article, term):
        redefine(term)
        enter(client, "reviewer")
        html = client.get("/admin/").content.decode()
        assert "Waiting for your sign-off" in html
        assert "signed off, but its page has changed since" in html

    def test_the_list_of_articles_has_it_under_in_review(self, client, article, term):
        redefine(term)
        enter(client, "publisher")
        address = reverse("admin:articles_article_changelist")
        assert article.title in client.get(address, {"status": "in-review"}).content.decode()
        assert article.title not in client.get(address, {"status": "signed-off"}).content.decode()

    def test_its_own_page_says_what_has_changed(self, client, article, term):
        redefine(term)
        enter(client, "reviewer")
        html = client.get(change_url(article), follow=True).content.decode()
        assert "It was signed off, but the page has changed since." in html
        assert "“mistake” in the glossary has another definition." in html
        assert "Read and sign off" in html
