"""Rules on evidence: who says so, and where can a reader look it up?"""

import re
from collections.abc import Iterator

from articles.content import cited_keys

from .facts import Facts
from .finding import ERROR, WARNING
from .names import journals_named, names_organization
from .page import Page, Sentence
from .registry import Hit, rule
from .standards import DISCERN, GATE, HONCODE, INTAKE, JAMA, NHS, Clause

NOUN = (
    r"(?:study|studies|research|trials?|surveys?|polls?|reports?|results|findings|evidence|experts"
    r"|doctors|scientists)"
)
VERB = (
    r"(?:show(?:s|ed|n|ing)?|suggest(?:s|ed|ing)?|demonstrat(?:e|es|ed|ing)|report(?:s|ed|ing)?"
    r"|indicat(?:e|es|ed|ing)|highlight(?:s|ed|ing)?|finds?|found|reveal(?:s|ed|ing)?"
    r"|confirm(?:s|ed|ing)?|prove[sdn]?|proving|link(?:s|ed|ing)?)"
)
LEANING = re.compile(
    rf"\baccording to(?: [^\s.;:]+){{0,3}}? {NOUN}\b"
    rf"|\b{NOUN}(?: (?:published in|conducted by|from) [^;:]{{1,150}}?)?"
    rf"(?: (?:has|have|had))?(?: also)?(?: been)? {VERB}\b"
    r"|\b(?:has|have)(?: been)? shown(?: to be)? (?:promis(?:e|ing)|effective(?:ness)?|efficacy)\b"
    r"|\b(?:has|have|is|are|was|were)(?: been)? (?:linked|shown|proven|found) to\b"
    r"|\bin recent studies\b",
    re.I,
)
# "Your results show", "the scan report confirms": one person's test isn't a study.
OWN_TEST = re.compile(
    r"\b(?:your|blood|biopsy|imaging|lab|laboratory|pathology|scans?|tests?|x-ray|MRI|CT)\s+$", re.I
)
TRIALS = re.compile(r"\bclinical trials?\b", re.I)
UNDER_WAY = re.compile(r"\b(?:ongoing|currently evaluating|under way|underway|continues? to explore)\b", re.I)
# Sought where a number begins: from each of its digits on, a long one would cost the square of its length.
# Python 3.11.2, Debian's, goes too far with a possessive group: only characters are repeated so.
PERCENTAGE = re.compile(r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*\s?(?:%|per ?cent\b)", re.I)


def leans_on_evidence(sentence: str) -> str:
    """The words that lean on evidence in a sentence, or ""."""
    for found in LEANING.finditer(sentence):
        own = found[0].lower().startswith(("results", "report", "findings"))
        if not (own and OWN_TEST.search(sentence[max(0, found.start() - 12) : found.start()])):
            return found[0]
    return ""


@rule(
    "unnamed-source", ERROR, INTAKE, Clause(DISCERN, "Q4"), Clause(JAMA, "attribution"),
    tests="A sentence leans on evidence (“studies show”, “according to experts”, “has been linked to”) "
    "and cites nothing. Kind attributed: it names a journal or an organization; generic: it does not.",
    advice="Cite the study in this sentence, or say it without leaning on one.",
)  # fmt: skip
def unnamed_source(page: Page, facts: Facts) -> Iterator[Hit]:
    known = {named.name for named in page.organizations} | {k.name for k in facts.organizations}
    known |= {named.abbreviation for named in page.organizations} - {""}
    for sentence, words in _leaning(page):
        named = journals_named(sentence.text, facts.words) or names_organization(
            sentence.text, facts.words, tuple(known)
        )
        kind = "attributed" if named else "generic"
        yield Hit(words, sentence.passage, kind, sentence.text)


def _leaning(page: Page) -> Iterator[tuple[Sentence, str]]:
    for sentence in page.sentences:
        words = "" if sentence.is_cited else leans_on_evidence(sentence.text)
        if words:
            yield sentence, words


@rule(
    "unnamed-trials", WARNING, INTAKE, is_local=True,
    tests="A sentence speaks of ongoing clinical trials and names none.",
    advice="Name the trial by its number (NCT…), or leave the sentence out.",
)  # fmt: skip
def unnamed_trials(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        trials = TRIALS.search(sentence.text)
        under_way = UNDER_WAY.search(sentence.text)
        if trials and under_way and not sentence.is_cited and not leans_on_evidence(sentence.text):
            start, end = min(trials.start(), under_way.start()), max(trials.end(), under_way.end())
            yield Hit(sentence.text[start:end], sentence.passage, sentence=sentence.text)


@rule(
    "journal-uncited", ERROR, INTAKE, Clause(JAMA, "attribution"), is_local=True,
    tests="A sentence names a journal and cites nothing; once per mention. Journals are those on the list, "
    "and any name in capitals after “published in”, “reported in” or “appeared in”.",
    advice="Cite the article of that journal, or leave the journal's name out.",
)  # fmt: skip
def journal_uncited(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        if not sentence.is_cited:
            for name in journals_named(sentence.text, facts.words):
                yield Hit(name, sentence.passage, sentence=sentence.text)


@rule(
    "unsupported-statistic", ERROR, INTAKE, Clause(JAMA, "attribution"), Clause(HONCODE, "4 attribution"),
    tests="A percentage in a sentence that cites nothing; once per sentence. In the main message and the "
    "summary a percentage is supported if a cited sentence of the text gives the same one.",
    advice="Cite where the number comes from, in this sentence.",
)  # fmt: skip
def unsupported_statistic(page: Page, facts: Facts) -> Iterator[Hit]:
    cited = {number for each in page.prose if each.is_cited for number in PERCENTAGE.findall(each.text)}
    for sentence in page.sentences:
        numbers = [] if sentence.is_cited else PERCENTAGE.findall(sentence.text)
        if sentence.passage.kind == "message":
            numbers = [number for number in numbers if number not in cited]
        if numbers:
            yield Hit(numbers[0], sentence.passage, sentence=sentence.text)


@rule(
    "citation-unknown", ERROR, GATE,
    tests="The text cites a key, as [@key], that has no source record.",
    advice="Add the source, or correct the key.",
)  # fmt: skip
def citation_unknown(page: Page, facts: Facts) -> Iterator[Hit]:
    known = {source.key for source in page.content.sources}
    for each in page.sections:
        for key in dict.fromkeys(cited_keys(each.section.body)):
            if key not in known:
                yield Hit(key, each.place)
    for placed in page.tables:
        cells = " ".join(cell for row in placed.table.rows for cell in row.values)
        for key in dict.fromkeys(cited_keys(cells)):
            if key not in known:
                yield Hit(key, placed.place)


STATES = {
    "corrected": "This source has been corrected: read the correction, then say here what holds.",
    "superseded": "There is a newer version of this source: cite that one.",
    "concern": "The journal has published an expression of concern about this source.",
}


@rule(
    "source-retracted", ERROR, GATE, Clause(NHS, "2 evidence"),
    tests="A cited source has been retracted.",
    advice="Take out what rests on this source, and the citation.",
    never_waived="Nothing that readers are told rests on a retracted source.",
)  # fmt: skip
def source_retracted(page: Page, facts: Facts) -> Iterator[Hit]:
    for source in page.content.sources:
        if facts.source_states.get(source.key) == "retracted":
            yield Hit(source.key, _first_citation(page, source.key))


@rule(
    "source-outdated", WARNING, GATE, Clause(NHS, "2 evidence"),
    tests="A cited source has been corrected, superseded, or carries an expression of concern.",
    advice="Look at the source again.",
)  # fmt: skip
def source_outdated(page: Page, facts: Facts) -> Iterator[Hit]:
    for source in page.content.sources:
        state = facts.source_states.get(source.key, "")
        if state in STATES:
            yield Hit(source.key, _first_citation(page, source.key), state, advice=STATES[state])


def _first_citation(page: Page, key: str):
    return next((each.place for each in page.sections if key in cited_keys(each.section.body)), None)
