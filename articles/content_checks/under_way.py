"""Phrases that speak of trials under way. Where to look for trials, and what a trial is, is another "
"matter."""

from .phrases import Phrase, Phrases
from .sentences import is_question

NAMED = {
    "trials": "(?:clinical )?(?:trials?|studies|study)",
    "now": "now|currently|also|still|already|all|both|being|actively|under|just|due|in the process of",
    "tests": "testing|studying|comparing|looking (?:at|into)|investigating|evaluating|exploring|examining"
    "|assessing"
    "|trialling|trialing|researching",
    "tested": "tested|studied|investigated|evaluated|trialled|explored|assessed|compared|researched|looked "
    "at",
    "runs": "running|carrying out|conducting|setting up|planning|working on|recruiting (?:for|people)|doing",
    "who": "researchers|scientists|doctors|teams?|companies|investigators|experts|hospitals|oncologists"
    "|surgeons",
    "between": r"[^\s;:.?!]{1,40}",
    "to look for": "ask(?:s|ed|ing)?|find out (?:about|more|if|whether)|to find (?:an? )?trials?|search"
    "|look for|information|details|more about|register|registry"
    "|list(?:s|ed)?|links?|join(?:ing)?|near you|you (?:may|can|could)|whether|if any|website|database"
    "|talk to"
    "|tell you|suitable for you|open to you",
}
WHO_WORDS = (
    "researchers scientists doctors team teams company companies investigators experts hospitals "
    "oncologists surgeons"
)
UNDER_WAY = Phrases(
    "undergoing trial trials studies study research studied tested investigated evaluated trialled trialling",
    NAMED,
    (
        Phrase(
            r"(?:is|are)(?: (?:{now})){0,3} in (?:(?:phase \w+|early|late|large|clinical|first|human) "
            r"){1,3}trials?"
            r"|undergoing (?:[\w’'-]+ ){0,3}trials?"
            r"|(?:trial|study)(?: {between}){0,8}? has (?:just |now |recently )?(?:opened|started|begun)",
            unless="{to look for}",
        ),
        Phrase(
            r"(?:{who})(?: (?:in|at|from|around)(?: {between}){1,5}?)? (?:is|are)(?: (?:{now})){0,3} "
            r"(?:{tests})"
            r" (?:whether|if|how)",
            unless_before=r"(?:your|my|the|our)(?: \w+)?",
            anchors=WHO_WORDS,
        ),
        Phrase(r"research is(?: (?:{now})){0,3} (?:{tests})", unless="{to look for}"),
        Phrase(
            r"(?:{trials})(?: (?:of|in|on|into|with|comparing|that compares?)(?: {between}){1,12}?)?"
            r" (?:is|are|remains?|continues?)(?: (?:{now})){0,3} (?:ongoing|on-going|under ?way|in progress"
            r"|recruiting"
            r"|enrolling|open|running|going on|continuing|(?:{tests}))",
            unless="{to look for}",
        ),
        Phrase(
            r"(?:ongoing|on-going|continuing|current)(?: [\w’'-]+){0,4} (?:{trials})"
            r"|clinical trials?(?: {between}){0,8} (?:under ?way|ongoing|currently evaluating|continue to "
            r"explore)",
            unless="{to look for}",
        ),
        Phrase(
            r"(?:is|are)(?: (?:{now}|\w+ly)){0,3} (?:{tested}|(?:study|investigation))(?: {between}){0,8}?"
            r" in(?: [\w’'-]+){0,4}? (?:{trials}|people|patients|humans|wom[ae]n|m[ae]n|children|adults)",
            unless="{to look for}|result|sample|blood|urine",
            anchors="tested studied investigated evaluated trialled explored assessed compared researched "
            "looked study investigation",
        ),
        Phrase(
            r"(?:{who})(?: (?:in|at|from|around)(?: {between}){1,5}?)? (?:is|are)(?: (?:{now}|\w+ly)){0,3} "
            r"(?:{tests}"
            r"|{runs})(?: {between}){0,14}? (?:{trials}|vaccine|drugs?|combinations?|treatments?|test"
            r"|therapy|tablets?)",
            unless_before=r"(?:your|my|the|our)(?: \w+)?",
            unless="{to look for}",
            anchors=WHO_WORDS,
        ),
        Phrase(
            r"(?:results|findings)(?: {between}){1,10}? (?:is|are) (?:expected|awaited|due)"
            r"|(?:trial|study)(?: {between}){0,8}? (?:is )?(?:due|expected|set) to (?:report|finish|end"
            r"|start|open|publish)",
            unless="your|{to look for}|tests?|scans?|biopsy|blood",
            anchors="expected awaited due set",
        ),
        Phrase(
            r"trials?(?: {between}){0,6}? continues? to (?:explore|test|look|compare|recruit)",
            unless="{to look for}",
        ),
        Phrase(
            r"(?:{trials})(?: (?:that|which))?(?: (?:{now})){1,2} (?:recruiting|enrolling"
            r"|{tests})",
            unless="{to look for}",
        ),
    ),
)


def under_way(sentence: str, words: frozenset[str]) -> str:
    """The words that speak of trials under way, or "". A question speaks of none."""
    found = None if is_question(sentence) else UNDER_WAY.find(sentence, words)
    return found[0] if found else ""
