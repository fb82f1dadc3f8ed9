"""The lists of sources, survey tables and figures that open while one types."""

import pytest
from django.urls import reverse

from articles.models import Figure, Source, SurveyTable
from tests.factories import make_organization, make_published, make_user

pytestmark = pytest.mark.django_db
SOURCES = "admin:articles_article_citable_sources"
TABLES = "admin:articles_article_citable_tables"
FIGURES = "admin:articles_article_citable_figures"


def make_source(key="lin-2020", **fields):
    fields = {
        "title": "On tests",
        "authors": [{"family": "Lin", "given": "N."}],
        "issued": "2020-03",
    } | fields
    return Source.objects.create(key=key, **fields)


@pytest.fixture
def ask(client):
    client.force_login(make_user("writer"))

    def results(name, term):
        return client.get(reverse(name), {"term": term}).json()["results"]

    return results


class TestSources:
    @pytest.mark.parametrize("term", ["lin", "ON TESTS", "2020", "lin-2020", "10.1000/x", "3141", "Lin 2020"])
    def test_they_are_found_by_what_one_knows_of_them(self, ask, term):
        make_source(doi="10.1000/x", pmid="31415")
        make_source("other", title="Else", authors=[{"literal": "A body"}], issued="1999")
        assert ask(SOURCES, term) == [{"key": "lin-2020", "text": "On tests", "note": "Lin, 2020"}]

    def test_an_author_is_found_by_a_name_with_accents(self, ask):
        make_source("muller", authors=[{"family": "Müller", "given": "Jörg"}])
        make_source("other")
        assert [found["key"] for found in ask(SOURCES, "Müller")] == ["muller"]

    def test_several_authors_are_told_in_short(self, ask):
        make_source(authors=[{"literal": "A body"}, {"family": "Lin"}], issued="")
        assert ask(SOURCES, "")[0]["note"] == "A body and others"

    def test_the_list_is_short(self, ask):
        for i in range(15):
            make_source(f"source-{i}")
        assert len(ask(SOURCES, "tests")) == 12

    def test_those_come_first_that_fit_the_sentence_and_those_that_are_cited_already(self, client):
        client.force_login(make_user("writer"))
        make_source("a-stomach", title="A trial in stomach cancer")
        make_source("b-used", title="Something else")
        make_source("c-brain", title="Radiosurgery of metastases in the brain")
        place = {
            "sentence": "Metastatic spread to the brain",
            "title": "Treatment choices",
            "cited": ["b-used"],
        }
        found = client.get(reverse(SOURCES), {"term": "", **place}).json()["results"]
        assert [each["key"] for each in found] == ["c-brain", "b-used", "a-stomach"]
        found = client.get(reverse(SOURCES), {"term": "2020", **place}).json()["results"]
        assert [each["key"] for each in found] == ["c-brain", "b-used", "a-stomach"]

    def test_hostile_terms_find_nothing(self, ask):
        make_source()
        for term in ("\x00%_'\"<script>", "%", "🙂" * 500):
            assert ask(SOURCES, term) == []

    def test_its_queries_do_not_grow(self, client, django_assert_num_queries):
        client.force_login(make_user("superuser"))
        for start in (0, 5):
            for i in range(start, start + 5):
                make_source(f"source-{i}")
            with django_assert_num_queries(4):  # the session, the user, their language and the list
                client.get(reverse(SOURCES), {"term": "tests"})


def test_survey_tables_are_found_by_their_question(ask):
    SurveyTable.objects.create(
        key="felt", title="How they felt", question="Do you feel well?", country="Wales"
    )
    SurveyTable.objects.create(key="other", title="Else")
    assert ask(TABLES, "feel well") == [{"key": "felt", "text": "How they felt", "note": "Wales"}]


def test_figures_are_found_by_what_they_show(ask):
    Figure.objects.create(key="beams", caption="Where beams meet.", alternative="A ring.")
    Figure.objects.create(key="other", caption="Else")
    assert ask(FIGURES, "ring") == [{"key": "beams", "text": "Where beams meet.", "note": "A ring."}]


def test_a_link_is_named_by_what_the_site_knows_of_its_page(client):
    client.force_login(make_user("writer"))
    edition = make_published(title="Radiation")
    helpers = make_organization("helpers", contacts=[{"kind": "web", "value": "https://helpers.example/"}])
    make_source(url="https://journal.example/one", title="On tests")

    def title(address):
        found = client.get(reverse("admin:articles_article_title_of"), {"address": address})
        return found.json()["title"]

    assert title(edition.get_absolute_url()) == "Radiation"
    assert title("https://helpers.example") == helpers.name
    assert title("https://journal.example/one") == "On tests"
    assert title("https://elsewhere.example/articles/x/") == ""
    assert title("http://[") == title("/articles/%00/") == ""


@pytest.mark.parametrize("name", [SOURCES, TABLES, FIGURES])
class TestWhoMaySeeThem:
    def test_nobody_who_may_not_write(self, client, name):
        client.force_login(make_user())
        assert client.get(reverse(name)).status_code == 403

    def test_visitors_are_asked_to_sign_in(self, client, name):
        assert client.get(reverse(name)).status_code == 302

    def test_it_rejects_post(self, client, name):
        client.force_login(make_user("writer"))
        assert client.post(reverse(name)).status_code == 405
