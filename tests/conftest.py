import gc

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction
from hypothesis import settings

from articles.models import Edition, triggers
from articles.pictures import stored_names
from articles.publishing.roles import setup_roles
from tests.factories import make_public_site, make_published, make_user
from tests.own_database import database, django_db_modify_db_settings, migrated  # noqa: F401 - fixtures
from tests.walk import IN_EACH_RUN

# The fixtures by which a test uses the database.
# The last two are databases of their own: test_invariants_at_once, test_grants.
DATABASE = {"db", "transactional_db", "live_server", "database", "office"}
# A busy machine is no failure.
settings.register_profile("without deadlines", deadline=None)
settings.load_profile("without deadlines")


def pytest_addoption(parser):
    parser.addoption("--walk", type=int, default=IN_EACH_RUN, help="requests of the walk of all addresses")


def pytest_collection_finish(session):
    """What is loaded by now stays: looking through it for garbage took a tenth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """On PostgreSQL the tests that use no database would only be run a second time."""
    users = [i for i in items if i.get_closest_marker("django_db") or DATABASE & set(i.fixturenames)]
    for item in users:
        item.add_marker(pytest.mark.database)
    if connection.vendor == "postgresql":
        items[:] = users


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests with transactions of their own, SQLite's tables are emptied by DELETE, PostgreSQL's by
    TRUNCATE, which the triggers refuse. The roles are there from the start, so that no test has to make them.
    """
    emptied_by = {"sqlite": "DELETE", "postgresql": "TRUNCATE"}[connection.vendor]
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for _, statement in triggers.drops(connection.vendor, [emptied_by]):
            cursor.execute(statement)
        setup_roles()


@pytest.fixture(scope="class", autouse=True)
def _forgotten_pictures():
    """Pictures lie in no transaction: those that a class brought are deleted after it."""
    before = set(stored_names())
    yield
    for name in set(stored_names()) - before:
        storages["pictures"].delete(name)


@pytest.fixture(scope="class")
def rows_of_class(django_db_setup, django_db_blocker):
    """Makes rows once for all tests of a class: calls what makes them, and gives what that gives. Each test
    still undoes what it writes itself, since its own transaction lies within that of the class."""
    around = transaction.atomic()

    def make(maker):
        with django_db_blocker.unblock():
            return maker()

    make(around.__enter__)
    yield make
    make(lambda: transaction.set_rollback(True))
    make(lambda: around.__exit__(None, None, None))


@pytest.fixture(scope="class")
def public_site(rows_of_class):
    """A site with something at every public address, the same one for the tests of a class: its edition."""
    return rows_of_class(make_public_site)


@pytest.fixture(scope="class")
def published(rows_of_class):
    """A published page, the same one for the tests of a class: its edition."""
    return rows_of_class(make_published)


@pytest.fixture
def edition(published):
    """The edition of that page, as the test finds it."""
    return Edition.objects.get(pk=published.pk)


@pytest.fixture
def writer(client, db):
    """A writer, signed in with `client`."""
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def all_triggers(db):
    """Those too that the tests' database goes without, so that it can be emptied."""
    with connection.cursor() as cursor:
        for statement in triggers.statements(connection.vendor):
            cursor.execute(statement, None)


@pytest.fixture
def unguarded(db):
    """A database whose owner has taken the triggers away."""
    # PostgreSQL drops none while it has yet to look where new rows point.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for _, statement in triggers.drops(connection.vendor):
            cursor.execute(statement)
