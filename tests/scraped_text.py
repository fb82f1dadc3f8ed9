"""A scraped text of the tests' own with the traps of such texts, and what tests compare of any of them.

The text is about paper boats and is nothing but invented: its people, journals and bodies don't exist.
"""

from datetime import date
from pathlib import Path

from django.conf import settings

from articles.content_checks import RULES, Facts, Finding, check_scraped
from articles.content_checks.standards import INTAKE
from articles.importing.scraped import ScrapedArticle, parse_scraped, to_content

PAPER_BOAT = Path(__file__).parent / "samples" / "creased-paper-boat.txt"
# The text that the project began with. It isn't ours to pass on, so that a clone alone doesn't have it.
SEED = Path(settings.BASE_DIR).parent / "shared" / "samples" / "scraped-article.txt"
NOWHERE = Facts(date(2026, 11, 23))


def texts(article: ScrapedArticle, index: int = 0) -> list[str]:
    """The texts of the blocks of a section."""
    return [block.text for block in article.sections[index].blocks]


def told(path: Path) -> dict:
    return parse_scraped(path.read_bytes()).to_dict()


def of_type(section: dict, name: str) -> list[dict]:
    return [block for block in section["blocks"] if block["type"] == name]


def items_of(told: dict) -> list[dict]:
    lists = [found for section in told["sections"] for found in of_type(section, "list")]
    return [item for found in lists for item in found["items"]]


def shape(article: ScrapedArticle) -> list[tuple]:
    """Level, first line, paragraphs, items of each list, and survey tables of each section."""
    return [
        (
            section["level"],
            lines.line,
            len(of_type(section, "paragraph")),
            [len(found["items"]) for found in of_type(section, "list")],
            len(of_type(section, "survey")),
        )
        for section, lines in zip(article.to_dict()["sections"], article.sections, strict=True)
    ]


def incoming_findings(path: Path, facts: Facts = NOWHERE) -> list[Finding]:
    """The findings of the rules for incoming texts; the standards' rules have their own tests."""
    scraped = parse_scraped(path.read_bytes())
    findings = check_scraped(scraped, to_content(scraped), facts)
    return [each for each in findings if INTAKE in RULES[each.rule].clauses]


def name(finding: Finding) -> str:
    """Line, rule and kind, such as "50 unnamed-source generic"."""
    return f"{finding.line} {finding.rule} {finding.kind}".strip()


def is_found(expected: str, findings: list[Finding]) -> bool:
    """Whether "LINE RULE KIND: WORDS" is among the findings. " ... " stands for any words between."""
    wanted, _, words = expected.partition(": ")
    triggers = [each.trigger for each in findings if name(each) == wanted]
    return any(all(part in trigger for part in words.split(" ... ")) for trigger in triggers)
