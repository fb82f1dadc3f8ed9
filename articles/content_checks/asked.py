"""What is asked of which page: the one table of rules by kind of page and by readers.

A rule that isn't in the table is asked of every page. DISCERN asks of a text about a treatment what lets
somebody choose it, so these questions hold for such pages alone. Nothing that is for patients is asked of a
page for health professionals.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.content import AUDIENCES, KINDS

EVERY_KIND, EVERYBODY = frozenset(KINDS), frozenset(AUDIENCES)
PATIENTS = frozenset(["patients"])
# Pages that say what something does to a body.
DONE_TO_PEOPLE = frozenset(["treatment", "drug", "test", "screening"])
WEIGHED = DONE_TO_PEOPLE - {"test"}
# Pages that speak to a reader who has a body and a doctor.
OF_CARE = EVERY_KIND - {"news", "about"}


@dataclass(frozen=True)
class Asked:
    """The pages that a rule is asked of: their kinds and their readers."""

    kinds: frozenset[str] = EVERY_KIND
    readers: frozenset[str] = PATIENTS

    def of(self, kind: str, audience: str) -> bool:
        """Of a kind or for readers that this release doesn't know, everything is asked."""
        is_spared = kind in EVERY_KIND - self.kinds or audience in EVERYBODY - self.readers
        return not is_spared


FOR_PATIENTS = Asked()
OF_CHOICES = Asked(frozenset(["treatment"]))

# A rule, or a kind of its findings ("rule:kind").
ASKED: dict[str, Asked] = {
    "how-it-works-missing": Asked(DONE_TO_PEOPLE),
    "benefits-missing": Asked(WEIGHED),
    "risks-missing": Asked(DONE_TO_PEOPLE),
    "no-treatment-missing": OF_CHOICES,
    "quality-of-life-missing": OF_CHOICES,
    "other-options-missing": OF_CHOICES,
    "other-options-unlinked": OF_CHOICES,
    "questions-missing": OF_CHOICES,
    "uncertainty-missing": Asked(WEIGHED | {"news"}, EVERYBODY),
    "one-sided": Asked(WEIGHED),
    "balance": Asked(WEIGHED, EVERYBODY),
    "signs-missing": Asked(frozenset(["condition"])),
    "get-help-missing": Asked(frozenset(["condition", "drug", "coping"])),
    "help-missing": Asked(OF_CARE),
    "aspect-missing": Asked(EVERY_KIND - {"about"}, EVERYBODY),
    "action-missing": Asked(OF_CARE),
    "you-missing": Asked(OF_CARE),
    "list-missing": Asked(OF_CARE),
    "metadata-missing:references": Asked(EVERY_KIND - {"about"}, EVERYBODY),
    "metadata-missing:disclaimer": Asked(EVERY_KIND - {"about"}, EVERYBODY),
    "author-unqualified": Asked(EVERY_KIND - {"about"}, EVERYBODY),
    "main-message-passive": FOR_PATIENTS,
    "reading-level": FOR_PATIENTS,
    "section-long": FOR_PATIENTS,
    "passive-voice": FOR_PATIENTS,
    "steps-missing": FOR_PATIENTS,
    "term-undefined": FOR_PATIENTS,
    "abbreviation-unexplained": FOR_PATIENTS,
    "decimals": FOR_PATIENTS,
    "percent-without-count": FOR_PATIENTS,
    "bare-probability": FOR_PATIENTS,
    "relative-change": FOR_PATIENTS,
}

# After so many years the newest source of a page is old. News of evidence are of this year or the last.
OLD_SOURCES_YEARS = 5
OLD_NEWS_YEARS = 1


def is_asked(name: str, kind: str, audience: str) -> bool:
    """Whether a rule, or a kind of its findings ("rule:kind"), is asked of such a page."""
    asked = ASKED.get(name)
    return asked is None or asked.of(kind, audience)


def old_sources_years(kind: str) -> int:
    """After how many years the newest source of a page of this kind is old."""
    return OLD_NEWS_YEARS if kind == "news" else OLD_SOURCES_YEARS


def spared(kind: str, audience: str) -> Iterator[str]:
    """The rules, and kinds of findings, that aren't asked of such a page."""
    return (name for name in ASKED if not is_asked(name, kind, audience))
