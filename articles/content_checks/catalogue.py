"""The rules as a page for people: docs/checks.md, written by `check_content --rules`."""

from collections.abc import Iterator

from .by_construction import ATTESTED, GUARANTEES
from .finding import ERROR
from .registry import RULES, Rule
from .standards import STANDARDS, Clause

INTRODUCTION = """\
# The content checks

This page is written by `python manage.py check_content --rules > docs/checks.md`; do not edit it.

A rule is a small function in `articles/content_checks/`, registered under its name. The same rule reads a \
scraped text (`check_content FILE`), a working copy (the panel in the admin, `check_content --article SLUG`) \
and the text that is about to be published. An **error** stops the publication; a **warning** is shown. An \
error can be accepted by a waiver, which names who, why and until when. Passing the checks is not being \
certified: the owners of these standards certify nobody through this site.

- A sentence is *cited* if it holds `[@key]`, `[3]`, a DOI, a PMID, PMC or NCT number, a web address or \
link, or brackets with a name and a year. A citation may follow the full stop. Each sentence and each list \
item needs its own; a table needs one, anywhere in it.
- The main message and the summary hold no citations: a percentage in them is supported if a cited sentence \
of the text gives the same one.
- The word lists are in `articles/content_checks/words.json`; editors add to them in the admin (phrases).
"""


def catalogue() -> str:
    """The page, in Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield INTRODUCTION
    for title, severity in [("Errors: they stop the publication", True), ("Warnings", False)]:
        yield f"## {title}\n"
        yield "| rule | what sets it off | what to do | from |\n|---|---|---|---|"
        for name in sorted(RULES):
            if (RULES[name].severity == ERROR) == severity:
                yield _row(RULES[name])
        yield ""
    yield "## Guaranteed by construction\n"
    yield "No rule tests these: they cannot be otherwise.\n"
    yield "| what | place | from |\n|---|---|---|"
    for each in GUARANTEES:
        yield f"| {each.what} | `{each.place}` | {_clauses(each.clauses)} |"
    yield "\n## What only a person can say\n"
    yield "| what | from |\n|---|---|"
    for each in ATTESTED:
        yield f"| {each.what} | {each.clause} |"
    yield "\n## The standards\n"
    for standard in STANDARDS:
        yield f"- {standard.name}" + (f": {standard.link}" if standard.link else "")
    yield ""


def _row(rule: Rule) -> str:
    only = "Texts for patients: " if rule.patients_only else ""
    return f"| `{rule.name}` | {only}{rule.tests} | {rule.advice} | {_clauses(rule.clauses)} |"


def _clauses(clauses: tuple[Clause, ...]) -> str:
    return "; ".join(str(clause) for clause in clauses)
