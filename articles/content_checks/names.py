"""Names of journals and organizations in a sentence."""

import re

from .words import Words

# "published in the Annals of Something": any name in capitals counts as a journal.
AFTER_PUBLISHED = re.compile(
    r"\b(published|reported|appeared) in (?:the (?=[A-Z]))?"
    r"((?:The )?[A-Z][\w&’'-]*(?: (?:(?:of|and|the|in|for|on|&) ){0,2}[A-Z][\w&’'-]*)*)"
)
# Names that are those of journals wherever they stand.
TITLE = re.compile(
    r"\b(?:(?:[A-Z][\w’'-]+ ){0,4}Journal of|Annals of|Archives of|Proceedings of|Acta)"
    r"(?: (?:(?:the|and|in|of|for|&) ){0,2}[A-Z][\w’'-]+){1,6}"
)
# Other names are words, too ("Gastric Cancer", "Nature"): they need one of these before them.
OF_A_JOURNAL = re.compile(
    r"\b(?:(?:published|reported|appear(?:s|ed|ing)?|printed|describ(?:es|ed)|writ(?:es?|ing|ten)|wrote"
    r"|articles?"
    r"|papers?|stud(?:y|ies)|letters?|editorials?|issues?|findings|results|out|featured|editors)"
    r"(?: [\w’'-]+){0,5}? (?:in|of)|journals?(?: (?:such as|like|called))?)(?: the)?(?: journals?)? $"
)
OWN_WORDS = re.compile(r"Journal|Annals|Lancet|JAMA|NEJM|BMJ|BMC|PLO?S|PLoS|Cochrane|Nature \w|Archives")
NUMBER = re.compile(r" \d")
THAT_PRINTS = re.compile(r" (?:carried|printed|published|ran|retracted)\b")
LANCET_UNIT = re.compile(r" (?:Unit|Ward|Suite|Building|Clinic|Nurses?|Team|Department|Library)\b")
# "Cancer Research UK" and "Breast Cancer Research Foundation" begin like journals.
BODY = re.compile(
    r" (?:Association|Cent(?:er|re)|Foundation|Fund|Group|Institute|Network|Society|Trust|UK)\b"
)
PAPER = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|papers?|articles?|results?|findings|research|cases?|data|reviews?|work"
    r"|reports?|letters?"
    r"|editorial|method|analysis|online|evidence|paper)\b",
    re.I,
)
PEOPLE = re.compile(
    r"\s+(?:adults|children|men|participants|patients|people|populations?|women|lymphomas?|syndrome|disease"
    r"|tumou?rs?"
    r"|sarcomas?|leuka?emias?|cells|cancers?|mice|communities|countries)\b"
)


def journals_named(sentence: str, words: Words) -> list[str]:
    """Each mention of a journal: one of the list, a "Journal of ...", or a name after "published in". A name
    that is made of everyday words needs something before it that tells of a journal."""
    in_list = [found for found in words.exact_pattern("journals").finditer(sentence) if _is_meant(found)]
    known = [found.span() for found in (*in_list, *TITLE.finditer(sentence))]
    paper = PAPER.search(sentence)
    tells_of_paper_from = paper.start() if paper else len(sentence)
    others = [
        found.span(2)
        for found in AFTER_PUBLISHED.finditer(sentence)
        if _may_be_journal(found, words, found.start() > tells_of_paper_from)
    ]
    # Of two that overlap, a known name counts more than another, and a longer one more than its part.
    told = [(span, (True, span[1] - span[0])) for span in known]
    told += [(span, (False, span[1] - span[0])) for span in others]
    kept: list[tuple[tuple[int, int], tuple[bool, int]]] = []
    for span, weight in sorted(told):
        if not kept or not _overlap(span, kept[-1][0]):
            kept.append((span, weight))
        elif weight > kept[-1][1]:
            kept[-1] = (span, weight)
    return [sentence[start:end] for (start, end), _ in kept]


def _is_meant(found: re.Match) -> bool:
    """Whether a name of the list stands there as that of a journal."""
    text, start, end = found.string, found.start(), found.end()
    if BODY.match(text, end) or LANCET_UNIT.match(text, end):
        return False
    if THAT_PRINTS.match(text, end):
        return True
    return bool(OWN_WORDS.search(found[0]) or OF_A_JOURNAL.search(text[max(0, start - 80) : start]))


def _may_be_journal(found: re.Match, words: Words, tells_of_paper: bool) -> bool:
    name = found[2]
    # "The rules were published in Brussels": one word may be a place unless a paper is spoken of.
    if " " not in name and not tells_of_paper:
        return False
    # "reported in HER2-positive disease", "in MRI scans" and "in Asian patients" name no journal.
    is_sign = len(name.split()) == 1 and (name.isupper() or any(c.isdigit() for c in name))
    of_people = PEOPLE.match(found.string, found.end(2))
    is_numbered = NUMBER.match(found.string, found.end(2))
    return not (is_sign or of_people or is_numbered or words.exact_pattern("not-journals").match(name))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def names_organization(sentence: str, words: Words, names: tuple[str, ...]) -> bool:
    """Whether it names an organization of the list, or one of `names`."""
    if words.exact_pattern("organizations").search(sentence):
        return True
    # Most sentences hold none of thousands of names: `in` first, the pattern only then.
    return any(name in sentence and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) for name in names)
