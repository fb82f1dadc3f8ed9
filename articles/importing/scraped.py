"""Scraped plain text to an article: which block is what, and where it belongs.

The format is a web page reduced to text: a title, perhaps a byline, headings without any mark, paragraphs of
one line, lists, "See also" lines, survey tables, and a numbered directory of organizations. Links,
heading levels and some headings are lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from articles.content.plain_text import count_words
from articles.content_checks.passage import Passage

from .blocks import Block, KeptBlocks, keep_blocks
from .directory import WORDS as DIRECTORY_WORDS
from .directory import organization_named, with_description
from .kinds import UNKNOWN, check_kind, guessed_kind
from .line_kinds import (
    Labels,
    byline,
    category_or_tags,
    has_heading_shape,
    numbered_entry,
    related_title,
)
from .lines import CategoryLine, ListLines, ParagraphLine, RelatedLine, text_pieces
from .scraped_article import (
    DroppedLine,
    ScrapedArticle,
    ScrapedBlock,
    ScrapedOrganization,
    ScrapedParagraph,
    ScrapedSection,
    ScrapedSurvey,
    ScrapedTable,
)
from .scraped_content import to_content
from .scraped_lines import MAX_BYTES, Line, ReadText, ScrapedTextError, read_lines
from .survey_tables import Metadata, metadata, read_table, table_start
from .texts import BadRecord, ImportedText, PageReport, title_identity

__all__ = [
    "ScrapedArticle",
    "ScrapedTextError",
    "parse_scraped",
    "read_scraped",
    "scraped_text",
    "to_content",
]

LOST_HEADING_GAP = 2
MIN_WORDS_OF_LEVEL_2 = 6
# Reasons why the whole line goes.
WHOLE_LINES = {"promotional", "decoration"}


def read_scraped(place: str, stream: BinaryIO) -> Iterator[ImportedText | BadRecord]:
    """The text in an open file; its title tells whether it came before."""
    try:
        yield scraped_text(place, parse_scraped(stream.read(MAX_BYTES + 1)))
    except ScrapedTextError as error:
        yield BadRecord(place, str(error))


def scraped_text(place: str, article: ScrapedArticle) -> ImportedText:
    content = to_content(article)
    kind = guessed_kind(content)
    says = tuple(check_kind(kind))
    return ImportedText(
        place,
        title_identity(article.title),
        replace(content, kind=kind or UNKNOWN),
        scraped=article,
        page=PageReport(says=says) if says else None,
    )


def parse_scraped(data: bytes) -> ScrapedArticle:
    """The article in a scraped text. The same bytes always give an equal result.

    Raises ScrapedTextError for a file over 5 MB or 100,000 lines, an empty one, and one that holds
    nothing but dropped lines.
    """
    read = read_lines(data)
    kept = keep_blocks(read)
    if not kept.blocks:
        has_text = any(line.raw for line in read.lines) or read.dropped
        reason = "contains nothing but lines that an import drops" if has_text else "is empty"
        raise ScrapedTextError(f"The file {reason}; no article was made.")
    return _with_facts(_Parser(kept.blocks).article(), read, kept)


def _with_facts(article: ScrapedArticle, read: ReadText, kept: KeptBlocks) -> ScrapedArticle:
    dropped = sorted([*read.dropped, *kept.dropped], key=lambda found: found[0])
    return replace(
        article,
        dropped=tuple(
            DroppedLine(line, reason, read.lines[line - 1].text if reason in WHOLE_LINES else "")
            for line, reason in dict.fromkeys(dropped)
        ),
        promotional=kept.promotional,
        active_content=read.active_content,
        encoding_line=read.encoding_line,
    )


@dataclass
class _OpenSection:
    level: int
    heading: str
    line: int
    blocks: list[ScrapedBlock] = field(default_factory=list)

    def closed(self) -> ScrapedSection:
        return ScrapedSection(self.level, self.heading, tuple(self.blocks), self.line)


@dataclass
class _OpenEntry:
    """An organization that waits for its description."""

    index: int
    is_last: bool
    lines: list[str] = field(default_factory=list)


class _Parser:
    """Walks over the blocks once. What it has found so far is in its fields."""

    def __init__(self, blocks: Sequence[Block]):
        self.blocks = blocks
        self.position = 0
        self.sections: list[_OpenSection] = []
        self.has_level_2_heading = False
        self.directory_heading = False
        self.in_directory = False
        self.after_heading = False
        self.entry: _OpenEntry | None = None
        self.bylines: dict[str, str] = {}
        self.labels: list[Labels] = []
        self.surveys: list[ScrapedSurvey] = []
        self.organizations: list[ScrapedOrganization] = []
        self.passages: list[Passage] = []
        self.related: list[tuple[int, str, str]] = []
        self.missing_headings: list[int] = []
        self.survey_lines: list[tuple[int, int]] = []
        self.organization_lines: list[tuple[int, int]] = []

    def article(self) -> ScrapedArticle:
        for block in self._without_title_and_bylines():
            self._take(block)
        self._close_entry()
        category, tags = self._category_and_tags()
        return ScrapedArticle(
            title=self.blocks[0].first.text,
            category=category,
            tags=tags,
            author=self.bylines.get("author"),
            reviewer=self.bylines.get("reviewer"),
            published=self.bylines.get("published"),
            updated=self.bylines.get("updated"),
            reviewed=self.bylines.get("reviewed"),
            sections=tuple(section.closed() for section in self.sections),
            surveys=tuple(self.surveys),
            organizations=tuple(self.organizations),
            passages=tuple(self.passages),
            related_lines=tuple(self.related),
            missing_headings=tuple(self.missing_headings),
            survey_lines=tuple(self.survey_lines),
            organization_lines=tuple(self.organization_lines),
        )

    def _without_title_and_bylines(self) -> Iterator[Block]:
        """The blocks after the title; bylines stand only before the first line of any other kind."""
        may_be_byline = True
        while self.position < len(self.blocks):
            block = self.blocks[self.position]
            taken = 1 if self.position == 0 else 0
            while may_be_byline and taken < len(block.lines):
                told = byline(block.lines[taken].text)
                may_be_byline = told is not None and not told.keys() & self.bylines.keys()
                if told and may_be_byline:
                    self.bylines |= told
                    taken += 1
            self.position += 1
            if taken < len(block.lines):
                may_be_byline = False
                yield block.rest(taken) if taken else block

    def _category_and_tags(self) -> tuple[str | None, tuple[str, ...]]:
        category: str | None = None
        tags: dict[str, str] = {}
        for labels in self.labels:
            names = labels.names
            if category is None and not labels.are_tags:
                category, names = names[0], names[1:]
            for name in names:
                tags.setdefault(name.casefold(), name)
        return category, tuple(tags.values())

    @property
    def _heading(self) -> str:
        return self.sections[-1].heading if self.sections else ""

    def _take(self, block: Block):
        was_after_heading, self.after_heading = self.after_heading, False
        text = block.only_text
        entry = numbered_entry(text) if text else None
        labels = category_or_tags(text) if text else None
        if start := table_start(block.lines):
            self._take_table(start, block)
        elif labels:
            self.labels.append(labels)
        elif entry and self.directory_heading:
            self._take_organization(block.first, *entry)
        elif entry:
            self._open_section(3, entry[1], block.first.number)
        elif text and self._is_heading(text):
            level = 2 if count_words(text) >= MIN_WORDS_OF_LEVEL_2 else 3
            self._open_section(level, text, block.first.number)
        else:
            self._take_text(block, was_after_heading)

    def _is_heading(self, text: str) -> bool:
        awaits_description = self.entry is not None and not self.entry.lines
        has_next = self.position < len(self.blocks)
        return has_next and not awaits_description and has_heading_shape(text)

    def _open_section(self, level: int, heading: str, line: int):
        self._close_entry()
        if not self.has_level_2_heading and heading:
            level = 2
        self.sections.append(_OpenSection(level, heading, line))
        self.after_heading = bool(heading)
        if heading and level == 2:
            self.has_level_2_heading = True
            self.directory_heading = DIRECTORY_WORDS.search(heading) is not None
            self.in_directory = self.directory_heading and self._entries_follow(MIN_WORDS_OF_LEVEL_2)

    def _open_section_for(self, line: int) -> _OpenSection:
        """The section that text on this line belongs to; before the first heading one without."""
        if not self.sections:
            self._open_section(2, "", line)
        return self.sections[-1]

    def _entries_follow(self, heading_words: int) -> bool:
        """Whether a numbered entry comes before the next heading of at least that many words."""
        for i in range(self.position, len(self.blocks)):
            text = self.blocks[i].only_text
            if text and numbered_entry(text):
                return True
            if text and has_heading_shape(text) and count_words(text) >= heading_words:
                return False
        return False

    def _take_organization(self, line: Line, number: int, text: str):
        self._close_entry()
        self._open_section_for(line.number)
        self.in_directory = True
        self.organization_lines.append((line.number, len(self.organizations)))
        self.organizations.append(organization_named(number, text))
        self.entry = _OpenEntry(len(self.organizations) - 1, not self._another_entry_follows())

    def _another_entry_follows(self) -> bool:
        """Whether the next numbered entry comes before a heading. The first text isn't a heading."""
        is_described = False
        for i in range(self.position, len(self.blocks)):
            text = self.blocks[i].only_text
            if text and numbered_entry(text):
                return True
            if is_described and text and has_heading_shape(text):
                return False
            is_described = is_described or _first_own_line(self.blocks[i]) is not None
        return False

    def _close_entry(self):
        if self.entry is not None:
            index = self.entry.index
            self.organizations[index] = with_description(self.organizations[index], self.entry.lines)
            self.entry = None

    def _take_table(self, start: tuple[str, str], block: Block):
        section = self._open_section_for(block.first.number)
        below: list[Metadata] = []
        if self.position < len(self.blocks):
            told = [metadata(line.text) for line in self.blocks[self.position].lines]
            below = [each for each in told if each] if all(told) else []
        self.position += 1 if below else 0
        section.blocks.append(ScrapedTable(len(self.surveys)))
        self.survey_lines.append((block.first.number, len(self.surveys)))
        self.surveys.append(replace(read_table(start, block.lines, below), section=section.heading))

    def _take_text(self, block: Block, after_heading: bool):
        if self._lost_its_heading(block, after_heading):
            self._open_section(3, "", block.first.number)
            self.missing_headings.append(block.first.number)
        described = 0
        if self.entry is not None:
            described = self._describe(self.entry, block)
        if described < len(block.lines):
            self._take_lines(block.lines[described:])

    def _lost_its_heading(self, block: Block, after_heading: bool) -> bool:
        if block.gap < LOST_HEADING_GAP or after_heading or self.in_directory or not self.sections:
            return False
        return _first_own_line(block) is not None

    def _describe(self, entry: _OpenEntry, block: Block) -> int:
        """Gives the entry what of the block is its description; returns how many lines that took."""
        start = _first_own_line(block)
        if start is None:
            return 0
        self._take_lines(block.lines[:start])
        lines = block.lines[start : start + 1] if entry.is_last else block.lines[start:]
        for line in lines:
            if related_title(line.text) or category_or_tags(line.text):
                self._take_lines([line])
            else:
                entry.lines.append(line.text)
                self._note(line.text, "description", line.number)
        if entry.is_last:
            self._close_entry()
        return start + len(lines)

    def _take_lines(self, lines: Sequence[Line]):
        for piece in text_pieces(lines):
            match piece:
                case RelatedLine(line, title):
                    self.related.append((line, title, self._heading))
                case CategoryLine(_, labels):
                    self.labels.append(labels)
                case ParagraphLine(line, text):
                    self._open_section_for(line).blocks.append(ScrapedParagraph(text))
                    self._note(text, "paragraph", line)
                case ListLines(scraped, starts, texts):
                    self._open_section_for(starts[0]).blocks.append(scraped)
                    for line, text in zip(starts, texts, strict=True):
                        self._note(text, "item", line)

    def _note(self, text: str, kind: str, line: int):
        self.passages.append(Passage(text, kind, self._heading, len(self.sections) - 1, line))


def _first_own_line(block: Block) -> int | None:
    """Index of the first line that is text: no related line, no category or tags line."""
    for i, line in enumerate(block.lines):
        if not related_title(line.text) and not category_or_tags(line.text):
            return i
    return None
