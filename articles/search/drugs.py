"""What is the name of a drug: by the lists of names and brands, or by the endings of international names."""

from functools import lru_cache
from pathlib import Path

# International nonproprietary names, and brands; folded, one per line. Any other part of the site may
# read them.
FILES = [Path(__file__).with_name(name) for name in ("drug_names.txt", "brand_names.txt")]
# Stems of the World Health Organization for groups of drugs ("The use of stems in the selection of
# international nonproprietary names"), as far as no ordinary word ends so.
ENDINGS = (
    "mab", "anib", "enib", "inib", "ciclib", "parib", "zomib", "lisib", "degib", "rafenib",
    "sidenib", "clax", "taxel", "platin", "rubicin", "limus", "citabine", "mustine", "fosfamide",
    "trexate", "trexed", "poside", "tecan", "lutamide", "relix", "relin", "grastim", "poetin",
    "kinra", "cept", "setron", "pitant", "dronate", "statin", "prazole", "sartan", "april", "opril",
    "olol", "dipine", "cillin", "mycin", "floxacin", "conazole", "cycline", "grel", "gliptin",
    "gliflozin", "glutide", "triptan", "oxetine", "azepam", "azolam", "caine", "lukast", "terol",
    "parin", "xaban", "gatran", "profen", "coxib", "vir", "domide",
)  # fmt: skip
SHORTEST = 7


@lru_cache(maxsize=1)
def drug_names() -> frozenset[str]:
    return frozenset(name for file in FILES for name in file.read_text("utf-8").split())


def is_drug(word: str) -> bool:
    """Whether a folded word names a drug, or looks as if it did."""
    return word in drug_names() or looks_like_drug(word)


def looks_like_drug(word: str) -> bool:
    return len(word) >= SHORTEST and word.endswith(ENDINGS)
