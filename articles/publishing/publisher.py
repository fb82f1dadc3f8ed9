"""Who may publish a text: not its last reviewer, unless the house has too few people for that."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.models import SignOff

from .house import House
from .writers import is_same_person


def why_not_publisher(by: User | None, given: SignOff | None, house: House) -> Iterator[str]:
    """A sentence if `by` gave the sign-off that the text would be published on, or certified it.

    The setting REVIEWER_MAY_PUBLISH allows it; the edition then says so (`Edition.is_published_by_reviewer`).
    """
    if by is None or given is None or settings.REVIEWER_MAY_PUBLISH:
        return
    reviewers = [each for each in (given, given.carries) if each]
    person = dict(house.people).get(by.pk)
    if any(
        by.pk in (each.user_id, each.contributor.user_id)
        or (person and is_same_person(person, each.contributor.content()))
        for each in reviewers
    ):
        yield _("You signed this text off, so somebody else must publish it.")
