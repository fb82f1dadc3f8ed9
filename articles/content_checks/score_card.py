"""How far a text meets the items of a standard that a machine can judge. A score hides no failed rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from .asked import is_asked
from .finding import Finding
from .standards import CDC_INDEX, DISCERN, JAMA, Standard

# Standard, item, rules ("rule" or "rule:kind"). An item holds for pages that one of its rules is asked of.
ITEMS: tuple[tuple[Standard, str, tuple[str, ...]], ...] = (
    (JAMA, "Authorship", ("metadata-missing:author", "author-unqualified")),
    (
        JAMA,
        "Attribution",
        (
            "metadata-missing:references",
            "source-incomplete",
            "licence-missing",
            "unnamed-source",
            "journal-uncited",
            "unsupported-statistic",
            "citation-unknown",
        ),
    ),
    (JAMA, "Disclosure", ("funding-missing", "interests-missing", "metadata-missing:author")),
    (JAMA, "Currency", ("metadata-missing:date", "metadata-missing:review date")),
    (DISCERN, "Q1 aims", ("aim-missing",)),
    (DISCERN, "Q4 sources", ("metadata-missing:references", "unnamed-source", "benefits-uncited")),
    (DISCERN, "Q5 dates", ("metadata-missing:date", "metadata-missing:references", "source-undated")),
    (DISCERN, "Q6 balance", ("balance", "one-sided", "single-publisher", "over-claim")),
    (DISCERN, "Q7 more help", ("help-missing",)),
    (DISCERN, "Q8 uncertainty", ("uncertainty-missing",)),
    (DISCERN, "Q9 how it works", ("how-it-works-missing",)),
    (DISCERN, "Q10 benefits", ("benefits-missing",)),
    (DISCERN, "Q11 risks", ("risks-missing",)),
    (DISCERN, "Q12 no treatment", ("no-treatment-missing",)),
    (DISCERN, "Q13 quality of life", ("quality-of-life-missing",)),
    (DISCERN, "Q14 other options", ("other-options-missing", "other-options-unlinked")),
    (DISCERN, "Q15 shared decision", ("questions-missing",)),
    (CDC_INDEX, "1 main message", ("main-message-missing", "main-message-long")),
    # The page puts it first; the index gives no point for the place of a message that is not there.
    (CDC_INDEX, "2 message first", ("main-message-missing", "main-message-long")),
    (CDC_INDEX, "5 call to action", ("action-missing",)),
    (CDC_INDEX, "6 active voice", ("main-message-missing", "main-message-passive")),
    (CDC_INDEX, "8 lists", ("list-missing",)),
    (CDC_INDEX, "9 headings", ("heading-needed", "no-sections")),
    (CDC_INDEX, "10 summary first", ("summary-missing",)),
    (CDC_INDEX, "15 whole numbers", ("decimals",)),
    (CDC_INDEX, "17 numbers in people", ("percent-without-count",)),
    (CDC_INDEX, "18-19 risks and benefits", ("one-sided", "risks-missing", "benefits-missing")),
    (CDC_INDEX, "20 chances in words", ("bare-probability",)),
)


@dataclass(frozen=True)
class ScoredItem:
    """`failed` are the findings against it; waived ones count, for a waiver makes nothing true."""

    name: str
    failed: tuple[Finding, ...]

    @property
    def is_met(self) -> bool:
        return not self.failed


@dataclass(frozen=True)
class Score:
    """The items of one standard that a machine can judge and that apply to the text."""

    standard: Standard
    items: tuple[ScoredItem, ...]

    @property
    def met(self) -> int:
        return sum(item.is_met for item in self.items)

    @property
    def percent(self) -> int:
        """Items met in 100. The CDC Clear Communication Index asks for 90."""
        return round(100 * self.met / len(self.items))


@dataclass(frozen=True)
class ScoreCard:
    """A score a standard, and the names of all failed rules, whether an item counts them or not."""

    scores: tuple[Score, ...]
    failed_rules: tuple[str, ...]


def score_card(findings: Iterable[Finding], kind: str = "treatment", audience: str = "patients") -> ScoreCard:
    """The score card of a text of this kind that the checks gave these findings for, waived ones included."""
    found = list(findings)
    scores = tuple(
        Score(standard, _items(standard, found, kind, audience)) for standard in (JAMA, DISCERN, CDC_INDEX)
    )
    return ScoreCard(scores, tuple(dict.fromkeys(finding.rule for finding in found)))


def _items(standard: Standard, found: list[Finding], kind: str, audience: str) -> tuple[ScoredItem, ...]:
    return tuple(
        ScoredItem(
            name, tuple(each for each in found if {each.rule, f"{each.rule}:{each.kind}"} & set(rules))
        )
        for of_standard, name, rules in ITEMS
        if of_standard is standard and any(is_asked(rule, kind, audience) for rule in rules)
    )
