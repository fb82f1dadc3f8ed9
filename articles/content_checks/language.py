"""Rules on words: claims that are too big, sentences that lost a word, links that lost their address."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page, Spot
from .promotional import promotional_words
from .registry import Hit, rule
from .sentences import has_address, is_question
from .standards import DISCERN, HONCODE, INTAKE, WCAG, Clause

# "did not improve overall survival" and "is no miracle" deny a claim, and "find out whether it is safe" asks
# a question.
DENIED = re.compile(
    r"\b(?:not|never|no|nor|without|cannot|nobody|none|nothing|few|rarely|hardly|unlikely|\w+n[’']t)(?! "
    r"only\b)"
    r"(?: [\w’'-]+){0,4} $"
    r"|\b(?:whether|if|how|to see|find out|test|check|prove|sure)(?: [\w’'-]+){0,6} $",
    re.I,
)
# Warnings against those who claim too much.
WARNED = re.compile(
    r"\b(?:be wary|beware|be careful|claims?\b.{0,60}\b(?:false|untrue|proof|wrong)|anyone who|adverts? "
    r"that|scams?"
    r"|wrong to|false|warning signs?|myths?|too good to be|so-called|don[’']t trust|suspicious|promis(?:es?"
    r"|ing) "
    r"(?:a|you|to))\b",
    re.I,
)
# Plain facts in the same words: what an organ does, how an illness changes a life, how somebody feels.
PLAIN_FACT = re.compile(
    r"\b(?:liver|kidneys?|spleen|lungs?|skin|brain|glands?|hormones?|proteins?|genes?|enzymes?|vitamins?"
    r"|minerals?"
    r"|carers?|family|families|friends?|partners?|nurses?|pharmacists?|gps?|cells?|nodes|marrow|you|parents"
    r"|bacteria"
    r"|chromosomes?|volunteers)\b[^.;]{0,40}? (?:crucial|critical|vital) role\b"
    r"|\bsignificant impact on (?:\w+ ){0,2}(?:you|your|their|his|her|our|daily|quality|mental|emotional|life"
    r"|lives"
    r"|family|families|work|finances|relationships|mood|sleep|how|people[’']s|everyday|self-esteem"
    r"|well-?being)\b"
    r"|\b(?:(?:have|had|having|gets?|got|notice[sd]?|few or|little or)(?: \w+)?|(?:people|patients|women"
    r"|men)(?: [\w’'-]+){0,5}) (?:no"
    r"|without(?: any)?) "
    r"side effects\b"
    r"|\b(?:feel|feels|felt|was|were|are|be)(?: \w+)? amazing\b|\brisk-free for\b",
    re.I,
)
LINK_LOST = re.compile(
    r"\b(?:visit|visiting|explore|access|consult|check)\b[^.!?]{0,60}?"
    r"\b(?:websites?|sites?|reputable sources)\b",
    re.I,
)
BROKEN = re.compile(
    # A part of a sentence that goes on is whole: "the size and the site of the tumour".
    r"\band the (?:[A-Z][\w-]* ){0,2}(?:[Ww]ebsite|[Ss]ite|[Pp]age|[Ss]ection)\b"
    r"(?! (?:of|on|about|where|which|that|you)\b)"
    r"|\b(?:like|such as|including),? (?:and|or)\b"
    r"|(?<![\w’'-])(?i:([^\W\d_]+)\s+\1)(?![\w’'-])"
)
DOUBLED_RIGHTLY = {"that", "had"}


@rule(
    "promotional", ERROR, INTAKE, Clause(HONCODE, "8 advertising"), is_local=True,
    tests="A line orders the reader to buy medicines, or contains words such as “discount”, “free shipping” "
    "or “no prescription” without a warning against it.",
    advice=_("Take the advertisement out: this site sells no medicine and links to no seller."),
    never_waived=_("The site carries no advertisement, whoever asks for one."),
)  # fmt: skip
def promotional(page: Page, facts: Facts) -> Iterator[Hit]:
    yield from (Hit(mark.text, mark.place) for mark in page.promotional)
    if not page.is_scraped:
        for passage in page.passages:
            words = promotional_words(passage.text)
            if words:
                yield Hit(words, passage, sentence=passage.text)


@rule(
    "active-content", ERROR, INTAKE, is_local=True,
    tests="The incoming text contains script, iframe, object, embed, an on…= attribute or javascript:; "
    "once per line.",
    advice=_("It has been taken out of the text. Make sure that none of it was needed."),
    never_waived=_("Nothing on a page runs in the reader's browser."),
)  # fmt: skip
def active_content(page: Page, facts: Facts) -> Iterator[Hit]:
    yield from (Hit(mark.text, mark.place) for mark in page.active_content)


@rule(
    "encoding", WARNING, INTAKE,
    tests="The file contains bytes that are not UTF-8; once per file.",
    advice=_("Look for the character �, and put the right letter there."),
)  # fmt: skip
def encoding(page: Page, facts: Facts) -> Iterator[Hit]:
    if page.encoding_line is not None:
        yield Hit("bytes that are not UTF-8", Spot(line=page.encoding_line))


@rule(
    "over-claim", WARNING, INTAKE, Clause(DISCERN, "Q6"), Clause(HONCODE, "5 justifiability"), is_local=True,
    is_of_sentences=True,
    tests="A phrase from the lists “hype” or “efficacy”, as whole words, each time; not where it is denied "
    "(“not”, “no”, “never”, “without” at most four words before), asked or warned of. Editors add phrases "
    "to both lists.",
    advice=_("Say what was measured, in how many people, instead."),
)  # fmt: skip
def over_claim(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = [
            (kind, each)
            for kind in ("hype", "efficacy")
            for each in facts.words.pattern(kind).finditer(sentence.text)
        ]
        if not found or is_question(sentence.text) or WARNED.search(sentence.text):
            continue
        patterns = (facts.words.pattern("not-hype"), PLAIN_FACT)
        plain = (each for pattern in patterns for each in pattern.finditer(sentence.text))
        spared = {place for each in plain for place in range(*each.span())}
        for kind, each in found:
            before = sentence.text[max(0, each.start() - 80) : each.start()]
            if each.start() not in spared and not DENIED.search(before):
                yield Hit(each[0], sentence.passage, kind, sentence.text)


@rule(
    "link-missing", WARNING, INTAKE, Clause(WCAG, "2.4.4"), is_local=True, is_of_sentences=True,
    tests="“Visit”, “explore”, “access”, “consult” or “check”, and within 60 characters “website”, “site” "
    "or “reputable sources”, but no address in the sentence; once per sentence.",
    advice=_("Put the link in, or name the organization so that readers find it in the list."),
)  # fmt: skip
def link_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        found = LINK_LOST.search(sentence.text)
        if found and not has_address(sentence.text):
            yield Hit(found[0], sentence.passage, sentence=sentence.text)


@rule(
    "broken-sentence", WARNING, INTAKE, is_local=True, is_of_sentences=True,
    tests="A word is lost or doubled: “and the website”, “like and”, “such as or”, “the The”.",
    advice=_("Look at the original, and put the lost words back."),
)  # fmt: skip
def broken_sentence(page: Page, facts: Facts) -> Iterator[Hit]:
    for sentence in page.sentences:
        for found in BROKEN.finditer(sentence.text):
            if not found[1] or found[1].lower() not in DOUBLED_RIGHTLY:
                yield Hit(found[0], sentence.passage, sentence=sentence.text)
