"""What a scraped text holds, as plain values."""

from dataclasses import dataclass

from articles.content_checks.passage import Passage

SCHEMA = 1


@dataclass(frozen=True)
class ScrapedParagraph:
    text: str

    def to_dict(self) -> dict:
        return {"type": "paragraph", "text": self.text}


@dataclass(frozen=True)
class ScrapedItem:
    """`depth` counts from 0. `label` is what stands before the colon, None without one."""

    text: str
    label: str | None = None
    depth: int = 0
    numbered: bool = False

    def to_dict(self) -> dict:
        return {"depth": self.depth, "label": self.label, "text": self.text}


@dataclass(frozen=True)
class ScrapedList:
    items: tuple[ScrapedItem, ...]

    @property
    def ordered(self) -> bool:
        return self.items[0].numbered

    def to_dict(self) -> dict:
        return {
            "type": "list",
            "ordered": self.ordered,
            "items": [item.to_dict() for item in self.items],
        }


@dataclass(frozen=True)
class ScrapedTable:
    """The place of the survey table with that index in ScrapedArticle.surveys."""

    index: int

    def to_dict(self) -> dict:
        return {"type": "survey", "index": self.index}


ScrapedBlock = ScrapedParagraph | ScrapedList | ScrapedTable


@dataclass(frozen=True)
class ScrapedSection:
    """`level` is 2 or 3. A heading that the scraping lost is empty. `line` is the first of the section."""

    level: int
    heading: str
    blocks: tuple[ScrapedBlock, ...] = ()
    line: int = 0

    def to_dict(self) -> dict:
        blocks = [block.to_dict() for block in self.blocks]
        return {"level": self.level, "heading": self.heading, "blocks": blocks}


@dataclass(frozen=True)
class ScrapedRow:
    """`values` as printed; `numbers` has None where a value isn't a plain number."""

    label: str
    values: tuple[str, ...] = ()
    numbers: tuple[float | None, ...] = ()

    def to_dict(self) -> dict:
        return {"label": self.label, "values": list(self.values), "numbers": list(self.numbers)}


@dataclass(frozen=True)
class ScrapedSurvey:
    """A table of answers (kind "survey") or of results (kind "table"), with what the text says of it.

    `columns` begins with the heading of the labels, or holds one text where it could not be split.
    """

    kind: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[ScrapedRow, ...] = ()
    source: str | None = None
    sample_size: int | None = None
    fielded: str | None = None
    question: str | None = None
    note: str | None = None
    section: str = ""

    def to_dict(self) -> dict:
        return {
            "kind": self.kind,
            "title": self.title,
            "columns": list(self.columns),
            "rows": [row.to_dict() for row in self.rows],
            "source": self.source,
            "sample_size": self.sample_size,
            "fielded": self.fielded,
            "question": self.question,
            **({"note": self.note} if self.note else {}),
            "section": self.section,
        }


@dataclass(frozen=True)
class ScrapedOrganization:
    """A numbered entry of a directory; `position` is its number there."""

    position: int
    name: str
    abbreviation: str | None = None
    url: str | None = None
    description: str | None = None

    def to_dict(self) -> dict:
        return dict(vars(self))


@dataclass(frozen=True)
class DroppedLine:
    """A line that the article does not have, or not whole: promotional, decoration, script or markup.

    `text` is the line where the whole of it was dropped and can be shown, else "". It isn't part of the
    result as the format knows it.
    """

    line: int
    reason: str
    text: str = ""

    def to_dict(self) -> dict:
        return {"line": self.line, "reason": self.reason}


@dataclass(frozen=True)
class ScrapedArticle:
    """A scraped text, read. All line numbers count from 1, of the text as it came in.

    The fields down to `dropped` are the result that `to_dict` gives; the others are facts for the
    content checks: `promotional` and `active_content` hold (line, words), `missing_headings` lines,
    `related_lines` (line, title, heading of the section), `survey_lines` and `organization_lines`
    (line, index). `encoding_line` is the first line with a byte that is not UTF-8.
    """

    title: str
    category: str | None = None
    tags: tuple[str, ...] = ()
    author: str | None = None
    reviewer: str | None = None
    published: str | None = None
    updated: str | None = None
    reviewed: str | None = None
    sections: tuple[ScrapedSection, ...] = ()
    surveys: tuple[ScrapedSurvey, ...] = ()
    organizations: tuple[ScrapedOrganization, ...] = ()
    dropped: tuple[DroppedLine, ...] = ()
    passages: tuple[Passage, ...] = ()
    related_lines: tuple[tuple[int, str, str], ...] = ()
    promotional: tuple[tuple[int, str], ...] = ()
    active_content: tuple[tuple[int, str], ...] = ()
    encoding_line: int | None = None
    missing_headings: tuple[int, ...] = ()
    survey_lines: tuple[tuple[int, int], ...] = ()
    organization_lines: tuple[tuple[int, int], ...] = ()

    def heading_before(self, line: int) -> str:
        """The heading of the section that a line stands in; "" before the first one."""
        return next((each.heading for each in reversed(self.sections) if each.line <= line), "")

    def to_dict(self) -> dict:
        """The result as JSON-ready data: the same text always gives the same."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "category": self.category,
            "tags": list(self.tags),
            "author": self.author,
            "reviewer": self.reviewer,
            "published": self.published,
            "updated": self.updated,
            "reviewed": self.reviewed,
            "sections": [section.to_dict() for section in self.sections],
            "related": [{"title": title, "section": heading} for _, title, heading in self.related_lines],
            "surveys": [survey.to_dict() for survey in self.surveys],
            "organizations": [organization.to_dict() for organization in self.organizations],
            "dropped": [line.to_dict() for line in self.dropped],
        }
