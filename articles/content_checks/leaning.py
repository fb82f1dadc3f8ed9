"""Phrases that lean on evidence: studies, experts, proof. A row a kind, with what only looks alike."""

import re

from .leaning_words import ANCHORS, NAMED
from .phrases import Phrase, Phrases
from .sentences import is_question

LEANING = Phrases(
    ANCHORS,
    NAMED,
    (
        Phrase(
            r"according to(?: [^\s.;:]+){0,3}? (?:{study}|{expert}|doctors)",
            unless=r"according to (?:(?:the|these) )?(?:{of one}|results of)",
        ),
        Phrase(
            r"(?:{outcomes})(?: (?:{within})(?: {between}){1,25}?)?(?: (?:{has})){0,4} (?:{shows})",
            unless_before=r"(?:{of one})(?: \w+)?|{asked}|{doubted}",
            unless_after="{sight}",
            unless=r"(?:results|reports?|findings) of (?:{of one})",
        ),
        Phrase(
            r"(?:{studies})(?: (?:{within})(?: {between}){1,25}?)?(?: (?:{has})){0,4} (?:{shows})",
            unless_before=r"(?:{imaging})|{asked}|{doubted}",
            # "Trials find out whether", "studies show how": what they are for, no result.
            unless_after=r"(?:out )?(?:if|whether)|out",
        ),
        # They suggest and find things at work, too: "experts show you how".
        Phrase(
            r"(?:{expert})(?: (?:{within})(?: {between}){1,12}?)?(?: (?:{has})){0,4} (?:{shows}|{says}"
            r"|recommend|advise)",
            unless_before=r"(?:your|my|his|her|our|{asked}|{doubted})(?: \w+)?",
            unless_after=r"(?:that )?(?:you|your|him|her|them|how to|in)",
        ),
        Phrase(
            r"(?:{clinicians})(?: (?:{has})){0,4} (?:{says}|(?:found|shown|discovered|observed|noticed"
            r"|report(?:ed)?)"
            r" (?:that|fewer|more|less|good|better|excellent|high|low|encouraging|no))",
            unless_before=r"(?:your|my|his|her|our|their|the|two|both|{asked}|{doubted})(?: \w+)?",
            unless_after=r"(?:that )?(?:you|your|him|her)",
        ),
        Phrase(
            r"(?:team|group|laboratory) (?:at|from|in|of)(?: {between}){1,8}? (?:{shows}|{says})",
            unless_before=r"(?:your|our|my|care|support|{asked})(?: \w+)?",
            unless_after=r"(?:you|your|a plan)",
        ),
        Phrase(
            r"(?:there is|there are|there[’']s|has|have) (?:(?:also|now|some|good|strong|growing|increasing"
            r"|clear"
            r"|solid|convincing|ample|mounting|plenty of|a|body of|scientific|clinical|early|recent"
            r"|considerable"
            r"|promising|more and more|much|lots of) ){0,4}(?:evidence|proof|research|data)"
            r" (?:that|for|to (?:support|suggest|show)|behind|in favour|from)",
            unless_before="{asked}",
        ),
        Phrase(
            r"(?:backed|supported|proven|proved|confirmed|endorsed|recommended|underpinned|validated|borne "
            r"out)"
            r"(?: up)? (?:by|in) {kind}(?:science|research|evidence|studies|trials|experts|scientists"
            r"|doctors|data)",
            unless_before=r"(?:not|isn[’']t|no|nor|never|{asked})(?: \w+)?",
        ),
        Phrase(
            r"(?:clinically|scientifically|medically) (?:proven|tested|shown|proved)",
            unless_before="not|never",
        ),
        Phrase(r"(?:has|have)(?: been)? shown(?: to be)? (?:promis(?:e|ing)|effective(?:ness)?|efficacy)"),
        Phrase(
            r"(?:has|have|had|is|are|was|were)(?: (?:{has}|\w+ly|in {kind}(?:{studies}))){0,3} (?:shown"
            r"|proven|proved"
            r"|demonstrated) to(?! (?:your?|me|us|them|an?|the|my|her|his|our|each|every|people|patients"
            r"|children"
            r"|be (?:in|at|on|\d))\b)",
            unless_before="{asked}",
        ),
        Phrase(
            r"(?:has|have|had|is|are|was|were)(?: (?:{has}|\w+ly)){0,3} found to (?:{claim})",
            unless_before=r"(?:if|when|unless)(?: \w+){1,3}",
        ),
        Phrase(
            r"(?:has|have|had)(?: (?:{has}|\w+ly)){0,2} been(?: \w+ly)? (?:linked|associated) (?:to|with)"
        ),
        Phrase(
            r"(?:is|are|was|were)(?: (?:{has}|\w+ly)){0,2} linked to",
            unless_after=r"(?:an?|the|your|our|each|one|another) (?!(?:\w+ )?(?:risk|chance|rate|lower"
            r"|higher|greater"
            r"|reduced|increased|shorter|longer|better|worse)\b)[\w’'-]+",
        ),
        Phrase(
            r"it (?:is|was|has been|has) (?:(?:now|well|widely|generally|long|been) ){0,2}"
            r"(?:proven|proved|shown|demonstrated|established|accepted|agreed) that",
        ),
        Phrase(
            r"(?:{expert})(?: (?:{within})(?: {between}){1,8}?)? (?:have been|were|are) (?:\w+ "
            r")?(?:surprised|impressed"
            r"|excited|encouraged|convinced|confident|optimistic)",
            unless_before="your|my|his|her|our|{asked}",
        ),
        Phrase(
            r"(?:says?|said|believes?|claims?|reports?|reported) (?:(?!your|my|our|the)[\w’'-]+ "
            r")?(?:{expert})"
        ),
        Phrase(r"in recent studies"),
        Phrase(
            r"in {kind}(?:study|studies|trials?|surveys?|poll|analysis|experiments?|tests)(?:,? "
            r"{between}){1,14}? "
            r"(?:{result})",
            unless_before=r"(?:part|join\w*|enrol\w*|given|used|tested|available|people|those|{asked})(?: "
            r"\w+){0,2}",
        ),
        Phrase(
            r"(?:better|longer|fewer|less|more|shown|seen|observed|worked|helped|reduced|improved|lowered"
            r"|shrank)"
            r"(?: {between}){0,10}? in {kind}(?:study|studies|trials?|surveys?)",
            unless_before=r"{asked}|{doubted}|not",
            unless=r"your?|taking part|take part|join",
        ),
    ),
)


# "We do not know of any drug that has been shown to help": who says so leans on nothing.
NOT_KNOWN = re.compile(
    r"\b(?:(?:do|does|did)(?: not|n[’']t) know|not known|unknown|unclear|nobody knows)\b", re.I
)


def leans_on_evidence(sentence: str, words: frozenset[str]) -> str:
    """The words that lean on evidence in a sentence, or "". A question leans on none."""
    if is_question(sentence):
        return ""
    found = LEANING.find(sentence, words)
    return found[0] if found and not NOT_KNOWN.search(sentence, 0, found.start()) else ""
