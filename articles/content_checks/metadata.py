"""Rules on what an article says of itself: who, when, from where, for whom, paid by whom."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_noop as _

from articles.content import SourceContent

from .asked import OLD_NEWS_YEARS, OLD_SOURCES_YEARS, old_sources_years
from .facts import Facts
from .finding import ERROR, WARNING, Finding
from .page import Page
from .registry import Hit, rule
from .sentences import split_sentences
from .standards import (
    CDC_INDEX,
    DISCERN,
    GATE,
    HONCODE,
    INTAKE,
    JAMA,
    MEDLINEPLUS,
    NHS,
    PEMAT,
    PIF_TICK,
    SCHEMA_ORG,
    WCAG,
    WHO,
    Clause,
)

NEEDED = {
    "category": _("Choose a category."),
    "author": _("Name who wrote it."),
    "reviewer": _("A medical reviewer must sign off this very text."),
    "date": _("Say when it was published or updated."),
    "review date": _("The date of review is that of the reviewer's sign-off."),
    "references": _("Cite at least one source in the text."),
    "disclaimer": _("Say that the page is not a substitute for a talk with a doctor."),
}
# What a sign-off of the text brings by itself.
OF_SIGN_OFF = {"reviewer", "review date"}
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
ISSUED = re.compile(r"\d{4}(?:-\d\d){0,2}")
YEAR = re.compile(r"(?:19|20)\d\d")
MAX_MESSAGE_SENTENCES = 3
OLD_EVIDENCE_DAYS = 365


@rule(
    "metadata-missing", ERROR, INTAKE, Clause(JAMA, "authorship, attribution, currency"),
    Clause(DISCERN, "Q4, Q5"), Clause(HONCODE, "1 authority, 2 complementarity, 4 attribution"),
    Clause(PIF_TICK, "4"), Clause(MEDLINEPLUS, "reviewer and date"), Clause(NHS, "1 clinical approval"),
    tests="One finding each for: category, author, reviewer, date, review date, references (no citation "
    "anywhere), disclaimer (none of the phrases “not a substitute for”, “does not replace”, “not medical "
    "advice”). In a working copy reviewer and review date are those of a sign-off of this very text, and "
    "publishing sets the date.",
    advice=_("Fill in what is missing."),
    never_waived=_("Every page has been signed off by a reviewer, on a day that readers see."),
    never_waived_kinds=frozenset(OF_SIGN_OFF),
)  # fmt: skip
def metadata_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    present = _present_in_text(page, facts) if page.is_scraped else _present_in_copy(page, facts)
    for name, advice in NEEDED.items():
        if name not in present:
            yield Hit(name, kind=name, advice=advice)


def _present_in_text(page: Page, facts: Facts) -> set[str]:
    found = set(page.present)
    found |= {"date"} if found & {"published", "updated"} else set()
    found |= {"review date"} if "reviewed" in found else set()
    return found | _present_in_both(page, facts, any(each.is_cited for each in page.prose))


def _present_in_copy(page: Page, facts: Facts) -> set[str]:
    found = {"date"}
    found |= {"author"} if page.content.authors else set()
    found |= {"reviewer"} if facts.reviewer else set()
    found |= {"review date"} if facts.reviewed_on else set()
    return found | _present_in_both(page, facts, bool(page.content.sources))


def _present_in_both(page: Page, facts: Facts, is_cited: bool) -> set[str]:
    texts = [page.content.disclaimer, *(passage.text for passage in page.passages)]
    disclaimers = facts.words.pattern("disclaimers")
    found = {"category"} if page.content.category else set()
    found |= {"references"} if is_cited else set()
    return found | ({"disclaimer"} if any(disclaimers.search(text) for text in texts) else set())


@rule(
    "main-message-missing", ERROR, GATE, Clause(CDC_INDEX, "1"),
    tests="There is no main message.",
    advice=_("Write in one to three sentences what a reader must take away."),
)  # fmt: skip
def main_message_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.main_message.strip():
        yield Hit("main message")


@rule(
    "main-message-long", ERROR, GATE, Clause(CDC_INDEX, "1"),
    tests=f"The main message has more than {MAX_MESSAGE_SENTENCES} sentences.",
    advice=_("Keep the one thing that a reader must take away, in one to three sentences."),
)  # fmt: skip
def main_message_long(page: Page, facts: Facts) -> Iterator[Hit]:
    sentences = list(split_sentences(page.content.main_message))
    if len(sentences) > MAX_MESSAGE_SENTENCES:
        yield Hit(f"{len(sentences)} sentences", sentence=page.content.main_message)


@rule(
    "summary-missing", ERROR, GATE, Clause(CDC_INDEX, "10"), Clause(PEMAT, "11"),
    tests="There is no summary.",
    advice=_("Write one or two sentences for the top of the page, lists and search results."),
)  # fmt: skip
def summary_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.summary.strip():
        yield Hit("summary")


@rule(
    "aim-missing", ERROR, GATE, Clause(DISCERN, "Q1"), Clause(WHO, "relevant"),
    tests="The aim is empty.",
    advice=_("Say who the page is for and which questions it answers."),
)  # fmt: skip
def aim_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.aim.strip():
        yield Hit("aim")


@rule(
    "author-unqualified", ERROR, GATE, Clause(JAMA, "authorship"), Clause(HONCODE, "1 authority"),
    tests="No author has both credentials and an affiliation.",
    advice=_("Fill in the author's credentials (or “not a clinician”) and affiliation."),
)  # fmt: skip
def author_unqualified(page: Page, facts: Facts) -> Iterator[Hit]:
    authors = page.content.authors
    if authors and not any(author.credentials and author.affiliation for author in authors):
        yield Hit(", ".join(author.name for author in authors))


@rule(
    "interests-missing", ERROR, GATE, Clause(JAMA, "disclosure"), Clause(NHS, "1 interests"),
    Clause(HONCODE, "7 financial disclosure"), Clause(WHO, "credible and trusted"),
    tests="An author, or the reviewer who signed off, hasn't declared their interests; “None” must be "
    "written out.",
    advice=_("Ask them to declare their interests. If they have none, write “None”."),
)  # fmt: skip
def interests_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    for author in page.content.authors:
        if not author.interests.strip():
            yield Hit(author.name, kind="author")
    if facts.reviewer and not facts.reviewer_interests.strip():
        yield Hit(facts.reviewer, kind="reviewer")


@rule(
    "funding-missing", ERROR, GATE, Clause(JAMA, "disclosure"), Clause(HONCODE, "7 financial disclosure"),
    tests="The page doesn't say who paid for it.",
    advice=_("Say who paid for the page; write “None” if nobody did."),
)  # fmt: skip
def funding_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.funding.strip():
        yield Hit("funding")


@rule(
    "licence-missing", ERROR, GATE, Clause(JAMA, "attribution (copyright)"), Clause(NHS, "3 law"),
    tests="No licence or copyright is stated.",
    advice=_("Say on what terms others may use the text."),
)  # fmt: skip
def licence_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.licence.strip():
        yield Hit("licence")


@rule(
    "contact-missing", WARNING, GATE, Clause(HONCODE, "6 transparency"), Clause(PIF_TICK, "8"),
    Clause(NHS, "1 feedback"),
    tests="The site gives readers no address to write to (the setting SITE_CONTACT is empty, and the site "
    "isn't a demonstration). No text can fix that, so it stops no text.",
    advice=_("Ask who runs the site to set SITE_CONTACT."),
)  # fmt: skip
def contact_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not facts.has_contact:
        yield Hit("contact")


@rule(
    "language-missing", ERROR, GATE, Clause(WCAG, "3.1.1"), Clause(SCHEMA_ORG, "inLanguage"),
    tests="The language isn't a language code such as en or es.",
    advice=_("Enter the code of the language the text is written in."),
)  # fmt: skip
def language_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not LANGUAGE.fullmatch(page.content.language):
        yield Hit(page.content.language or "language")


@rule(
    "subject-missing", WARNING, GATE, Clause(SCHEMA_ORG, "about"),
    tests="The article has no tag.",
    advice=_("Tag what the article is about; readers and search engines find it by that."),
)  # fmt: skip
def subject_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.content.tags:
        yield Hit("tags")


@rule(
    "aspect-missing", WARNING, GATE, Clause(SCHEMA_ORG, "aspect"),
    tests="No section has a purpose other than “other”.",
    advice=_("Choose the purpose of each section."),
)  # fmt: skip
def aspect_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if page.sections and all(each.section.purpose == "other" for each in page.sections):
        yield Hit("purposes")


@rule(
    "audience-not-patients", WARNING, GATE, Clause(SCHEMA_ORG, "medicalAudience"),
    tests="The article is not for patients and families.",
    advice=_("Make sure that this is intended: the rules for patients' texts are not applied to it."),
)  # fmt: skip
def audience_not_patients(page: Page, facts: Facts) -> Iterator[Hit]:
    if page.content.audience != "patients":
        yield Hit(page.content.audience)


def _missing_in(source: SourceContent) -> list[str]:
    parts = {
        "title": source.title,
        "author or publisher": source.authors or source.editors or source.publisher or source.container_title,
        "DOI, PMID, address or pages": source.doi or source.pmid or source.url or source.page,
    }
    return [name for name, value in parts.items() if not value]


@rule(
    "source-incomplete", ERROR, GATE, Clause(JAMA, "attribution"), Clause(HONCODE, "4 attribution"),
    tests="A cited source lacks its title, who published it (authors, journal or publisher), or a way to "
    "find it (DOI, PMID, address or pages).",
    advice=_("Complete the source record."),
)  # fmt: skip
def source_incomplete(page: Page, facts: Facts) -> Iterator[Hit]:
    for source in page.content.sources:
        missing = _missing_in(source)
        if missing:
            yield Hit(source.key, sentence=", ".join(missing))


@rule(
    "source-undated", ERROR, GATE, Clause(DISCERN, "Q5"), Clause(HONCODE, "4 attribution"),
    tests="A cited source has neither a year of publication nor, as a web page, a day it was looked at.",
    advice=_("Enter the year of the source, or the day when you looked at the page."),
)  # fmt: skip
def source_undated(page: Page, facts: Facts) -> Iterator[Hit]:
    for source in page.content.sources:
        if not YEAR.match(source.issued) and not YEAR.match(source.accessed):
            yield Hit(source.key)


@rule(
    "sources-old", WARNING, GATE, Clause(NHS, "2 evidence"), Clause(WHO, "timely"), Clause(DISCERN, "Q5"),
    tests=f"The newest cited source is more than {OLD_SOURCES_YEARS} years old; of news of evidence, "
    f"more than {OLD_NEWS_YEARS}.",
    advice=_("Look for newer evidence, and say in the text if there is none."),
)  # fmt: skip
def sources_old(page: Page, facts: Facts) -> Iterator[Hit]:
    dates = (source.issued or source.accessed for source in page.content.sources)
    years = [int(found[0]) for found in map(YEAR.match, dates) if found]
    if years and facts.today.year - max(years) > old_sources_years(page.content.kind):
        yield Hit(str(max(years)))


@rule(
    "source-after-evidence", WARNING, GATE, Clause(NHS, "2 evidence"),
    tests="A cited source came out after the day given as “Based on evidence up to”; without a "
    "sign-off, after today. A source dated by the year or month counts from its first day.",
    advice=_("Correct the date of the source. If it is right, the evidence must be looked at again."),
)  # fmt: skip
def source_after_evidence(page: Page, facts: Facts) -> Iterator[Hit]:
    last_day = (facts.evidence_on or facts.today).isoformat()
    for source in page.content.sources:
        if ISSUED.fullmatch(source.issued) and f"{source.issued}-01-01"[:10] > last_day:
            yield Hit(source.key)


def last_day_of(findings: Iterable[Finding], today: date) -> date:
    """The last day when the same text, with the same facts, gives these findings.

    The age of sources is counted in whole years. A source that is not out yet will be, on a day of its own.
    """
    is_out_soon = any(finding.rule == "source-after-evidence" for finding in findings)
    return today if is_out_soon else date(today.year, 12, 31)


@rule(
    "evidence-old", WARNING, GATE, Clause(NHS, "2 evidence"), Clause(WHO, "timely"),
    tests=f"At sign-off, the evidence had last been looked at more than {OLD_EVIDENCE_DAYS} days earlier.",
    advice=_("Search for new evidence before the next sign-off."),
)  # fmt: skip
def evidence_old(page: Page, facts: Facts) -> Iterator[Hit]:
    if facts.evidence_on and facts.reviewed_on:
        days = (facts.reviewed_on - facts.evidence_on).days
        if days > OLD_EVIDENCE_DAYS:
            yield Hit(facts.evidence_on.isoformat())


@rule(
    "single-publisher", WARNING, GATE, Clause(DISCERN, "Q6"),
    tests="There are three or more sources, and all come from one journal or publisher.",
    advice=_("Look for sources from others too."),
)  # fmt: skip
def single_publisher(page: Page, facts: Facts) -> Iterator[Hit]:
    names = [source.container_title or source.publisher for source in page.content.sources]
    if len(names) >= 3 and len(set(names)) == 1 and names[0]:
        yield Hit(names[0])
