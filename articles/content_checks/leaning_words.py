"""The words of the phrases that lean on evidence: who finds things out, and how that is told."""

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
