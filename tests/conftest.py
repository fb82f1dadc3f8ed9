import pytest
from django.db import connection
from hypothesis import settings

from articles.models import triggers
from tests.factories import make_user

# A busy machine is no failure.
settings.register_profile("without deadlines", deadline=None)
settings.load_profile("without deadlines")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests with transactions of their own, SQLite's tables are emptied by DELETE, which the
    triggers refuse; PostgreSQL's are truncated."""
    if connection.vendor != "sqlite":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for name, _, event in triggers.names():
            if event == "DELETE":
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture
def writer(client, db):
    """A writer, signed in with `client`."""
    user = make_user("writer")
    client.force_login(user)
    return user
