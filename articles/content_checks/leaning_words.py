"""The words of the phrases that lean on evidence: who finds things out, and how that is told."""

STUDIES = (
    "study|studies|trials?|research|surveys?|polls?|evidence|meta-analys[ei]s|analys[ei]s|reviews?|science"
    "|statistics|literature|experiments?|follow-up|experience|(?:laboratory|lab|animal) (?:tests|work)"
    r"|body of work|evidence base|(?:previous|earlier|recent|later|early|pioneering|their) work|tests "
    r"(?:on|in) (?:\w+ ){0,2}(?:mice"
    "|rats|animals|cells)"
)
# What one person's test has as well: "your results show", "the scan report confirms".
OUTCOMES = "results|reports?|findings|data|figures"
EXPERTS = (
    "authors|(?:research|scientific) (?:teams|groups)|experts?|scientists?|researchers?|investigators?"
    "|specialists|epidemiologists|psychologists"
    "|nutritionists"
    "|dietitians|oncologists|cardiologists|urologists|dermatologists|ha?ematologists|neurologists|academics"
    "|statisticians|biologists"
)
CLINICIANS = "doctors|physicians|surgeons|nurses|clinicians|radiologists|pathologists|clinics|hospitals"
NAMED = {
    "study": f"{STUDIES}|{OUTCOMES}",
    "studies": STUDIES,
    "outcomes": OUTCOMES,
    "expert": EXPERTS,
    "researchers": "researchers?|scientists?|investigators?|epidemiologists|academics|statisticians"
    "|biologists",
    "clinicians": CLINICIANS,
    "shows": "show(?:s|ed|n|ing)?|suggest(?:s|ed|ing)?|demonstrat(?:e|es|ed|ing)|report(?:s|ed|ing)?"
    "|indicat(?:e|es|ed|ing)|highlight(?:s|ed|ing)?|finds?|found|reveal(?:s|ed|ing)?|confirm(?:s|ed|ing)?"
    "|prove[sdn]?|proving|link(?:s|ed|ing)?|conclud(?:e|es|ed)|discover(?:s|ed)?|observe[sd]?"
    "|establish(?:es|ed)|point(?:s|ed)? (?:to|towards?|in)|supports?|supported|backs|backed|back up"
    "|identif(?:y|ies"
    "|ied)|noted|hint(?:s|ed)? (?:at|that)|t(?:ells?|old|eaches|aught|each) us|chang(?:es|ed) (?:what|how"
    "|the way)|transformed|overturned|challeng(?:es|ed)|casts? doubt|sheds? (?:new )?light|rais(?:es|ed) "
    "(?:hopes?|doubts?|questions?|concerns?|the possibility)|rul(?:es|ed) out|bears? (?:this|it) out"
    "|(?:reach|come to|came to)(?:es|ed)? (?:the same|similar) conclusions?|debunk(?:s|ed)|dispel(?:s"
    "|led)|questions|questioned"
    "|favou?r(?:s|ed)?|implicate[sd]?|uncover(?:s"
    "|ed)?|describe[sd]? (?:fewer|more|less|better|lower|higher)|failed to (?:find|show|prove|demonstrate"
    "|confirm|detect)|yet to (?:find"
    "|show|prove|demonstrate|confirm)|(?:produced?|produces|gave|given|yielded|had) (?:very |highly "
    ")?{good} (?:early )?(?:results|data|findings)",
    "participle": "shown|found|proven|proved|demonstrated|discovered|confirmed|revealed|concluded|linked"
    "|noticed|observed"
    "|seen|learn(?:ed|t)|reached|established|reported|identified",
    "good": "reassuring|promising|encouraging|striking|impressive|convincing|compelling|exciting|remarkable"
    "|disappointing",
    "says": "says?|said|agree(?! (?:on|to|with|an?)\\b)|agreed that|believes?|thinks?|thought|claim(?:s|ed)?"
    "|argued?|estimated?|warn(?:ed)?|call(?:ed)? for|urged?|suspect(?:ed)?|expect|consider|predict|have "
    "known|understand",
    "has": "to date|has|have|had|also|been|now|long|consistently|repeatedly|recently|already|clearly"
    "|often|even|still"
    "|widely|generally|largely|since|previously|once|first|strongly|later|both|again|further|all|always"
    r"|so far",
    # What may stand between a study and what it shows: no wish, no doubt, and nobody who is spoken to.
    "between": r"(?!(?:may|might|can|could|will|would|should|must|to|if|whether|your?|is|are|be|not|no)\b)"
    r"[^\s;:.?!]{1,40}",
    "within": "collected|gathered|pooled|recorded|behind|funded|paid|backed|sponsored|commissioned"
    "|testing|examining|exploring|tracking"
    "|following|covering|spanning|including|based|taken|run|out|released|announced|presented|reported|led"
    "|made|done|to date|so far|of|from|in"
    "|on|into"
    "|by|among|with|at|comparing|involving|published|conducted|carried|done"
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
    "sight": r"that (?:your?|he|she|her|his|my)|if|whether|how (?:much|far"
    r"|well|large|many|fast|big|deep|quickly)|where|which|what|your?|him"
    "|her",
    # "Doctors say hello", or say “benign”.
    "greeting": r"hello|goodbye|yes|thank|(?<=[“‘\"])\w+",
    "kind": r"(?:[\w’'-]{1,30},? ){0,4}?",
}
# One of them stands in whatever the words above find.
STUDY_WORDS = (
    "study studies trial trials research survey surveys poll polls evidence meta-analysis meta-analyses "
    "analysis analyses review reviews science statistics literature experiment experiments follow-up "
    "experience tests work"
)
OUTCOME_WORDS = "results report reports findings data figures"
EXPERT_WORDS = (
    "author authors teams groups expert experts scientist scientists researcher researchers investigator "
    "investigators specialists epidemiologists psychologists nutritionists dietitians oncologists "
    "cardiologists urologists dermatologists haematologists hematologists neurologists academics "
    "statisticians biologists"
)
CLINICIAN_WORDS = "doctors physicians surgeons nurses clinicians radiologists pathologists clinics hospitals"
ANCHORS = (
    f"{STUDY_WORDS} {OUTCOME_WORDS} {EXPERT_WORDS} {CLINICIAN_WORDS} shown proven proved demonstrated linked "
    "found associated established accepted agreed disproved refuted contradicted united unanimous tied "
    "connected observed team group tested proof"
)
