"""The OpenAPI 3.1 document of the read API, written from the same facts as the API."""

from django.conf import settings

from .schemas import ADDRESS, DAY, LIST_OF_TEXT, NUMBER, OBJECT, TEXT, maybe, record, schemas


def in_path(name: str, description: str) -> dict:
    return {"name": name, "in": "path", "required": True, "schema": TEXT, "description": description}


OF_ARTICLE = in_path("slug", "the last part of the article's address")
UNDERSTOOD = TEXT | {"description": "The query as it was surely meant, empty if no word of it was replaced"}
OFFERS = LIST_OF_TEXT | {"description": "Queries that may have been meant; nothing was searched for them"}


def document() -> dict:
    """The whole document. Every path in it is an address of articles.api.urls."""
    filters = [
        parameter("reviewed_since", DAY, "only articles reviewed on this day or later"),
        parameter("withdrawn", {"enum": ["0", "1"]}, "1: the withdrawn articles instead of the live ones"),
        parameter("language", TEXT, "language code"),
        parameter("tag", TEXT, "slug of a tag"),
    ]
    articles = {"anyOf": [reference("ArticleSummary"), reference("Withdrawal")]}
    csl = "application/vnd.citationstyles.csl+json"
    ris = "application/x-research-info-systems"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME}: read API",
            "version": "1",
            "description": "What visitors read. Every answer has an ETag; ask again with If-None-Match. "
            "It is read-only: a method other than GET or HEAD is refused with 405 and an Error.",
        },
        "servers": [{"url": f"{settings.SITE_URL}/api"}],
        "paths": {
            "/articles/": operation(
                "listArticles", "Live articles, or withdrawn ones", paged(articles), filters
            ),
            "/articles/{slug}/": operation(
                "getArticle", "One live article", reference("Article"), [OF_ARTICLE]
            ),
            "/articles/{slug}/sources.json": operation(
                "getSourcesAsCsl",
                "Its sources as CSL-JSON",
                {"type": "array", "items": OBJECT},
                [OF_ARTICLE],
                csl,
            ),
            "/articles/{slug}/sources.ris": operation(
                "getSourcesAsRis", "Its sources as RIS", TEXT, [OF_ARTICLE], ris
            ),
            "/search/": operation(
                "searchArticles",
                "Live articles that answer a text, best first",
                paged(reference("Hit"), understood=UNDERSTOOD, offers=OFFERS),
                [parameter("q", TEXT, "the words to search for") | {"required": True}, filters[-1]],
            ),
            "/organizations/": operation(
                "listOrganizations", "Help organizations", paged(reference("Organization"))
            ),
            "/organizations/{slug}/": operation(
                "getOrganization",
                "One help organization",
                reference("Organization"),
                [in_path("slug", "the last part of the organization's address")],
            ),
            "/surveys/": operation(
                "listSurveyTables", "Survey tables in live articles", paged(reference("SurveyTable"))
            ),
            "/surveys/{key}/": operation(
                "getSurveyTable",
                "One survey table, as the newest live article that shows it has it",
                reference("SurveyTable"),
                [in_path("key", "what texts place the table by")],
            ),
            "/glossary/": operation("listTerms", "Terms", paged(reference("Term"))),
            "/record/": operation(
                "listLinks",
                "The digests of the rows of the record, from a number on",
                reference("Links"),
                [parameter("from", {"type": "integer", "minimum": 1}, "the first number, 1 without it")],
            ),
        },
        "components": {"schemas": schemas()},
    }


def reference(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(name: str, schema: dict, description: str) -> dict:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def paged(item: dict, **beside: dict) -> dict:
    return record(
        **beside,
        count=NUMBER,
        page=NUMBER,
        pages=NUMBER,
        next=maybe(ADDRESS),
        previous=maybe(ADDRESS),
        results={"type": "array", "items": item},
    )


def response(description: str, schema: dict, content_type="application/json") -> dict:
    return {"description": description, "content": {content_type: {"schema": schema}}}


REFUSED_LIST = {"400": response("A parameter has no meaning", reference("Error"))}
REFUSED_DETAIL = {"404": response("Nothing is shown at this address", reference("Error"))}
REFUSED_ARTICLE = {
    **REFUSED_DETAIL,
    "410": response("The article was withdrawn: take copies of it down", reference("Withdrawal")),
}


def operation(
    name: str, summary: str, schema: dict, parameters: list[dict] = (), content_type="application/json"
) -> dict:
    """GET of an address. `name` is unique in the document: programs call the operation by it."""
    is_page = "results" in schema.get("properties", {})
    page = [parameter("page", {"type": "integer", "minimum": 1}, "which page, from 1")] if is_page else []
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*parameters, *page],
            "responses": {
                "200": response("OK", schema, content_type),
                "304": {"description": "Not changed since the ETag that was sent"},
                **refusals(parameters),
                "default": response("Something else went wrong", reference("Error")),
            },
        }
    }


def refusals(parameters: list[dict]) -> dict:
    """What may be answered instead: for a list, for one thing, for what may be withdrawn."""
    if not any(each["in"] == "path" for each in parameters):
        return REFUSED_LIST
    return REFUSED_ARTICLE if OF_ARTICLE in parameters else REFUSED_DETAIL
