"""The tables of docs/security.md: who may do what. A cell is asked by tests with real requests."""

from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_contributor, make_user

DOCUMENT = Path(__file__).parents[1] / "docs" / "security.md"
# The columns of the tables, and the role of the account in each.
ACCOUNTS = {
    "no role": "",
    "writer": "writer",
    "writer of another text": "writer",
    "writer of the text": "writer",
    "medical reviewer": "reviewer",
    "publisher": "publisher",
    "superuser": "superuser",
}


@cache
def table(heading: str) -> dict[str, dict[str, str]]:
    """The rows of the table below that heading: the first cell, then the other cells by their column."""
    text = DOCUMENT.read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [
        [cell.strip(" `") for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    columns = lines[0][1:]
    return {cells[0]: dict(zip(columns, cells[1:], strict=True)) for cells in lines[2:]}


def cells(heading: str, wanted: str) -> list:
    """A parameter of a test for each cell that says what is wanted: row, column."""
    return [
        pytest.param(row, column, id=f"{row}-{column}")
        for row, said_of in table(heading).items()
        for column, said in said_of.items()
        if said == wanted
    ]


def make_accounts() -> dict:
    """An account for each column, signed in once for all its browsers; None for a visitor without one."""
    accounts = {column: make_user(role) for column, role in ACCOUNTS.items()}
    for user in accounts.values():
        make_contributor(user)
        client = Client()
        client.force_login(user)
        user.session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"anonymous": None, **accounts}


def entered(user) -> Client:
    """A browser of its own in which the account is signed in, if there is one."""
    client = Client()
    if user:
        client.cookies[settings.SESSION_COOKIE_NAME] = user.session
    return client


def is_let_in(response) -> bool:
    """Whether the answer is neither a refusal (some say 404 for it) nor the way to the sign-in."""
    return response.status_code not in (403, 404) and "/login/" not in response.get("Location", "")
