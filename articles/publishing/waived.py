"""What an edition says of the findings that a publisher accepted: its waivers, for readers to see."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from articles.content_checks import RULES
from articles.models import Waiver
from articles.working_copy.findings import ArticleFinding

from .signature import approved_name


def waived_findings(found: Iterable[ArticleFinding]) -> list[dict]:
    """Those of the findings of a text that a waiver in force covers, as Edition.waivers keeps them.

    Each is {rule, tests, trigger, reason, who, until, fingerprint}; `tests` says what the rule looked for on
    that day, `until` is YYYY-MM-DD. Of a sentence that isn't a fault `until` is "", and {sentence, since} are
    its words and the day of the waiver.
    """
    covered = {item.waiver.pk: (item.finding, item.waiver) for item in found if item.waiver}
    return [
        {
            "rule": finding.rule,
            "tests": RULES[finding.rule].tests,
            "trigger": finding.trigger,
            "reason": waiver.reason,
            "who": _name(waiver),
            "until": waiver.until.isoformat() if waiver.until else "",
            "fingerprint": waiver.fingerprint,
            **_no_fault(waiver),
        }
        for finding, waiver in covered.values()
    ]


def _no_fault(waiver: Waiver) -> dict:
    if not waiver.is_no_fault:
        return {}
    return {"sentence": waiver.sentence, "since": timezone.localdate(waiver.waived_at).isoformat()}


def _name(waiver: Waiver) -> str:
    """Who answers for the waiver before readers. Account names are nobody's business."""
    who = waiver.waived_by
    return approved_name(who) or who.get_full_name() or settings.SITE_PUBLISHER
