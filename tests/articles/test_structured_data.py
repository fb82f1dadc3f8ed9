"""What machines read equals what people read."""

import html as markup
import json
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.utils.formats import date_format

from articles.content import KINDS
from articles.editions import structured_data
from articles.editions.structured_data import about
from tests.factories import make_content, make_organization, make_published, make_survey, make_term

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def read(client, address):
    """The nodes of the page by their type, and its text as readers see it, spaces made one."""
    page = client.get(address).content.decode()
    graph = json.loads(SCRIPT.search(page)[1])["@graph"]
    text = markup.unescape(re.sub(r"<[^>]+>", " ", SCRIPT.sub("", page.split("<body>")[1])))
    return {node["@type"]: node for node in graph}, " ".join(text.split())


def spoken(day):
    return date_format(day, "DATE_FORMAT")


@pytest.mark.django_db
class TestArticle:
    def test_every_value_is_on_the_page(self, client):
        edition = make_published(tags=("reading", "testing"), surveys=[make_survey()])
        node, text = read(client, f"/articles/{edition.slug}/")
        page = node["MedicalWebPage"]
        shown = [page["name"], page["reviewedBy"]["name"]]
        shown += [page["reviewedBy"]["honorificSuffix"], page["reviewedBy"]["affiliation"]["name"]]
        shown += [author["name"] for author in page["author"]]
        shown += [about["name"] for about in page["about"]]
        shown += [citation["name"] for citation in page["citation"]]
        assert [value for value in shown if value not in text] == []

    def test_the_licence_is_an_address_and_a_subject_stands_once(self, client):
        edition = make_published(category="Reading", tags=("reading", "testing"))
        page = read(client, f"/articles/{edition.slug}/")[0]["MedicalWebPage"]
        assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert [each["name"] for each in page["about"]] == [edition.title, "Reading", "testing"]

    def test_its_dates_are_those_of_the_page(self, client):
        edition = make_published()
        node, text = read(client, f"/articles/{edition.slug}/")
        page = node["MedicalWebPage"]
        assert page["lastReviewed"] == edition.reviewed_on.isoformat()
        assert page["dateModified"] == page["datePublished"] == edition.published_at.date().isoformat()
        assert f"Last reviewed {spoken(edition.reviewed_on)}" in text
        assert f"This edition published {spoken(edition.published_at)}" in text

    def test_it_names_every_author_and_source_and_no_other(self, client):
        edition = make_published(sources=3)
        page = read(client, f"/articles/{edition.slug}/")[0]["MedicalWebPage"]
        assert [author["name"] for author in page["author"]] == [
            a["name"] for a in edition.content["authors"]
        ]
        assert len(page["citation"]) == 3
        assert page["citation"][0]["url"] == f"https://doi.org/{edition.content['sources'][0]['doi']}"

    def test_it_says_language_audience_and_address(self, client):
        edition = make_published()
        html = client.get(f"/articles/{edition.slug}/").content.decode()
        page = read(client, f"/articles/{edition.slug}/")[0]["MedicalWebPage"]
        assert page["inLanguage"] == "en"
        assert page["audience"] == {"@type": "MedicalAudience", "audienceType": "Patient"}
        assert f'<link rel="canonical" href="{page["url"]}">' in html
        assert f'<meta property="og:url" content="{page["url"]}">' in html

    def test_its_kind_tells_what_it_is_about(self):
        content = make_content("Having a scan")
        things = {kind: about(replace(content, kind=kind))[0] for kind in [*KINDS, "of a newer release"]}
        assert things["test"] == {"@type": "MedicalTest", "name": "Having a scan"}
        assert things["news"]["@type"] == things["of a newer release"]["@type"] == "MedicalEntity"

    def test_the_breadcrumbs_are_those_of_the_page(self, client):
        edition = make_published(title="Reading pages")
        crumbs = read(client, f"/articles/{edition.slug}/")[0]["BreadcrumbList"]["itemListElement"]
        assert [crumb["name"] for crumb in crumbs[1:]] == ["Articles A–Z", "Tests", "Reading pages"]
        assert [crumb["position"] for crumb in crumbs] == [1, 2, 3, 4]
        assert "item" not in crumbs[-1]

    def test_hostile_text_ends_no_script(self, client):
        title = "</script><script>alert(1)</script><!-- & more"
        edition = make_published(title=title)
        page = client.get(f"/articles/{edition.slug}/").content.decode()
        assert "<script>alert" not in page
        assert read(client, f"/articles/{edition.slug}/")[0]["MedicalWebPage"]["name"] == title


@pytest.mark.django_db
class TestOtherPages:
    def test_a_survey_table_is_a_dataset(self, client):
        edition = make_published(surveys=[make_survey("reading")])
        node, text = read(client, "/surveys/reading/")
        dataset = node["Dataset"]
        assert dataset["name"] in text
        assert dataset["measurementTechnique"] in text
        assert dataset["citation"]["name"] == edition.content["sources"][0]["title"]
        assert dataset["distribution"]["contentUrl"] == f"{settings.SITE_URL}/surveys/reading/data.csv"

    def test_an_organization_has_its_telephone(self, client):
        make_organization("helpers", name="Helpers", languages=["en"])
        node, text = read(client, "/organizations/helpers/")
        assert node["Organization"]["name"] == "Helpers"
        assert node["Organization"]["contactPoint"][0]["telephone"] in text

    def test_a_term_has_its_definition_and_other_names(self, client):
        make_term("reader", name="reader", synonyms=[("bookworm", "synonym")])
        node, text = read(client, "/glossary/")
        (defined,) = node["DefinedTermSet"]["hasDefinedTerm"]
        assert (defined["name"], defined["alternateName"]) == ("reader", ["bookworm"])
        assert defined["description"] in text

    def test_the_home_page_says_how_to_search(self, client):
        site = read(client, "/")[0]["WebSite"]
        assert site["potentialAction"]["target"]["urlTemplate"] == f"{settings.SITE_URL}/search/?q={{q}}"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-nd-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("MIT License", {"@type": "CreativeWork", "name": "MIT License"}),
        ("", ""),
    ],
)
def test_a_licence_is_told_by_its_address_if_it_has_one(name, address):
    assert structured_data.licence(name) == address


class TestScriptText:
    def test_what_could_end_a_script_is_written_in_hexadecimal(self):
        text = structured_data.script_text({"name": "</script> & <!--"})
        assert not set("<>&") & set(text)
        assert json.loads(text)["@graph"] == [{"name": "</script> & <!--"}]

    def test_what_says_nothing_is_left_out(self):
        node = {"a": "", "b": None, "c": [], "d": {"e": ""}, "f": 0, "g": "x"}
        assert structured_data.without_empty(node) == {"f": 0, "g": "x"}
