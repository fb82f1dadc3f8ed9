"""What an edition says of the findings that a publisher accepted: its waivers, for readers to see."""

from collections.abc import Iterable

from django.conf import settings

from articles.content_checks import RULES
from articles.models import Waiver
from articles.working_copy.findings import ArticleFinding

from .signature import approved_name


def waived_findings(found: Iterable[ArticleFinding]) -> list[dict]:
    """Those of the findings of a text that a waiver in force covers, as Edition.waivers keeps them.

    Each is {rule, tests, trigger, reason, who, until, fingerprint}; `tests` says what the rule looked for on
    that day, `until` is YYYY-MM-DD.
    """
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
