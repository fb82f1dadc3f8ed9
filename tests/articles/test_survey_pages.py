"""The pages of survey tables, which show what live editions place and nothing else."""

import csv
import io

import pytest

from articles import publishing
from articles.models import SurveyTable
from tests.factories import make_article, make_published, make_survey, make_user

pytestmark = pytest.mark.django_db

PAGES = ["/surveys/reading/", "/surveys/reading/data.csv"]


class TestSurveyList:
    def test_a_table_of_a_live_edition_is_listed_once(self, client):
        table = make_survey("reading")
        make_published(surveys=[table]), make_published(surveys=[table])
        html = client.get("/surveys/").content.decode()
        assert html.count('<a href="/surveys/reading/">A poll of tests (reading)</a>') == 1

    def test_a_language_lists_what_its_own_pages_show(self, client):
        english = make_published(surveys=[make_survey("reading")])
        make_published(surveys=[make_survey("reading")], language="es")
        for address in ("/surveys/", "/es/surveys/"):
            assert client.get(address).content.decode().count('<a href="/surveys/reading/">') == 1
        publishing.withdraw(english.article, make_user("publisher"), reason="Wrong.")
        assert "/surveys/reading/" not in client.get("/surveys/").content.decode()
        assert "/surveys/reading/" in client.get("/es/surveys/").content.decode()

    def test_surveys_and_results_are_two_lists_that_say_what_each_table_holds(self, client):
        told = {"headline": "Most read it", "sample_size": 1204, "fielded": "2018-07-10/2019-08"}
        results = make_survey("shrinkage", kind="table", fielded="", sample_size=None)
        tables = [make_survey("reading", **told), make_survey("bare", fielded="2016-11/.."), results]
        make_published(surveys=tables, category="Reading")
        surveys, outcomes = client.get("/surveys/").content.decode().split("Results of trials: 1 table")
        assert "What people said in 2 surveys" in surveys
        link = '<h3><a href="/surveys/reading/">Most read it</a></h3>\n<p>A poll of tests (reading)</p>'
        assert link in surveys
        assert "1,204 people · asked in 2018–2019 · Reading</div>" in surveys
        assert "100 people · asked in 2016 · Reading</div>" in surveys
        assert "shrinkage" not in surveys
        assert '<a href="/surveys/shrinkage/">A poll of tests (shrinkage)</a>' in outcomes
        assert "published in 20" in outcomes

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
        queries = 3 if address.endswith("/") else 1
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


class TestUnverified:
    """Its status is part of its name, and machines are told nothing of it."""

    NAME = "Unverified: A poll of tests (reading)"

    @pytest.fixture(autouse=True)
    def placed(self):
        return make_published(surveys=[make_survey("reading", show_unverified=True, verified=False)])

    def test_the_list_says_so(self, client):
        SurveyTable.objects.update(headline="Everybody reads")
        make_published(surveys=[SurveyTable.objects.get().content()])
        html = client.get("/surveys/").content.decode()
        assert f'<a href="/surveys/reading/">{self.NAME}</a>' in html
        assert "Everybody reads" not in html

    def test_its_page_says_so_in_every_name(self, client):
        html = client.get("/surveys/reading/").content.decode()
        assert f"<h1>{self.NAME}</h1>" in html
        assert f"<title>{self.NAME}" in html
        assert f'<meta property="og:title" content="{self.NAME}">' in html
        assert f'<meta name="description" content="Survey table: {self.NAME}.' in html
        assert f"<caption><b>{self.NAME}</b></caption>" in html
        assert html.count("A poll of tests (reading)") == html.count(self.NAME)

    def test_it_is_no_dataset_and_not_indexed(self, client):
        html = client.get("/surveys/reading/").content.decode()
        assert "Dataset" not in html
        assert '<meta name="robots" content="noindex">' in html

    def test_it_stands_in_no_sitemap(self, client):
        assert "/surveys/reading/" not in client.get("/sitemap-surveys.xml").content.decode()

    def test_its_file_is_called_so(self, client):
        assert "filename=unverified-" in client.get("/surveys/reading/data.csv")["Content-Disposition"]

    def test_the_api_says_so(self, client):
        (table,) = client.get("/api/surveys/").json()["results"]
        assert (table["title"], table["unverified"]) == (self.NAME, True)

    def test_the_page_that_shows_it_says_so(self, client, placed):
        html = client.get(placed.get_absolute_url()).content.decode()
        assert html.count("A poll of tests (reading)") == html.count(self.NAME)

    def test_the_newest_edition_that_places_it_decides(self, client):
        SurveyTable.objects.update(show_unverified=False, verified=True)
        make_published(surveys=[make_survey("reading")])
        assert "Unverified" not in client.get("/surveys/").content.decode()
        assert "/surveys/reading/" in client.get("/sitemap-surveys.xml").content.decode()
        assert "Dataset" in client.get("/surveys/reading/").content.decode()


class TestSurveyCsv:
    def test_the_figures_are_read_back(self, client):
        make_published(surveys=[make_survey("reading")])
        response = client.get("/surveys/reading/data.csv")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert [row[:2] for row in rows] == [["Answer", "Tests"], ["Yes", "60"], ["No", "40"]]
