"""Pairs of words that are alike and mean different things: no search may answer one with the other."""

from .drugs import is_drug
from .words import american, distance

# Words that differ in these beginnings alone, as hypothermia and hyperthermia do, mean different things.
BEGINNINGS = (
    ("hypo", "hyper"), ("ante", "anti"), ("inter", "intra", "infra"), ("pre", "post", "peri"),
    ("sub", "supra", "super"), ("ab", "ad"), ("a", "an", "dys", "eu"), ("af", "ef"),
    ("en", "ex", "em"), ("endo", "exo", "ecto"), ("eso", "exo"), ("macro", "micro"),
    ("brady", "tachy"), ("mono", "poly", "oligo"), ("intra", "extra"), ("epi", "endo"),
    ("in", "ex"), ("uretero", "urethro"), ("ureter", "urethr"), ("ileo", "ilio"), ("hemi", "hemo"),
    ("myo", "myelo"), ("chole", "colo"), ("over", "under"), ("auto", "allo", "xeno", "xero", "iso"),
    ("thymo", "thyro"), ("thymi", "thyroi"), ("stomat", "somat"), ("hemat", "hepat"), ("nephr", "neur"),
    ("peri", "para"), ("peria", "perine"), ("fasci", "faci"), ("ile", "ili"), ("infra", "supra"),
    ("homo", "hetero"), ("vesi", "vesti"), ("aden", "adren"), ("up", "down"),
)  # fmt: skip
# A word and the same word after one of these: typical, atypical.
DENIALS = ("a", "an", "anti", "de", "dis", "dys", "im", "in", "ir", "mal", "non", "un")
# Words that differ in these endings name different things: glycemia (blood), glycuria (urine).
ENDINGS = (
    "emia", "uria", "itis", "osis", "oma", "oid", "penia", "philia", "cytosis", "ectomy", "otomy",
    "ostomy", "pexy", "plasty", "scopy", "graphy", "gram", "algia", "lysis", "pathy", "trophy",
    "plasia", "phagia", "phasia", "pnea", "rrhea", "rrhagia", "plegia", "paresis", "sclerosis",
    "stenosis", "malacia", "megaly", "ptosis", "blast", "clast", "plast", "cyte", "genic", "lytic",
    "edema", "derma", "cele", "kinesia", "lalia", "graph", "scope", "tome", "poiesis", "genesis",
)  # fmt: skip


def are_opposites(one: str, other: str) -> bool:
    """Whether two folded words are told apart by a beginning or an ending that changes what is meant, or
    are two drugs."""
    if is_drug(one) and is_drug(other):
        return True
    # As written too: in "hypoechoic" the American spelling would hide where the beginning ends.
    return any(
        _denies(first, second)
        or _denies(second, first)
        or _begin_apart(first, second)
        or _end_apart(first, second)
        for first, second in {(one, other), (american(one), american(other))}
    )


def counterparts(word: str) -> set[str]:
    """The words that the other beginnings of its group would make of a word."""
    return {
        other + word.removeprefix(beginning)
        for group in BEGINNINGS
        for beginning in group
        if len(beginning) > 2 and word.startswith(beginning)
        for other in group
        if other != beginning
    }


def _denies(one: str, other: str) -> bool:
    return any(one == denial + other for denial in DENIALS)


def _begin_apart(one: str, other: str) -> bool:
    return any(
        _alike(one.removeprefix(first), other.removeprefix(second), min(len(first), len(second)))
        for group in BEGINNINGS
        for first in group
        if one.startswith(first)
        for second in group
        if second != first and other.startswith(second)
    )


def _alike(one: str, other: str, length: int) -> bool:
    """Whether what follows is the same word; after long beginnings, with a slip of the pen in it."""
    return one == other or (length > 3 and distance(one, other, 1) <= 1)


def _end_apart(one: str, other: str) -> bool:
    first, second = _ending(one), _ending(other)
    return bool(first and second and first != second)


def has_telling_ending(word: str) -> bool:
    """Whether a folded word ends as names of diseases and operations do."""
    return bool(_ending(word))


def _ending(word: str) -> str:
    word = word.removesuffix("s") if word.endswith(("as", "ms", "ts", "ds")) else word
    return max((ending for ending in ENDINGS if word.endswith(ending)), key=len, default="")
