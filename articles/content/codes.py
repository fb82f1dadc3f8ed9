"""Codes of medical vocabularies, by which the record systems of hospitals ask for pages.

A code is one text: the name of its system and what stands there, such as "ICD-10-CM C79.31".
"""

import re

# By name of a system: its object identifier in the registry of HL7, and the form of its codes.
SYSTEMS = {
    "ICD-10": ("2.16.840.1.113883.6.3", re.compile(r"[A-Z]\d\d(\.\d{1,2})?")),
    "ICD-10-CM": ("2.16.840.1.113883.6.90", re.compile(r"[A-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?")),
    # Those of concepts have 00 or 10 before their last digit.
    "SNOMED CT": ("2.16.840.1.113883.6.96", re.compile(r"[1-9]\d{2,14}[01]0\d")),
    "RxNorm": ("2.16.840.1.113883.6.88", re.compile(r"[1-9]\d{0,7}")),
    "MeSH": ("2.16.840.1.113883.6.177", re.compile(r"[CDQ]\d{6,9}")),
    "NCI Thesaurus": ("2.16.840.1.113883.3.26.1.1", re.compile(r"C\d{3,7}")),
}
NAMES = {name.casefold(): name for name in SYSTEMS}
BY_IDENTIFIER = {identifier: name for name, (identifier, _form) in SYSTEMS.items()}


# What takes a digit to another in Verhoeff's scheme, once for each place that it stands before the last.
CHANGED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


class NoCode(ValueError):
    """A text isn't a code. The message says why."""


def as_code(text: str) -> str:
    """The code that a text names, as it's kept. Raises NoCode."""
    named, _, value = " ".join(text.split()).rpartition(" ")
    system, value = NAMES.get(named.casefold(), ""), value.upper()
    if not system:
        raise NoCode(f"“{text}” doesn't begin with a system: {', '.join(SYSTEMS)}.")
    if not SYSTEMS[system][1].fullmatch(value):
        raise NoCode(f"“{text}” hasn't the form of a code of {system}.")
    if system == "SNOMED CT" and not has_check_digit(value):
        raise NoCode(f"“{text}” isn't a code of {system}: its last digit doesn't fit the others.")
    return f"{system} {value}"


def has_check_digit(value: str) -> bool:
    """Whether the last digit follows from the others as in identifiers of SNOMED CT (its Release File
    Specification; Verhoeff 1969). A wrong digit, and two that changed places, are always found."""
    product = 0
    for place, digit in enumerate(map(int, reversed(value))):
        for _ in range(place % 8):
            digit = CHANGED[digit]
        product = _product(product, digit)
    return product == 0


def _product(a: int, b: int) -> int:
    """In the symmetries of a pentagon: turns are 0 to 4, turns of its other side 5 to 9."""
    turn = a - b if a >= 5 else a + b
    return turn % 5 + 5 * ((a >= 5) != (b >= 5))


def asked_code(identifier: str, value: str) -> str:
    """The code that the object identifier of a system and a value name; "" if they name none."""
    system = BY_IDENTIFIER.get(identifier.strip().lower().removeprefix("urn:oid:"), "")
    try:
        return as_code(f"{system} {value}")
    except NoCode:
        return ""
