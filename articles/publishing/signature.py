"""As whom an account signs: under a name and credentials that somebody else has approved."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.content_checks import ERROR
from articles.models import Contributor
from articles.records.checks import findings
from articles.records.record import record_of

from .act import ActRefused


def contributor_of(user: User) -> Contributor:
    contributor = Contributor.objects.filter(user=user).first()
    if contributor is None:
        raise ActRefused([_("Your account has no contributor with a name and credentials that readers see.")])
    return contributor


def signing_contributor(user: User) -> Contributor:
    """The contributor of the account, whose row says exactly what somebody else approved of it, the account
    included. Raises ActRefused otherwise."""
    contributor = contributor_of(user)
    if not _is_approved(contributor):
        raise ActRefused(
            [
                _(
                    "Nobody has approved yet what readers would see of “%(contributor)s”. Somebody "
                    "other than you and whoever wrote it must approve your contributor record first."
                )
                % {"contributor": contributor}
            ]
        )
    return contributor


@dataclass(frozen=True)
class Declaration:
    """What a reviewer says of themselves for one text."""

    interests: str


def why_not_declared(interests: str) -> Iterator[str]:
    """Sentences that name what the language rules find in interests, which readers see."""
    for found in findings(Declaration(interests)):
        if found.severity == ERROR:
            yield _("Your interests can't say “%(trigger)s” (%(rule)s). %(advice)s") % {
                "trigger": found.trigger,
                "rule": found.rule,
                "advice": found.said,
            }


def approved_name(user: User) -> str:
    """The name under which readers know the account; "" if none is approved."""
    contributor = Contributor.objects.filter(user=user).first()
    return contributor.name if contributor and _is_approved(contributor) else ""


def _is_approved(contributor: Contributor) -> bool:
    return record_of(contributor).is_shown
