"""Lines that keep people safe: an import never drops one, whatever else it says.

The list is generous on purpose. To keep one advertisement too many costs an editor a glance; to lose one line
on an overdose may cost a reader dearly.
"""

import re

_WHO = (
    r"doctors?|gp|nurses?|pharmacists?|physicians?|oncologists?|surgeons?|midwife|dentists?|clinic|hospital"
    r"|practice|surgery|health\W?care|care team|cancer team|medical team|treatment team|provider|clinician"
)
_NUMBER = r"(?<![\d$£€.-])(?:911|999|112|000|111|988)(?![-.,]?\d)"
_PATTERNS = (
    r"overdos\w*|too (?:many|much)|double dose|missed (?:a )?dose|antidote",
    r"poison\w*|toxic(?:ity)?|swallowed|reach of children",
    r"emergenc\w*|ambulance|casualty|life.threatening",
    rf"(?:call|calling|dial|ring|phone|telephone|text)\b.{{0,40}}?{_NUMBER}",
    rf"{_NUMBER}\W{{0,9}}(?:now|at once|immediately)?\W{{0,9}}$",
    r"help\W?lines?|hot\W?lines?|crisis line|nurse line|advice line",
    r"do not|don[’']t|must not|should not|never|avoid|beware|warnings?|caution|danger\w*|not recommended",
    r"stop (?:taking|using|(?:the|your) \w+|treatment)|stop,? (?:and|then) (?:call|see|get|seek|tell)",
    r"(?:call|tell|contact|phone|ring|ask|see|inform|consult|talk to|speak (?:to|with)|check with|report|let)"
    rf"\b.{{0,40}}?\b(?:{_WHO})",
    r"(?:get|seek|need|find|call for) (?:\w+ ){0,3}(?:help|medical (?:attention|advice|care))",
    r"(?:report|tell|call|contact|watch|notice|if you (?:have|get)|warn)\b.{0,60}?\b(?:side|adverse|unwanted)"
    r" (?:effects?|reactions?)",
    r"(?:side|adverse|unwanted) (?:effects?|reactions?)\b.{0,60}?\b(?:report|tell|call|contact|stop)",
    r"allergic reactions?|anaphyla\w*|interact(?:s|ions?)?",
    r"(?:trouble|difficulty|problems?) (?:with )?(?:breathing|swallowing)|short(?:ness)? of breath|chest pain"
    r"|unconscious|collaps\w+|suicid\w*",
)
SAFETY = re.compile(rf"(?<!\w)(?:{'|'.join(_PATTERNS)})(?!\w)", re.IGNORECASE)


def is_safety_advice(line: str) -> bool:
    """Whether a line speaks of an overdose, an emergency, help by telephone, what not to do, whom to call
    or effects to report."""
    return SAFETY.search(line) is not None
