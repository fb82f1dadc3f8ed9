"""The option --by of commands that change texts: whose work it is, and who so can't sign it off."""

from argparse import ArgumentParser

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management.base import CommandError

from articles.models.review import OUTSIDE
from articles.publishing import ActRefused
from articles.publishing.outside import outside_account


def add_by(parser: ArgumentParser):
    parser.add_argument(
        "--by",
        metavar="USER",
        help="Whose work this is; needed for all but a dry run. The account counts as a writer of every text "
        f"that changes, and can't sign it off. “{OUTSIDE}” stands for texts from outside, whose writer "
        "has no account here: two reviewers must sign each of them off.",
    )


def account_named(username: str, option: str) -> User:
    """The account that an option names. Raises CommandError for one that is unknown or inactive."""
    users = get_user_model()
    person = users.objects.filter(**{users.USERNAME_FIELD: username}).first()
    if person is None:
        raise CommandError(f"{option}: there is no account “{username}”. Nothing was changed.")
    if not person.is_active:
        raise CommandError(f"{option}: the account “{username}” isn't active. Nothing was changed.")
    return person


def person_named(username: str | None, dry_run: bool) -> User | None:
    """The account that `--by` names; None in a dry run, which is nobody's work.

    Raises CommandError if no account is named, and for one that is unknown or inactive.
    """
    if dry_run:
        return account_named(username, "--by") if username and username != OUTSIDE else None
    if username is None:
        raise CommandError(
            "Say with --by USER whose work this is: nobody signs off what they brought in. Use --by "
            f"{OUTSIDE} for texts whose writer has no account here. Nothing was changed."
        )
    return _outside() if username == OUTSIDE else account_named(username, "--by")


def _outside() -> User:
    try:
        return outside_account()
    except ActRefused as refusal:
        raise CommandError(f"--by: {refusal} Nothing was changed.") from refusal
