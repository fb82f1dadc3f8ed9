"""Rules on evidence: who says so, and where can a reader look it up?"""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from articles.content import cited_keys

from .facts import Facts
from .finding import ERROR, WARNING
from .leaning import leans_on_evidence
from .names import journals_named, names_organization
from .page import Page, Sentence
from .registry import Hit, rule
from .shares import shares
from .standards import DISCERN, GATE, HONCODE, INTAKE, JAMA, NHS, WHO, Clause
from .under_way import under_way


@rule(
    "unnamed-source", ERROR, INTAKE, Clause(DISCERN, "Q4"), Clause(JAMA, "attribution"),
    Clause(WHO, "credible and trusted"), is_of_sentences=True,
    tests="A sentence leans on evidence (“studies show”, “researchers say”, “in one study”, “clinically "
    "proven”, “has been linked to”) and cites nothing. Not a question, an imaging study, or what one "
    "person's test shows. Kind attributed: it names a journal or an organization; generic: it does not.",
    advice=_("Cite the study in this sentence, or say it without leaning on one."),
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
        words = "" if sentence.is_cited else leans_on_evidence(sentence.text, sentence.words)
        if words:
            yield sentence, words


@rule(
    "unnamed-trials", WARNING, INTAKE, is_local=True, is_of_sentences=True,
    tests="A sentence speaks of trials that are under way and names none. Not advice to ask about trials.",
    advice=_("Name the trial by its number (NCT…), or leave the sentence out."),
)  # fmt: skip
def unnamed_trials(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        words = "" if sentence.is_cited else under_way(sentence.text, sentence.words)
        if words and not leans_on_evidence(sentence.text, sentence.words):
            yield Hit(words, sentence.passage, sentence=sentence.text)


@rule(
    "journal-uncited", ERROR, INTAKE, Clause(JAMA, "attribution"), is_local=True, is_of_sentences=True,
    tests="A sentence names a journal and cites nothing; once per mention. Journals are those on the list, "
    "and any name in capitals after “published in”, “reported in” or “appeared in”.",
    advice=_("Cite the article of that journal, or leave the journal's name out."),
)  # fmt: skip
def journal_uncited(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        if not sentence.is_cited:
            for name in journals_named(sentence.text, facts.words):
                yield Hit(name, sentence.passage, sentence=sentence.text)


@rule(
    "unsupported-statistic", ERROR, INTAKE, Clause(JAMA, "attribution"), Clause(HONCODE, "4 attribution"),
    is_of_sentences=True,
    tests="A result told as a share (“60%”, “eight in ten people”, “two thirds of patients”) in a sentence "
    "that "
    "cites nothing; once per sentence. Not the strength of a cream, a limit, a price, a dose, or a level of "
    "confidence. In the main message and the summary a share is supported if a cited sentence of the text "
    "gives "
    "the same one.",
    advice=_("Cite where the number comes from, in this sentence."),
)  # fmt: skip
def unsupported_statistic(page: Page, facts: Facts) -> Iterator[Hit]:
    cited = {
        told.casefold() for each in page.prose if each.is_cited for told in shares(each.text, each.words)
    }
    for sentence in page.sentences:
        told = () if sentence.is_cited else shares(sentence.text, sentence.words)
        if sentence.passage.kind == "message":
            told = tuple(share for share in told if share.casefold() not in cited)
        if told:
            yield Hit(told[0], sentence.passage, sentence=sentence.text)


@rule(
    "citation-unknown", ERROR, GATE,
    tests="The text cites a key, as [@key], that has no source record.",
    advice=_("Add the source, or correct the key."),
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
    "corrected": _("This source has been corrected: read the correction, then say here what holds."),
    "superseded": _("There is a newer version of this source: cite that one."),
    "concern": _("The journal has published an expression of concern about this source."),
}


@rule(
    "source-retracted", ERROR, GATE, Clause(NHS, "2 evidence"),
    tests="A cited source has been retracted.",
    advice=_("Take out what rests on this source, and the citation."),
    never_waived=_("Nothing that readers are told rests on a retracted source."),
)  # fmt: skip
def source_retracted(page: Page, facts: Facts) -> Iterator[Hit]:
    for source in page.content.sources:
        if facts.source_states.get(source.key) == "retracted":
            yield Hit(source.key, _first_citation(page, source.key))


@rule(
    "source-outdated", WARNING, GATE, Clause(NHS, "2 evidence"),
    tests="A cited source has been corrected, superseded, or carries an expression of concern.",
    advice=_("Look at the source again."),
)  # fmt: skip
def source_outdated(page: Page, facts: Facts) -> Iterator[Hit]:
    for source in page.content.sources:
        state = facts.source_states.get(source.key, "")
        if state in STATES:
            yield Hit(source.key, _first_citation(page, source.key), state, advice=STATES[state])


def _first_citation(page: Page, key: str):
    return next((each.place for each in page.sections if key in cited_keys(each.section.body)), None)
