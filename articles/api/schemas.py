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


def said(schema: dict, description: str) -> dict:
    return schema | {"description": description}


SUMMARY = {
    "slug": said(TEXT, "The last part of its addresses"),
    "title": said(TEXT, "As readers see it: the name says so if the review is in question"),
    "url": said(ADDRESS, "The page for readers"),
    "api_url": said(ADDRESS, "The whole article in this API"),
    "language": said(TEXT, "Language tag (BCP 47)"),
    "summary": TEXT,
    "category": said(TEXT, "The name of its category, or empty"),
    "edition": said(NUMBER, "Editions of an article are numbered from 1"),
    "digest": said(SHA, "SHA-256 of the text that was signed"),
    "change": said({"enum": ["first", "major", "minor", "review"]}, "What this edition is to the one before"),
    "published_at": said(MOMENT, "When this edition was published"),
    "reviewed_on": said(maybe(DAY), "The day of the last review; null in a demonstration"),
    "next_review_on": said(DAY, "When the next review is due"),
    "review_state": said(
        {"enum": ["current", "overdue", "in question", "demonstration"]},
        "Whether a copy may be kept as it is: only one that is current",
    ),
}
CONTACT = record(
    kind=TEXT,
    value=TEXT,
    international=TEXT,
    hours=TEXT,
    cost=TEXT,
    callers=TEXT,
    checked_on=maybe(DAY),
)
WAIVER = record(
    rule=TEXT,
    tests=TEXT,
    trigger=TEXT,
    reason=TEXT,
    who=TEXT,
    until=said(maybe(DAY), "Until when the exception holds; null for a sentence that isn't a fault"),
    sentence=said(TEXT, "The sentence that isn't a fault; empty for an exception"),
    since=said(maybe(DAY), "When somebody said that it isn't a fault"),
)
PICTURE = record(figure=TEXT, url=ADDRESS, media_type=TEXT, width=NUMBER, height=NUMBER)
CONTENT = (
    "The text as it was signed. Bodies are HTML; in them [@key] cites the source with that key, [survey:key] "
    "places a survey table and [figure:key] a figure"
)
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
    table = content["properties"]["survey_tables"]["items"]
    return {
        "ArticleSummary": record(**SUMMARY),
        "Hit": record(**SUMMARY, excerpt=said(TEXT, "From where the page says what was asked for")),
        "Article": record(
            **SUMMARY,
            notice=said(TEXT, "What readers are told above the text; copies must show it, too"),
            change_note=said(TEXT, "What changed with this edition"),
            licence=said(TEXT, "Under which licence the text may be used, such as CC BY 4.0"),
            reviewer=said(OBJECT, "Who signed the text off; empty where no review may be relied on"),
            published_by_reviewer={"type": "boolean"},
            evidence_on=said(maybe(DAY), "Until when the evidence was looked for"),
            waivers=said(
                {"type": "array", "items": WAIVER},
                "Each rule that the text does not meet, and each sentence that isn't a fault",
            ),
            content=said(content, CONTENT),
            pictures=said({"type": "array", "items": PICTURE}, "Where the figures' pictures are"),
            sources=said({"type": "array", "items": OBJECT}, "CSL-JSON, in the order of the text's sources"),
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
            help=LIST_OF_TEXT,
            services=LIST_OF_TEXT,
            topics=LIST_OF_TEXT,
            description=TEXT,
            contacts={"type": "array", "items": CONTACT},
        ),
        "SurveyTable": record(
            url=ADDRESS, article=ADDRESS, **table["properties"], unverified={"type": "boolean"}
        )
        | {"required": ["url", "article", *table["required"], "unverified"]},
        "Term": record(
            slug=TEXT,
            name=TEXT,
            url=ADDRESS,
            kind=TEXT,
            definition=TEXT,
            synonyms={"type": "array", "items": record(text=TEXT, kind=TEXT)},
            codes=LIST_OF_TEXT,
        ),
        "Links": record(
            first=NUMBER,
            previous=SHA,
            rows={"type": "array", "items": SHA},
            digest=SHA,
            next=maybe(ADDRESS),
        ),
        "Error": record(error=said(TEXT, "What is wrong, as a sentence")),
    }
