"""Rules on numbers that readers can take in."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from .facts import Facts
from .finding import WARNING
from .page import Page
from .registry import Hit, rule
from .sentences import without_marks
from .shares import NUMBERS, percentages
from .standards import CDC_INDEX, GATE, PEMAT, Clause

DECIMAL = re.compile(r"(?<![\w.,])\d+[.,]\d{1,2}(?![\d.,]*\d)(?=\s?(?:%|per ?cent|[a-z]|[.,;:)]|$))", re.I)
# What is measured so, down to the tenth: doses, sizes, temperatures, money, times, values of blood.
MEASURED = re.compile(
    r"[\s-]?(?:m?c?g|kg|mcg|[mcd]?l|mls|[mck]?m|lb|oz|GB?y|cGy|m?Sv|MBq|[mnp]mol|ng|IU|°|degrees?|[CF]\b"
    r"|x\s?10|×"
    r"|(?:micro|milli|centi|kilo)?(?:grams?|grammes|lit(?:re|er)s?|met(?:re|er)s?)|inch(?:es)?|feet|pints?"
    r"|ounces"
    r"|pounds|euros?|dollars?|pence|cents|stone|units?|kcal|calories|[ap]\.?m\b|o[’']clock|in the "
    r"(?:morning|afternoon|evening)"
    r"|SD\b)(?![a-z])",
    re.I,
)
COUNTED_SO = re.compile(
    r"(?:[£$€]\s?|\b(?:sections?|versions?|chapters?|figures?|tables?|steps?|parts?|pages?|paragraphs?|ring"
    r"|phone"
    r"|(?:pH|PSA|INR|BMI|ha?emoglobin|creatinine|potassium|calcium|TSH)(?: \w+){0,3}) )$"
    r"|\b(?:at|from|until|till|by|before|after) $",
    re.I,
)
PERCENT = re.compile(r"\s?(?:%|per ?cent)", re.I)
TIME_WORDS = ("at ", "from ", "until ", "till ", "by ", "before ", "after ")
TIME = re.compile(r"(?:[01]?\d|2[0-3])\.(?:00|05|10|15|20|25|30|35|40|45|50|55)$")
COUNT = rf"(?:\d[\d,]{{0,20}}|{NUMBERS}|half|none|all)"
NATURAL_FREQUENCY = re.compile(
    rf"\b{COUNT} (?:\w{{1,40}} ){{0,3}}?(?:in|of|out of)(?: every| the| these)? {COUNT}\b", re.I
)
BARE_CHANCE = re.compile(
    r"\b(?:hazard|odds|risk|rate) ratios?\b|\brelative risks?\b|\babsolute risk (?:reduction|increase)\b"
    r"|\bstatistical(?:ly)? significan(?:t|ce)\b|\bnumbers? needed to (?:treat|harm|screen)\b|\bNN[TH]\b"
    r"|\bconfidence intervals?\b|\b\d\d%? CI\b|\bp[ -]?values?\b"
    r"|\b(?:HR|RR|OR)\s{0,3}(?:=|of|was|:)?\s{0,3}0?\.\d+"
    r"|\bp\s{0,3}[=<>]\s{0,3}0?\.\d+|\bprobability of 0?\.\d+|\b(?:risk|chance) of 0?\.\d+",
    re.I,
)
TIMES = r"\d+(?:[.,]\d+)?|twice|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|(?:a )?hundred"
r"|several|many"
MATTERS = (
    r"risks?|chances?|odds|likelihood|rates?|numbers? of|relapses?|deaths?|cases|survival|danger|probability"
)
CHANGE = re.compile(
    r"\b(?:reduc|lower|cut|decreas|drop|fell|fall|increas|rais|improv)\w*\b[^.;]{0,60}?"
    r"\bby (?:about |around )?(?:\d+(?:[.,]\d+)?\s?(?:%|per ?cent)|half|a third|a quarter)"
    rf"|\b(?:{TIMES})-?fold\b|\b(?:{TIMES}) times (?:as|more|less|higher|lower|greater)\b"
    rf"|\b(?:halv|doubl|tripl|trebl|quadrupl)(?:es?|ed|ing)\b(?: [\w’'-]+){{0,4}}? (?:{MATTERS})\b"
    rf"|\b(?:{MATTERS})\b(?: [\w’'-]+){{0,6}}? (?:halved|doubled|doubles|halves|tripled|triples|trebled)\b"
    r"|\d\s?(?:%|per ?cent) (?:reduction|decrease|increase|drop|rise|lower|higher|fewer|less|greater)\b",
    re.I,
)
# Without one of these a sentence tells no change; most have none.
OF_CHANGE = re.compile(r"\bby\b|times|fold\b|halv|doubl|tripl|trebl|quadrupl|%|cent\b", re.I)
OF_A_DOSE = re.compile(r"\b(?:dos(?:e|es|age)|tablets?|fold(?:s|ed)?)\b", re.I)


@rule(
    "decimals", WARNING, GATE, Clause(CDC_INDEX, "15"), Clause(PEMAT, "6"), is_local=True,
    is_of_sentences=True,
    tests="A result with decimals, such as 12.2 months or 66.7%; once per sentence. Not a dose, a size, a "
    "temperature, a price, a time or a value of the blood.",
    advice=_("Use whole numbers."),
)  # fmt: skip
def decimals(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = _decimal(without_marks(sentence.text)) if sentence.passage.kind != "table" else ""
        if found:
            yield Hit(found, sentence.passage, sentence=sentence.text)


def _decimal(text: str) -> str:
    """The first number with decimals that is a result, or ""."""
    results = {found.start() for found in percentages(text)}
    for found in DECIMAL.finditer(text):
        if BARE_CHANCE.search(text[max(0, found.start() - 40) : found.end()]):
            continue
        before = COUNTED_SO.search(text[max(0, found.start() - 40) : found.start()])
        is_time = before and before[0].endswith(TIME_WORDS)
        is_measure = MEASURED.match(text, found.end()) or (before and (not is_time or TIME.match(found[0])))
        is_strength = PERCENT.match(text, found.end()) and found.start() not in results
        if not is_measure and not is_strength:
            return found[0]
    return ""


@rule(
    "percent-without-count", WARNING, GATE, Clause(CDC_INDEX, "17"), is_local=True, is_of_sentences=True,
    tests="A paragraph or list item tells a result as a percentage but no “n in N” or “n of N” (as in “34 "
    "in 100 "
    "people”); once per paragraph.",
    advice=_("Say it in people: 34 in 100 people (34%)."),
)  # fmt: skip
def percent_without_count(page: Page, facts: Facts) -> Iterator[Hit]:
    for passage in page.passages:
        found = next(percentages(passage.text), None)
        if found and passage.kind not in {"table", "heading"} and not NATURAL_FREQUENCY.search(passage.text):
            yield Hit(found[0], passage, sentence=passage.text)


@rule(
    "bare-probability", WARNING, GATE, Clause(CDC_INDEX, "20"), is_local=True, is_of_sentences=True,
    tests="A chance that only statisticians can read: hazard ratio, odds ratio, relative risk, “p < 0.05”, "
    "“statistically "
    "significant”, “number needed to treat”, “confidence interval”.",
    advice=_("Say in words and in people what the figure means."),
)  # fmt: skip
def bare_probability(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = BARE_CHANCE.search(sentence.text)
        if found:
            yield Hit(found[0], sentence.passage, sentence=sentence.text)


@rule(
    "relative-change", WARNING, GATE, Clause(PEMAT, "7"), is_local=True, is_of_sentences=True,
    tests="A change that the reader must work out (“reduced by 30%”, “halves the risk”, “twofold”, “three "
    "times as high”) in "
    "a paragraph without “n in N”; once per sentence.",
    advice=_("Give both numbers: from how many people to how many."),
)  # fmt: skip
def relative_change(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = OF_CHANGE.search(sentence.text) and CHANGE.search(sentence.text)
        if found and not OF_A_DOSE.search(found[0]) and not NATURAL_FREQUENCY.search(sentence.passage.text):
            yield Hit(found[0], sentence.passage, sentence=sentence.text)
