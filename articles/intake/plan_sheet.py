"""What an import found as a spreadsheet, a row a page: to plan with what is to be done, and by whom."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import xlsxwriter
from django.utils.html import strip_tags

from articles.content import KIND_NAMES, ArticleContent
from articles.content.plain_text import count_words
from articles.content_checks import WARNING
from articles.intake.articles import Outcome
from articles.models import Article
from articles.working_copy.kept_findings import checked_findings

COLUMNS = (
    "file", "result", "title", "address here", "old addresses", "kind", "audience", "language",
    "last updated", "words", "sections", "sources", "pictures", "errors", "warnings",
    "findings", "left out", "to look at",
)  # fmt: skip
SUMMED = ("pages", "words", "errors", "warnings")
COUNT = re.compile(r" \(\d+\)")
WIDTHS = {"file": 40, "title": 40, "findings": 60, "left out": 60, "to look at": 60}
BATCH = 200
Row = Mapping[str, object]


def plan_rows(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    """A row with the COLUMNS for each outcome of an import, in order; what became no article has its reason
    in "to look at". To be asked while the articles are there: a dry run takes them back."""
    for start in range(0, len(outcomes), BATCH):
        batch = outcomes[start : start + BATCH]
        articles = list(Article.objects.filter(slug__in={each.slug for each in batch if each.slug}))
        found = dict(zip((each.slug for each in articles), checked_findings(articles), strict=True))
        yield from (_row(outcome, found.get(outcome.slug, ())) for outcome in batch)


def write_plan(rows: Iterable[Row], stream: BinaryIO):
    """Writes the rows as an XLSX file with a filter above each column, and a second sheet with how much there
    is of each kind of page and audience, and how many pages each finding is on."""
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("pages")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, WIDTHS.get(name, 14), wrapped)
        rows = list(rows)
        for place, row in enumerate(rows, 1):
            for column, name in enumerate(COLUMNS):
                sheet.write(place, column, row.get(name, ""))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
        totals = book.add_worksheet("totals")
        totals.set_column(0, 1, 30)
        for place, line in enumerate(_totals(rows)):
            totals.write_row(place, 0, line, None if place else bold)


def _totals(rows: Sequence[Row]) -> Iterator[Sequence[object]]:
    yield "kind", "audience", *SUMMED
    pages = [row for row in rows if row.get("kind")]
    groups = sorted({(row["kind"], row["audience"]) for row in pages}, key=str)
    for group in groups:
        own = [row for row in pages if (row["kind"], row["audience"]) == group]
        yield *group, len(own), *(sum(int(str(row[name])) for row in own) for name in SUMMED[1:])
    yield ()
    yield "finding", "", "pages"
    found = Counter(each for row in pages for each in COUNT.sub("", str(row["findings"])).split(", ") if each)
    yield from ((rule, "", count) for rule, count in found.most_common())


def _row(outcome: Outcome, findings: Iterable) -> Row:
    row: dict[str, object] = {"file": outcome.place, "result": outcome.result, "to look at": outcome.note}
    if outcome.incoming is None:
        return row
    errors = Counter(each.finding.rule for each in findings if each.must_be_fixed)
    warnings = Counter(each.finding.rule for each in findings if each.finding.severity == WARNING)
    kinds = [f"{rule} ({count})" for rule, count in [*errors.most_common(), *warnings.most_common()]]
    row |= {
        **_about(outcome.incoming.content),
        "address here": f"/articles/{outcome.slug}/",
        "errors": errors.total(),
        "warnings": warnings.total(),
        "findings": ", ".join(kinds),
    }
    if page := outcome.incoming.page:
        left_out = dict.fromkeys(f"{what}: {words}" if words else what for what, words in page.dropped)
        row["old addresses"] = "\n".join(page.old_addresses)
        row["last updated"] = page.byline.get("updated") or page.byline.get("published", "")
        row["left out"] = "\n".join(left_out)
        row["to look at"] = "\n".join(page.says)
    return row


def _about(content: ArticleContent) -> Row:
    bodies = " ".join(re.sub(r"<(?:/p|/li|br|/td|/th)>", " ", each.body) for each in content.sections)
    return {
        "title": content.title,
        "kind": str(KIND_NAMES[content.kind]),
        "audience": content.audience,
        "language": content.language,
        "words": count_words(strip_tags(bodies)),
        "sections": len(content.sections),
        "sources": len(content.sources),
        "pictures": len(content.figures),
    }
