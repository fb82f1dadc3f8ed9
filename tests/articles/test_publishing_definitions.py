"""A page goes to readers with the glossary definitions that its reviewer read, or not at all."""

import pytest

from articles import publishing
from articles.records.record import record_of
from resources.models import Synonym, Term
from tests.acting import confirm, give_verdict, make_invitation, misspell, refused
from tests.articles.test_admin_acts import enter
from tests.articles.test_admin_article import change_url
from tests.articles.test_certify import certify
from tests.factories import make_approved, make_article, make_published, make_signed, make_term, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_term("mistake", name="mistake", definition="Something that went wrong.")


@pytest.fixture
def article(term):
    article = make_article()
    make_signed(article)
    return article


def published(article, **kwargs):
    return publishing.publish(article, make_user("publisher"), **kwargs)


def why_refused(article):
    return refused(publishing.publish, article, make_user("publisher"))


def redefine(term, definition="Something else."):
    term.definition = definition
    term.save()
    approved(term)


def approved(term):
    publishing.record_changed(term, make_user("writer"))
    return make_approved(term)


class TestDefinitions:
    def test_those_that_were_read_are_published(self, article):
        assert published(article).rendered["terms"][0]["definition"] == "Something that went wrong."

    def test_a_changed_one_is_not(self, article, term):
        redefine(term)
        assert why_refused(article) == (
            "Since the sign-off, “mistake” in the glossary has another definition. The text needs a new one."
        )

    def test_one_that_nobody_approved_does_not_matter(self, article):
        Term.objects.update(definition="UNSIGNED: it always heals.")
        assert published(article).rendered["terms"][0]["definition"] == "Something that went wrong."

    def test_a_new_sign_off_takes_it(self, article, term):
        redefine(term)
        make_signed(article)
        assert published(article).rendered["terms"][0]["definition"] == "Something else."

    def test_one_that_was_changed_back_is_the_one_that_was_read(self, article, term):
        redefine(term)
        redefine(term, "Something that went wrong.")
        assert published(article)

    def test_one_of_another_text_does_not_matter(self, article):
        redefine(make_term("lemon", name="lemon juice"))
        assert published(article)

    def test_a_new_term_for_words_of_the_text_is_named(self, article):
        make_term("page", name="page")
        assert "“page” in the glossary has begun to explain words of this text" in why_refused(article)

    def test_a_new_synonym_for_words_of_the_text_is_named(self, article, term):
        Synonym.objects.create(term=term, text="test organization")
        approved(term)
        assert "“mistake” in the glossary has another name, or explains other words" in why_refused(article)

    def test_a_term_that_was_taken_down_is_named(self, article, term):
        publishing.take_down(record_of(term), make_user("publisher"), "It says something that is wrong.")
        assert "“mistake” in the glossary has stopped explaining words of this text" in why_refused(article)

    def test_a_sign_off_that_kept_none_is_asked_for_again(self, article):
        given = article.sign_offs.get()
        given.pk, given.page_digest = None, None
        given._state.adding = True
        given.save()
        assert "older than the record of all that a reviewer reads" in why_refused(article)

    def test_a_minor_change_brings_no_other_definition(self, term):
        article = misspell(make_published().article, by=make_user("writer"))
        redefine(term)
        certify(article, make_user("reviewer"))
        assert "“mistake” in the glossary has another definition" in why_refused(article)

    def test_an_expert_vouches_for_those_of_the_day_of_the_verdict(self, term):
        article = make_article()
        made = give_verdict(make_invitation(article))
        redefine(term)
        confirm(made)
        assert "“mistake” in the glossary has another definition" in why_refused(article)


class TestDesk:
    def test_a_signed_text_is_offered_for_another_sign_off_when_a_definition_changed(
        self, client, article, term
    ):
        enter(client, "reviewer")
        assert "Read and sign off" not in client.get(change_url(article), follow=True).content.decode()
        redefine(term)
        assert "Read and sign off" in client.get(change_url(article), follow=True).content.decode()
