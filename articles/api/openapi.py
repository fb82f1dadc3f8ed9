"""The OpenAPI 3.1 document of the read API, written from the same facts as the API."""

from django.conf import settings

from .schemas import ADDRESS, DAY, NUMBER, OBJECT, TEXT, maybe, record, schemas


def document() -> dict:
    """The whole document. Every path in it is an address of articles.api.urls."""
    slug = {"name": "slug", "in": "path", "required": True, "schema": TEXT}
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
            "/articles/": operation("Live articles, or withdrawn ones", paged(articles), filters),
            "/articles/{slug}/": operation("One live article", reference("Article"), [slug]),
            "/articles/{slug}/sources.json": operation(
                "Its sources as CSL-JSON", {"type": "array", "items": OBJECT}, [slug], csl
            ),
            "/articles/{slug}/sources.ris": operation("Its sources as RIS", TEXT, [slug], ris),
            "/organizations/": operation("Help organizations", paged(reference("Organization"))),
            "/surveys/": operation("Survey tables in live articles", paged(reference("SurveyTable"))),
            "/glossary/": operation("Terms", paged(reference("Term"))),
            "/record/": operation(
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


def paged(item: dict) -> dict:
    return record(
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
REFUSED_ARTICLE = {
    "404": response("No such live article", reference("Error")),
    "410": response("The article was withdrawn: take copies of it down", reference("Withdrawal")),
}


def operation(
    summary: str, schema: dict, parameters: list[dict] = (), content_type="application/json"
) -> dict:
    is_page = "results" in schema.get("properties", {})
    is_article = any(each["in"] == "path" for each in parameters)
    page = [parameter("page", {"type": "integer", "minimum": 1}, "which page, from 1")] if is_page else []
    return {
        "get": {
            "summary": summary,
            "parameters": [*parameters, *page],
            "responses": {
                "200": response("OK", schema, content_type),
                "304": {"description": "Not changed since the ETag that was sent"},
                **(REFUSED_ARTICLE if is_article else REFUSED_LIST),
            },
        }
    }
