"""Sentences labelled with the rules that they should set off, and how often the rules are right on them.

They were written for the purpose, in the manner of charities' pages, leaflets, press releases, scraped pages
and guidelines; none was copied, and none says anything that is known. Rules were tuned on one half, never on
the half that is held back, nor on the fresh ones, which were written after the tuning.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from articles.content import ArticleContent, SectionContent
from articles.content_checks import RULES, Facts
from articles.content_checks.page import page_of_content
from articles.importing.purposes import purpose_of

FILE = Path(__file__).parent / "samples" / "labelled-sentences.tsv"
HALVES = ("tuned", "held back", "fresh")
LABELLED = (
    "unnamed-source", "unsupported-statistic", "journal-uncited", "promotional", "unnamed-trials",
    "over-claim", "one-sided", "decimals", "percent-without-count", "relative-change", "bare-probability",
    "abbreviation-unexplained",
)  # fmt: skip
FACTS = Facts(date(2026, 11, 23))


@dataclass(frozen=True)
class LabelledSentence:
    """`text` is a sentence, or headings of a page: "# Benefits | # Risks"."""

    half: str
    rules: frozenset[str]
    text: str
    reason: str

    def found(self) -> frozenset[str]:
        """The labelled rules that it sets off."""
        page = page_of_content(_content(self.text))
        return frozenset(name for name in LABELLED if any(RULES[name].findings(page, FACTS)))


@dataclass(frozen=True)
class Score:
    """How often a rule was right, found something that is no fault, and missed a fault."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of its findings that are faults; 1 if it found nothing."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the faults that it found; 1 if there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_labelled() -> list[LabelledSentence]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        LabelledSentence(row["half"], frozenset(row["rules"].split()) - {"-"}, row["sentence"], row["reason"])
        for row in rows
    ]


def scores(sentences: Iterable[LabelledSentence]) -> Mapping[str, Score]:
    """By name of a rule, its score on these sentences."""
    right, wrong, missed = Counter(), Counter(), Counter()
    for sentence in sentences:
        found = sentence.found()
        right.update(found & sentence.rules)
        wrong.update(found - sentence.rules)
        missed.update(sentence.rules - found)
    return {name: Score(right[name], wrong[name], missed[name]) for name in LABELLED}


def _content(text: str) -> ArticleContent:
    if not text.startswith("# "):
        return ArticleContent("", "a", sections=(SectionContent("A", body=f"<p>{escape(text)}</p>"),))
    headings = [heading.removeprefix("# ") for heading in text.split(" | ")]
    sections = (
        SectionContent(each, purpose=purpose_of(each), body="<p>Some words.</p>") for each in headings
    )
    return ArticleContent("", "a", sections=tuple(sections))
