import pytest
from django.db import connection

from articles import triggers


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
