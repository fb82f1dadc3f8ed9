"""ArticleContent, the one value that passes through every room. It knows nothing of Django.

Sign-offs and editions are bound to its digest for good. So a field that is added is declared with
`later(default)`, and none is ever renamed or taken away: one that is given up keeps its default.

Importers produce it, the working copy is made from it and gives it back, checks read it, rendering
draws it, a sign-off is bound to its digest, and an edition keeps it for good.

Bodies are HTML that `articles.text.cleaning` has cleaned. Three tokens may stand in them:
`[@key]` cites the source with that key (`[@first; @second]` cites several, as in Pandoc), and
`[survey:key]` and `[figure:key]`, alone in a paragraph, place the survey table or the figure with that key.
"""

from dataclasses import dataclass, field
from functools import cached_property

from .codec import ContentError, decode, decode_stored, encode, json_digest, later
from .codes import NoCode, as_code
from .figure import DIGEST, ENDINGS, FigureContent
from .kinds import KINDS
from .purposes import PURPOSES
from .tokens import cited_keys

SCHEMA = 1

URGENCIES = {"": "none", "non-urgent": "non-urgent", "urgent": "urgent", "emergency": "emergency"}
AUDIENCES = {"patients": "patients and families", "professionals": "health professionals"}
SURVEY_KINDS = {"survey": "survey", "table": "table"}
SAMPLING = {"": "not known", "probability": "drawn by chance", "opt-in": "people chose to take part"}
# An interval holds the limits between which the value in the column before it may lie: "48.1-89.1".
COLUMN_UNITS = {
    "percent": "percent",
    "months": "months",
    "count": "count",
    "number": "number",
    "interval": "interval",
    "text": "text",
}


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
    """An author or editor of a source: family and given name, or the literal name of a body."""

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
    editors: tuple[PersonName, ...] = later(())


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
    not known, `question_note` and `fielded_note` say so to readers. `sampling` is a key of SAMPLING.
    `headline` says the main finding in a plain sentence. `source` is the key of a source,
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
    sampling: str = later("")
    headline: str = later("")

    @property
    def is_sourced(self) -> bool:
        """Whether the table, or each of its rows, names the source record of its figures."""
        cited = [any(cited_keys(cell) for cell in row.values) for row in self.rows]
        return bool(self.source) or (bool(cited) and all(cited))

    @property
    def is_unverified(self) -> bool:
        """Whether readers are told not to rely on it."""
        return self.show_unverified or not self.is_sourced


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
    `change_note` tells readers what changed since the edition before.
    `kind` is what the page can be about, a key of KINDS.
    `codes` are those of the subject in medical vocabularies, as codes.py keeps them.
    `tags` and `aliases` (other names of the subject) are sorted and without repeats. `sources`,
    `survey_tables` and `figures` hold the records that the bodies cite or place, in order of first use.
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
    change_note: str = later("")
    figures: tuple[FigureContent, ...] = later(())
    codes: tuple[str, ...] = later(())
    kind: str = later("treatment")
    schema: int = field(default=SCHEMA)

    def to_dict(self) -> dict:
        """The content as JSON-ready dicts and lists. `from_dict` gives it back equal."""
        return encode(self)

    @classmethod
    def from_dict(cls, data: object) -> "ArticleContent":
        """The content that `to_dict` made. Absent fields take their defaults.

        For what comes in from outside. Raises ContentError for a wrong type, an unknown field or choice,
        or text that a database can't keep; the message names the place, such as "sections[2].level".
        """
        content = decode(cls, data)
        _check_choices(content)
        return content

    @classmethod
    def from_stored(cls, data: object) -> "ArticleContent":
        """The content of an edition, a sign-off or an invitation, whichever release wrote it.

        Fields and choices that this release doesn't know don't stop the reading.
        """
        return decode_stored(cls, data)

    def digest(self) -> str:
        """SHA-256, in 64 hex digits, of the canonical JSON: see `json_digest`. Worked out once."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return json_digest(self.to_dict())


def _code(place: str, text: str):
    try:
        kept = as_code(text)
    except NoCode as error:
        raise ContentError(f"{place}: {error}") from None
    if kept != text:
        raise ContentError(f"{place}: “{kept}” expected, got “{text}”")


def _check_choices(content):
    if content.schema != SCHEMA:
        raise ContentError(f"schema: {SCHEMA} expected, got {content.schema}")
    for i, code in enumerate(content.codes):
        _code(f"codes[{i}]", code)
    _choice("audience", content.audience, AUDIENCES)
    _choice("kind", content.kind, KINDS)
    for i, section in enumerate(content.sections):
        _choice(f"sections[{i}].level", section.level, (2, 3))
        _choice(f"sections[{i}].purpose", section.purpose, PURPOSES)
        _choice(f"sections[{i}].urgency", section.urgency, URGENCIES)
    for i, table in enumerate(content.survey_tables):
        _choice(f"survey_tables[{i}].kind", table.kind, SURVEY_KINDS)
        _choice(f"survey_tables[{i}].sampling", table.sampling, SAMPLING)
        for j, column in enumerate(table.columns):
            _choice(f"survey_tables[{i}].columns[{j}].unit", column.unit, COLUMN_UNITS)
    for i, figure in enumerate(content.figures):
        for j, file in enumerate(figure.files):
            _choice(f"figures[{i}].files[{j}].media_type", file.media_type, ENDINGS)
            if not DIGEST.fullmatch(file.digest):
                raise ContentError(f"figures[{i}].files[{j}].digest: 64 hex digits expected")


def _choice(where, value, choices):
    if value not in choices:
        expected = ", ".join(repr(choice) for choice in choices)
        raise ContentError(f"{where}: one of {expected} expected, got {value!r}")
