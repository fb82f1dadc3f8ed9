"""Phrases that lean on evidence: studies, experts, proof. A row a kind, with what only looks alike."""

import re
from functools import lru_cache

from .leaning_words import ANCHORS, CLINICIAN_WORDS, EXPERT_WORDS, NAMED, OUTCOME_WORDS, STUDY_WORDS
from .phrases import Phrase, Phrases
from .sentences import REMEMBERED_SENTENCES, is_question

LEANING = Phrases(
    ANCHORS,
    NAMED,
    (
        Phrase(
            r"according to(?: [^\s.;:]+){0,3}? (?:{study}|{expert}|doctors)",
            unless=r"according to (?:(?:the|these) )?(?:{of one}|results of)",
            anchors="according",
        ),
        Phrase(
            r"(?:{outcomes})(?:,? (?:{within})(?: {between}){1,25}?)?(?: (?:{has})){0,4} (?:{shows})",
            unless_before=r"(?:{of one})(?: \w+)?|{asked}|{doubted}",
            unless_after="{sight}",
            unless=r"(?:results|reports?|findings) of (?:{of one})",
            anchors=OUTCOME_WORDS,
        ),
        Phrase(
            r"(?:{studies})(?:,? (?:{within})(?: {between}){1,25}?|, [^,;:.?!]{1,40},)?(?: "
            r"(?:{has})){0,4} (?:{shows}|says?)",
            unless_before=r"(?:{imaging})|{asked}|{doubted}",
            # "Trials find out whether", "studies show how": what they are for, no result.
            unless_after=r"(?:out )?(?:if|whether)|out",
            anchors=STUDY_WORDS,
        ),
        Phrase(
            r"(?:{studies}|(?:early|first|latest|initial|interim|long-term|these|trial) (?:{outcomes}))"
            r"(?: (?:{within})(?: {between}){1,12}?)?(?: (?:{has})){0,3} (?:looks?|looked|is|are|was|were"
            r"|been"
            r"|seems?|appears?)(?: (?:very|so|highly|now|all))? (?:{good}|clear(?: that)?|solid|sound|strong"
            r"|robust|overwhelming"
            r"|growing|mounting|building|accumulating|emerging)",
            unless_before=r"(?:{imaging})|(?:{of one})|{asked}|{doubted}",
            anchors=f"{STUDY_WORDS} {OUTCOME_WORDS}",
        ),
        Phrase(
            r"(?:{studies}|{expert})(?:,? (?:{within})(?: {between}){1,12}?)?,?(?: {between}){0,4}? "
            r"(?:has|have)"
            r"(?: {between}){0,5}? (?:{participle})",
            unless_before=r"(?:your|my|his|her|our)(?: \w+)?|(?:{imaging})|{asked}|{doubted}",
            unless_after="(?:out )?(?:if|whether)|out|you|{sight}",
            anchors="has have",
        ),
        Phrase(
            r"(?:evidence|research|studies|trials|data|science)(?:,? (?:{within})(?: {between}){1,12}?)? "
            r"(?:do|does|did)(?: not|n[’']t) "
            r"(?:support|show"
            r"|suggest|find|prove|back|confirm)",
            unless_before=r"(?:{imaging})|{asked}|{doubted}",
            anchors="not don't don’t doesn't doesn’t didn't didn’t",
        ),
        Phrase(
            r"(?:evidence|proof|data|findings)(?: (?:{has})){0,3} (?:emerged|come to light) that"
            r"|links?(?: (?:{has})){1,4} (?:found|shown|seen|established) (?:between|with|to)",
            unless_before="{asked}|{doubted}",
            anchors="emerged light link links",
        ),
        Phrase(
            r"(?:{expert}) (?:are|is)(?: (?:{has})){0,2} (?:calling for|warning|urging|saying|reporting)",
            unless_before=r"(?:your|my|his|her|our|{asked})(?: \w+)?",
            anchors="calling warning urging saying reporting",
        ),
        Phrase(
            r"(?:papers?|articles?) in(?: {between}){1,6}?(?: (?:{has})){0,3} (?:{shows}|says?)",
            anchors="paper papers article articles",
        ),
        Phrase(
            r"(?:journal|annals) of(?: {between}){1,5}? (?:has )?(?:says?|said|reports?|reported) that",
            anchors="journal annals",
        ),
        Phrase(
            r"(?:tested|tried) in {kind}(?:trials|studies),? and (?:works?|worked|found|shown|proved)",
            anchors="tested tried",
        ),
        Phrase(
            r"what (?:(?:the|this|all|most|our) )?(?:{studies})(?: (?:{has})){0,3} (?:{shows}|says?) is",
            anchors="what",
        ),
        Phrase(
            r"(?:{studies})(?: {between}){1,10}?,? (?:(?:and|but) )?(?:most|many|all|some|several|few"
            r"|both|none)"
            r"(?: of (?:them|these))?(?: (?:{has})){0,2} (?:found|showed|shown|reported|concluded"
            r"|suggest(?:ed)?)",
            unless_before="{asked}",
            anchors=STUDY_WORDS,
        ),
        Phrase(
            r"(?:people|patients|wom[ae]n|m[ae]n|children|those|participants|volunteers)(?: "
            r"{between}){0,5}? in"
            r" {kind}(?:study|studies|trials?|surveys?)(?: {between}){0,8}? (?:{result})(?: [\w’'-]+){0,3}?"
            r" (?:longer|fewer|less|better|more|lower|higher|shorter|sooner)",
            unless_before="{asked}",
            anchors="study studies trial trials survey surveys",
        ),
        Phrase(
            r"(?:know|known|learn|learn[et]d?|clear|seen) from {kind}(?:{studies})",
            unless_before="not|n[’']t|{asked}",
            unless_after="{sight}",
            anchors="from",
        ),
        # They suggest and find things at work, too: "experts show you how".
        Phrase(
            r"(?:{expert})(?: (?:{within})(?: {between}){1,12}?)?(?: (?:{has})){0,4} (?:{shows}|{says}"
            r"|recommend|advise)",
            unless_before=r"(?:your|my|his|her|our|{asked}|{doubted})(?: \w+)?",
            unless_after=r"(?:that )?(?:you|your|him|her|them|how to|in)",
            anchors=EXPERT_WORDS,
        ),
        # What only researchers do, so that whoever tells of it leans on their study.
        Phrase(
            r"(?:{researchers})(?: (?:{within})(?: {between}){1,12}?)?(?: (?:{has})){0,2} (?:followed|tracked"
            r"|studied|compared|analy[sz]ed|examined|looked (?:at|into)|measured|surveyed|interviewed"
            r"|reviewed"
            r"|pooled|saw|noticed|spotted|recruited)",
            unless_before=r"(?:your|my|his|her|our|{asked})(?: \w+)?",
            unless_after="you|your|him|her",
            anchors=EXPERT_WORDS,
        ),
        Phrase(
            r"(?:lead|chief|senior|principal|study) (?:{expert}|authors?),?(?: {between}){0,5}? (?:{says}"
            r"|explain(?:s|ed)|commented|added)",
            anchors="lead chief senior principal study",
        ),
        Phrase(
            r"(?:thought|believed|considered|recommended|agreed|suspected|known) by {kind}(?:{expert})",
            anchors="by",
        ),
        Phrase(
            r"(?:{clinicians})(?: (?:at|in|from|around)(?: {between}){1,6}?)?(?: (?:{has})){0,4} "
            r"(?:{says}|(?:found|shown|discovered|observed|noticed"
            r"|report(?:ed)?)"
            r" (?:that|fewer|more|less|good|better|excellent|high|low|encouraging|no))",
            unless_before=r"(?:your|my|his|her|our|their|the|two|both|{asked}|{doubted})(?: \w+)?",
            unless_after=r"(?:that )?(?:you|your|him|her)|{greeting}",
            anchors=CLINICIAN_WORDS,
        ),
        Phrase(
            r"(?:team|group|laboratory) (?:at|from|in|of)(?: {between}){1,8}? (?:{shows}|{says})",
            unless_before=r"(?:your|our|my|care|support|{asked})(?: \w+)?",
            unless_after=r"(?:you|your|a plan)|{greeting}",
            anchors="team group laboratory",
        ),
        Phrase(
            r"(?:team|group),? (?:whose|who|which|led)(?: {between}){1,10}? (?:reported|found|showed"
            r"|concluded"
            r"|discovered)",
            unless_before=r"(?:your|our|my|care|support|{asked})(?: \w+)?",
            unless_after="you|your|{sight}",
            anchors="team group",
        ),
        Phrase(
            r"(?:there is|there are|there[’']s|has|have) (?:(?:also|now|some|good|strong|growing|increasing"
            r"|clear"
            r"|solid|convincing|ample|mounting|plenty of|a|body of|scientific|clinical|early|recent"
            r"|considerable"
            r"|promising|more and more|much|lots of) ){0,4}(?:evidence|proof|research|data)"
            r" (?:that|for|to (?:support|suggest|show|back|indicate|prove)|behind|in favour|from)",
            unless_before="{asked}",
            anchors="evidence proof research data",
        ),
        Phrase(
            r"(?:backed|supported|proven|proved|confirmed|disproved|refuted|contradicted|endorsed"
            r"|recommended|underpinned|validated|borne "
            r"out)"
            r"(?: up)? (?:by|in) {kind}(?:science|research|evidence|study|studies|trials?|analys[ei]s"
            r"|reviews?|experts|scientists"
            r"|doctors|data)"
            r"|(?:shown|demonstrated|documented|observed) in {kind}(?:{studies})",
            unless_before=r"(?:not|isn[’']t|no|nor|never|{asked})(?: \w+)?",
            anchors="backed supported proven proved confirmed disproved refuted contradicted endorsed "
            "recommended underpinned validated borne shown demonstrated documented observed",
        ),
        Phrase(
            r"(?:clinically|scientifically|medically) (?:proven|tested|shown|proved)",
            unless_before="not|never",
            anchors="clinically scientifically medically",
        ),
        Phrase(
            r"(?:has|have)(?: been)? shown(?: to be)? (?:promis(?:e|ing)|effective(?:ness)?|efficacy)",
            anchors="shown",
        ),
        Phrase(
            r"(?:has|have|had|is|are|was|were)(?: (?:{has}|\w+ly|in {kind}(?:{studies}))){0,3} (?:shown"
            r"|proven|proved"
            r"|demonstrated) to(?! (?:your?|me|us|them|an?|the|my|her|his|our|each|every|people|patients"
            r"|children"
            r"|be (?:in|at|on|\d))\b)",
            unless_before="{asked}",
            anchors="shown proven proved demonstrated",
        ),
        Phrase(
            r"(?:has|have|had|is|are|was|were)(?: (?:{has}|\w+ly)){0,3} found to (?:{claim})",
            unless_before=r"(?:if|when|unless)(?: \w+){1,3}",
            anchors="found",
        ),
        Phrase(
            r"(?:has|have|had)(?: (?:{has}|\w+ly)){0,2} been(?: \w+ly)? (?:linked|associated|tied|connected)"
            r" (?:to|with)",
            anchors="linked associated tied connected",
        ),
        Phrase(
            r"(?:is|are|was|were)(?: (?:{has}|\w+ly)){0,2} linked to",
            unless_after=r"(?:an?|the|your|our|his|her|their|my|each|one|another) (?!(?:\w+ )?(?:risk"
            r"|chance|rate|lower"
            r"|higher|greater"
            r"|reduced|increased|shorter|longer|better|worse)\b)[\w’'-]+",
            anchors="linked",
        ),
        Phrase(
            r"(?:is|are|was|were)(?: (?:{has}|\w+ly)){0,2} associated with (?:(?:an?|the) )?(?:\w+ "
            r")?(?:risks?"
            r"|chances?|rates?|survival|outlook|outcomes?|prognosis|lower|higher|greater|reduced|increased"
            r"|shorter|longer|better|worse|poorer|fewer|more|less)",
            unless_before="{asked}",
            anchors="associated",
        ),
        Phrase(
            r"(?:links?|associations?|connections?|relationships?) between(?: {between}){2,12}? (?:is|are|has"
            r" been|have been|was|were)(?: (?:now|well|very|quite|clearly|\w+ly)){0,2} (?:established|proven"
            r"|shown|demonstrated|documented|confirmed|clear|strong)",
            unless_before="{asked}|{doubted}",
            anchors="link links association associations connection connections relationship relationships",
        ),
        Phrase(
            r"(?:show(?:s|ed|n)?|had) (?:(?:some|clear|strong|good|early|real|great|promising) )?(?:activity"
            r"|promise|benefits?|effects?|effectiveness|efficacy|responses?)(?: {between}){0,8}? in {kind}"
            r"(?:{studies})",
            unless_before="{asked}|{doubted}",
            anchors="activity promise benefit benefits effect effects effectiveness efficacy responses",
        ),
        Phrase(
            r"it(?: (?:is|was|has been|has)|[’']s(?: been)?) (?:(?:now|well|long|been|\w+ly) ){0,2}"
            r"(?:proven|proved|shown|demonstrated|established|accepted|agreed) that"
            r"|it (?:is|has) (?:(?:now|often|also|been) ){0,2}(?:observed|noted|reported|documented"
            r"|suggested|found|seen) that"
            r"|in (?:\w+ ){0,2}(?:surveys|polls),?(?: {between}){1,6}? (?:say|report|tell)",
            anchors="proven proved shown demonstrated established accepted agreed observed noted reported "
            "documented suggested found seen surveys polls",
        ),
        Phrase(
            r"(?:{expert})(?: (?:{within})(?: {between}){1,8}?)? (?:have been|were|are) (?:\w+ "
            r")?(?:surprised|impressed"
            r"|agreed|united|unanimous|excited|encouraged|convinced|confident|optimistic)",
            unless_before="your|my|his|her|our|{asked}",
            anchors=EXPERT_WORDS,
        ),
        Phrase(
            r"(?:says?|said|believes?|claims?|reports?|reported) (?:(?!your|my|our|the)[\w’'-]+ "
            r")?(?:{expert})",
            anchors=EXPERT_WORDS,
        ),
        Phrase(r"in recent studies", anchors="studies"),
        Phrase(
            r"in {kind}(?:study|studies|trials?|surveys?|poll|analysis|experiments?|tests)(?! \d{1,2} "
            r"(?:{result}))(?:,? "
            r"{between}){1,14}? "
            r"(?:{result})",
            unless_before=r"(?:part|join\w*|enrol\w*|given|used|tested|available|people|those|{asked})(?: "
            r"\w+){0,2}",
            anchors="study studies trial trials survey surveys poll analysis experiment experiments tests",
        ),
        Phrase(
            r"(?:better|longer|fewer|less|more|shown|seen|observed|worked|helped|reduced|improved|lowered"
            r"|shrank)"
            r"(?: {between}){0,10}? in {kind}(?:study|studies|trials?|surveys?)",
            unless_before=r"{asked}|{doubted}|not",
            unless=r"your?|taking part|take part|join",
            anchors="study studies trial trials survey surveys",
        ),
    ),
)


# "We do not know of any drug that has been shown to help": who says so leans on nothing.
NOT_KNOWN = re.compile(
    r"\b(?:(?:do|does|did)(?: not|n[’']t) know|not known|unknown|unclear|nobody knows)\b", re.I
)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def leans_on_evidence(sentence: str, words: frozenset[str]) -> str:
    """The words that lean on evidence in a sentence, or "". A question leans on none."""
    if is_question(sentence):
        return ""
    found = LEANING.find(sentence, words)
    return found[0] if found and not NOT_KNOWN.search(sentence, 0, found.start()) else ""
