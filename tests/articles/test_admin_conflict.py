"""Two editors at one article: the second sees both texts and keeps their own input."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Section
from tests.articles.test_admin_article import change_url, form_data, opened
from tests.factories import make_contributor, make_short_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_short_article()


@pytest.fixture
def other(article):
    """Another editor, with a browser of their own."""
    client = Client()
    client.force_login(make_user("writer", first_name="Olga", last_name="Other"))

    def save(**changes):
        response = client.post(change_url(article), opened(client, article) | changes)
        assert response.status_code == 302, response.context["errors"]

    return save


@pytest.fixture
def mine(client, article):
    """My form, opened before the other editor saves."""
    client.force_login(make_user("writer"))
    data = opened(client, article)

    def save(**changes):
        return client.post(change_url(article), data | changes)

    return save


def again(client, response, article):
    """Saves the form on purpose, as it was shown after the conflict."""
    return client.post(change_url(article), form_data(response))


def body_of(article, place):
    return list(article.sections.all())[place].body


class TestBothChangedTheSame:
    def test_the_second_is_not_saved(self, article, other, mine):
        other(title="The other's title")
        response = mine(title="My title")
        assert response.status_code == 200
        assert Article.objects.get().title == "The other's title"

    def test_both_texts_are_shown(self, article, other, mine):
        other(**{"sections-0-body": "<p>What the other wrote</p>"})
        page = mine(**{"sections-0-body": "<p>What I wrote</p>"})
        (part,) = page.context["conflict"].both
        assert "What I wrote" in part.mine
        assert "What the other wrote" in part.theirs
        assert "Olga Other" in page.content.decode()

    def test_my_input_stays_in_the_form(self, article, other, mine):
        other(**{"sections-0-body": "<p>What the other wrote</p>"})
        response = mine(**{"sections-0-body": "<p>What I wrote</p>"})
        (sections, *_) = response.context["inline_admin_formsets"]
        assert sections.formset.forms[0]["body"].value() == "<p>What I wrote</p>"

    def test_saving_again_is_on_purpose(self, client, article, other, mine):
        other(**{"sections-0-body": "<p>What the other wrote</p>"})
        response = again(client, mine(**{"sections-0-body": "<p>What I wrote</p>"}), article)
        assert response.status_code == 302
        assert body_of(article, 0) == "<p>What I wrote</p>"

    def test_the_same_old_form_is_refused_each_time(self, article, other, mine):
        other(title="The other's title")
        mine(title="My title")
        assert mine(title="My title").status_code == 200
        assert Article.objects.get().title == "The other's title"


class TestEachChangedSomethingElse:
    def test_neither_is_lost(self, client, article, other, mine):
        other(title="The other's title", **{"sections-1-body": "<p>The other's words</p>"})
        response = mine(summary="My summary", **{"sections-0-body": "<p>My words</p>"})
        assert response.status_code == 200
        assert not response.context["conflict"].both
        again(client, response, article)
        saved = Article.objects.get()
        assert (saved.title, saved.summary) == ("The other's title", "My summary")
        assert (body_of(article, 0), body_of(article, 1)) == ("<p>My words</p>", "<p>The other's words</p>")

    def test_what_was_taken_over_is_named(self, article, other, mine):
        other(title="The other's title")
        assert mine(summary="My summary").context["conflict"].taken == ["Title"]

    def test_tags_of_the_other_are_kept(self, client, article, other, mine):
        other(tags=["testing", "fresh"])
        again(client, mine(summary="My summary"), article)
        assert set(article.tags.names()) == {"testing", "fresh"}

    def test_an_author_added_by_the_other_stays(self, client, article, other, mine):
        person = make_contributor()
        added = {"article_authors-TOTAL_FORMS": "2", "article_authors-1-contributor": str(person.pk)}
        other(**added)
        again(client, mine(summary="My summary"), article)
        assert person in article.authors.all()

    def test_a_new_order_of_the_other_is_kept(self, client, article, other, mine):
        other(**{"sections-0-order": "5", "sections-2-order": "0"})
        order = list(article.sections.values_list("pk", flat=True))
        again(client, mine(summary="My summary"), article)
        assert list(article.sections.values_list("pk", flat=True)) == order


class TestSectionsThatCameOrWent:
    def test_a_section_that_the_other_added_stays(self, client, article, other, mine):
        count = article.sections.count()
        fresh = {"heading": "Fresh", "level": "2", "purpose": "other", "body": "<p>New</p>"}
        added = {f"sections-{count}-{name}": value for name, value in fresh.items()}
        other(**added, **{"sections-TOTAL_FORMS": str(count + 1)})
        response = mine(summary="My summary")
        assert "Fresh (added)" in response.context["conflict"].taken
        again(client, response, article)
        assert Section.objects.filter(heading="Fresh").count() == 1

    def test_a_section_that_the_other_deleted_and_i_changed_is_kept_as_new(
        self, client, article, other, mine
    ):
        other(**{"sections-0-DELETE": "on"})
        response = mine(**{"sections-0-body": "<p>My words</p>"})
        page = response.content.decode()
        assert response.status_code == 200
        assert "Select a valid choice" not in page
        (part,) = response.context["conflict"].both
        assert ("My words" in part.mine, part.theirs) == (True, "")
        again(client, response, article)
        assert Section.objects.filter(body="<p>My words</p>").exists()

    def test_a_section_that_the_other_deleted_and_i_left_alone_is_gone(self, client, article, other, mine):
        count = article.sections.count()
        other(**{"sections-0-DELETE": "on"})
        again(client, mine(summary="My summary"), article)
        assert article.sections.count() == count - 1

    def test_a_section_that_i_deleted_and_the_other_changed_is_shown(self, article, other, mine):
        other(**{"sections-0-body": "<p>The other's words</p>"})
        (part,) = mine(**{"sections-0-DELETE": "on"}).context["conflict"].both
        assert (part.mine, "The other's words" in part.theirs) == ("", True)

    def test_an_import_that_wrote_the_rows_anew_is_no_riddle(self, client, article, mine):
        content = article.content()
        article.apply(content)
        response = mine(summary="My summary")
        if response.status_code == 200:
            assert "Select a valid choice" not in response.content.decode()
            again(client, response, article)
        assert Article.objects.get().summary == "My summary"
        assert article.authors.count() == 1


class TestSpoiledForms:
    def test_a_stripped_field_saves_nothing_over_the_other(self, article, other, mine):
        other(title="The other's title")
        for name in ("seen_version", "seen_parts"):
            assert mine(title="My title", **{name: ""}).status_code == 200, name
            assert Article.objects.get().title == "The other's title", name

    def test_a_stripped_version_is_refused_even_without_another(self, article, mine):
        assert mine(title="My title", seen_version="").status_code == 200
        assert Article.objects.get().title == article.title

    def test_spoiled_fingerprints_save_nothing_over_the_other(self, article, other, mine):
        other(title="The other's title")
        for value in ("[]", "{", "\x00", "null", '{"title": 3}'):
            assert mine(title="My title", seen_parts=value).status_code == 200, value
            assert Article.objects.get().title == "The other's title", value

    def test_a_mistake_in_the_form_does_not_hide_the_conflict(self, client, article, other, mine):
        response = mine(title="")
        assert response.status_code == 200
        other(title="The other's title")
        response = again(client, response, article)
        assert response.context["conflict"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
class TestTwoAtTheSameMoment:
    def test_one_is_saved_and_the_other_is_told(self, article):
        editors = [Client(), Client()]
        for editor in editors:
            editor.force_login(make_user("writer"))
        forms = [opened(editor, article) for editor in editors]
        start = threading.Barrier(2)

        def save(number):
            start.wait()
            try:
                return editors[number].post(change_url(article), forms[number] | {"title": f"Title {number}"})
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(save, range(2)))
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        winner = next(i for i, answer in enumerate(answers) if answer.status_code == 302)
        assert Article.objects.get().title == f"Title {winner}"
