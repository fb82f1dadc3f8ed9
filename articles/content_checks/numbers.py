"""Rules on numbers that readers can take in."""

import re
from collections.abc import Iterator

from .evidence import PERCENTAGE
from .facts import Facts
from .finding import WARNING
from .page import Page
from .registry import Hit, rule
from .sentences import without_marks
from .standards import CDC_INDEX, GATE, PEMAT, Clause

DECIMAL = re.compile(r"(?<![\w.,])\d+[.,]\d{1,2}(?![\d.,]*\d)(?=\s?(?:%|per ?cent|[a-z]|[.,;:)]|$))", re.I)
WORDED = "one|two|three|four|five|six|seven|eight|nine|ten|half|none|all"
COUNT = rf"(?:\d[\d,]{{0,20}}|{WORDED})"
NATURAL_FREQUENCY = re.compile(
    rf"\b{COUNT} (?:\w{{1,40}} ){{0,3}}?(?:in|of|out of)(?: every| the| these)? {COUNT}\b", re.I
)
BARE_CHANCE = re.compile(
    r"\b(?:hazard|odds|risk|rate) ratio\b|\brelative risk\b"
    r"|\b(?:HR|RR|OR)\s{0,3}(?:=|of|was|:)?\s{0,3}0?\.\d+"
    r"|\bp\s{0,3}[=<>]\s{0,3}0?\.\d+|\bprobability of 0?\.\d+|\b(?:risk|chance) of 0?\.\d+",
    re.I,
)
CHANGE = re.compile(
    r"\b(?:reduc|lower|cut|decreas|drop|fell|fall|increas|rais|improv)\w*\b[^.;]{0,60}?"
    r"\bby (?:about |around )?(?:\d+(?:[.,]\d+)?\s?(?:%|per ?cent)|half|a third|a quarter)"
    r"|\b\w+-?fold\b(?<!manifold)(?<!scaffold)(?<!blindfold)|\b(?:\d+|twice|two|three|four|five|ten) times "
    r"(?:as|more|less|higher|lower|greater)\b",
    re.I,
)


@rule(
    "decimals", WARNING, GATE, Clause(CDC_INDEX, "15"), Clause(PEMAT, "6"), patients_only=True, is_local=True,
    tests="A number with decimals, such as 12.2 months or 66.7%; once per sentence.",
    advice="Use whole numbers.",
)  # fmt: skip
def decimals(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = DECIMAL.search(without_marks(sentence.text)) if sentence.passage.kind != "table" else None
        if found:
            yield Hit(found[0], sentence.passage, sentence=sentence.text)


@rule(
    "percent-without-count", WARNING, GATE, Clause(CDC_INDEX, "17"), patients_only=True, is_local=True,
    tests="A paragraph or list item contains a percentage but no “n in N” or “n of N” (as in “34 in 100 "
    "people”); once per paragraph.",
    advice="Say it in people: 34 in 100 people (34%).",
)  # fmt: skip
def percent_without_count(page: Page, facts: Facts) -> Iterator[Hit]:
    for passage in page.passages:
        found = PERCENTAGE.search(passage.text)
        if found and passage.kind not in {"table", "heading"} and not NATURAL_FREQUENCY.search(passage.text):
            yield Hit(found[0], passage, sentence=passage.text)


@rule(
    "bare-probability", WARNING, GATE, Clause(CDC_INDEX, "20"), patients_only=True, is_local=True,
    tests="A chance that only statisticians can read: hazard ratio, odds ratio, relative risk, “p < 0.05”.",
    advice="Say in words and in people what the figure means.",
)  # fmt: skip
def bare_probability(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = BARE_CHANCE.search(sentence.text)
        if found:
            yield Hit(found[0], sentence.passage, sentence=sentence.text)


@rule(
    "relative-change", WARNING, GATE, Clause(PEMAT, "7"), patients_only=True, is_local=True,
    tests="A change that the reader must work out (“reduced by 30%”, “twofold”, “three times as high”) in "
    "a paragraph without “n in N”; once per sentence.",
    advice="Give both numbers: from how many people to how many.",
)  # fmt: skip
def relative_change(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = CHANGE.search(sentence.text)
        if found and not NATURAL_FREQUENCY.search(sentence.passage.text):
            yield Hit(found[0], sentence.passage, sentence=sentence.text)
