"""Findings in groups: those of one rule are one thing to do, and what a page lacks is one outline to fill."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content_checks.finding import Finding
from articles.working_copy.findings import ArticleFinding

# What several findings of a rule say together, after their number.
TOGETHER = {
    "abbreviation-unexplained": gettext_lazy("abbreviations are not explained"),
    "bare-probability": gettext_lazy("chances are put as only statisticians put them"),
    "broken-sentence": gettext_lazy("sentences have lost a word"),
    "citation-unknown": gettext_lazy("citations have no source"),
    "decimals": gettext_lazy("results have decimals that readers don't need"),
    "get-help-ungraded": gettext_lazy("sections “when to get help” have no urgency"),
    "heading-needed": gettext_lazy("sections have no heading"),
    "heading-twice": gettext_lazy("headings stand twice"),
    "heading-vague": gettext_lazy("headings say nothing"),
    "journal-uncited": gettext_lazy("journals are named and not cited"),
    "link-missing": gettext_lazy("sentences send readers to a site without an address"),
    "link-vague": gettext_lazy("links don't say where they lead"),
    "missing-heading": gettext_lazy("headings were lost"),
    "over-claim": gettext_lazy("phrases claim too much"),
    "passive-voice": gettext_lazy("sections are mostly passive"),
    "percent-without-count": gettext_lazy("percentages are not given as numbers of people"),
    "promotional": gettext_lazy("lines advertise"),
    "reading-level": gettext_lazy("sections are hard to read"),
    "related-unresolved": gettext_lazy("“see also” titles lead nowhere"),
    "relative-change": gettext_lazy("changes are given without both numbers"),
    "section-empty": gettext_lazy("sections are empty"),
    "section-long": gettext_lazy("sections are long"),
    "source-incomplete": gettext_lazy("sources are incomplete"),
    "source-undated": gettext_lazy("sources have no date"),
    "term-undefined": gettext_lazy("words of the glossary have no definition yet"),
    "unnamed-source": gettext_lazy("sentences lean on studies that nobody can look up"),
    "unnamed-trials": gettext_lazy("sentences speak of trials and name none"),
    "unsupported-statistic": gettext_lazy("results have no source"),
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
        return Group(items, _("%(count)s things to write that the page lacks") % {"count": len(items)})
    advices = {item.finding.said for item in items}
    words = (
        f"{len(items)} {TOGETHER[rule]}"
        if rule in TOGETHER
        else (_("%(rule)s: %(count)s times") % {"rule": rule, "count": len(items)})
    )
    return Group(items, words, advices.pop() if len(advices) == 1 else "")
