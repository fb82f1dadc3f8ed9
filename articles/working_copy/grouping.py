"""Findings in groups: those of one rule are one thing to do, and what a page lacks is one outline to fill."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.content_checks.finding import Finding
from articles.working_copy.findings import ArticleFinding

# What several findings of a rule say together, after their number.
TOGETHER = {
    "abbreviation-unexplained": "abbreviations are not explained",
    "bare-probability": "chances are put as only statisticians put them",
    "broken-sentence": "sentences have lost a word",
    "citation-unknown": "citations have no source",
    "decimals": "results have decimals that readers don't need",
    "get-help-ungraded": "sections “when to get help” have no urgency",
    "heading-needed": "sections have no heading",
    "heading-twice": "headings stand twice",
    "heading-vague": "headings say nothing",
    "journal-uncited": "journals are named and not cited",
    "link-missing": "sentences send readers to a site without an address",
    "link-vague": "links don't say where they lead",
    "missing-heading": "headings were lost",
    "over-claim": "phrases claim too much",
    "passive-voice": "sections are mostly passive",
    "percent-without-count": "percentages are not given as numbers of people",
    "promotional": "lines advertise",
    "reading-level": "sections are hard to read",
    "related-unresolved": "“see also” titles lead nowhere",
    "relative-change": "changes are given without both numbers",
    "section-empty": "sections are empty",
    "section-long": "sections are long",
    "source-incomplete": "sources are incomplete",
    "source-undated": "sources have no date",
    "term-undefined": "words of the glossary have no definition yet",
    "unnamed-source": "sentences lean on studies that nobody can look up",
    "unnamed-trials": "sentences speak of trials and name none",
    "unsupported-statistic": "results have no source",
}


@dataclass(frozen=True)
class Group:
    """Findings that are one thing to do. `words` say it with their number; `advice` is what to do, "" where
    each has its own. A group of one says nothing more than its finding."""

    items: tuple[ArticleFinding, ...]
    words: str = ""
    advice: str = ""


def grouped(items: Iterable[ArticleFinding]) -> list[Group]:
    """Findings by what there is to do: what the page lacks, then rule by rule as they come in the text."""
    by_rule: dict[str, list[ArticleFinding]] = {}
    for item in items:
        by_rule.setdefault("" if is_lacking(item.finding) else item.finding.rule, []).append(item)
    return [_group(rule, tuple(by_rule[rule])) for rule in sorted(by_rule, key=bool)]


def is_lacking(finding: Finding) -> bool:
    """Whether the page as a whole lacks a part: nothing in the text to look at, something to write."""
    return finding.section_index is None and finding.rule.endswith("-missing")


def _group(rule: str, items: tuple[ArticleFinding, ...]) -> Group:
    if len(items) == 1:
        return Group(items)
    if not rule:
        return Group(items, f"{len(items)} things to write that the page lacks")
    advices = {item.finding.advice for item in items}
    words = f"{len(items)} {TOGETHER[rule]}" if rule in TOGETHER else f"{rule}: {len(items)} times"
    return Group(items, words, advices.pop() if len(advices) == 1 else "")
