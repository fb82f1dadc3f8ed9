"""Whether two spellings name the same person. A rule about people is as good as this comparison.

Blanks, capitals, titles, degrees, accents, letters that look like Latin ones and the order "Surname, Given"
make no difference; another name, another initial or another order of the same words does.
"""

import re
import unicodedata
from functools import lru_cache

# Letters of other scripts and the Latin ones that they look like, after the confusables of Unicode (UTS 39).
# Before capitals are folded: only the capital of the Cyrillic В looks like a B.
CYRILLIC = ("АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјкорсухһԁԛԝӏѵ", "ABESIJKMHOPCTYXYGQWaesijkopcyxhdqwlv")
GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγηικνορυχϲϳ", "ABEZHIKMNOPTYXaynikvopuxcj")
ARMENIAN = ("օսհոցզ", "ouhngq")
LATIN = ("ıɑɡɩʟ", "iagil")
LOOK_ALIKE = str.maketrans(*("".join(parts) for parts in zip(CYRILLIC, GREEK, ARMENIAN, LATIN, strict=True)))
# Letters that Unicode doesn't take apart into a letter and an accent.
BARE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"})
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
ACCENT = re.compile("[\u0300-\u036f]")
WORD = re.compile(r"[^\W_]+")
DOTTED = re.compile(r"\b(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}\b")
APOSTROPHE = re.compile("['’ʼ`´]")

TITLES = {
    "dr", "dra", "drs", "doctor", "doctora", "prof", "profa", "professor", "profesor", "profesora", "med",
    "habil", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "sr", "sra", "srta", "herr", "frau",
}  # fmt: skip
DEGREES = {
    "md", "phd", "dphil", "msc", "bsc", "mph", "mba", "mbbs", "mbchb", "bmbs", "bch", "rn", "bsn", "msn",
    "dnp", "np", "pharmd", "rph", "dsc", "scd", "frcp", "frcs", "frcr", "frcpc", "frcpath", "mrcp", "mrcs",
    "mrcgp", "facp", "facs", "facr", "fasco",
}  # fmt: skip
# After a comma only: without one they are surnames, too.
DEGREES_AFTER_COMMA = DEGREES | {
    "do",
    "ma",
    "ba",
    "mb",
    "ms",
    "bs",
    "mhs",
    "pa",
    "pac",
    "chb",
    "bchir",
    "edd",
}


def is_same_name(one: str, other: str) -> bool:
    """Whether both spellings may name the same person."""
    found, sought = _keys(one), _keys(other)
    return any(_agree(key, wanted) for key in found for wanted in sought)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether they are the same words, or would be but for initials in the middle that one leaves out."""
    if not one or not other:
        return False
    return one == other or _without_middle(one) == other or one == _without_middle(other)


def _without_middle(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:])


# Each author of a text is compared with everybody who has an account.
@lru_cache(maxsize=10_000)
def _keys(name: str) -> frozenset[tuple[str, ...]]:
    """The words of the name in each way of reading its letters."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf"
    )
    words = _in_order(plain)
    return frozenset(
        tuple(_bare(accents(letters(word).casefold())) for word in words)
        for letters in (lambda word: word, lambda word: word.translate(LOOK_ALIKE))
        for accents in (lambda word: word, lambda word: word.translate(SPELT_OUT))
    )


def _bare(word: str) -> str:
    """A word in small letters, without its accents. Marks of other scripts change the letter, and stay."""
    return unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFKD", word))).translate(BARE)


def _in_order(name: str) -> list[str]:
    """The words of a name, given name first, without titles and degrees."""
    parts = [_words(part) for part in re.split("[,،，;]", name)]
    parts = [part for i, part in enumerate(parts) if part and not (i and _are_degrees(part))]
    words = [word for part in [*parts[1:], *parts[:1]] for word in part]
    while len(words) > 1 and words[0].casefold() in TITLES:
        words = words[1:]
    while len(words) > 2 and _is_degree(words[-1], DEGREES):
        words = words[:-1]
    # "Smith J", as in lists of references.
    is_reference = len(words) > 1 and len(words[-1]) == 1 and len(words[0]) > 1
    return [words[-1], *words[:-1]] if is_reference else words


def _words(part: str) -> list[str]:
    return WORD.findall(DOTTED.sub(_undotted, APOSTROPHE.sub("", part)))


def _undotted(dotted: re.Match) -> str:
    """ "M.D." is one word, "J.R." are two."""
    letters = dotted[0].split(".")
    return ("" if "".join(letters).casefold() in DEGREES_AFTER_COMMA else " ").join(letters)


def _are_degrees(words: list[str]) -> bool:
    return all(_is_degree(word, DEGREES_AFTER_COMMA) for word in words)


def _is_degree(word: str, known: set[str]) -> bool:
    """Whether the word is a degree: "MD" is one, "Md" a given name, "Ma" a surname."""
    return word.casefold() in known and (word != word.capitalize() or len(word) > 3)
