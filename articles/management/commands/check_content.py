import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.content_checks import ERROR, RULES, Facts, Finding, check_content, check_scraped
from articles.content_checks.catalogue import catalogue
from articles.importing.formats import read_texts, suffixes_named
from articles.importing.texts import BadRecord, ImportedText
from articles.management.named_file import why
from articles.models import Article, Waiver
from articles.working_copy.findings import ArticleFinding, house_facts
from articles.working_copy.kept_findings import checked_findings

BATCH = 200
CANNOT_WORK = 2


class Command(BaseCommand):
    help = (
        "Checks all working copies, one of them (--article), or the texts of a file (FILE), and reports the "
        "findings. Changes nothing. Ends with 1 if an error is open, with 2 if it can't run."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help=f"a {suffixes_named()} file; none of it is saved")
        parser.add_argument("--article", metavar="SLUG", help="check this working copy only")
        parser.add_argument("--json", action="store_true", help="write a JSON list of findings, nothing else")
        parser.add_argument(
            "--rules", action="store_true", help="write the page about all rules, docs/checks.md"
        )

    def handle(self, **options):
        if options["rules"]:
            self.stdout.write(catalogue(), ending="")
            return
        if options["file"] and options["article"]:
            raise CommandError("Name a file or an article, not both.", returncode=CANNOT_WORK)
        found = self.in_file(options["file"]) if options["file"] else self.in_articles(options["article"])
        errors = self.report_json(found) if options["json"] else self.report_text(found)
        if errors:
            raise CommandError(f"{errors} open error{'s' if errors > 1 else ''}.")

    def in_file(self, name: str) -> Iterator[tuple[str, list[ArticleFinding]]]:
        house = house_facts(with_titles=True)
        try:
            with Path(name).open("rb") as stream:
                for text in read_texts(name, stream):
                    if isinstance(text, BadRecord):
                        raise CommandError(str(text), returncode=CANNOT_WORK)
                    yield "" if text.scraped else text.content.slug, findings_in(text, house)
        except OSError as error:
            raise CommandError(f"{name}: {why(error)}", returncode=CANNOT_WORK) from error

    def in_articles(self, slug: str | None) -> Iterator[tuple[str, list[ArticleFinding]]]:
        articles = Article.objects.in_use().order_by("pk")
        if slug:
            articles = articles.filter(slug=slug)
            if not articles.exists():
                raise CommandError(f"There is no article “{slug}”.", returncode=CANNOT_WORK)
        house, total, done, last = house_facts(), articles.count(), 0, 0
        # By key, not by offset or cursor: batches stay equally fast, and memory stays flat on any database.
        while batch := list(articles.filter(pk__gt=last)[:BATCH]):
            for article, findings in zip(batch, checked_findings(batch, house), strict=True):
                yield article.slug, findings
            last, done = batch[-1].pk, done + len(batch)
            self.stderr.write(f"{done} of {total} articles checked")

    def report_json(self, found: Iterator[tuple[str, list[ArticleFinding]]]) -> int:
        errors, separator = 0, "["
        for slug, findings in found:
            for item in findings:
                self.stdout.write(separator + json.dumps(as_dict(slug, item), ensure_ascii=False), ending="")
                errors, separator = errors + item.is_open_error, ",\n"
        self.stdout.write("[]" if separator == "[" else "]")
        return errors

    def report_text(self, found: Iterator[tuple[str, list[ArticleFinding]]]) -> int:
        total = warnings = 0
        for slug, findings in found:
            errors = sum(item.is_open_error for item in findings)
            if findings and slug:
                self.stdout.write(f"{slug}: {errors} open errors of {len(findings)} findings")
            for item in findings:
                self.stdout.write(as_line(item))
            total, warnings = total + errors, warnings + len(findings) - errors
        self.stdout.write(f"{total} open errors, {warnings} warnings and waived errors")
        return total


def findings_in(text: ImportedText, house: Facts) -> list[ArticleFinding]:
    """The findings of a text that isn't saved; those of a scraped one have line numbers."""
    if text.scraped:
        found = check_scraped(text.scraped, text.content, house)
    else:
        found = check_content(text.content, house)
    return [ArticleFinding(finding) for finding in found]


def as_dict(slug: str, item: ArticleFinding) -> dict:
    finding = item.finding
    told = {"article": slug} if slug else {}
    return told | {
        "rule": finding.rule,
        "severity": finding.severity,
        "kind": finding.kind,
        "line": finding.line,
        "section": finding.section,
        "section_index": finding.section_index,
        "trigger": finding.trigger,
        "sentence": finding.sentence,
        "advice": finding.advice,
        "standards": [str(clause) for clause in RULES[finding.rule].clauses],
        "waived_until": item.waiver.until.isoformat() if item.waiver and item.waiver.until else None,
        "is_no_fault": bool(item.waiver and item.waiver.is_no_fault),
    }


def as_line(item: ArticleFinding) -> str:
    finding = item.finding
    severity = _waived(item.waiver) if item.waiver else finding.severity
    kind = f" ({finding.kind})" if finding.kind and finding.kind != finding.trigger else ""
    mark = "!" if finding.severity == ERROR and not item.waiver else " "
    return (
        f"{mark} {place_of(finding)}: {severity} {finding.rule}{kind}: “{finding.trigger}” {finding.advice}"
    )


def _waived(waiver: Waiver) -> str:
    return "not a fault" if waiver.is_no_fault else f"waived until {waiver.until}"


def place_of(finding: Finding) -> str:
    if finding.line:
        return f"line {finding.line}"
    if finding.section_index is None:
        return finding.section or "whole text"
    return finding.section or f"section {finding.section_index + 1}"
