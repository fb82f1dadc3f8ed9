"""Whether two accounts are those of one person, as far as names, addresses and contributors show it."""

from django.contrib.auth.models import User

from articles.models import Contributor
from articles.text.person_names import is_same_name

from .outside_address import folded
from .writers import is_same_person


def are_one_person(one: User, other: User) -> bool:
    """Whether the two are one account, or have one name in whatever spelling, one mailbox or one ORCID."""
    if one.pk == other.pk or is_same_name(one.get_full_name(), other.get_full_name()):
        return True
    if one.email and folded(one.email) == folded(other.email):
        return True
    people = [Contributor.objects.filter(user=account).first() for account in (one, other)]
    first, second = (person and person.content() for person in people)
    return bool(first and second and is_same_person(first, second))
