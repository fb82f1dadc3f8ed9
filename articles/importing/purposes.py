"""A first guess of what a section is for, from its heading. An editor decides."""

import re

from articles.content import PURPOSES

# The kinds of section that collections of questions and answers name.
PURPOSES_OF_KINDS = {
    "information": "overview",
    "symptoms": "diagnosis",
    "exams and tests": "diagnosis",
    "stages": "diagnosis",
    "treatment": "other-options",
    "complications": "risks",
    "research": "uncertainty",
    "considerations": "other",
    "causes": "other",
    "frequency": "other",
    "genetic changes": "other",
    "inheritance": "other",
    "outlook": "other",
    "prevention": "other",
    "susceptibility": "other",
}
_BY_RANK = sorted((purpose.rank, key, purpose.words) for key, purpose in PURPOSES.items() if purpose.words)
_PATTERNS = tuple((key, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for _rank, key, words in _BY_RANK)
# How somebody lives with side effects, not which there are.
LIVED_WITH = re.compile(
    r"\b(?:managing|manage|coping with|cope with|dealing with|living with) side effects", re.I
)


def purpose_of(heading: str) -> str:
    """A key of articles.content.PURPOSES; "other" where no word tells."""
    if LIVED_WITH.search(heading[:300]):
        return "quality-of-life"
    return next((purpose for purpose, words in _PATTERNS if words.search(heading[:300])), "other")
