"""Names of journals and organizations in a sentence."""

import re

from .words import Words

# "published in the Annals of Something": any name in capitals counts as a journal.
AFTER_PUBLISHED = re.compile(
    r"\b(?:published|reported|appeared) in (?:the (?=[A-Z]))?"
    r"((?:The )?[A-Z][\w&’'-]*(?: (?:(?:of|and|the|in|for|on|&) ){0,2}[A-Z][\w&’'-]*)*)"
)
# "Cancer Research UK" and "Breast Cancer Research Foundation" begin like journals.
BODY = re.compile(
    r" (?:Association|Cent(?:er|re)|Foundation|Fund|Group|Institute|Network|Society|Trust|UK)\b"
)
PEOPLE = re.compile(r"\s+(?:adults|children|men|participants|patients|people|populations?|women)\b")


def journals_named(sentence: str, words: Words) -> list[str]:
    """Each mention of a journal: one of the list, or a name after "published in"."""
    found_in_list = words.exact_pattern("journals").finditer(sentence)
    listed = [found.span() for found in found_in_list if not BODY.match(sentence, found.end())]
    others = [found.span(1) for found in AFTER_PUBLISHED.finditer(sentence) if _may_be_journal(found, words)]
    spans = listed + [span for span in others if not any(_overlap(span, taken) for taken in listed)]
    return [sentence[start:end] for start, end in sorted(spans)]


def _may_be_journal(found: re.Match, words: Words) -> bool:
    name = found[1]
    # "reported in HER2-positive disease", "in MRI scans" and "in Asian patients" name no journal.
    is_sign = len(name.split()) == 1 and (name.isupper() or any(c.isdigit() for c in name))
    of_people = PEOPLE.match(found.string, found.end(1))
    return not (is_sign or of_people or words.exact_pattern("not-journals").match(name))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def names_organization(sentence: str, words: Words, names: tuple[str, ...]) -> bool:
    """Whether it names an organization of the list, or one of `names`."""
    if words.exact_pattern("organizations").search(sentence):
        return True
    # Most sentences hold none of thousands of names: `in` first, the pattern only then.
    return any(name in sentence and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) for name in names)
