"""What an edition says of the findings that a publisher accepted: its waivers, for readers to see."""

from datetime import date

from django.conf import settings

from articles.content import ArticleContent
from articles.content_checks import RULES
from articles.models import Article, Waiver
from articles.working_copy.findings import content_findings, facts_about, waivers_in_force

from .signature import approved_name


def waived_findings(article: Article, content: ArticleContent, today: date) -> list[dict]:
    """The findings of the text that a waiver in force covers, as Edition.waivers keeps them.

    Each is {rule, tests, trigger, reason, who, until, fingerprint}; `tests` says what the rule looked for on
    that day, `until` is YYYY-MM-DD.
    """
    waivers = waivers_in_force(article, today)
    if not waivers:
        return []
    facts = facts_about(article, content, today)
    found = content_findings(content, facts, waivers)
    covered = {item.waiver.pk: (item.finding, item.waiver) for item in found if item.waiver}
    return [
        {
            "rule": finding.rule,
            "tests": RULES[finding.rule].tests,
            "trigger": finding.trigger,
            "reason": waiver.reason,
            "who": _name(waiver),
            "until": waiver.until.isoformat(),
            "fingerprint": finding.fingerprint,
        }
        for finding, waiver in covered.values()
    ]


def _name(waiver: Waiver) -> str:
    """Who answers for the waiver before readers. Account names are nobody's business."""
    who = waiver.waived_by
    return approved_name(who) or who.get_full_name() or settings.SITE_PUBLISHER
