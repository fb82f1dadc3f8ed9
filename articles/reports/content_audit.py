"""The content audit: a row for each article, with what an editor-in-chief asks of it, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

import xlsxwriter
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from articles.content import ArticleContent
from articles.content_checks.score_card import score_card
from articles.models import Article, Edition, ReaderReport, Status
from articles.rendering.glossary import load_terms
from articles.rendering.survey_csv import harmless
from articles.reports.link_checks import LINK
from articles.reports.measures import discounted_words, measure
from articles.working_copy.contents import read_contents
from articles.working_copy.findings import house_facts
from articles.working_copy.kept_findings import kept_findings

COLUMNS = (
    "title", "address", "owner", "status", "edition", "published on", "next review on", "errors", "warnings",
    "failing rules", "sources", "oldest source", "newest source", "links", "words", "reading grade",
    "JAMA", "DISCERN", "CDC index", "open reports",
)  # fmt: skip
BATCH = 200
Row = Mapping[str, object]


def audit_rows(articles: QuerySet[Article]) -> Iterator[Row]:
    """A row with the COLUMNS for each of the articles, in their order. Dates are ISO 8601, "" if there is
    none; scores count met items, the CDC index is percent. Some 30 queries for every 200 articles."""
    terms = load_terms()
    discounted = discounted_words(terms)
    house = house_facts()
    keys = list(articles.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        found = _audited().in_bulk(keys[start : start + BATCH])
        batch = [found[pk] for pk in keys[start : start + BATCH] if pk in found]
        told = zip(batch, read_contents(batch), kept_findings(batch, house), strict=True)
        for article, content, findings in told:
            yield {
                **_about(article),
                **_findings(findings, article.kind, article.audience),
                **_sources(content),
                **_text(measure(content, terms, discounted)),
            }


def _audited() -> QuerySet[Article]:
    live = Edition.objects.live().filter(article=OuterRef("pk"))
    is_open = Q(reader_reports__state=ReaderReport.State.OPEN)
    return (
        Article.objects.with_status()
        .select_related("owner")
        .annotate(
            edition=Subquery(live.values("number")[:1]),
            published_at=Subquery(live.values("published_at")[:1]),
            next_review_on=Subquery(live.values("next_review_on")[:1]),
            open_reports=Count("reader_reports", filter=is_open),
        )
        .order_by(F("title"))
    )


def _about(article: Article) -> Row:
    return {
        "title": article.title,
        "address": f"/articles/{article.slug}/",
        "owner": article.owner.get_username() if article.owner else "",
        "status": str(Status(article.status).label),
        "edition": article.edition or "",
        "published on": article.published_at.date().isoformat() if article.published_at else "",
        "next review on": article.next_review_on.isoformat() if article.next_review_on else "",
        "open reports": article.open_reports,
    }


def _findings(findings: list, kind: str, audience: str) -> Row:
    errors = [item.finding for item in findings if item.is_open_error]
    warnings = [item.finding for item in findings if item.finding.severity != "error" and not item.waiver]
    card = score_card((item.finding for item in findings), kind, audience)
    scores = {score.standard.key: score for score in card.scores}
    return {
        "errors": len(errors),
        "warnings": len(warnings),
        "failing rules": " ".join(sorted({finding.rule for finding in [*errors, *warnings]})),
        "JAMA": scores["jama"].met,
        "DISCERN": scores["discern"].met,
        "CDC index": scores["cdc-index"].percent,
    }


def _sources(content: ArticleContent) -> Row:
    years = sorted(source.issued[:4] for source in content.sources if source.issued)
    links = {link[1] for section in content.sections for link in LINK.finditer(section.body)}
    return {
        "sources": len(content.sources),
        "oldest source": years[0] if years else "",
        "newest source": years[-1] if years else "",
        "links": len(links),
    }


def _text(measures) -> Row:
    grade = "" if measures.grade is None else round(measures.grade, 1)
    return {"words": measures.words, "reading grade": grade}


def as_csv(rows: Iterable[Row]) -> str:
    """RFC 4180 with a header. A cell that a spreadsheet would run as a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(str(row[name])) for name in COLUMNS] for row in rows)
    return stream.getvalue()


def as_xlsx(rows: Iterable[Row]) -> bytes:
    """A workbook with one sheet. Texts are written as texts, never as formulas or links."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Content audit")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 1, 40)
        for place, name in enumerate(COLUMNS):
            sheet.write_string(0, place, name, book.add_format({"bold": True}))
        number = 0
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(COLUMNS):
                value = row[name]
                write = sheet.write_number if isinstance(value, int | float) else sheet.write_string
                write(number, place, value)
        sheet.autofilter(0, 0, number, len(COLUMNS) - 1)
    return stream.getvalue()
