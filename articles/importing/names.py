"""Names of the authors of a source, as records give them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from articles.content import PersonName

# "others" is how BibTeX ends a list of authors that it cuts.
_MORE = r"\[?(?:and\s+|y\s+)?(?:others|otros|et\.?\s*al\.?|u\.\s?a\.)\]?"
_ONLY_MORE = re.compile(_MORE, re.IGNORECASE)
_ENDS_WITH_MORE = re.compile(r"[,;]?\s+(?:and\s+others|et\.?\s*al\.?)$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|2nd|3rd|4th|II|III|IV)\.?", re.IGNORECASE)
_SHORT_NAME = re.compile(r"(\S.*?) ([^\W\d_a-z]{1,4})(?: ((?:Jr|Sr|2nd|3rd|4th|II|III|IV)\.?))?")


def listed(names: Iterable[PersonName]) -> tuple[tuple[PersonName, ...], bool]:
    """The people of a list, and whether it says that there are more ("et al.", "and others")."""
    names = tuple(names)
    people = tuple(map(_without_more, (name for name in names if not _is_more(name))))
    return people, people != names


def says_more(name: str) -> bool:
    """Whether what stands for a name says that there are more of them."""
    return _ONLY_MORE.fullmatch(name.strip()) is not None


def comma_name(name: str) -> dict[str, str]:
    """ "King, Ann", "King, Ann, Jr.", or the name of a body without a comma, as an author of CSL-JSON."""
    family, *others = (part.strip() for part in name.split(","))
    # "World Health Organization," is how some managers keep a body from being split.
    if not any(others):
        return {"literal": family}
    suffix = others.pop() if len(others) > 1 and _SUFFIX.fullmatch(others[-1]) else ""
    return {"family": family, "given": ", ".join(others), "suffix": suffix}


def pubmed_name(name: str) -> dict[str, str]:
    """As comma_name; PubMed writes a suffix behind the given names: "King, Ann Jr"."""
    person = comma_name(name)
    given, _, last = person.get("given", "").rpartition(" ")
    return {**person, "given": given, "suffix": last} if given and _SUFFIX.fullmatch(last) else person


def pubmed_short_name(name: str) -> dict[str, str]:
    """ "van der Berg J", "King A Jr": the initials stand behind the family name, and then a suffix."""
    found = _SHORT_NAME.fullmatch(name.strip())
    if not found:
        return {"literal": name}
    family, initials, suffix = found.groups(default="")
    return {"family": family, "given": initials, "suffix": suffix}


def _is_more(name: PersonName) -> bool:
    # Split by a reference manager it is Mr. Et Al.
    return any(_ONLY_MORE.fullmatch(text) for text in (name.literal, f"{name.given} {name.family}".strip()))


def _without_more(name: PersonName) -> PersonName:
    """ "Lin, N. U., et al." without its end."""
    cut = {part: _ENDS_WITH_MORE.sub("", getattr(name, part)) for part in ("family", "given", "literal")}
    given = "" if _ONLY_MORE.fullmatch(cut["given"]) else cut["given"]
    return replace(name, **{**cut, "given": given})
