"""Words that mean the same to somebody who searches: a list that comes with the release.

It joins everyday words and those of medicine, American and British ones, Spanish words and English, brands
and what is in them, abbreviations and what they stand for. Editors add to it by names in the glossary. The
file has the form that `import_glossary` reads. It was made of names on pages of the U.S. National Cancer
Institute and of other institutes of the U.S. government (public domain; diseases by way of MedQuAD, CC BY
4.0, Ben Abacha and Demner-Fushman 2019, changed: names only), and of our own words.
"""

import json
from collections.abc import Iterable, Set
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("word_groups.json")
ENGLISH = ("abbreviations", "brand_names", "lay_words")
LISTS = (*ENGLISH, "synonyms")


def names_beside(phrases: Set[str]) -> dict[str, set[str]]:
    """For each of the phrases, in lower case, that the list has: all names of its groups."""
    groups = _groups()
    return {
        phrase: {name for group in groups[phrase] for name in group} for phrase in phrases & groups.keys()
    }


def wider_names(phrases: Iterable[str]) -> tuple[str, ...]:
    """What the groups of the phrases, in lower case, belong to: turmeric to complementary medicine."""
    return tuple(dict.fromkeys(name for phrase in phrases for name in _wider().get(phrase, ())))


def english_names() -> list[str]:
    """Every name of the list but those that are other languages' words for it."""
    return [name for term in _terms() for name in _names(term, ENGLISH)]


@lru_cache(maxsize=1)
def _groups() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in _terms():
        names = _names(term, LISTS)
        for name in names:
            found.setdefault(name.lower(), []).append(names)
    return found


@lru_cache(maxsize=1)
def _wider() -> dict[str, list[str]]:
    return {
        name.lower(): term["see_also"]
        for term in _terms()
        if "see_also" in term
        for name in _names(term, LISTS)
    }


def _terms() -> list[dict]:
    return json.loads(FILE.read_text("utf-8"))["terms"]


def _names(term: dict, lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([term["term"], *(name for each in lists for name in term.get(each, ()))]))
