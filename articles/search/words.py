"""Words as search compares them: folded, without endings, alike in American and British spelling.

Both databases index these stems and nothing else, so both find the same pages.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
# Ideographs, of which a single one may be a word.
IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# With them, the scripts that write words without spaces between them (Thai, Lao, Burmese, Khmer, Japanese),
# and Korean, where what stands between two spaces is a word with its endings.
UNSPACED_LETTERS = f"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\uac00-\ud7a3{IDEOGRAPH}"
UNSPACED = re.compile(f"[{UNSPACED_LETTERS}]+")
IS_IDEOGRAPH = re.compile(f"[{IDEOGRAPH}]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
POSSESSIVE = re.compile(r"['’]s\b")
MAX_WORD = 40
VOWELS = frozenset("aeiouy")
COMMON_WORDS = """
a about also am an and any are as at be been but by can could dear do does find for from get had has
have he hello help her hi him his how i if in information into is it its just know like may me more
most my need no not of on or other our out over please she should so some such tell than thank
thanks that the their them then there these they this to up us very want was we were what when where
which who why will with would you your
"""
# Folded, as all words are; none that means something in English, such as "son" or "sin".
COMMON_SPANISH_WORDS = """
al algo alguien ante aqui asi aun bajo cada como con cual cuando cuanto cuantos de del desde donde durante
el ella ellas ellos en entre era es esa ese eso esta estan estas este esto estos estoy fue fueron ha hace
hacer hacia han hasta hay la las le les lo los mas mi mis mucho muchos muy nos nosotros nuestra nuestro o
otra otro otros para pero por porque puede pueden puedo que quien quienes se segun ser si sobre su sus
tambien te tengo tiene tienen todo todos tu tus un una unas uno unos usted ustedes y ya yo
"""
STOP_WORDS = frozenset((COMMON_WORDS + COMMON_SPANISH_WORDS).split())


def fold(text: str) -> str:
    """The text in lower case, without accents and 's."""
    folded = text.casefold()
    # Most texts are all ASCII but for a dash and a quotation mark: only what isn't is taken letter by letter.
    if not folded.isascii():
        folded = NOT_ASCII.sub(lambda run: run[0].translate(BARE), folded)
    return POSSESSIVE.sub("", folded)


class _Bare(dict[int, str]):
    """Each character without its accents and other marks, worked out once. A whole text is not normalized:
    Python sorts a run of marks in time that grows with the square of its length."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code))
        bare = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
        # A Korean syllable was taken apart, and stays one.
        self[code] = unicodedata.normalize("NFC", bare)
        return self[code]


BARE = _Bare()


def split(text: str) -> list[str]:
    """The words of a text, folded, in order. Where there are no spaces between words, letters in pairs stand
    for them, and single ideographs: 肺癌 > 肺, 肺癌, 癌."""
    folded = fold(text)
    words = WORD.findall(folded)
    if not folded.isascii() and UNSPACED.search(folded):
        words = [part for word in words for part in _parts(word)]
    return [word[:MAX_WORD] for word in words]


def _parts(word: str) -> Iterator[str]:
    end = 0
    for run in UNSPACED.finditer(word):
        yield from filter(None, [word[end : run.start()]])
        yield from _pairs(run[0])
        end = run.end()
    yield from filter(None, [word[end:]])


def _pairs(run: str) -> Iterator[str]:
    for place, letter in enumerate(run):
        if len(run) == 1 or IS_IDEOGRAPH.match(letter):
            yield letter
        if place + 1 < len(run):
            yield run[place : place + 2]


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order, with repeats."""
    return [stem(word) for word in split(text)]


def telling_stems(words: Sequence[str]) -> list[str]:
    """The stems of folded words without stop words; with them, if there is nothing else."""
    return [stem(word) for word in words if word not in STOP_WORDS] or [stem(word) for word in words]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word, in American spelling, without plural, -ing, -ed and final e: treatments > treatment."""
    if len(word) > 4:
        word = american(word)
    if len(word) < 4 or not word.isalpha():
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 4 and VOWELS & set(rest):
            # "stopping" loses one p, "pressing" keeps both s.
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def american(word: str) -> str:
    """British ae, oe and our become e, e and or: leukaemia > leukemia, oesophagus > esophagus."""
    return word.replace("ae", "e").replace("oe", "e").replace("our", "or")


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "hes")) and len(word) > 5:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def threes(words: Iterable[str]) -> frozenset[str]:
    """All runs of three letters of the words, the space before and after each counted in."""
    return frozenset(
        word[i : i + 3] for word in (f"  {word} " for word in words) for i in range(len(word) - 2)
    )


# What is heard: "newmonia" for pneumonia, "demensha" for dementia, "sisplatin" for cisplatin.
SOUNDS = [
    (re.compile(written), sound)
    for written, sound in (
        ("^[kgp]n", "n"), ("^ps", "s"), ("^wr", "r"), ("^x", "s"), ("ph", "f"), ("gh", ""),
        ("[tsc]i(?=[aou])", "s"), ("sh", "s"), ("ck|ch|qu?", "k"), ("c(?=[eiy])", "s"), ("c", "k"),
        ("x", "ks"), ("z", "s"),
    )
]  # fmt: skip


def skeleton(word: str) -> str:
    """The consonants as they sound: words that are misspelt by ear have the same ones."""
    for written, sound in SOUNDS:
        word = written.sub(sound, word)
    consonants = [letter for letter in word if letter not in "aeiouyhw"]
    return "".join(letter for i, letter in enumerate(consonants) if i == 0 or letter != consonants[i - 1])


def distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words; `most` + 1 if more.

    The "optimal string alignment" distance.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, another in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return min(above[-1], most + 1)
