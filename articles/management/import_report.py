"""What import_articles tells: what became of each text, and the articles as JSON."""

import json
from collections import Counter
from collections.abc import Callable

from articles.content import KIND_NAMES
from articles.content_checks import ERROR
from articles.intake.articles import CREATED, FAILED, KEPT, LEFT_OUT, UNCHANGED, UPDATED, Outcome


class JsonWriter:
    """Writes values as JSON while they come: one alone as itself, else (or with `as_list`) a list."""

    def __init__(self, write: Callable[[str], object], as_list: bool):
        self._write, self._as_list = write, as_list
        self._count = 0
        self._first: str | None = None

    def add(self, value: dict):
        text = json.dumps(value, ensure_ascii=False, indent=1)
        self._count += 1
        if self._count == 1 and not self._as_list:
            self._first = text
            return
        if self._first is not None:
            self._write(f"[\n{self._first}")
            self._first = None
            self._as_list = True
        self._write(f"[\n{text}" if self._count == 1 else f",\n{text}")

    def finish(self):
        if self._as_list:
            self._write("\n]\n" if self._count else "[]\n")
        elif self._first is not None:
            self._write(f"{self._first}\n")


class ImportReport:
    """Counts outcomes. `tell` writes what people asked for."""

    def __init__(self, tell: Callable[[str], object], with_findings: bool):
        self._tell, self._with_findings = tell, with_findings
        self.counts: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.problems: list[str] = []

    def add(self, outcome: Outcome):
        self.counts[outcome.result] += 1
        if outcome.result == FAILED:
            self.problems.append(f"{outcome.place}: {outcome.note}")
        elif outcome.incoming and outcome.incoming.scraped:
            self._tell_scraped(outcome)
        elif outcome.note:
            self._tell(f"{outcome.place}: {outcome.result}. {outcome.note}")
        if outcome.result in (CREATED, UPDATED) and outcome.incoming:
            self.kinds[outcome.incoming.content.kind] += 1

    def _tell_scraped(self, outcome: Outcome):
        scraped, findings = outcome.incoming.scraped, outcome.incoming.findings
        errors = sum(finding.severity == ERROR for finding in findings)
        self._tell(
            f"{outcome.place}: {outcome.result} {outcome.slug}: {len(scraped.sections)} sections, "
            f"{len(scraped.surveys)} survey tables, {len(scraped.organizations)} organizations, "
            f"{len(scraped.related_lines)} see-also titles, {len(scraped.dropped)} lines dropped, "
            f"{len(findings)} findings, {errors} of them errors. {outcome.note}".rstrip()
        )
        for finding in findings if self._with_findings else ():
            kind = f" ({finding.kind})" if finding.kind else ""
            line = f"line {finding.line}" if finding.line else "whole article"
            self._tell(f"  {line}: {finding.severity}: {finding.rule}{kind}: {finding.trigger}")

    def tell_kinds(self):
        """How many drafts came in as which kind of page, where not all are the usual one."""
        if set(self.kinds) - {"treatment"}:
            named = ", ".join(f"{count:,} {KIND_NAMES[kind]}" for kind, count in self.kinds.most_common())
            self._tell(f"Kinds of page, by their words: {named}. Check them.")

    def summary(self) -> str:
        """All counts in one sentence; `failed` counts texts and files that could not be imported."""
        named = [f"{self.counts[result]:,} {result}" for result in (CREATED, UPDATED, UNCHANGED)]
        named += [f"{self.counts[result]:,} {result}" for result in (KEPT, LEFT_OUT) if self.counts[result]]
        return ", ".join([*named, f"{len(self.problems):,} {FAILED}"])
