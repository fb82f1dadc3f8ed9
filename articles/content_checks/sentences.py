"""Sentences of a passage, and whether a sentence says where it comes from."""

import re
from collections.abc import Iterator

# Those of some twenty long articles: most of a text stays as it is from one look at it to the next.
REMEMBERED_SENTENCES = 8000
# Not an end: "e.g. Tumours", "Dr. Smith", "No. 4".
ABBREVIATION = re.compile(r"\b(?:al|e\.g|i\.e|vs|cf|ca|approx|Dr|Prof|Mr|Mrs|Ms|St)$")
NUMBERED = re.compile(r"\b(?:[Nn]o|[Ff]ig|[Vv]ol|[Pp]p?)$")
# Citations that follow the full stop still belong to the sentence before.
END = re.compile(r"[.!?][”’\"']?(?:\s*\[[^\[\]]{1,200}\])*\s+")
OPENING_QUOTES = "“‘\"'«„¿¡"

CITATION = re.compile(
    r"\[@[^\[\]]+\]"
    r"|\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]"
    r"|\b10\.\d{4,9}/\S"
    # "10% of moles (1, 3)", as fact sheets cite; a number alone at the end of a clause: "(2) rest" is none.
    r"|(?<=[\w%”’\"'.]) \(\d{1,3}(?:[–-]\d{1,3})?(?:[,;] ?\d{1,3}(?:[–-]\d{1,3})?){1,20}\)"
    r"|(?<=[\w%”’\"'.]) \(\d{1,3}\)(?=[.,;:!?]|$)"
    r"|\bPMID\b:?\s*\d|\bPMC\s?\d|\bNCT\s?\d{6}"
    r"|\bhttps?://|\bwww\.",
    re.I,
)
ADDRESS = re.compile(r"\bhttps?://|\bwww\.|<[^<>\s]+>", re.I)
BRACKETS = re.compile(r"\(([^()]{1,300})\)")
YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
NAME = re.compile(
    r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|In|Since|From|Until|About)\b)[^\W\d_a-zà-öø-ÿ][\w’'-]+"
)
# From the first space before a mark: from each of many on, they would cost the square of their number.
MARKS = re.compile(r"(?<!\s)\s*+(?:\[@[^\[\]]+\]|\[(?:survey|figure):[\w-]+\]|<[^<>\s]+>)")


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a passage, cut after ".", "!" or "?" before a capital, digit or opening quote."""
    start = 0
    for end in END.finditer(text):
        following = text[end.end() : end.end() + 1]
        begins = following.isupper() or following.isdigit() or (following and following in OPENING_QUOTES)
        if begins and not _goes_on(text, start, end.start(), following):
            yield text[start : end.end()].strip()
            start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def _goes_on(text: str, start: int, dot: int, following: str) -> bool:
    """Whether the dot ends an abbreviation, or stands inside brackets: "(Smith et al. 1990)"."""
    before = text[max(start, dot - 200) : dot]
    if before.rfind("(") > before.rfind(")"):
        return True
    last = before[-8:]
    return text[dot] == "." and bool(
        ABBREVIATION.search(last) or (following.isdigit() and NUMBERED.search(last))
    )


def is_cited(sentence: str) -> bool:
    """Whether it holds [@key], [n], a DOI, PMID, PMC or NCT number, an address, or (Name ... year)."""
    if CITATION.search(sentence):
        return True
    return any(YEAR.search(inside) and NAME.search(inside) for inside in BRACKETS.findall(sentence))


def has_address(sentence: str) -> bool:
    return bool(ADDRESS.search(sentence))


def is_question(sentence: str) -> bool:
    return sentence.rstrip("”’\"') ").endswith("?")


def without_marks(text: str) -> str:
    """The words that a reader reads: no citation tokens, no link targets."""
    return MARKS.sub("", text)
