"""A scraped article as ArticleContent. What readers must be able to trust is not made up here.

Its author's name, if it gives one, becomes a contributor without credentials. Reviewer and dates are
claims of a stranger: they aren't part of the content.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.text import slugify

from articles.content import (
    SURVEY_PLACE,
    ArticleContent,
    ContributorContent,
    OrganizationContent,
    SectionContent,
    SeeAlsoContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.text.numbers import marks_apart

from .bodies import list_html, paragraph_html, survey_html
from .purposes import purpose_of
from .scraped_article import (
    ScrapedArticle,
    ScrapedBlock,
    ScrapedList,
    ScrapedSection,
    ScrapedSurvey,
    ScrapedTable,
)

# What the models hold; a longer text is cut at a word. The import's own result keeps it whole.
MAX_TITLE = 300
MAX_NAME = 200
MAX_LABEL = 100
MAX_SOURCE_TEXT = 500
MAX_AUTHOR = 150
MAX_SAMPLE = 2_147_483_647
MAX_SLUG = 100
_AND = re.compile(r",?\s+(?:and|&)\s+|\s*;\s*", re.IGNORECASE)
_NO_PERSON = re.compile(r"\b(?:admin|administrator|editors?|editorial|staff|team|guest|contributor)\b", re.I)


def to_content(scraped: ScrapedArticle) -> ArticleContent:
    """The content of a scraped article, with the slug of its title; survey keys are `slug-1`, `slug-2`."""
    title = shortened(scraped.title, MAX_TITLE)
    slug = slug_of(scraped.title)
    keys = [f"{slug}-{number}" for number in range(1, len(scraped.surveys) + 1)]
    return ArticleContent(
        title=title,
        slug=slug,
        category=shortened(scraped.category or "", MAX_LABEL),
        tags=names(shortened(tag, MAX_LABEL) for tag in scraped.tags),
        authors=authors_of(scraped.author or ""),
        sections=tuple(_section(section, keys) for section in scraped.sections),
        survey_tables=tuple(
            survey_table(key, survey) for key, survey in zip(keys, scraped.surveys, strict=True)
        ),
        see_also=tuple(SeeAlsoContent(shortened(each, MAX_TITLE)) for _, each, _ in scraped.related_lines),
        organizations=_organizations(scraped),
    )


def slug_of(title: str) -> str:
    """The address of a title: its words, at most 100 characters."""
    # Normalising a flood of accents takes time that grows with its square.
    slug = slugify(title[:MAX_TITLE], allow_unicode=True)
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return slug.strip("-_") or "article"


def shortened(text: str, limit: int) -> str:
    """`text`, or its first words and "…" where it has more than `limit` characters."""
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags or other names, sorted, each once in any case."""
    each: dict[str, str] = {}
    for text in texts:
        each.setdefault(text.casefold(), text)
    return tuple(sorted(each.values()))


def authors_of(byline: str) -> tuple[ContributorContent, ...]:
    """The persons of a byline by name alone. What follows a comma (degrees, titles) is not taken over."""
    found: dict[str, ContributorContent] = {}
    for part in _AND.split(byline):
        name = shortened(part.partition(",")[0].strip(), MAX_AUTHOR)
        key = slugify(name, allow_unicode=True)[:MAX_SLUG].strip("-_")
        if key and not _NO_PERSON.search(name):
            found.setdefault(key, ContributorContent(key, name))
    return tuple(found.values())


def _section(section: ScrapedSection, keys: list[str]) -> SectionContent:
    return SectionContent(
        heading=shortened(section.heading, MAX_TITLE),
        level=section.level,
        purpose=purpose_of(section.heading),
        body="".join(_block_html(block, keys) for block in section.blocks),
    )


def _block_html(block: ScrapedBlock, keys: list[str]) -> str:
    match block:
        case ScrapedTable(index):
            return survey_html(keys[index])
        case ScrapedList():
            return list_html(block)
    return paragraph_html(block.text)


def survey_table(key: str, survey: ScrapedSurvey) -> SurveyTableContent:
    """Where the text named no columns, the columns are there without a heading."""
    wide = max((len(row.values) for row in survey.rows), default=0)
    headings = list(survey.columns)
    label_heading = headings.pop(0) if len(headings) > wide else ""
    headings = (headings + [""] * wide)[: max(wide, len(headings))]
    return SurveyTableContent(
        key=key,
        title=shortened(survey.title, MAX_TITLE),
        kind=survey.kind,
        label_heading=shortened(label_heading, MAX_NAME),
        columns=tuple(
            SurveyColumn(shortened(heading, MAX_NAME), _unit(survey, i)) for i, heading in enumerate(headings)
        ),
        rows=tuple(
            SurveyRow(shortened(row.label, MAX_TITLE), row.values + ("",) * (len(headings) - len(row.values)))
            for row in survey.rows
        ),
        question=survey.question or "",
        sample_size=survey.sample_size if (survey.sample_size or 0) <= MAX_SAMPLE else None,
        fielded=shortened(survey.fielded or "", MAX_LABEL),
        source_text=shortened(survey.source or "", MAX_SOURCE_TEXT),
        note=survey.note or "",
    )


def _unit(survey: ScrapedSurvey, column: int) -> str:
    """percent, count or number if all plain cells of a column are so, else text."""
    rows = [row for row in survey.rows if len(row.values) > column]
    numbers = {row.values[column]: number for row in rows if (number := row.numbers[column]) is not None}
    if not numbers:
        return "text"
    are_shares = [marks_apart(cell)[0].endswith("%") for cell in numbers]
    if all(are_shares):
        return "percent"
    if any(are_shares):
        return "text"
    return "count" if all(number == int(number) for number in numbers.values()) else "number"


def _organizations(scraped: ScrapedArticle) -> tuple[OrganizationContent, ...]:
    found: dict[str, OrganizationContent] = {}
    for organization in scraped.organizations:
        slug = organization_slug(organization.name)
        found.setdefault(slug, OrganizationContent(slug, shortened(organization.name, MAX_NAME)))
    return tuple(found.values())


def organization_slug(name: str) -> str:
    """The address of an organization by its name, at most 90 characters."""
    return slugify(name[:MAX_NAME], allow_unicode=True)[:90].strip("-_") or "organization"


def moved(content: ArticleContent, slug: str, taken_keys: set[str]) -> ArticleContent:
    """The content at another address; its survey tables take keys of that address that are free."""
    keys, number = {}, 0
    for table in content.survey_tables:
        number += 1
        while f"{slug}-{number}" in taken_keys:
            number += 1
        keys[table.key] = f"{slug}-{number}"
    tables = tuple(replace(table, key=keys[table.key]) for table in content.survey_tables)
    sections = content.sections
    if keys:
        sections = tuple(
            replace(each, body=SURVEY_PLACE.sub(lambda place: f"[survey:{keys[place[1]]}]", each.body))
            for each in sections
        )
    return replace(content, slug=slug, survey_tables=tables, sections=sections)
