"""The grants of docs: the owner migrates; the site does all that people do, and can't rewrite anything."""

import os
import subprocess
import sys
import uuid

import pytest
from psycopg2.errors import InsufficientPrivilege

from articles.models import triggers
from tests.own_database import IS_POSTGRESQL, OWNER, ROOT, address_of, name_in, run_sql

pytestmark = pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite has no roles")
REFUSED = [
    "UPDATE articles_edition SET title = 'Another'",
    "DELETE FROM articles_edition",
    "TRUNCATE articles_edition CASCADE",
    "ALTER TABLE articles_edition DISABLE TRIGGER ALL",
    "DROP TRIGGER articles_edition_no_update ON articles_edition",
    "ALTER TABLE articles_edition ADD COLUMN other text",
    "DROP TABLE articles_chainlink",
    "CREATE OR REPLACE FUNCTION articles_refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS $$BEGIN RETURN NEW; END$$",
    "SET session_replication_role = replica",
    "CREATE TABLE public.other (id int)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('articles', 'x', now())",
    "UPDATE pg_trigger SET tgenabled = 'D'",
]


class Office:
    """A copy of a database whose owner migrated it, and whose site runs as another role."""

    def __init__(self, template):
        self.name = f"grants_{uuid.uuid4().hex}"
        self.site = f"{self.name}_site"
        run_sql(f"CREATE ROLE {self.site} LOGIN PASSWORD 'secret'")
        run_sql(f"CREATE DATABASE {self.name} TEMPLATE {name_in(template)} OWNER {OWNER}")

    def run_sql(self, role, statement, *params):
        return run_sql(statement, address_of(self.name, role), params or None)

    def grant(self):
        text = (ROOT / "docs" / "grants.sql").read_text("utf-8")
        self.run_sql(OWNER, text.replace("cancerinfo_site", self.site))

    def manage(self, role, *arguments):
        environment = {
            **os.environ,
            "TEST_DATABASE_URL": address_of(self.name, role),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DEMONSTRATION": "1",
        }
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)

    def drop(self):
        run_sql(f"DROP DATABASE {self.name} WITH (FORCE)")
        run_sql(f"DROP ROLE {self.site}")


@pytest.fixture(scope="module")
def office(migrated):
    office = Office(migrated)
    office.grant()
    yield office
    office.drop()


def test_the_site_imports_signs_off_publishes_and_verifies(office):
    loaded = office.manage(office.site, "load_demo")
    assert loaded.returncode == 0, loaded.stderr
    verified = office.manage(office.site, "verify_record")
    assert verified.returncode == 0, verified.stdout
    assert "faults: 0." in verified.stderr
    assert office.run_sql(office.site, "SELECT count(*) FROM articles_edition")[0][0] > 3


def test_the_site_does_not_migrate(office):
    undone = office.manage(office.site, "migrate", "sessions", "zero")
    assert "InsufficientPrivilege" in undone.stderr


@pytest.mark.parametrize("statement", REFUSED)
def test_it_is_refused_to_the_site(office, statement):
    with pytest.raises(InsufficientPrivilege):
        office.run_sql(office.site, statement)


def test_every_table_that_is_written_once_is_covered(office):
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
    for table in triggers.tables():
        asked = "SELECT r FROM unnest(%s) AS r WHERE has_table_privilege(%s, %s, r)"
        held = office.run_sql(OWNER, asked, list(rights), office.site, table)
        assert (table, sorted(right for (right,) in held)) == (table, ["INSERT", "SELECT"])


def test_running_the_grants_again_changes_nothing(office):
    privileges = (
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = %s ORDER BY 1, 2"
    )
    before = office.run_sql(OWNER, privileges, office.site)
    office.grant()
    assert office.run_sql(OWNER, privileges, office.site) == before
