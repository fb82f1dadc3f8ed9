"""The standards that the rules are derived from.

Passing the checks is not being certified: the owners of these standards certify nobody through us.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standard:
    key: str
    name: str
    link: str = ""


@dataclass(frozen=True)
class Clause:
    """One item of a standard, such as "Q9" of DISCERN."""

    standard: Standard
    item: str = ""

    def __str__(self) -> str:
        return f"{self.standard.name} {self.item}".strip()


HOUSE = Standard("house", "House rules")
JAMA = Standard("jama", "JAMA benchmarks", "https://doi.org/10.1001/jama.1997.03540390074039")
DISCERN = Standard("discern", "DISCERN", "http://www.discern.org.uk/discern_instrument.php")
PIF_TICK = Standard("pif-tick", "PIF TICK", "https://piftick.org.uk/")
HONCODE = Standard("honcode", "HONcode principles", "https://www.hon.ch/HONcode/")
CDC_INDEX = Standard("cdc-index", "CDC Clear Communication Index", "https://www.cdc.gov/ccindex/")
PEMAT = Standard("pemat", "PEMAT-P", "https://www.ahrq.gov/health-literacy/patient-education/pemat.html")
NHS = Standard(
    "nhs", "NHS standard for creating health content",
    "https://service-manual.nhs.uk/content/standard-for-creating-health-content",
)  # fmt: skip
WHO = Standard(
    "who", "WHO principles for effective communications", "https://www.who.int/about/communications"
)
MEDLINEPLUS = Standard("medlineplus", "MedlinePlus practice", "https://medlineplus.gov/about/using/criteria/")
GOOGLE = Standard(
    "google", "Google's people-first content",
    "https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
)  # fmt: skip
SCHEMA_ORG = Standard("schema-org", "schema.org", "https://schema.org/MedicalWebPage")
IPDAS = Standard(
    "ipdas", "International Patient Decision Aid Standards, version 4",
    "https://doi.org/10.1177/0272989X13501721",
)  # fmt: skip
WCAG = Standard("wcag", "WCAG 2.2", "https://www.w3.org/TR/WCAG22/")

STANDARDS = (
    HOUSE, JAMA, DISCERN, PIF_TICK, HONCODE, CDC_INDEX, PEMAT, NHS, WHO, MEDLINEPLUS, GOOGLE, SCHEMA_ORG,
    IPDAS, WCAG,
)  # fmt: skip

# The rules that every text meets when it comes in, whatever else it will have to meet.
INTAKE = Clause(HOUSE, "intake")
GATE = Clause(HOUSE, "gate")
