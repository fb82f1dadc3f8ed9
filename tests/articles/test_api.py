"""The read API: what visitors read and nothing else, with its state of review."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from openapi_spec_validator import validate

from articles.models import LiveEdition
from articles.publishing import withdraw
from tests.factories import (
    approve_organization,
    make_article,
    make_organization,
    make_published,
    make_survey,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db


def get(client, address, status=200, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return response


class TestArticleList:
    def test_it_shows_live_articles_with_their_state_of_review(self, client):
        edition = make_published(title="Live one")
        make_article(title="Draft one")
        (row,) = get(client, "/api/articles/").json()["results"]
        assert row["title"] == "Live one"
        assert row["digest"] == edition.digest
        assert row["review_state"] == "current"

    def test_an_overdue_article_says_so(self, client):
        make_published()
        edition = LiveEdition.objects.get()
        day_after = edition.next_review_on + timedelta(days=1)
        from articles.api.records import edition_summary

        assert edition_summary(edition, None, day_after)["review_state"] == "overdue"
        assert edition_summary(edition, None, edition.next_review_on)["review_state"] == "current"

    def test_reviewed_since_leaves_older_reviews_out(self, client):
        edition = make_published()
        tomorrow = edition.reviewed_on + timedelta(days=1)
        assert get(client, f"/api/articles/?reviewed_since={edition.reviewed_on}").json()["count"] == 1
        assert get(client, f"/api/articles/?reviewed_since={tomorrow}").json()["count"] == 0

    def test_withdrawn_articles_come_with_the_reason(self, client):
        edition = make_published(title="Gone")
        withdraw(edition.article, make_user("publisher"), cause="outdated")
        assert get(client, "/api/articles/").json()["count"] == 0
        (row,) = get(client, "/api/articles/?withdrawn=1").json()["results"]
        assert (row["review_state"], row["reason"]) == ("withdrawn", "It is out of date.")

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("page=0", "page must be a number from 1 to 1."),
            ("page=x", "page must be a number"),
            ("reviewed_since=yesterday", "reviewed_since must be a day such as 2026-05-31."),
            ("withdrawn=yes", "withdrawn must be 0 or 1."),
            ("colour=red", "Unknown parameter colour"),
        ],
    )
    def test_a_parameter_without_meaning_is_refused_with_a_sentence(self, client, query, sentence):
        assert sentence in get(client, f"/api/articles/?{query}", status=400).json()["error"]

    def test_pages_lead_to_each_other(self, client, monkeypatch):
        monkeypatch.setattr("articles.api.paging.PAGE_SIZE", 1)
        make_published(title="A")
        make_published(title="B")
        first = get(client, "/api/articles/?language=en").json()
        assert first["next"] == f"{settings.SITE_URL}/api/articles/?language=en&page=2"
        second = get(client, first["next"].removeprefix(settings.SITE_URL)).json()
        assert second["results"] != first["results"]
        assert second["next"] is None


class TestArticleDetail:
    def test_it_holds_the_text_as_it_was_signed(self, client):
        edition = make_published()
        data = get(client, f"/api/articles/{edition.slug}/").json()
        assert data["content"] == edition.content
        assert data["reviewer"] == edition.sign_off.reviewer

    def test_a_draft_is_not_found(self, client):
        get(client, f"/api/articles/{make_article().slug}/", status=404)

    def test_an_unchanged_answer_costs_nothing(self, client):
        edition = make_published()
        tag = get(client, f"/api/articles/{edition.slug}/")["ETag"]
        assert get(client, f"/api/articles/{edition.slug}/", status=304, if_none_match=tag).content == b""

    def test_sources_come_for_reference_managers(self, client):
        edition = make_published()
        keys = [source["key"] for source in edition.content["sources"]]
        assert keys
        csl = get(client, f"/api/articles/{edition.slug}/sources.json").json()
        assert [record["id"] for record in csl] == keys
        ris = get(client, f"/api/articles/{edition.slug}/sources.ris").content.decode()
        assert [line[6:] for line in ris.splitlines() if line.startswith("ID  - ")] == keys


OF_AN_ARTICLE = ["/api/articles/{}/", "/api/articles/{}/sources.json", "/api/articles/{}/sources.ris"]


class TestWhatIsNotThere:
    @pytest.mark.parametrize("address", OF_AN_ARTICLE)
    def test_a_withdrawn_article_answers_with_the_record_of_its_withdrawal(self, client, address):
        edition = make_published(title="Gone", summary="It said qsecret.")
        withdrawal = withdraw(edition.article, make_user("publisher"), cause="outdated")
        response = get(client, address.format(edition.slug), status=410)
        record = response.json()
        assert (record["reason"], record["review_state"]) == ("It is out of date.", "withdrawn")
        assert record["withdrawn_at"] == withdrawal.withdrawn_at.isoformat()
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "qsecret" not in response.content.decode()

    def test_an_article_withdrawn_twice_tells_the_last_reason(self, client):
        edition = make_published()
        withdraw(edition.article, make_user("publisher"), cause="error")
        later = timezone.now() + timedelta(minutes=1)
        make_published(edition.article, now=later)
        withdraw(edition.article, make_user("publisher"), cause="checking", now=later)
        assert (
            get(client, f"/api/articles/{edition.slug}/", status=410).json()["reason"]
            == "We are checking it again."
        )

    def test_an_article_that_is_live_again_is_shown(self, client):
        edition = make_published()
        withdraw(edition.article, make_user("publisher"), cause="error")
        make_published(edition.article, now=timezone.now() + timedelta(minutes=1))
        get(client, f"/api/articles/{edition.slug}/")

    @pytest.mark.parametrize("address", OF_AN_ARTICLE)
    def test_an_unknown_slug_is_refused_in_json(self, client, address):
        response = get(client, address.format("no-such"), status=404)
        assert response.json() == {"error": "There is no live article with the slug no-such."}

    @pytest.mark.parametrize("address", ["/api/nothing/", "/api/articles/a.b/", "/api/articles/%00/"])
    def test_an_unknown_address_is_refused_in_json(self, client, address):
        assert "error" in get(client, address, status=404).json()

    def test_the_head_of_an_answer_names_its_etag(self, client):
        assert client.head("/api/record/")["ETag"] == get(client, "/api/record/")["ETag"]

    def test_a_forgotten_slash_is_added(self, client):
        assert get(client, "/api/articles", status=301)["Location"] == "/api/articles/"

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    @pytest.mark.parametrize("address", ["/api/", "/api/articles/", "/api/articles/x/", "/api/openapi.json"])
    def test_it_can_only_be_read(self, address, method):
        response = getattr(Client(enforce_csrf_checks=True), method)(address)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert method.upper() in response.json()["error"]


class TestOneOfEach:
    def test_an_organization(self, client):
        phone = {"kind": "phone", "value": "900 100", "international": "+34900100036", "cost": "free"}
        make_organization("helpers", name="Helpers", help=["phone"], contacts=[phone])
        make_organization("hidden", is_listed=False)
        (row,) = get(client, "/api/organizations/").json()["results"]
        assert row["help"] == ["phone"]
        assert phone.items() <= row["contacts"][0].items()
        assert get(client, "/api/organizations/helpers/").json() == row
        for slug in ("hidden", "no-such"):
            assert slug in get(client, f"/api/organizations/{slug}/", status=404).json()["error"]

    def test_a_survey_table_as_the_newest_article_has_it(self, client):
        make_published(surveys=[make_survey("poll")], now=timezone.now() - timedelta(days=2))
        newest = make_published(surveys=[make_survey("poll")])
        table = get(client, "/api/surveys/poll/").json()
        assert table["article"].endswith(f"/articles/{newest.slug}/")
        assert table in get(client, "/api/surveys/").json()["results"]
        withdraw(newest.article, make_user("publisher"), cause="error")
        assert get(client, "/api/surveys/poll/").json()["article"] != table["article"]
        get(client, "/api/surveys/no-such/", status=404)


class TestSearch:
    def test_it_finds_live_articles_and_says_where(self, client):
        edition = make_published(title="Reading & writing")
        make_article(title="Reading drafts")
        found = get(client, "/api/search/?q=reading").json()
        (hit,) = found["results"]
        assert hit["slug"] == edition.slug
        assert hit["excerpt"]
        assert not set("<>&") & set(hit["excerpt"])
        assert (found["count"], found["next"], found["offers"]) == (1, None, [])
        schema = get(client, "/api/openapi.json").json()["components"]["schemas"]["Hit"]
        assert set(hit) == set(schema["properties"])

    @pytest.mark.parametrize("query", ["", "?q=", "?q=x&page=0", "?q=x&page=2", "?q=x&sort=1"])
    def test_what_asks_for_nothing_is_refused_with_a_sentence(self, client, query):
        assert get(client, f"/api/search/{query}", status=400).json()["error"].endswith(".")

    def test_a_tag_narrows_it_and_pages_lead_on(self, client, monkeypatch):
        monkeypatch.setattr("articles.api.paging.PAGE_SIZE", 1)
        monkeypatch.setattr("articles.api.views.PAGE_SIZE", 1)
        make_published(title="Reading one", tags=("kept",)), make_published(title="Reading two")
        first = get(client, "/api/search/?q=reading").json()
        second = get(client, first["next"].removeprefix(settings.SITE_URL)).json()
        assert first["results"][0]["slug"] != second["results"][0]["slug"]
        assert get(client, "/api/search/?q=reading&tag=kept").json()["count"] == 1


class TestOtherLists:
    def test_only_approved_organizations_are_shown(self, client):
        approve_organization(make_organization("a", name="Approved", approved=False), date(2026, 1, 2))
        make_organization("b", approved=False)
        make_organization("c", is_listed=False)
        (row,) = get(client, "/api/organizations/").json()["results"]
        assert row["name"] == "Approved"
        assert row["contacts"][0]["checked_on"] == "2026-01-02"

    def test_only_terms_with_a_definition_are_shown(self, client):
        make_term(name="scan"), make_term(name="draft", definition=""), make_term(approved=False)
        assert [row["name"] for row in get(client, "/api/glossary/").json()["results"]] == ["scan"]

    def test_lists_cost_the_same_for_one_row_as_for_five(self, client, django_assert_num_queries):
        make_organization("one")
        with django_assert_num_queries(2):
            get(client, "/api/organizations/")
        for name in ("two", "three", "four", "five"):
            make_organization(name)
        with django_assert_num_queries(2):
            get(client, "/api/organizations/")


class TestOpenApi:
    def test_every_answer_has_exactly_the_fields_that_the_document_names(self, client):
        edition = make_published()
        document = get(client, "/api/openapi.json").json()
        article = get(client, f"/api/articles/{edition.slug}/").json()
        schema = document["components"]["schemas"]["Article"]
        assert set(article) == set(schema["properties"])
        content = schema["properties"]["content"]
        assert set(content["required"]) <= set(article["content"]) <= set(content["properties"])
        (row,) = get(client, "/api/articles/").json()["results"]
        assert set(row) == set(document["components"]["schemas"]["ArticleSummary"]["properties"])

    def test_a_survey_table_may_lack_what_came_with_a_later_release(self, client):
        make_published(surveys=[make_survey("poll")])
        table = get(client, "/api/surveys/poll/").json()
        schema = get(client, "/api/openapi.json").json()["components"]["schemas"]["SurveyTable"]
        assert set(schema["required"]) <= set(table) <= set(schema["properties"])

    def test_every_path_of_the_document_answers(self, client):
        edition = make_published(surveys=[make_survey("poll")])
        make_organization(edition.slug)
        for path in get(client, "/api/openapi.json").json()["paths"]:
            address = path.format(slug=edition.slug, key="poll")
            get(client, f"/api{address}{'?q=x' if path == '/search/' else ''}")

    def test_it_is_valid_and_names_each_operation_once(self, client):
        document = get(client, "/api/openapi.json").json()
        validate(document)
        names = [path["get"]["operationId"] for path in document["paths"].values()]
        assert len(names) == len(set(names))

    def test_the_answer_of_a_withdrawn_article_is_in_it(self, client):
        edition = make_published()
        withdraw(edition.article, make_user("publisher"), cause="outdated")
        record = get(client, f"/api/articles/{edition.slug}/", status=410).json()
        document = get(client, "/api/openapi.json").json()
        assert set(record) == set(document["components"]["schemas"]["Withdrawal"]["properties"])
        for path in [path for path in document["paths"] if path.startswith("/articles/{slug}/")]:
            answers = document["paths"][path]["get"]["responses"]
            assert answers["410"]["content"]["application/json"]["schema"]["$ref"].endswith("/Withdrawal")
            assert answers["404"]["content"]["application/json"]["schema"]["$ref"].endswith("/Error")

    def test_the_root_leads_to_every_list(self, client):
        for address in get(client, "/api/").json().values():
            get(client, address.removeprefix(settings.SITE_URL))
