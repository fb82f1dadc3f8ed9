"""The JSON schemas of what the API answers, for its description."""

import types
import typing
from dataclasses import fields, is_dataclass

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
