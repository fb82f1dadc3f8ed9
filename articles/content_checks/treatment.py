"""What a page must tell patients, asked of the purposes of its sections: DISCERN's questions on treatments,
and what pages of other kinds owe. asked.py says of which pages each is asked."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from articles.content import PURPOSES, cited_keys

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page
from .registry import Check, Hit, rule
from .sentences import split_sentences, without_marks
from .standards import CDC_INDEX, DISCERN, GATE, HONCODE, NHS, WHO, Clause

ARTICLE_ADDRESS = re.compile(r"^(?:https?://[^/]+)?/?articles/")
HEADINGS = {
    purpose: re.compile(rf"\b(?:{PURPOSES[purpose].words})", re.I) for purpose in ("benefits", "risks")
}
MIN_QUESTIONS = 3
MAX_RATIO = 3


def _needs_section(name: str, purpose: str, *clauses: Clause, tests: str, advice: str, severity: str = ERROR):
    """Registers the rule that some section with this purpose has any text."""

    def check(page: Page, facts: Facts) -> Iterator[Hit]:
        if not page.with_purpose(purpose):
            yield Hit(purpose)

    registered: Check = rule(name, severity, GATE, *clauses, tests=tests, advice=advice)(check)
    return registered


_needs_section(
    "how-it-works-missing", "how-it-works", Clause(DISCERN, "Q9"),
    tests="No section with the purpose “how it works” has any text.",
    advice=_("Say what is done, and how it works."),
)  # fmt: skip
_needs_section(
    "benefits-missing", "benefits", Clause(DISCERN, "Q10"),
    tests="No section with the purpose “benefits” has any text.",
    advice=_("Say what good it can do, how much, and for how many."),
)  # fmt: skip
_needs_section(
    "risks-missing", "risks", Clause(DISCERN, "Q11"),
    tests="No section with the purpose “risks” has any text.",
    advice=_("Say what harm it can do, how often, and what helps."),
)  # fmt: skip
_needs_section(
    "no-treatment-missing", "no-treatment", Clause(DISCERN, "Q12"),
    tests="No section with the purpose “no treatment” has any text.",
    advice=_("Say what to expect without the treatment."),
)  # fmt: skip
_needs_section(
    "quality-of-life-missing", "quality-of-life", Clause(DISCERN, "Q13"),
    tests="No section with the purpose “quality of life” has any text.",
    advice=_("Say how the treatment changes everyday life."),
)  # fmt: skip
_needs_section(
    "other-options-missing", "other-options", Clause(DISCERN, "Q14"),
    tests="No section with the purpose “other options” has any text.",
    advice=_("Say which other treatments there are."),
)  # fmt: skip

_needs_section(
    "signs-missing", "diagnosis",
    tests="No section with the purpose “diagnosis” has any text.",
    advice=_("Say which signs the illness has, and how it is found."),
    severity=WARNING,
)  # fmt: skip
_needs_section(
    "get-help-missing", "get-help", Clause(NHS, "care cards"), Clause(WHO, "actionable"),
    tests="No section with the purpose “when to get help” has any text.",
    advice=_("Say of which signs a reader must tell somebody, whom, and how soon."),
    severity=WARNING,
)  # fmt: skip


@rule(
    "other-options-unlinked", ERROR, GATE, Clause(DISCERN, "Q14"),
    tests="No alternative is linked: there is neither a “see also” link to another article nor a link to "
    "an article in a section with the purpose “other options”.",
    advice=_("Link at least one article about another treatment."),
)  # fmt: skip
def other_options_unlinked(page: Page, facts: Facts) -> Iterator[Hit]:
    by_title = any(link.slug for link in page.related)
    in_text = (link.href for each in page.with_purpose("other-options") for link in each.outline.links)
    if not by_title and not any(ARTICLE_ADDRESS.match(href) for href in in_text):
        yield Hit("see also")


@rule(
    "questions-missing", ERROR, GATE, Clause(DISCERN, "Q15"),
    tests=f"Sections with the purpose “questions to ask” hold fewer than {MIN_QUESTIONS} questions "
    "(sentences that end in “?”).",
    advice=_("List at least three questions that a reader can take to the doctor."),
)  # fmt: skip
def questions_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    texts = [text for each in page.with_purpose("questions") for text in each.prose]
    sentences = (without_marks(sentence) for text in texts for sentence in split_sentences(text))
    count = sum(sentence.rstrip("”’\"') ").endswith("?") for sentence in sentences)
    if count < MIN_QUESTIONS:
        yield Hit(f"{count} questions")


@rule(
    "uncertainty-missing", ERROR, GATE, Clause(DISCERN, "Q8"),
    tests="No section with the purpose “uncertainty” has any text.",
    advice=_("Say what is not known; if nothing is in doubt, say so and why."),
)  # fmt: skip
def uncertainty_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.with_purpose("uncertainty"):
        yield Hit("uncertainty")


@rule(
    "help-missing", ERROR, GATE, Clause(DISCERN, "Q7"),
    tests="The article names no help organization, and has no “see also” link to another article.",
    advice=_("Choose at least one organization that helps."),
)  # fmt: skip
def help_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.organizations and not any(link.slug for link in page.related):
        yield Hit("help organizations")


@rule(
    "benefits-uncited", ERROR, GATE, Clause(HONCODE, "5 justifiability"), Clause(DISCERN, "Q4"),
    is_local=True,
    tests="A section with the purpose “benefits” cites no source.",
    advice=_("Cite the study or the guideline that shows the benefit."),
)  # fmt: skip
def benefits_uncited(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.with_purpose("benefits"):
        if not cited_keys(each.section.body):
            yield Hit(each.section.heading, each.place)


def _words(page: Page, purpose: str) -> int:
    return sum(len(without_marks(text).split()) for each in page.with_purpose(purpose) for text in each.prose)


@rule(
    "balance", WARNING, GATE, Clause(DISCERN, "Q6"),
    tests=f"The sections on benefits and those on risks differ in length by more than {MAX_RATIO} to 1 "
    "(words).",
    advice=_("Give benefits and risks the space that each of them needs."),
)  # fmt: skip
def balance(page: Page, facts: Facts) -> Iterator[Hit]:
    benefits, risks = _words(page, "benefits"), _words(page, "risks")
    if benefits and risks and max(benefits, risks) > MAX_RATIO * min(benefits, risks):
        yield Hit(f"{benefits} words on benefits, {risks} on risks")


@rule(
    "one-sided", WARNING, GATE, Clause(CDC_INDEX, "18, 19"),
    tests="There is a section on benefits and none on risks, or the reverse.",
    advice=_("Write about both."),
)  # fmt: skip
def one_sided(page: Page, facts: Facts) -> Iterator[Hit]:
    # A section has one purpose, its heading may tell of both: "Pros and cons".
    told = page.with_purpose("benefits") + page.with_purpose("risks")
    benefits, risks = (
        page.with_purpose(purpose)
        or [each for each in told if HEADINGS[purpose].search(each.section.heading)]
        for purpose in ("benefits", "risks")
    )
    if bool(benefits) != bool(risks):
        yield Hit("benefits only" if benefits else "risks only")


@rule(
    "get-help-ungraded", WARNING, GATE, Clause(NHS, "care cards"), is_local=True,
    tests="A section with the purpose “when to get help” has no urgency.",
    advice=_("Choose how urgent it is: non-urgent, urgent, emergency."),
)  # fmt: skip
def get_help_ungraded(page: Page, facts: Facts) -> Iterator[Hit]:
    for each in page.with_purpose("get-help"):
        if not each.section.urgency:
            yield Hit(each.section.heading, each.place)


@rule(
    "urgency-twice", WARNING, GATE, Clause(NHS, "care cards"),
    tests="Two sections “when to get help” have the same urgency.",
    advice=_("Put everything that is equally urgent in one section."),
)  # fmt: skip
def urgency_twice(page: Page, facts: Facts) -> Iterator[Hit]:
    seen = set()
    for each in page.with_purpose("get-help"):
        if each.section.urgency and each.section.urgency in seen:
            yield Hit(each.section.urgency, each.place)
        seen.add(each.section.urgency)
