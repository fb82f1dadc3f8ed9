"""Shares that are results, "60% of people" or "eight in ten", and percentages that are none: strengths, "
"limits."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .phrases import Phrase, Phrases
from .sentences import REMEMBERED_SENTENCES

TENS = "ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
ONES = "one|two|three|four|five|six|seven|eight|nine"
# Sought where a number begins: from each of its digits on, a long one would cost the square of its length.
# Python 3.11.2, Debian's, goes too far with a possessive group: only characters are repeated so.
PERCENTAGE = re.compile(
    r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*\s?(?:%|per ?cent(?!age|ile)\b)"
    rf"|\b(?:(?:{TENS})(?:-(?:{ONES}))?|{ONES}) per ?cent(?!age|ile)\b",
    re.I,
)
PEOPLE = (
    r"people|persons?|patients?|wom[ae]n|m[ae]n|child(?:ren)?|cases?|tumou?rs|cancers|survivors|adults"
    r"|carers|babies"
    r"|girls|boys|smokers|participants|parents|teenagers|relapses|deaths|operations|families|lumps"
    r"|melanomas|moles"
    r"|couples|users|drinkers|members|nurses|doctors|of us|those|them"
)
SUBSTANCES = (
    r"creams?|gels?|ointments?|lotions?|solutions?|saline|salt|sodium|alcohol|oxygen|fat|cocoa|cotton|urea"
    r"|acid"
    r"|shampoo|mouthwash|drops|foam|powder|spray|paste|silver|formalin|iodine|sugar|juice|wool|silk"
    r"|humidity|speed|power|zinc"
    r"|strength|wine|beer"
    r"|\w{1,20}(?:caine|cortisone|hexidine|uracil|oxide|chloride|imod|extrose|lucose|fenac|azole|profen"
    r"|menthol|icin)"
)
# Counted by weight, volume or money, or a limit at which somebody acts.
MEASURES = (
    r"oxygen|humidity|saturation|sats|ha?ematocrit|ejection fraction|body ?weight|insurance|insurer"
    r"|tax(?:ed)?|VAT"
    r"|wages?"
    r"|salary|sick pay|rent|fares?|parking|pension|benefit pays"
)
BEFORE_NO_RESULT = re.compile(
    rf"\b(?:(?:{SUBSTANCES}|concentrations?|strengths?)(?: \w+){{0,2}} \(?(?:\d[\d.,%]* (?:and|or|to) )?"
    r"|contain(?:s|ing)? (?:about |only )?"
    r"|(?:aims?|targets?|goals?)(?: [\w’'-]+){0,6} "
    r"|dos(?:e|es|age)\b[^.;]{0,40}? (?:to|by|of) (?:about |around |only )?"
    r"|confidence (?:levels?|intervals?|limits?)(?: \w+)? |sav(?:e|es|ing) (?:up to )?|discounts? of (?:up "
    r"to )?"
    rf"|(?:{MEASURES})\b[^.;]{{0,40}}? )$",
    re.I,
)
AFTER_NO_RESULT = re.compile(
    rf" (?:\w+ )?(?:{SUBSTANCES})\b"
    r"|\)? ?(?:confidence|CI\b|credible|certainty|certain\b|limits|off\b|discount|cheaper|more expensive)"
    r"| of (?:what|(?:the |its )?(?:expected|predicted|normal|average))\b"
    rf"| of (?:your|our|my|its|his|her|their) (?!(?:\w+ )?(?:{PEOPLE})\b)"
    r"| of (?:(?:your|the|their|its|his|her|normal|usual|all|full) ){0,3}(?:(?:tumou?r|cancer|blood|body"
    r"|dose|daily"
    r"|planned|usual) )?(?:weight|cells|cost|costs|price|fee|fees|dose|rent|wages?|salary|pay|stairs|calories"
    r"|bill|what you)\b"
    r"| (?:blasts|sure|certain|accurate|reliable|effective|safe|natural|pure|free|fit|better|yourself)\b"
    r"|\w* ?(?:on|for) (?:parking|prescriptions)\b",
    re.I,
)
# "100% sure", "not 100% that day"; "100% of people" is a result like any other.
WHOLE = re.compile(r"100\D")
OF_A_GROUP = re.compile(r" (?:of|survival|response|cure)\b", re.I)
# Said of money, things and values of one body, unless people or what becomes of them are spoken of.
OF_THINGS = re.compile(
    r"[£$€]|\b(?:battery|loan|interest|syringe|bag|pump|bottle|form|page|screen|budget|donations?|donors?"
    r"|funds?"
    r"|raised?|grants?|money|income|price[sd]?|fees?|bills?|insur\w+|premiums?|reimburs\w+|claim|tax|wages?"
    r"|salary|pay|paid|pension|charged?|refund|allowance|benefits?|humidity|room|filled|full|dilut\w+"
    r"|strength"
    r"|normal|(?:should|must|needs? to) (?:be|stay|reach)|(?:works?|runs?|sets?|keeps?|kept|held|stays?) "
    r"(?:\w+ ){0,3}at|feed|jobs|law|firms|companies|plate|our readers|beds?|letters|masks?|filters?|drip|door"
    r"|digits|particles|tickets?|staff|website|calls?"
    r"|budget)\b",
    re.I,
)
OF_PEOPLE = re.compile(
    rf"\b(?:{PEOPLE}|patient|survival|surviv\w+|risks?|chances?|cur(?:e|es|ed)|relapse[sd]?|alive|died?"
    r"|recur\w*"
    r"|response|respond\w*|success\w*|failure|side effects?|complications?|odds|likelihood)\b",
    re.I,
)
# "Eat 10% more" tells people what to do; it isn't a result.
TO_DO = re.compile(
    r"\W*(?:eat|drink|choose|wear|use|buy|stop|aim|rinse|clean|paint|wipe|mix|dilute|apply|inject|lose|gain"
    r"|set|take|give|keep|run|divide|turn|fill|pour|add)\b",
    re.I,
)

NUMBERS = (
    rf"\d{{1,3}}(?:,\d{{3}})*|\d{{4,7}}|{ONES}|{TENS}|eleven|twelve|fifteen|a hundred|one hundred|a thousand"
)
NUMBER_WORDS = f"0 {ONES} {TENS} eleven twelve fifteen hundred thousand".replace("|", " ")
PARTS = ("third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths")
BEFORE_PARTS = ("", "a-", "one-", "two-", "three-", "four-", "nine-", "almost-", "nearly-")
PART_WORDS = " ".join(["half", *(before + part for before in BEFORE_PARTS for part in PARTS)])
SHARES = Phrases(
    anchors="half thirds third quarters quarter fifths fifth tenths tenth in of",
    named={"number": NUMBERS, "people": PEOPLE},
    rows=(
        Phrase(
            r"(?:{number})(?: (?:{people}|times|or \w+))? (?:in|out of|of every)(?: every| the| these)? "
            r"(?:{number})",
            unless_before=r"[£$€]|pain|rated?|stage|grade|means?|mean that|rating|of"
            r"|(?:no|not|never|n[’']t)(?: \w+){0,2} (?:more|less) than",
            unless=r"rate (?:your|the|it)|pain is|if it is|scores?|scored|scale|rating",
            unless_after=r"(?:ml|mg|l|weeks?|days?|months?|hours?|minutes|nights|tablets?|doses?|ways|steps"
            r"|stages|parts"
            r"|cycles|cm|mm)",
            anchors=NUMBER_WORDS,
        ),
        Phrase(
            r"(?:\d{1,3}(?:,\d{3})*) of (?:the )?(?:\d{1,3}(?:,\d{3})*)(?: \w+)? (?:{people})",
            anchors="0",
        ),
        # "A survey of 900 carers" tells how many were asked, "of 900 carers, 20" what came of it.
        Phrase(r"(?:out of|(?:of|for|in) every) (?:{number}) (?:\w+ )?(?:{people})", anchors="out every"),
        Phrase(
            r"(?:for|in|of) (?:the )?(?:{number}) (?:\w+ )?(?:{people})(?: [\w’'-]+){0,8}, (?:\w+ "
            r"){0,2}(?:{number})",
            unless_before=r"[\w’'-]+",
            anchors=NUMBER_WORDS,
        ),
        Phrase(
            r"(?:half|(?:a|one|two|three|four|nine|almost|nearly)[ -](?:thirds?|quarters?|fifths?"
            r"|tenths?))(?: of)?"
            r"(?: all)?(?: the| these| those| our)?(?: (?!that\b|who\b)[\w’'-]+){0,2}? (?:{people})",
            unless_before=r"(?:and a|a|an|other|better|past|one and a|take)",
            # What a median is.
            unless=r"half [^.]{1,80} and (?:the other )?half",
            anchors=PART_WORDS,
        ),
        Phrase(
            r"(?:half|(?:a|one|two|three|four)[ -](?:thirds?|quarters?|fifths?)) (?:(?:have|had|were|are) )?"
            r"(?:felt|feel|said|say|lived|live|died|die|got|recover(?:ed)?|survived?|reported|improved"
            r"|stopped"
            r"|relapsed?|will|would|may|need(?:ed)?|responded|alive|cured|better|worse)",
            unless_before=r"(?:a|an|other|better|past|take|first|second|last|the)",
            # What a median is.
            unless=r"half [^.]{1,80} and (?:the other )?half",
            anchors=PART_WORDS,
        ),
    ),
)  # fmt: skip


def _is_of_things(text: str) -> bool:
    return bool(OF_THINGS.search(text) and not OF_PEOPLE.search(text))


def percentages(text: str) -> Iterator[re.Match]:
    """The percentages in a text that are results: neither the strength of a cream nor a limit, a price, a
    change of dose or how sure a statistician is."""
    # Most sentences have none.
    if "%" not in text and "cent" not in text.lower():
        return
    is_of_things = TO_DO.match(text) or _is_of_things(text)
    for found in PERCENTAGE.finditer(text):
        before = text[max(0, found.start() - 50) : found.start()]
        is_whole = WHOLE.match(found[0]) and not OF_A_GROUP.match(text, found.end())
        if not (
            is_of_things
            or is_whole
            or BEFORE_NO_RESULT.search(before)
            or AFTER_NO_RESULT.match(text, found.end())
        ):
            yield found


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def shares(sentence: str, words: frozenset[str]) -> tuple[str, ...]:
    """The results of a sentence that are told as a share: first the percentages, then "eight in ten"."""
    told = [found[0] for found in percentages(sentence)]
    told += [found[0] for found in SHARES.all(sentence, words)]
    return () if told and _is_of_things(sentence) else tuple(told)
