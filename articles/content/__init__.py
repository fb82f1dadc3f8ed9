"""The one value that passes through every room, and what is said in it. Nothing here knows Django."""

from .codec import ContentError, decode_stored, encode, json_digest, later, scalar_fields, unknown_fields
from .purposes import PURPOSE_NAMES, PURPOSES
from .tokens import CITATION, SURVEY_PLACE, cited_keys, placed_surveys, used_keys
from .value import (
    AUDIENCES,
    COLUMN_UNITS,
    SCHEMA,
    SURVEY_KINDS,
    URGENCIES,
    ArticleContent,
    ContributorContent,
    OrganizationContent,
    PersonName,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)

__all__ = [
    "AUDIENCES",
    "CITATION",
    "COLUMN_UNITS",
    "PURPOSES",
    "PURPOSE_NAMES",
    "SCHEMA",
    "SURVEY_KINDS",
    "SURVEY_PLACE",
    "URGENCIES",
    "ArticleContent",
    "ContentError",
    "ContributorContent",
    "OrganizationContent",
    "PersonName",
    "SectionContent",
    "SeeAlsoContent",
    "SourceContent",
    "SurveyColumn",
    "SurveyRow",
    "SurveyTableContent",
    "cited_keys",
    "decode_stored",
    "encode",
    "json_digest",
    "later",
    "placed_surveys",
    "scalar_fields",
    "unknown_fields",
    "used_keys",
]
