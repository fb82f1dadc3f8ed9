"""As whom an account signs: under a name and credentials that somebody else has approved."""

from django.contrib.auth.models import User

from articles.models import Contributor
from articles.records.record import record_of

from .act import ActRefused


def contributor_of(user: User) -> Contributor:
    contributor = Contributor.objects.filter(user=user).first()
    if contributor is None:
        raise ActRefused(["Your account has no contributor with a name and credentials that readers see."])
    return contributor


def signing_contributor(user: User) -> Contributor:
    """The contributor of the account, whose row says exactly what somebody else approved of it, the account
    included. Raises ActRefused otherwise."""
    contributor = contributor_of(user)
    if not _is_approved(contributor):
        raise ActRefused(
            [
                f"Nobody has approved yet what readers would see of “{contributor}”. Somebody other than you "
                "and whoever wrote it must approve your contributor record first."
            ]
        )
    return contributor


def approved_name(user: User) -> str:
    """The name under which readers know the account; "" if none is approved."""
    contributor = Contributor.objects.filter(user=user).first()
    return contributor.name if contributor and _is_approved(contributor) else ""


def _is_approved(contributor: Contributor) -> bool:
    record = record_of(contributor)
    return record.live is not None and record.live.text.digest == record.digest
