"""The account that texts from outside count as the work of. Nobody signs in as it, and it may do nothing."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User

from articles.models.review import OUTSIDE

from .act import ActRefused


def outside_account() -> User:
    """The account, made when it is first needed. Raises ActRefused if somebody has made it their own."""
    account, _ = get_user_model().objects.get_or_create(
        username=OUTSIDE,
        defaults={
            "first_name": "Somebody",
            "last_name": "outside",
            "is_active": False,
            "password": make_password(None),
        },
    )
    if account.is_active or account.has_usable_password():
        raise ActRefused(
            [f"The account “{OUTSIDE}” stands for writers outside; it must be inactive and have no password."]
        )
    return account
