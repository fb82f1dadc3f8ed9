"""Whether an outside expert has no account, and whether their sign-off is proven to be theirs."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from articles.models import Contributor, Invitation, SignOff
from articles.text.person_names import is_same_name


def has_account(name: str) -> bool:
    """Whether the name, however it is spelt, is that of an account or of the contributor behind one."""
    names = Contributor.objects.filter(user__isnull=False).values_list("name", flat=True)
    accounts = get_user_model().objects.only("first_name", "last_name")
    return any(is_same_name(name, each) for each in [*names, *(user.get_full_name() for user in accounts)])


def invitation_of(given: SignOff) -> Invitation | None:
    """The invitation that a review by somebody without an account came by; a certified minor change goes on
    with the review before it."""
    review = given.carries or given
    return None if review.user_id else Invitation.objects.filter(sign_off=review).first()


def why_not_proven(given: SignOff) -> Iterator[str]:
    """Sentences that say why an outside expert's sign-off doesn't count; none for one with an account."""
    review = given.carries or given
    if review.user_id is not None:
        return
    name = review.reviewer["name"]
    if not review.email:
        yield _(
            "%(name)s signed off before outside experts had to prove their address. Invite the expert again."
        ) % {"name": name}
    invitation = invitation_of(given)
    if invitation is None:
        yield _("No invitation stands behind the sign-off of %(name)s. The text needs a new one.") % {
            "name": name
        }
    elif invitation.disowned_at:
        yield _("%(name)s says that the sign-off was not theirs. The text needs a new one.") % {"name": name}
