"""Phrases that lean on evidence: studies, experts, proof. A row a kind, with what only looks alike."""

import re

from .phrases import Phrase, Phrases
from .sentences import is_question

STUDIES = (
    "study|studies|trials?|research|surveys?|polls?|evidence|meta-analys[ei]s|analys[ei]s|reviews?|science"
    "|statistics|literature|experiments?|(?:laboratory|lab|animal) (?:tests|work)|tests (?:on|in) (?:mice"
    "|rats|animals|cells)"
)
# What one person's test has as well: "your results show", "the scan report confirms".
OUTCOMES = "results|reports?|findings|data|figures"
EXPERTS = (
    "experts?|scientists|researchers|investigators|specialists|epidemiologists|psychologists|nutritionists"
    "|dietitians|oncologists|cardiologists|urologists|dermatologists|ha?ematologists|neurologists|academics"
    "|statisticians|biologists"
)
CLINICIANS = "doctors|physicians|surgeons|nurses|clinicians|radiologists|pathologists|clinics|hospitals"
NAMED = {
    "study": f"{STUDIES}|{OUTCOMES}",
    "studies": STUDIES,
    "outcomes": OUTCOMES,
    "expert": EXPERTS,
    "clinicians": CLINICIANS,
    "shows": "show(?:s|ed|n|ing)?|suggest(?:s|ed|ing)?|demonstrat(?:e|es|ed|ing)|report(?:s|ed|ing)?"
    "|indicat(?:e|es|ed|ing)|highlight(?:s|ed|ing)?|finds?|found|reveal(?:s|ed|ing)?|confirm(?:s|ed|ing)?"
    "|prove[sdn]?|proving|link(?:s|ed|ing)?|conclud(?:e|es|ed)|discover(?:s|ed)?|observe[sd]?"
    "|establish(?:es|ed)|points? to|pointed to|supports?|supported|backs|backed|back up|identif(?:y|ies"
    "|ied)|noted",
    "says": "says?|said|agree(?! (?:on|to|with|an?)\\b)|agreed that|believes?|thinks?|thought|claim(?:s|ed)?"
    "|argued?|estimated?|warn(?:ed)?|suspect(?:ed)?|expect|consider|predict|have known|understand",
    "has": "has|have|had|also|been|now|long|consistently|repeatedly|recently|already|clearly|often|even|still"
    "|widely|generally|largely|since|previously|first|strongly|later|both|again|further|all|always|so far",
    # What may stand between a study and what it shows: no wish, no doubt, and nobody who is spoken to.
    "between": r"(?!(?:may|might|can|could|will|would|should|must|to|if|whether|your?|is|are|be|not|no)\b)"
    r"[^\s;:.?!]{1,40}",
    "within": "of|from|in|on|into|by|among|with|at|comparing|involving|published|conducted|carried|done"
    "|that looked"
    "|looking|using|for|since|over|between|across|about",
    "claim": "help(?:s|ful)?|reduce|lower|increase|raise|improve|prevent|protect|work|slow|shrink|shorten"
    "|ease"
    "|relieve|kill|prolong|lengthen|extend|cause|lead to|affect|fight|boost|worsen|benefit|delay|treat|cure"
    "|decrease|control|calm|speed|promote|inhibit|enhance|contribute|trigger|lessen|cut|play a"
    "|be (?:(?:as|more|less|very|quite|highly|equally|both|just as|particularly) )?(?:better|worse|safer?"
    "|effective|helpful|beneficial|associated|linked|useful|superior|inferior|well tolerated|of|good|likely"
    "|accurate|reliable|active|successful|promising)|have (?:an effect|a role|fewer|less|more|benefits?)",
    "result": "had|were|was|did|didn[’']t|fell|rose|felt|lived|slept|got|went|came|gave|grew|shrank|lost"
    "|led|cut|beat|saw|brought|held|put|ran|hit"
    r"|made|kept|ate|spent|took|needed|\w{2,30}ed",
    "asked": r"(?:ask|asks|what|which|whether|if|how|why|until|unless)(?: [\w’'-]+){0,3}",
    "doubted": r"(?:no|nor|neither|few|little|never|nobody|not enough|n[’']t enough)(?: [\w’'-]+){0,2}",
    "of one": r"your|my|her|his|our|blood|biops(?:y|ies)|imaging|lab|laboratory|pathology|scans?|tests?"
    "|x-rays?"
    "|MRI|CT|PET|ultrasound|urine|swallow(?:ing)?|sleep|conduction|barium|bone|screening|genetic|marrow"
    "|smear",
    "imaging": "your|her|his|imaging|blood|sleep|conduction|barium|urine|swallow(?:ing)?|x-ray|MRI|CT|PET"
    "|ultrasound|scan(?:ning)?|motility|contrast|urodynamics?|emptying|stool|clotting|lung function"
    "|electrophysiology",
    "sight": r"if|whether|how (?:much|far|well|large|many|fast|big|deep|quickly)|where|which|what|your?|him"
    "|her",
    "kind": r"(?:[\w’'-]{1,30} ){0,4}?",
}
ANCHORS = (
    "study studies trial trials research survey surveys poll polls report reports results findings "
    "evidence data analysis analyses meta-analysis meta-analyses review reviews science statistics "
    "figures literature experiment experiments tests work expert experts scientist scientists researchers "
    "investigators specialists epidemiologists psychologists nutritionists dietitians oncologists "
    "cardiologists urologists dermatologists haematologists hematologists neurologists academics "
    "statisticians biologists doctors physicians surgeons nurses clinicians radiologists pathologists "
    "clinics hospitals shown proven proved demonstrated linked found associated established accepted "
    "agreed team group tested proof"
)

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
