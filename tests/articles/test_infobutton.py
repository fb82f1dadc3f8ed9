"""/infobutton/ answers the requests that MedlinePlus Connect documents, from live editions by their codes."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from articles.content import ArticleContent, ContentError
from articles.content.codes import NoCode, as_code, asked_code
from tests.articles.test_machine_formats import ATOM, is_atom
from tests.factories import make_approved, make_article, make_content, make_published, make_term, make_user

ICD_10_CM, SNOMED_CT, RXNORM = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.96", "2.16.840.1.113883.6.88"


class TestCodes:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("icd-10-cm c79.31", "ICD-10-CM C79.31"),
            ("ICD-10 C79.3", "ICD-10 C79.3"),
            ("SNOMED  CT 254837009", "SNOMED CT 254837009"),
            ("rxnorm 1364430", "RxNorm 1364430"),
            ("mesh d001943", "MeSH D001943"),
            ("NCI Thesaurus C3813", "NCI Thesaurus C3813"),
        ],
    )
    def test_it_is_kept_in_one_form(self, text, code):
        assert as_code(text) == code

    @pytest.mark.parametrize(
        "text",
        ["", "C79.31", "ICD-10-CM 79.31", "SNOMED CT 12", "SNOMED CT 254837008", "SNOMED CT 254873009",
         "LOINC 3187-2"],
    )  # fmt: skip
    def test_what_has_not_the_form_of_one_is_refused(self, text):
        with pytest.raises(NoCode):
            as_code(text)

    def test_no_content_holds_another_form(self):
        data = make_content().to_dict()
        assert "codes" not in data
        for code in ("C79.31", "icd-10-cm c79.31"):
            with pytest.raises(ContentError, match=r"codes\[0\]"):
                ArticleContent.from_dict(data | {"codes": [code]})

    def test_systems_are_asked_for_by_their_identifiers(self):
        assert asked_code(f"urn:oid:{SNOMED_CT}", "254837009") == "SNOMED CT 254837009"
        assert asked_code("1.2.3", "254837009") == asked_code(ICD_10_CM, "nonsense") == ""


def publish(title, *codes, language="en", aliases=(), now=None):
    article = make_article(title=title)
    article.apply(replace(article.content(), codes=codes, language=language, aliases=aliases))
    publishing.record_edit(article, make_user("writer"))
    return make_published(article, now=now)


def ask(client, **asked):
    names = {"c": "mainSearchCriteria.v.c", "cs": "mainSearchCriteria.v.cs", "dn": "mainSearchCriteria.v.dn",
             "language": "informationRecipient.languageCode.c", "kind": "knowledgeResponseType"}  # fmt: skip
    more = {"taskContext.c.c": "PROBLISTREV", "informationRecipient": "PAT", "performer": "PROV"}
    response = client.get("/infobutton/", {names[name]: value for name, value in asked.items()} | more)
    assert response.status_code == 200
    return response


def titles(client, **asked):
    feed = ask(client, kind="application/json", **asked).json()["feed"]
    return [entry["title"]["_value"] for entry in feed["entry"]]


@pytest.mark.django_db
class TestInfobutton:
    def test_articles_are_found_by_their_codes_and_languages(self, client):
        publish("Breast", "ICD-10-CM C50.919", "SNOMED CT 254837009")
        publish("Mama", "ICD-10-CM C50.919", language="es")
        publish("Longer", "ICD-10-CM C50.9191")
        withdrawn = publish("Gone", "ICD-10-CM C50.919")
        publishing.withdraw(withdrawn.article, make_user("publisher"), cause="outdated")
        assert titles(client, cs=ICD_10_CM, c="c50.919", dn="Malignant neoplasm of breast") == ["Breast"]
        assert titles(client, cs=SNOMED_CT, c="254837009", language="en") == ["Breast"]
        for spanish in ("es", "sp", "es-MX"):
            assert titles(client, cs=ICD_10_CM, c="C50.919", language=spanish) == ["Mama"]
        assert titles(client, cs=RXNORM, c="254837009") == titles(client, cs="", c="C50.919") == []
        assert titles(client, dn="breast") == ["Breast"]

    def test_an_article_that_is_called_as_the_term_with_the_code_is_found(self, client):
        publish("Radiation", "SNOMED CT 2000001", aliases=("Gamma Knife", "SRS"))
        publish("Stereotactic Radiosurgery")
        publish("Radiocirugía", language="es")
        publish("About Gamma Knife")
        spanish = {"es": {"name": "radiocirugia"}}
        words = [("gamma knife", "brand")]
        term = make_term(name="stereotactic radiosurgery", synonyms=words, translations=spanish)
        assert titles(client, dn="Gamma knife") == ["Radiation"]
        asked = {"cs": SNOMED_CT, "c": "1000004"}
        term.codes = ["SNOMED CT 1000004"]
        term.save()
        publishing.record_changed(term, make_user("writer"))
        assert titles(client, **asked) == []
        make_approved(term)
        assert titles(client, **asked) == ["Stereotactic Radiosurgery", "Radiation"]
        assert titles(client, **asked, language="sp") == ["Radiocirugía"]
        assert titles(client, cs=SNOMED_CT, c="100000") == []

    def test_it_is_an_atom_feed_that_says_what_was_asked_and_how_it_is_reviewed(self, client):
        edition = publish("Breast", "ICD-10-CM C50.919", now=timezone.now() - timedelta(days=5000))
        response = ask(client, cs=ICD_10_CM, c="C50.919")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        is_atom(root)
        told = {each.get("scheme"): each.get("term") for each in root.findall(f"{ATOM}category")}
        assert told["mainSearchCriteria.v.c"] == "C50.919"
        assert told["taskContext.c.c"] == "PROBLISTREV"
        entry = root.find(f"{ATOM}entry")
        assert entry.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/articles/{edition.slug}/"
        (state,) = entry.findall(f"{ATOM}category")
        assert (state.get("scheme"), state.get("term")) == ("reviewState", "overdue")
        assert ask(client, cs=ICD_10_CM, c="C00").content == ask(client, cs=ICD_10_CM, c="C00").content

    @pytest.mark.parametrize("query", ["", "?mainSearchCriteria.v.dn=x&knowledgeResponseType=text/html"])
    def test_what_has_no_meaning_is_refused_in_json(self, client, query):
        response = client.get(f"/infobutton/{query}")
        assert response.status_code == 400
        assert "error" in response.json()
