"""Rules on how plainly a text speaks to its reader."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_noop as _

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page
from .reading_level import flesch_kincaid_grade, words_of
from .registry import Hit, rule
from .sentences import split_sentences, without_marks
from .standards import CDC_INDEX, GATE, HOUSE, PEMAT, PIF_TICK, WHO, Clause

PARTICIPLE = (
    r"(?:\w{2,}ed|done|given|taken|seen|shown|known|made|found|put|held|kept|left|told|sent|built|cut|grown"
    r"|chosen|written|spread|led|brought|thought|used)"
)
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|gets?|got)\b(?: (?:not|also|often|then|\w+ly))? {PARTICIPLE}\b",
    re.I,
)
# Feelings and states look like a passive: "you are worried", "she is tired".
STATES = re.compile(r"\b(?:worried|tired|scared|relaxed|pleased|interested|used to|married|needed)\b", re.I)
YOU = re.compile(r"\b(?:you|your|yours|yourself|usted|ustedes|su|sus|tú|tu)\b", re.I)
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,5}(?![\w-])")
MAX_ABBREVIATION = 6
EVERYDAY = frozenset(
    ["US", "UK", "EU", "USA", "TV", "OK", "DNA", "UV", "HIV", "AIDS", "GP", "ID", "AM", "PM", "NHS", "II",
     "III", "IV", "VI", "MD"]
)  # fmt: skip
# A stage ("stage IIIB", "T2N0"), a gene or a marker of cells ("BRCA1", "CD20"): a name, not shortened words.
NAME = re.compile(r"[IVX]+[ABC]?\d?|(?:[TNM]\d[A-D]?){1,3}|[A-Z]{2,5}\d{1,2}[A-Z]{0,2}")
GENES = frozenset(
    ["EGFR", "KRAS", "NRAS", "HRAS", "BRAF", "ALK", "RET", "MET", "APC", "PTEN", "ATM", "VHL", "KIT", "MYC",
     "NTRK", "HER", "PDGFRA", "PIK3CA", "POLE", "SDHB", "SDHD", "ABL", "BCR", "RAF", "FLT", "KMT2A", "NPM"]
)  # fmt: skip
SAID_SHORT = re.compile(r"(?:, or|called|known as|abbreviated(?: to| as)?|short for|or just) [(“\"]?$")
SAID_LONG = re.compile(r"[”\"]?,? (?:or|(?:which )?stands for|(?:which )?means|is short for) ")

MAX_SECTION_WORDS = 200
MAX_PASSIVE_SHARE = 1 / 3
MIN_SENTENCES = 5
MAX_GRADE = 9
MIN_GRADED_WORDS = 50


@rule(
    "reading-level", WARNING, GATE, Clause(PIF_TICK, "6"), Clause(WHO, "understandable"),
    Clause(HOUSE, "plain words"), is_local=True,
    tests=f"A section of {MIN_GRADED_WORDS} words or more has a Flesch-Kincaid grade above {MAX_GRADE}. "
    "Names of medicines and other glossary words count as one short word. Never a gate: a wrong "
    "paraphrase is worse than a long word.",
    advice=_("Shorten the longest sentences, and use everyday words where they say the same."),
)  # fmt: skip
def reading_level(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.language.startswith("en"):
        return
    for each in page.sections:
        texts = [without_marks(text) for text in each.prose]
        if sum(len(words_of(text)) for text in texts) >= MIN_GRADED_WORDS:
            grade = flesch_kincaid_grade(texts, facts.terms)
            if grade > MAX_GRADE:
                yield Hit(f"grade {grade:.1f}", each.place)


@rule(
    "section-long", WARNING, GATE, Clause(PEMAT, "8"), is_local=True,
    tests=f"The text under one heading has more than {MAX_SECTION_WORDS} words.",
    advice=_("Split it in two, each with a heading of its own."),
)  # fmt: skip
def section_long(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        count = sum(len(words_of(without_marks(text))) for text in each.prose)
        if count > MAX_SECTION_WORDS:
            yield Hit(f"{count} words", each.place)


def is_passive(sentence: str) -> bool:
    found = PASSIVE.search(sentence)
    return found is not None and not STATES.search(found[0])


@rule(
    "passive-voice", WARNING, GATE, Clause(PEMAT, "5"), is_local=True,
    tests=f"More than a third of the sentences of a section (of {MIN_SENTENCES} or more) are passive.",
    advice=_("Say who does what: “the surgeon removes”, not “is removed”."),
)  # fmt: skip
def passive_voice(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.sections:
        sentences = [sentence for text in each.prose for sentence in split_sentences(text)]
        passive = [sentence for sentence in sentences if is_passive(sentence)]
        if len(sentences) >= MIN_SENTENCES and len(passive) > len(sentences) * MAX_PASSIVE_SHARE:
            yield Hit(f"{len(passive)} of {len(sentences)} sentences", each.place, sentence=passive[0])


@rule(
    "main-message-passive", WARNING, GATE, Clause(CDC_INDEX, "6"), is_of_sentences=True,
    tests="A sentence of the main message is passive.",
    advice=_("Say in the main message who does what."),
)  # fmt: skip
def main_message_passive(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in split_sentences(page.content.main_message):
        if is_passive(sentence):
            yield Hit("main message", sentence=sentence)


@rule(
    "action-missing", ERROR, GATE, Clause(PEMAT, "20"), Clause(CDC_INDEX, "5"), Clause(WHO, "actionable"),
    tests="No sentence or list item tells the reader something to do: none begins with a word from the list "
    "“actions” (ask, call, tell, bring, keep, …), alone or after “please”, “you can”, “if …,”.",
    advice=_("Say at least one thing that the reader can do: ask, call, write down, bring along."),
)  # fmt: skip
def action_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    verbs = "|".join(map(re.escape, facts.words["actions"]))
    begins = re.compile(
        rf"^(?:(?:please|you can|you may|if [^,]{{1,120}},|when [^,]{{1,120}},) )?(?:{verbs})\b", re.I
    )
    if not any(begins.match(sentence.text) for sentence in page.prose):
        yield Hit("actions")


@rule(
    "you-missing", WARNING, GATE, Clause(PEMAT, "21"),
    tests="The text never says “you” or “your”.",
    advice=_("Speak to the reader."),
)  # fmt: skip
def you_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if page.sections and not any(YOU.search(passage.text) for passage in page.passages):
        yield Hit("you")


@rule(
    "list-missing", WARNING, GATE, Clause(CDC_INDEX, "8"), Clause(PEMAT, "12"),
    tests="There is no list in the text.",
    advice=_("Make a list of what can be listed: side effects, questions, steps."),
)  # fmt: skip
def list_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if page.sections and not any(each.outline.lists for each in page.sections):
        yield Hit("list")


@rule(
    "steps-missing", WARNING, GATE, Clause(PEMAT, "22"), is_local=True,
    tests="A section “when to get help” has no list of signs or steps.",
    advice=_("List the signs to look for, and what to do, one per line."),
)  # fmt: skip
def steps_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.with_purpose("get-help"):
        if not each.outline.lists:
            yield Hit(each.section.heading, each.place)


@rule(
    "term-undefined", ERROR, GATE, Clause(PEMAT, "4"), Clause(WHO, "understandable"),
    tests="The text uses a term of the glossary that has no definition yet; once per term.",
    advice=_("Write the definition in the glossary, or use another word."),
)  # fmt: skip
def term_undefined(page: Page, facts: Facts) -> Iterator[Hit]:
    wanted = facts.undefined_terms
    longest = max((len(term.split()) for term in wanted), default=0)
    seen = set()
    for passage in page.passages if wanted else ():
        words = words_of(passage.text)
        for start in range(len(words)):
            for length in range(1, longest + 1):
                term = " ".join(words[start : start + length]).casefold()
                if term in wanted and term not in seen:
                    seen.add(term)
                    yield Hit(term, passage, sentence=passage.text)


@rule(
    "abbreviation-unexplained", WARNING, GATE, Clause(PEMAT, "4"),
    tests="An abbreviation in capitals is neither in the glossary nor explained in brackets anywhere in "
    "the text, as in “magnetic resonance imaging (MRI)”, nor in words (“…, or MRI”); once each. Not a "
    "stage or a "
    "gene.",
    advice=_("Write it out once, or add it to the glossary."),
)  # fmt: skip
def abbreviation_unexplained(page: Page, facts: Facts) -> Iterator[Hit]:
    known = {each.abbreviation for each in facts.organizations}
    named = {each.abbreviation for each in page.organizations}
    seen = set(EVERYDAY | known | named)
    explained = _explained(passage.text for passage in page.passages)
    seen |= GENES | set(facts.words["journals"])
    for passage in page.passages:
        shown = "" if passage.text.isupper() else without_marks(passage.text)
        for word in dict.fromkeys(ABBREVIATION.findall(shown)):
            is_new = word not in seen and sum(map(str.isalpha, word)) >= 2 and not NAME.fullmatch(word)
            seen.add(word)
            if is_new and word.casefold() not in facts.terms and word not in explained:
                yield Hit(word, passage)


def _explained(texts: Iterable[str]) -> set[str]:
    """What stands right after an opening bracket, or right before one, in the lengths of abbreviations."""
    found = set()
    for text in texts:
        found |= {each[0] for each in ABBREVIATION.finditer(text) if _is_said_in_words(text, each)}
        for bracket in re.finditer(r"\(", text):
            after, before = bracket.end(), bracket.start() - 1
            for length in range(2, MAX_ABBREVIATION + 1):
                found.add(text[after : after + length])
                if text[before:after] == " (":
                    found.add(text[max(0, before - length) : before])
    return found


def _is_said_in_words(text: str, found: re.Match) -> bool:
    """Whether the words stand beside it: "photoimmunotherapy, or PIT", "PSA stands for ..."."""
    before = SAID_SHORT.search(text[max(0, found.start() - 20) : found.start()])
    if before and _begin_so(text[max(0, found.start() - 100) : found.start()], found[0]):
        return True
    after = SAID_LONG.match(text, found.end())
    return bool(after and _begin_so(text[after.end() : after.end() + 100], found[0]))


def _begin_so(words: str, letters: str) -> bool:
    """Whether the letters stand in the words in their order, the first at the beginning of a word."""
    words, letters = words.casefold(), letters.casefold()
    starts = (found.start() for found in re.finditer(r"\w+", words) if found[0][0] == letters[0])
    return any(_in_order(words[start:], letters) for start in starts)


def _in_order(words: str, letters: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)
