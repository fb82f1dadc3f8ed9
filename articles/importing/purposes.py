"""A first guess of what a section is for, from its heading. An editor decides."""

import re

# The first that fits decides, so the narrow ones come first.
_WORDS = (
    ("get-help", r"when to (?:get|seek|call|see)|emergenc|warning signs|urgent"),
    ("questions", r"questions?\b.*\b(?:ask|doctor|team)|questions to"),
    ("no-treatment", r"no treatment|without treatment|not treat|watchful waiting|if you do nothing"),
    ("risks", r"side effects?|risks?\b|complications?|adverse|harms?\b|safety|toxicit"),
    ("other-options", r"(?:treatment|other) options|alternatives?\b|options for|choices"),
    ("uncertainty", r"uncertain|not known|research|challenges|future|evidence|clinical trials?|studies"),
    ("quality-of-life", r"quality of life|living with|coping|daily life|supportive care|well-?being"),
    ("support", r"resources?\b|support\b|organi[sz]ations?\b|helplines?|contacts?\b|charit"),
    ("benefits", r"benefits?\b|effectiveness|how well|success|outcomes?\b"),
    ("diagnosis", r"diagnos|evaluation|symptoms?|signs\b|screening|staging|stages?\b|tests?\b|detect"),
    ("how-it-works", r"how .*works?\b|techniques?|procedures?|types of|mechanism|used for|use in"),
    ("overview", r"overview|introduction|summary|about\b|what (?:is|are)\b|general information|background"),
)
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
_PATTERNS = tuple((purpose, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for purpose, words in _WORDS)


def purpose_of(heading: str) -> str:
    """A key of articles.content.PURPOSES; "other" where no word tells."""
    return next((purpose for purpose, words in _PATTERNS if words.search(heading[:300])), "other")
