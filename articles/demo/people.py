"""The demonstration roles. They aren't people, and say so wherever readers see them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group, User
from django.utils.crypto import salted_hmac

from articles import publishing
from articles.models import Contributor
from articles.publishing.roles import setup_roles

GROUPS = {
    "demo-writer": "writer",
    "demo-reviewer": "medical reviewer",
    "demo-publisher": "publisher",
}
# Sees all of the admin, so it is made only where the whole site is a demonstration.
ADMINISTRATOR = "demo-administrator"
ROLES = {**GROUPS, ADMINISTRATOR: "administrator"}
WRITER_KEY = "demonstration-writer"  # as the articles name their author
REVIEWER = {
    "key": "demonstration-reviewer",
    "name": "Demonstration reviewer",
    "credentials": "demonstration role, not a person",
    "affiliation": "cancerinfo demonstration site",
    "interests": "None",
    "is_demonstration": True,
}
PASSWORD_LENGTH = 16


@dataclass(frozen=True)
class People:
    """The users by whom the demonstration is written, signed off and published."""

    writer: User
    reviewer: User
    publisher: User


@dataclass(frozen=True)
class Login:
    """`password` is empty if somebody has set another one."""

    username: str
    role: str
    password: str


def make_people() -> People:
    """The demonstration users with their roles, and the contributor of the reviewer; each made once."""
    setup_roles()
    people = People(*(_user(username, group) for username, group in GROUPS.items()))
    if settings.DEMONSTRATION:
        _user(ADMINISTRATOR, "administrator", is_superuser=True)
    reviewer, _ = Contributor.objects.get_or_create(
        key=REVIEWER["key"], defaults=REVIEWER | {"user": people.reviewer}
    )
    publishing.record_changed(reviewer, by=people.writer)
    return people


def link_writer(people: People):
    """Says whose name the author of the articles is. The import of the articles has made the contributor."""
    for writer in Contributor.objects.filter(key=WRITER_KEY, user=None):
        writer.user = people.writer
        writer.save(update_fields=["user"])
        publishing.record_changed(writer, by=people.publisher)


def _user(username: str, role: str, is_superuser: bool = False) -> User:
    user, is_new = get_user_model().objects.get_or_create(
        username=username,
        defaults={
            "first_name": "Demonstration",
            "last_name": role,
            "is_staff": True,
            "is_superuser": is_superuser,
        },
    )
    if is_new:
        user.set_password(_password(username))
        user.save()
        user.groups.set(Group.objects.filter(name=role))
    return user


def _password(username: str) -> str:
    """A password that only those can work out who know the secret key of the site; the same each time."""
    return salted_hmac("articles.demo.people", username, algorithm="sha256").hexdigest()[:PASSWORD_LENGTH]


def logins() -> Iterator[Login]:
    """The logins of the demonstration users that exist."""
    kept = dict(get_user_model().objects.filter(username__in=ROLES).values_list("username", "password"))
    names = [name for name in ROLES if name in kept]
    passwords = [_password(name) for name in names]
    # Comparing one takes a third of a second on purpose, so that guessing is dear: they do it side by side.
    with ThreadPoolExecutor() as threads:
        still = list(threads.map(check_password, passwords, [kept[name] for name in names]))
    for name, password, is_still in zip(names, passwords, still, strict=True):
        yield Login(name, ROLES[name], password if is_still else "")


def taken_usernames() -> list[str]:
    return sorted(get_user_model().objects.filter(username__in=ROLES).values_list("username", flat=True))
