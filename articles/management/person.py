"""The option --by of commands that change texts: whose work it is, and who so can't sign it off."""

from argparse import ArgumentParser

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management.base import CommandError, OutputWrapper

from articles.publishing import who_may_sign_off


def add_by(parser: ArgumentParser):
    parser.add_argument(
        "--by",
        metavar="USER",
        help="Whose work this is. The account counts as a writer of every text that changes, and can't sign "
        "it off. May be left out where at most one account may sign off: then it is the work of that one.",
    )


def person_named(username: str | None, dry_run: bool, stderr: OutputWrapper) -> User | None:
    """The account that `--by` names; without it the only one that may sign off, None if nobody may.

    Raises CommandError for an account that is unknown or inactive, and if several could be meant, which
    doesn't matter in a dry run.
    """
    if username is not None:
        return _active(username)
    if dry_run:
        return None
    found = list(who_may_sign_off()[:2])
    if len(found) > 1:
        raise CommandError(
            "Say with --by USER whose work this is. More than one account may sign off texts here, and "
            "nobody signs off what they brought in. Nothing was changed."
        )
    if found:
        stderr.write(
            f"This counts as the work of {found[0]}, who can't sign off what it changes. --by USER names "
            "somebody else.",
            style_func=str,
        )
    return found[0] if found else None


def _active(username: str) -> User:
    users = get_user_model()
    person = users.objects.filter(**{users.USERNAME_FIELD: username}).first()
    if person is None:
        raise CommandError(f"--by: there is no account “{username}”. Nothing was changed.")
    if not person.is_active:
        raise CommandError(f"--by: the account “{username}” isn't active. Nothing was changed.")
    return person
