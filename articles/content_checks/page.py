"""The neutral value that every rule reads, made of a scraped text or of an ArticleContent."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from articles.content import ArticleContent, SectionContent, SurveyColumn, SurveyRow, SurveyTableContent

from .outline import Outline, read_outline
from .passage import Passage
from .phrases import words_in
from .sentences import is_cited, split_sentences

# Those of some forty long articles: most of a text stays as it is from one look at it to the next.
REMEMBERED_PASSAGES = 4000
TOKEN_ALONE = re.compile(r"\[(?:survey|figure):[\w-]+\]")


@dataclass(frozen=True)
class Spot:
    """A place in the text that isn't a passage. Lines count from 1, sections from 0."""

    section: str = ""
    section_index: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Mark:
    """Words that a rule is to report, and where they stand."""

    text: str
    place: Spot | Passage


@dataclass(frozen=True)
class Sentence:
    text: str
    passage: Passage
    is_cited: bool
    words: frozenset[str]


@dataclass(frozen=True)
class RelatedTitle:
    """`slug` is empty if the title leads to no article, None if nobody has looked for one yet."""

    title: str
    slug: str | None
    place: Spot


@dataclass(frozen=True)
class PlacedTable:
    table: SurveyTableContent
    place: Spot
    is_scraped: bool


@dataclass(frozen=True)
class NamedOrganization:
    """An organization as the text names it. `slug` is None in a scraped text, `url` "" in a content."""

    name: str
    abbreviation: str
    slug: str | None
    url: str
    place: Spot | None


@dataclass(frozen=True)
class PageSection:
    """A section with what its body is made of. `passages` are those of its body only."""

    section: SectionContent
    outline: Outline
    place: Spot

    @property
    def is_empty(self) -> bool:
        return not self.outline.blocks

    @cached_property
    def prose(self) -> list[str]:
        """Its paragraphs and items, without survey tokens that stand alone."""
        wanted = (block.text for block in self.outline.blocks if block.kind in {"paragraph", "item"})
        return [text for text in wanted if not TOKEN_ALONE.fullmatch(text)]


