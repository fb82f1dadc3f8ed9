from django.contrib.auth.models import AbstractUser


def account_name(user: AbstractUser) -> str:
    """What people call an account: the full name in it, or else its user name."""
    return user.get_full_name() or user.get_username()
