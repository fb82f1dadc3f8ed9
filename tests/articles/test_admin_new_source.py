"""A source made in a dialog of the article's form."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.models import Act, Article, Source
from tests.factories import make_article, make_content, make_user

pytestmark = pytest.mark.django_db
RIS = """TY  - JOUR
AU  - Doe, Jane
TI  - A title
T2  - A Journal
J2  - A J
PY  - 2020
DO  - 10.1000/xyz
ER  -
"""


@pytest.fixture
def ask(client):
    client.force_login(make_user("writer"))

    def ask(**fields):
        data = {f"source-{name}": value for name, value in fields.items() if name != "read"}
        address = reverse("admin:articles_article_new_source")
        return client.post(address, data | ({"read": ""} if "read" in fields else {}))

    return ask


def filled(response):
    form = response.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value()}


class TestReading:
    def test_a_record_fills_the_fields(self, ask):
        response = ask(read=True, pasted=RIS)
        assert filled(response) == {
            "pasted": RIS,
            "key": "doe-2020",
            "type": "article-journal",
            "title": "A title",
            "authors": "Doe, Jane",
            "container_title": "A Journal",
            "container_title_short": "A J",
            "issued": "2020",
            "doi": "10.1000/xyz",
        }
        assert not Source.objects.exists()

    def test_an_identifier_alone_finds_its_source_or_says_what_is_missing(self, ask):
        Source.objects.create(key="doe-2020", title="A title", pmid="31415926")
        assert ask(read=True, pasted="PMID: 31415926").context["twin"].key == "doe-2020"
        response = ask(read=True, pasted="10.1000/xyz")
        assert filled(response)["doi"] == "10.1000/xyz"
        assert "this site asks no other server" in response.context["said"]

    def test_a_reference_of_a_list_fills_the_fields(self, ask):
        pasted = "3. Sample A, Example B. A title. J Tests. 2021;4(2):11-19. doi:10.1000/abc"
        found = filled(ask(read=True, pasted=pasted))
        assert found["authors"] == "Sample, A\nExample, B"
        assert (found["title"], found["container_title"], found["issued"]) == ("A title", "J Tests", "2021")
        assert (found["volume"], found["issue"], found["page"]) == ("4", "2", "11-19")
        assert (found["doi"], found["key"]) == ("10.1000/abc", "sample-2021")

    def test_a_retracted_one_is_told_and_marked(self, ask):
        response = ask(read=True, pasted="PMID- 12\nTI  - A title\nPT  - Retracted Publication\n")
        assert "This source was retracted. Marked by PubMed as retracted." in response.content.decode()
        ask(**{name: value for name, value in filled(response).items() if name != "pasted"})
        source = Source.objects.get()
        assert (source.retraction_status, source.retraction_note) == (
            "retracted",
            "Marked by PubMed as retracted.",
        )

    def test_an_address_fills_the_identifiers_when_it_is_saved(self, ask):
        ask(
            title="A title",
            type="webpage",
            doi="DOI: 10.1000/xyz.",
            url="https://pubmed.ncbi.nlm.nih.gov/123/",
        )
        source = Source.objects.get()
        assert (source.doi, source.pmid) == ("10.1000/xyz", "123")

    def test_an_identifier_fills_its_field(self, ask):
        assert filled(ask(read=True, pasted="doi:10.1000/xyz"))["doi"] == "10.1000/xyz"

    def test_a_key_that_is_taken_becomes_another(self, ask):
        Source.objects.create(key="doe-2020", title="Another")
        assert filled(ask(read=True, pasted=RIS))["key"] == "doe-2020b"

    def test_of_several_the_first_is_taken_and_said(self, ask):
        response = ask(read=True, pasted=RIS + RIS.replace("A title", "Another"))
        assert filled(response)["title"] == "A title"
        assert "the first of 2 records" in response.content.decode()

    def test_what_is_in_the_register_is_told_with_its_key(self, ask):
        Source.objects.create(key="doe", title="The same", doi="10.1000/XYZ")
        html = ask(read=True, pasted=RIS).content.decode()
        assert 'data-key="doe"' in html

    @pytest.mark.parametrize(
        ("pasted", "said"),
        [
            ("Doe et al.", "Nothing was filled in: this isn&#x27;t a record"),
            ("TY  - JOUR\nPY  - 2020\nER  -", "title: is missing"),
            ("@article{a, title = {B", "The BibTeX"),
            ("", ""),
        ],
    )
    def test_what_cannot_be_read_is_said_and_kept(self, ask, pasted, said):
        response = ask(read=True, pasted=pasted)
        assert response.status_code == 200
        assert said.lower() in response.content.decode().lower()
        assert filled(response).get("pasted", "") == pasted


class TestSaving:
    def test_it_is_in_the_register_then(self, ask):
        response = ask(title="A title", authors="Doe, Jane", issued="2020-05", type="article-journal")
        assert response.json() == {"key": "doe-2020", "text": "A title", "note": "Doe, 2020"}
        source = Source.objects.get()
        assert (source.key, source.authors) == ("doe-2020", [{"family": "Doe", "given": "Jane"}])

    def test_what_is_wrong_is_said_and_kept(self, ask):
        response = ask(title="", issued="2020", type="article-journal")
        assert response.status_code == 422
        assert "title" in response.context["form"].errors
        assert filled(response)["issued"] == "2020"
        assert not Source.objects.exists()

    def test_the_same_doi_twice_is_refused(self, ask):
        Source.objects.create(key="doe", title="The same", doi="10.1000/xyz")
        response = ask(title="A title", doi="10.1000/XYZ", type="article-journal")
        assert response.status_code == 422
        assert 'data-key="doe"' in response.content.decode()
        assert Source.objects.count() == 1

    def test_a_working_copy_that_cites_it_already_gets_it(self, ask):
        citing = replace(make_content().sections[0], body="<p>So [@doe-2020].</p>")
        article = make_article(sections=[citing])
        before = article.digest
        ask(title="A title", authors="Doe, Jane", issued="2020", type="article-journal")
        assert Article.objects.get().digest != before
        assert Act.objects.filter(article=article).exists()


def test_who_may_not_add_sources_gets_no_form(client):
    client.force_login(make_user("medical reviewer"))
    assert client.get(reverse("admin:articles_article_new_source")).status_code == 403