@dataclass(frozen=True)
class Page:
    """`present` names what a scraped text tells of itself: author, reviewer, date, review date."""

    content: ArticleContent
    passages: tuple[Passage, ...]
    sections: tuple[PageSection, ...]
    is_scraped: bool = False
    promotional: tuple[Mark, ...] = ()
    active_content: tuple[Mark, ...] = ()
    encoding_line: int | None = None
    lost_headings: tuple[Spot, ...] = ()
    related: tuple[RelatedTitle, ...] = ()
    tables: tuple[PlacedTable, ...] = ()
    organizations: tuple[NamedOrganization, ...] = ()
    present: frozenset[str] = frozenset()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(_sentences(self.passages))

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences of the text itself: no headings, no main message, no summary, no note of change."""
        return tuple(each for each in self.sentences if each.passage.kind in {"paragraph", "item", "table"})

    def with_purpose(self, purpose: str) -> list[PageSection]:
        """The sections for a purpose that hold something."""
        return [each for each in self.sections if each.section.purpose == purpose and not each.is_empty]


def _sentences(passages: tuple[Passage, ...]) -> Iterator[Sentence]:
    for passage in passages:
        for text, cited, words in _parted(passage.text, passage.kind in {"table", "heading"}):
            yield Sentence(text, passage, cited, words)


@lru_cache(maxsize=REMEMBERED_PASSAGES)
def _parted(passage: str, is_one: bool) -> tuple[tuple[str, bool, frozenset[str]], ...]:
    """The sentences of a passage, whether each is cited, and its words."""
    sentences = [passage] if is_one else split_sentences(passage)
    return tuple((text, is_cited(text), words_in(text)) for text in sentences)


def same_title(title: str) -> str:
    """A title without case, punctuation and kinds of dash: two titles are the same if these are."""
    return " ".join(re.sub(r"[\W_]+", " ", title.casefold()).split())


def page_of_content(content: ArticleContent) -> Page:
    """The page of a working copy, or of any content that nobody has saved."""
    sections = tuple(_sections(content))
    return Page(
        content=content,
        passages=tuple(_passages(content, sections)),
        sections=sections,
        active_content=tuple(_active_content(content)),
        related=tuple(RelatedTitle(link.title, link.slug, Spot()) for link in content.see_also),
        tables=tuple(_placed_tables(content, sections)),
        organizations=tuple(
            NamedOrganization(named.name, "", named.slug, "", None) for named in content.organizations
        ),
    )


def _sections(content: ArticleContent, lines: dict[int, int] | None = None) -> Iterator[PageSection]:
    for i, section in enumerate(content.sections):
        spot = Spot(section.heading, i, (lines or {}).get(i))
        yield PageSection(section, read_outline(section.body), spot)


def _passages(content: ArticleContent, sections: tuple[PageSection, ...]) -> Iterator[Passage]:
    for text, kind in [
        (content.title, "heading"),
        (content.main_message, "message"),
        (content.summary, "message"),
        (content.change_note, "message"),
    ]:
        if text.strip():
            yield Passage(" ".join(text.split()), kind)
    for each in sections:
        if each.section.heading:
            yield Passage(each.section.heading, "heading", each.place.section, each.place.section_index)
        for block in each.outline.blocks:
            if not TOKEN_ALONE.fullmatch(block.text):
                yield Passage(block.text, block.kind, each.place.section, each.place.section_index)


ACTIVE = re.compile(r"<\s*(?:script|iframe|object|embed)\b|<[^<>]{0,500}?\son\w+\s*=|\bjavascript\s*:", re.I)


def _active_content(content: ArticleContent) -> Iterator[Mark]:
    for i, section in enumerate(content.sections):
        found = ACTIVE.search(section.body)
        if found:
            yield Mark(found[0], Spot(section.heading, i))


def _placed_tables(content: ArticleContent, sections: tuple[PageSection, ...]) -> Iterator[PlacedTable]:
    for table in content.survey_tables:
        token = f"[survey:{table.key}]"
        spots = (each.place for each in sections if token in each.section.body)
        yield PlacedTable(table, next(spots, Spot()), is_scraped=False)


def page_of_scraped(scraped, content: ArticleContent) -> Page:
    """The page of a ScrapedArticle (articles.importing.scraped) and the content it is to become."""
    told = scraped.to_dict()
    lines = {i: section.line for i, section in enumerate(scraped.sections)}
    # Passages come in the order of their lines.
    passage_lines = [passage.line for passage in scraped.passages]

    def spot(line: int) -> Spot:
        before = bisect_right(passage_lines, line)
        near = scraped.passages[before - 1] if before else Passage("")
        return Spot(near.section, near.section_index, line)

    return Page(
        content=content,
        passages=tuple(scraped.passages),
        sections=tuple(_sections(content, lines)),
        is_scraped=True,
        promotional=tuple(Mark(trigger, Spot(line=line)) for line, trigger in scraped.promotional),
        active_content=tuple(Mark(trigger, Spot(line=line)) for line, trigger in scraped.active_content),
        encoding_line=scraped.encoding_line,
        lost_headings=tuple(spot(line) for line in scraped.missing_headings),
        related=tuple(
            RelatedTitle(title, None, Spot(section=section, line=line))
            for line, title, section in scraped.related_lines
        ),
        tables=tuple(
            PlacedTable(_scraped_table(told["surveys"][i]), spot(line), is_scraped=True)
            for line, i in scraped.survey_lines
        ),
        organizations=tuple(
            NamedOrganization(
                told["organizations"][i]["name"],
                told["organizations"][i]["abbreviation"] or "",
                None,
                told["organizations"][i]["url"] or "",
                spot(line),
            )
            for line, i in scraped.organization_lines
        ),
        present=frozenset(
            name for name in ("author", "reviewer", "published", "updated", "reviewed") if told[name]
        ),
    )


def _scraped_table(told: dict) -> SurveyTableContent:
    return SurveyTableContent(
        key="",
        title=told["title"],
        kind=told["kind"],
        columns=tuple(SurveyColumn(heading, "text") for heading in told["columns"][1:]),
        rows=tuple(SurveyRow(row["label"], tuple(row["values"])) for row in told["rows"]),
        question=told["question"] or "",
        sample_size=told["sample_size"],
        fielded=told["fielded"] or "",
        source_text=told["source"] or "",
    )
