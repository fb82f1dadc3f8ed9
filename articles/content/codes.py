"""Codes of medical vocabularies, by which the record systems of hospitals ask for pages.

A code is one text: the name of its system and what stands there, such as "ICD-10-CM C79.31".
"""

import re

# By name of a system: its object identifier in the registry of HL7, and the form of its codes.
SYSTEMS = {
    "ICD-10": ("2.16.840.1.113883.6.3", re.compile(r"[A-Z]\d\d(\.\d{1,2})?")),
    "ICD-10-CM": ("2.16.840.1.113883.6.90", re.compile(r"[A-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?")),
    "SNOMED CT": ("2.16.840.1.113883.6.96", re.compile(r"[1-9]\d{5,17}")),
    "RxNorm": ("2.16.840.1.113883.6.88", re.compile(r"[1-9]\d{0,7}")),
    "MeSH": ("2.16.840.1.113883.6.177", re.compile(r"[CDQ]\d{6,9}")),
    "NCI Thesaurus": ("2.16.840.1.113883.3.26.1.1", re.compile(r"C\d{3,7}")),
}
NAMES = {name.casefold(): name for name in SYSTEMS}
BY_IDENTIFIER = {identifier: name for name, (identifier, _form) in SYSTEMS.items()}


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
    return f"{system} {value}"


def asked_code(identifier: str, value: str) -> str:
    """The code that the object identifier of a system and a value name; "" if they name none."""
    system = BY_IDENTIFIER.get(identifier.strip().lower().removeprefix("urn:oid:"), "")
    try:
        return as_code(f"{system} {value}")
    except NoCode:
        return ""
