"""The registry of rules. A rule is a small function over a Page, registered under its name."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext

from .asked import is_asked
from .facts import Facts
from .finding import ERROR, Finding
from .page import Page
from .standards import Clause


class Place(Protocol):
    """Where something stands: a Passage, or anything else with these three."""

    @property
    def section(self) -> str: ...
    @property
    def section_index(self) -> int | None: ...
    @property
    def line(self) -> int | None: ...


@dataclass(frozen=True)
class Hit:
    """What a rule met. Without `place` it is about the whole article; `advice` overrides the rule's."""

    trigger: str = ""
    place: Place | None = None
    kind: str = ""
    sentence: str = ""
    advice: str = ""


Check = Callable[[Page, Facts], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """`clauses` are the items of the standards that it comes from, `tests` says what sets it off.

    `never_waived` says why nobody accepts a finding of the rule; with `never_waived_kinds` only of those.

    What a rule finds in a section may hang on the whole page and on all facts. One that `is_local` looks at
    nothing but that section, or the words at the head of the page, and of the facts at `words` and `terms`.
    One that `is_of_sentences` judges each by its words.
    """

    name: str
    severity: str
    clauses: tuple[Clause, ...]
    tests: str
    advice: str
    check: Check
    never_waived: str = ""
    never_waived_kinds: frozenset[str] = frozenset()
    is_local: bool = False
    is_of_sentences: bool = False

    def why_never_waived(self, finding: Finding) -> str:
        """Why nobody may waive this finding, as a sentence in the language of the reader; "" if one may."""
        kinds = self.never_waived_kinds
        holds = self.never_waived and (not kinds or finding.kind in kinds)
        return gettext(self.never_waived) if holds else ""

    def findings(self, page: Page, facts: Facts) -> Iterator[Finding]:
        about = page.content.kind, page.content.audience
        if not is_asked(self.name, *about):
            return
        for hit in self.check(page, facts):
            if not is_asked(f"{self.name}:{hit.kind}", *about):
                continue
            yield Finding(
                rule=self.name,
                severity=self.severity,
                advice=hit.advice or self.advice,
                trigger=hit.trigger,
                kind=hit.kind,
                line=hit.place.line if hit.place else None,
                section=hit.place.section if hit.place else "",
                section_index=hit.place.section_index if hit.place else None,
                sentence=hit.sentence,
                is_of_sentence=self.is_of_sentences,
            )


RULES: dict[str, Rule] = {}


def rule(
    name: str,
    severity: str,
    *clauses: Clause,
    tests: str,
    advice: str,
    never_waived: str = "",
    never_waived_kinds: frozenset[str] = frozenset(),
    is_local: bool = False,
    is_of_sentences: bool = False,
) -> Callable[[Check], Check]:
    """Registers the decorated function. Two rules of one name are refused with ValueError."""

    def register(check: Check) -> Check:
        if name in RULES:
            raise ValueError(f"There is already a rule {name}.")
        RULES[name] = Rule(
            name, severity, clauses, tests, advice, check, never_waived, never_waived_kinds, is_local,
            is_of_sentences,
        )  # fmt: skip
        return check

    return register


def why_never_waived(finding: Finding) -> str:
    """Why nobody may waive this finding, as a sentence; "" if a waiver is possible."""
    return RULES[finding.rule].why_never_waived(finding)


def refusing(also: Collection[str] = ()) -> list[Rule]:
    """The rules whose findings keep a text from being published, and those of the names in `also`."""
    return [each for name, each in RULES.items() if each.severity == ERROR or name in also]


def run(page: Page, facts: Facts, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """All findings, in the order of the text; those about the whole article come last."""
    return in_order(finding for each in rules or RULES.values() for finding in each.findings(page, facts))


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the text, those of one place in the order of the rules."""
    numbers = {name: number for number, name in enumerate(RULES)}
    return sorted(found, key=lambda finding: (*_place(finding), numbers[finding.rule]))


def _place(finding: Finding) -> tuple[bool, int, int]:
    nowhere = finding.line is None and finding.section_index is None
    return nowhere, finding.line or 0, finding.section_index or 0
