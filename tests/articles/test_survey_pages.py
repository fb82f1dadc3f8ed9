"""The pages of survey tables, which show what live editions place and nothing else."""

import csv
import io

import pytest

from articles import publishing
from tests.factories import make_article, make_published, make_survey, make_user

pytestmark = pytest.mark.django_db

PAGES = ["/surveys/reading/", "/surveys/reading/data.csv"]


class TestSurveyList:
    def test_a_table_of_a_live_edition_is_listed_once(self, client):
        table = make_survey("reading")
        make_published(surveys=[table]), make_published(surveys=[table])
        html = client.get("/surveys/").content.decode()
        assert html.count('<a href="/surveys/reading/">A poll of tests (reading)</a>') == 1

    def test_a_table_of_a_draft_is_not_listed(self, client):
        make_article(surveys=[make_survey("reading")])
        html = client.get("/surveys/").content.decode()
        assert "A poll of tests" not in html
        assert "No published page shows a survey table yet." in html


@pytest.mark.parametrize("address", PAGES)
class TestBothPages:
    def test_a_table_of_a_draft_is_not_found(self, client, address):
        make_article(surveys=[make_survey("reading")])
        assert client.get(address).status_code == 404

    def test_a_table_of_a_withdrawn_article_is_not_found(self, client, address):
        edition = make_published(surveys=[make_survey("reading")])
        publishing.withdraw(edition.article, make_user("publisher"), reason="Wrong.")
        assert client.get(address).status_code == 404

    def test_it_costs_the_same_however_many_pages_there_are(self, client, address, django_assert_num_queries):
        make_published(surveys=[make_survey("reading")])
        queries = 2 if address.endswith("/") else 1
        with django_assert_num_queries(queries):
            client.get(address)
        for _ in range(4):
            make_published(surveys=[make_survey("reading")])
        with django_assert_num_queries(queries):
            client.get(address)


class TestSurveyDetail:
    def test_the_table_stands_with_its_question_its_number_of_people_and_its_source(self, client):
        edition = make_published(surveys=[make_survey("reading")])
        html = client.get("/surveys/reading/").content.decode()
        assert "Do you read this page?" in html
        assert "<dd>100</dd>" in html
        assert edition.content["sources"][0]["title"] in html
        assert f'<a href="/articles/{edition.slug}/">' in html

    def test_a_table_without_a_source_is_labelled(self, client):
        table = make_survey("reading", question="", show_unverified=True, verified=False)
        make_published(surveys=[table])
        assert "<strong>Unverified:</strong>" in client.get("/surveys/reading/").content.decode()


class TestSurveyCsv:
    def test_the_figures_are_read_back(self, client):
        make_published(surveys=[make_survey("reading")])
        response = client.get("/surveys/reading/data.csv")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert [row[:2] for row in rows] == [["Answer", "Tests"], ["Yes", "60"], ["No", "40"]]
