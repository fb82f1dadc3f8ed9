"""ArticleContent, the one value that passes through every room. It knows nothing of Django.

Importers produce it, the working copy is made from it and gives it back, checks read it, rendering
draws it, a sign-off is bound to its digest, and an edition keeps it for ever.

Bodies are HTML that `articles.rendering.cleaning` has cleaned. Two tokens may stand in them:
`[@key]` cites the source with that key (`[@first; @second]` cites several, as in Pandoc), and
`[survey:key]`, alone in a paragraph, places the survey table with that key.
"""

import hashlib
import json
import re
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

SCHEMA = 1

PURPOSES = {
    "overview": "overview",
    "diagnosis": "diagnosis",
    "how-it-works": "how it works",
    "benefits": "benefits",
    "risks": "risks",
    "no-treatment": "no treatment",
    "quality-of-life": "quality of life",
    "other-options": "other options",
    "uncertainty": "uncertainty",
    "questions": "questions to ask",
    "get-help": "when to get help",
    "support": "support",
    "other": "other",
}
URGENCIES = {"": "none", "non-urgent": "non-urgent", "urgent": "urgent", "emergency": "emergency"}
AUDIENCES = {"patients": "patients and families", "professionals": "health professionals"}
SURVEY_KINDS = {"survey": "survey", "table": "table"}
COLUMN_UNITS = {"percent": "percent", "count": "count", "number": "number", "text": "text"}


class ContentError(ValueError):
    """A dict is no ArticleContent. The message names the place and what is wrong there."""


@dataclass(frozen=True)
class ContributorContent:
    """A person as readers see them. `key` is unique among all contributors."""

    key: str
    name: str
    credentials: str = ""
    affiliation: str = ""
    interests: str = ""
    orcid: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class SectionContent:
    """`level` is 2 or 3, `body` clean HTML. `urgency` grades a section with purpose get-help."""

    heading: str = ""
    level: int = 2
    purpose: str = "other"
    urgency: str = ""
    body: str = ""


