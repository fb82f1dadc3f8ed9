"""The OpenAPI 3.1 document of the read API, written from the same facts as the API."""

import types
import typing
from dataclasses import fields, is_dataclass

from django.conf import settings

from articles.content import ArticleContent
from articles.content.codec import LATER
from articles.models import Cause

TEXT, NUMBER, DAY = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "date"}
SHA = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
MOMENT, ADDRESS = {"type": "string", "format": "date-time"}, {"type": "string", "format": "uri"}
OBJECT = {"type": "object"}


def maybe(schema: dict) -> dict:
    return {"anyOf": [schema, {"type": "null"}]}


def record(**properties: dict) -> dict:
    """An object that has all these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SUMMARY = {
    "slug": TEXT,
    "title": TEXT,
    "url": ADDRESS,
    "api_url": ADDRESS,
    "language": TEXT,
    "summary": TEXT,
    "category": TEXT,
    "edition": NUMBER,
    "digest": SHA,
    "change": {"enum": ["first", "major", "minor", "review"]},
    "published_at": MOMENT,
    "reviewed_on": maybe(DAY),
    "next_review_on": DAY,
    "review_state": {"enum": ["current", "overdue", "in question", "demonstration"]},
}
CONTACT = record(kind=TEXT, value=TEXT, hours=TEXT, checked_on=maybe(DAY))
WAIVER = record(rule=TEXT, tests=TEXT, trigger=TEXT, reason=TEXT, who=TEXT, until=DAY)
LIST_OF_TEXT = {"type": "array", "items": TEXT}


def schema_of(kind: object) -> dict:
    """The JSON schema of a dataclass of articles.content, or of the type of one of its fields."""
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        schema = record(**{item.name: schema_of(hints[item.name]) for item in fields(kind)})
        return schema | {"required": [item.name for item in fields(kind) if LATER not in item.metadata]}
    if typing.get_origin(kind) is tuple:
        return {"type": "array", "items": schema_of(typing.get_args(kind)[0])}
    if isinstance(kind, types.UnionType):
        return maybe(schema_of(typing.get_args(kind)[0]))
    return {str: TEXT, int: NUMBER, bool: {"type": "boolean"}}[kind]


def schemas() -> dict:
    content = schema_of(ArticleContent)
    table = content["properties"]["survey_tables"]["items"]["properties"]
    return {
        "ArticleSummary": record(**SUMMARY),
        "Article": record(
            **SUMMARY,
            notice=TEXT,
            change_note=TEXT,
            licence=TEXT,
            reviewer=OBJECT,
            published_by_reviewer={"type": "boolean"},
            evidence_on=maybe(DAY),
            waivers={"type": "array", "items": WAIVER},
            content=content,
            sources={"type": "array", "items": OBJECT},
            proof=maybe(
                record(number=NUMBER, salt=TEXT, table=TEXT, linked_at=MOMENT, row=OBJECT, links=ADDRESS)
            ),
        ),
        "Withdrawal": record(
            slug=TEXT,
            title=TEXT,
            url=ADDRESS,
            edition=NUMBER,
            review_state={"const": "withdrawn"},
            withdrawn_at=MOMENT,
            cause={"enum": Cause.values},
            reason=TEXT,
            successor=maybe(ADDRESS),
        ),
        "Organization": record(
            slug=TEXT,
            name=TEXT,
            abbreviation=TEXT,
            url=ADDRESS,
            kind=TEXT,
            country=TEXT,
            languages=LIST_OF_TEXT,
            services=LIST_OF_TEXT,
            topics=LIST_OF_TEXT,
            description=TEXT,
            contacts={"type": "array", "items": CONTACT},
        ),
        "SurveyTable": record(url=ADDRESS, article=ADDRESS, **table, unverified={"type": "boolean"}),
        "Term": record(
            slug=TEXT,
            name=TEXT,
            url=ADDRESS,
            kind=TEXT,
            definition=TEXT,
            synonyms={"type": "array", "items": record(text=TEXT, kind=TEXT)},
        ),
        "Links": record(
            first=NUMBER,
            previous=SHA,
            rows={"type": "array", "items": SHA},
            digest=SHA,
            next=maybe(ADDRESS),
        ),
        "Error": record(error=TEXT),
    }


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
