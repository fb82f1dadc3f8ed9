"""The grants of docs: the owner migrates; the site does all that people do, and can't rewrite anything."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from articles.models import triggers

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("TEST_DATABASE_URL", "")
pytestmark = pytest.mark.skipif(not SERVER.startswith("postgres"), reason="SQLite has no roles")
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
    """A database whose owner is one role, and whose site runs as another."""

    def __init__(self):
        self.name = f"grants_{uuid.uuid4().hex}"
        self.owner, self.site = f"{self.name}_owner", f"{self.name}_site"

    def address(self, role):
        parts = urlsplit(SERVER)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{role}:secret@{host}", path=f"/{self.name}"))

    def make(self):
        for role in (self.owner, self.site):
            run_sql(SERVER, f"CREATE ROLE {role} LOGIN PASSWORD 'secret'")
        run_sql(SERVER, f"CREATE DATABASE {self.name} OWNER {self.owner}")
        # Up to version 14 of PostgreSQL the schema isn't that of the owner of the database.
        run_sql(
            urlunsplit(urlsplit(SERVER)._replace(path=f"/{self.name}")),
            f"ALTER SCHEMA public OWNER TO {self.owner}",
        )

    def grant(self):
        text = (ROOT / "docs" / "grants.sql").read_text("utf-8")
        run_sql(self.address(self.owner), text.replace("cancerinfo_site", self.site))

    def manage(self, role, *arguments):
        environment = {
            **os.environ,
            "TEST_DATABASE_URL": self.address(role),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DEMONSTRATION": "1",
        }
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)

    def drop(self):
        run_sql(SERVER, f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        for role in (self.owner, self.site):
            run_sql(SERVER, f"DROP ROLE IF EXISTS {role}")


def run_sql(address, statement, *params):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    try:
        cursor = connection.cursor()
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@pytest.fixture(scope="module")
def office():
    office = Office()
    try:
        office.make()
        migrated = office.manage(office.owner, "migrate", "--verbosity=0")
        assert migrated.returncode == 0, migrated.stderr
        office.grant()
        yield office
    finally:
        office.drop()


def test_the_site_imports_signs_off_publishes_and_verifies(office):
    loaded = office.manage(office.site, "load_demo")
    assert loaded.returncode == 0, loaded.stderr
    verified = office.manage(office.site, "verify_record")
    assert verified.returncode == 0, verified.stdout
    assert "faults: 0." in verified.stderr
    assert run_sql(office.address(office.site), "SELECT count(*) FROM articles_edition")[0][0] > 3


def test_the_site_does_not_migrate(office):
    undone = office.manage(office.site, "migrate", "accounts", "zero")
    assert "InsufficientPrivilege" in undone.stderr


@pytest.mark.parametrize("statement", REFUSED)
def test_it_is_refused_to_the_site(office, statement):
    with pytest.raises(InsufficientPrivilege):
        run_sql(office.address(office.site), statement)


def test_every_table_that_is_written_once_is_covered(office):
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
    for table in triggers.tables():
        asked = "SELECT r FROM unnest(%s) AS r WHERE has_table_privilege(%s, %s, r)"
        held = run_sql(office.address(office.owner), asked, list(rights), office.site, table)
        assert (table, sorted(right for (right,) in held)) == (table, ["INSERT", "SELECT"])


def test_running_the_grants_again_changes_nothing(office):
    privileges = (
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = %s ORDER BY 1, 2"
    )
    before = run_sql(office.address(office.owner), privileges, office.site)
    office.grant()
    assert run_sql(office.address(office.owner), privileges, office.site) == before