@dataclass(frozen=True)
class PersonName:
    """An author of a source: family and given name, or the literal name of a body."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True)
class SourceContent:
    """A bibliographic record with the fields of CSL-JSON 1.0.2.

    `key` is what bodies cite. `issued` and `accessed` are ISO 8601: a year, a month or a day.
    `doi` has no resolver before it; `kind` is the kind of evidence (trial, guideline, survey, ...).
    """

    key: str
    title: str
    type: str = "article-journal"
    authors: tuple[PersonName, ...] = ()
    authors_truncated: bool = False
    container_title: str = ""
    container_title_short: str = ""
    publisher: str = ""
    issued: str = ""
    accessed: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class SurveyColumn:
    """A column of values. `unit` is a key of COLUMN_UNITS."""

    heading: str
    unit: str = "percent"


@dataclass(frozen=True)
class SurveyRow:
    """One answer: its label and one value a column, as printed ("60%", "1,204", "n/a").

    `base` names the people counted where they differ from the table's population.
    """

    label: str
    values: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True)
class SurveyTableContent:
    """A question put to people and its counted answers, or a table of results (kind "table").

    `sample_size` counts people. `fielded` is an ISO 8601 date or interval ("2019-06/2019-07"), or
    the words of the text it came from. `question` is the exact wording; where it or the dates are
    not known, `question_note` and `fielded_note` say so. `source` is the key of a source,
    `source_text` what a scraped text said instead. `show_unverified` lets readers see a table that
    is not verified, under that label.
    """

    key: str
    title: str
    kind: str = "survey"
    label_heading: str = ""
    columns: tuple[SurveyColumn, ...] = ()
    rows: tuple[SurveyRow, ...] = ()
    question: str = ""
    question_note: str = ""
    population: str = ""
    country: str = ""
    sample_size: int | None = None
    response_rate: str = ""
    fielded: str = ""
    fielded_note: str = ""
    mode: str = ""
    weighting: str = ""
    single_answer: bool = False
    source: str = ""
    source_text: str = ""
    note: str = ""
    verified: bool = False
    show_unverified: bool = False

    @property
    def is_sourced(self) -> bool:
        """Whether the table, or each of its rows, names the source record of its figures."""
        cited = [any(cited_keys(cell) for cell in row.values) for row in self.rows]
        return bool(self.source) or (bool(cited) and all(cited))


@dataclass(frozen=True)
class SeeAlsoContent:
    """A link to another article: resolved when `slug` is set, else known by title alone."""

    title: str
    slug: str = ""


@dataclass(frozen=True)
class OrganizationContent:
    """A help organization that the article names. Its contacts are looked after elsewhere."""

    slug: str
    name: str


@dataclass(frozen=True)
class ArticleContent:
    """Everything of an article that a reader reads and a reviewer signs.

    `main_message` is one to three sentences; `aim` says for whom the page is and what it answers.
    `tags` and `aliases` (other names of the subject) are sorted and without repeats. `sources` and
    `survey_tables` hold the records that the bodies cite or place, in order of first use.
    """

    title: str
    slug: str
    language: str = "en"
    translation_of: str = ""
    main_message: str = ""
    summary: str = ""
    aim: str = ""
    audience: str = "patients"
    category: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    authors: tuple[ContributorContent, ...] = ()
    sections: tuple[SectionContent, ...] = ()
    sources: tuple[SourceContent, ...] = ()
    survey_tables: tuple[SurveyTableContent, ...] = ()
    see_also: tuple[SeeAlsoContent, ...] = ()
    organizations: tuple[OrganizationContent, ...] = ()
    disclaimer: str = ""
    funding: str = ""
    licence: str = ""
    source_url: str = ""
    is_demonstration: bool = False
    schema: int = field(default=SCHEMA)

    def to_dict(self) -> dict:
        """The content as JSON-ready dicts and lists. `from_dict` gives it back equal."""
        return _encode(self)

    @classmethod
    def from_dict(cls, data: object) -> "ArticleContent":
        """The content that `to_dict` made. Absent fields take their defaults.

        Raises ContentError for a wrong type, an unknown field or choice, or text that a database
        can't keep; the message names the place, such as "sections[2].level".
        """
        content = _decode(cls, data, "")
        _check_choices(content)
        return content

    def digest(self) -> str:
        """SHA-256, in 64 hex digits, of the canonical JSON: see `json_digest`."""
        return json_digest(self.to_dict())


def json_digest(data: dict) -> str:
    """SHA-256, in 64 hex digits, of canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _encode(value):
    if is_dataclass(value):
        return {item.name: _encode(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value


def _decode(kind, data, where):
    if is_dataclass(kind):
        return _decode_record(kind, data, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(data, list | tuple):
            raise _error(where, "a list", data)
        (item_kind, _) = typing.get_args(kind)
        return tuple(_decode(item_kind, item, f"{where}[{i}]") for i, item in enumerate(data))
    if isinstance(kind, types.UnionType):
        return None if data is None else _decode(typing.get_args(kind)[0], data, where)
    # bool is an int in Python, not here.
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise _error(where, {str: "text", int: "a whole number", bool: "true or false"}[kind], data)
    return _storable(data, where) if kind is str else data


def _decode_record(kind, data, where):
    if not isinstance(data, dict):
        raise _error(where, "an object", data)
    hints = typing.get_type_hints(kind)
    unknown = sorted(str(name) for name in data if name not in hints)
    if unknown:
        raise ContentError(f"{where or 'content'}: unknown field {', '.join(unknown)}")
    try:
        return kind(
            **{
                name: _decode(hints[name], value, f"{where}.{name}".lstrip("."))
                for name, value in data.items()
            }
        )
    except TypeError as error:
        raise ContentError(f"{where or 'content'}: {error}".replace("__init__() ", "")) from error


def _storable(text, where):
    if "\x00" in text:
        raise ContentError(f"{where}: the text holds a NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ContentError(f"{where}: the text holds half of a surrogate pair") from None
    return text


def _error(where, expected, data):
    return ContentError(f"{where or 'content'}: {expected} expected, got {str(data)[:60]!r}")


def _check_choices(content):
    if content.schema != SCHEMA:
        raise ContentError(f"schema: {SCHEMA} expected, got {content.schema}")
    _choice("audience", content.audience, AUDIENCES)
    for i, section in enumerate(content.sections):
        _choice(f"sections[{i}].level", section.level, (2, 3))
        _choice(f"sections[{i}].purpose", section.purpose, PURPOSES)
        _choice(f"sections[{i}].urgency", section.urgency, URGENCIES)
    for i, table in enumerate(content.survey_tables):
        _choice(f"survey_tables[{i}].kind", table.kind, SURVEY_KINDS)
        for j, column in enumerate(table.columns):
            _choice(f"survey_tables[{i}].columns[{j}].unit", column.unit, COLUMN_UNITS)


def _choice(where, value, choices):
    if value not in choices:
        expected = ", ".join(repr(choice) for choice in choices)
        raise ContentError(f"{where}: one of {expected} expected, got {value!r}")


CITATION = re.compile(r"\[(@[\w:.-]*\w(?:\s*;\s*@[\w:.-]*\w)*)\]")
SURVEY_PLACE = re.compile(r"\[survey:([\w-]+)\]")


def cited_keys(body: str) -> list[str]:
    """Keys of the sources that a body cites, in order, with repeats."""
    return [key.strip().lstrip("@") for group in CITATION.findall(body) for key in group.split(";")]


def placed_surveys(body: str) -> list[str]:
    """Keys of the survey tables that a body places, in order, with repeats."""
    return SURVEY_PLACE.findall(body)


def used_keys(
    sections: Iterable[SectionContent], tables: Mapping[str, SurveyTableContent]
) -> tuple[list[str], list[str]]:
    """Keys of the sources and of the survey tables that sections use, each once, in order of first use.

    A table of `tables` that is placed counts too: its own source and the citations in its cells.
    """
    source_keys, table_keys = [], []
    for section in sections:
        for token in re.finditer(f"{CITATION.pattern}|{SURVEY_PLACE.pattern}", section.body):
            if token[1]:
                source_keys += cited_keys(token[0])
                continue
            table_keys.append(token[2])
            table = tables.get(token[2])
            if table:
                source_keys += [table.source] if table.source else []
                source_keys += [key for row in table.rows for cell in row.values for key in cited_keys(cell)]
    return list(dict.fromkeys(source_keys)), list(dict.fromkeys(table_keys))
